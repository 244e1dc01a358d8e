"""An answer while it comes: calls of tools and native words in pieces."""

from datetime import UTC, datetime

from app.domain.answer import Answer
from app.domain.chat_event import Finished, NativeSaid, TextDelta, ToolCallDelta
from app.domain.conversation import Message, MessageState, NativePart, Role, TextPart, ToolCallPart
from app.domain.errors import ErrorKind, ProtocolError
from app.domain.ids import ConversationId, MessageId
from app.domain.tool import ToolCall


def message(*parts: TextPart | NativePart | ToolCallPart) -> Message:
    return Message(
        MessageId("m1"), ConversationId("c1"), None, Role.ASSISTANT, parts, datetime(2026, 1, 1, tzinfo=UTC)
    )


def test_parallel_calls_are_put_together_from_their_fragments() -> None:
    answer = Answer(message())
    for delta in (
        ToolCallDelta(0, 0, "call_a", "get_weather", ""),
        ToolCallDelta(0, 1, "call_b", "clock", "{}"),
        ToolCallDelta(0, 0, "", "", '{"city":'),
        ToolCallDelta(0, 0, "", "", '"Lyon"'),
    ):
        answer.apply(delta, 1.0)
    assert answer.snapshot().tool_calls == (
        ToolCall("call_a", "get_weather", '{"city":"Lyon"'),
        ToolCall("call_b", "clock", "{}"),
    )
    assert answer.snapshot().timing.first_token_ms is None
    answer.end(MessageState.COMPLETE, 9.0)
    assert answer.snapshot().timing.first_token_ms == 1.0


def test_calls_without_an_id_or_with_that_of_another_get_one_of_ours() -> None:
    answer = Answer(message())
    for number, call_id in enumerate(("", "call_a", "call_a")):
        answer.apply(ToolCallDelta(0, number, call_id, "clock", ""), 0)
    ids = [call.id for call in answer.snapshot().tool_calls]
    assert ids == ["call_m1_0", "call_a", "call_m1_2"]


def test_calls_stand_behind_everything_else_and_are_something() -> None:
    answer = Answer(message())
    assert answer.empty
    answer.apply(ToolCallDelta(0, 0, "call_a", "clock", ""), 0)
    answer.apply(TextDelta(0, "Late words."), 0)
    answer.apply(NativeSaid(0, "gemini", "[{}]"), 0)
    assert [type(part) for part in answer.snapshot().parts] == [TextPart, NativePart, ToolCallPart]
    cut = Answer(message())
    cut.apply(ToolCallDelta(0, 0, "call_a", "clock", "{"), 0)
    cut.fail(ProtocolError(ErrorKind.STREAM_CUT))
    assert cut.snapshot().state is MessageState.INTERRUPTED


def test_native_words_of_an_answer_that_pauses_are_joined() -> None:
    answer = Answer(message())
    answer.apply(NativeSaid(0, "anthropic", '[{"type":"server_tool_use"}]'), 0)
    answer.apply(Finished(0, "paused"), 0)
    answer.go_on()
    assert answer.snapshot().finish_reason == ""
    answer.apply(TextDelta(0, "Found."), 0)
    answer.apply(NativeSaid(0, "anthropic", '[{"type":"text"}]'), 0)
    assert answer.snapshot().native == NativePart(
        "anthropic", '[{"type":"server_tool_use"},{"type":"text"}]'
    )  # fmt: skip


def test_native_words_go_back_only_where_they_are_whole() -> None:
    cut = Answer(message(TextPart("The first half,")))
    cut.apply(TextDelta(0, " and the second."), 0)
    cut.apply(NativeSaid(0, "anthropic", '[{"type":"text"}]'), 0)
    assert cut.snapshot().native is None
    assert cut.snapshot().text == "The first half, and the second."
    plain = Answer(message(TextPart("Half"), NativePart("gemini", "[{}]")))
    plain.apply(TextDelta(0, " and half"), 0)
    assert plain.snapshot().native is None


def test_calls_of_an_answer_that_was_cut_are_made_anew() -> None:
    native = NativePart("anthropic", '[{"type":"tool_use"}]')
    cut = Answer(message(TextPart("I look."), native, ToolCallPart(ToolCall("call_a", "clock", "{"))))
    cut.apply(ToolCallDelta(0, 0, "call_b", "clock", "{}"), 0)
    cut.apply(NativeSaid(0, "anthropic", '[{"type":"tool_use"}]'), 0)
    assert cut.snapshot().tool_calls == (ToolCall("call_b", "clock", "{}"),)
    assert cut.snapshot().native is None
