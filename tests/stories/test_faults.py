"""Whatever a gateway does, a person reads one clear sentence, keeps what came, and pays once."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from app.demo.answer_faults import (
    ErrorInStream,
    HugeLine,
    NullChoices,
    OnlyDone,
    OtherForm,
    Page,
    Status,
    WrongType,
)
from app.demo.faults import Fault
from app.demo.wire_faults import (
    EndAfter,
    EndlessLine,
    GzipBomb,
    LoseAnswer,
    Redirect,
    ResetAfter,
    Silence,
    SlowFirstByte,
    Trickle,
)
from app.domain.conversation import MessageState
from app.domain.errors import ErrorKind, StudioError
from app.domain.profile import Profile, Timeouts
from tests.gateway import Gateway
from tests.stories.person import Person
from tests.stories.talking import (
    CHAT,
    act,
    ended,
    failure,
    messages,
    read,
    read_aloud,
    say,
    send,
    streaming,
)
from tests.transport.raw_gateway import serving

REFUSED = [
    (Status(400), ErrorKind.REQUEST_REFUSED),
    (Status(401), ErrorKind.KEY_REFUSED),
    (Status(402), ErrorKind.BALANCE_EMPTY),
    (Status(403), ErrorKind.BALANCE_EMPTY),
    (Status(404), ErrorKind.NOT_FOUND),
    (Status(405), ErrorKind.METHOD_NOT_ALLOWED),
    (Status(413), ErrorKind.TOO_LARGE),
    (Status(415), ErrorKind.UNSUPPORTED_MEDIA),
    (Status(429, retry_after="3600"), ErrorKind.RATE_LIMITED),
    (Status(500), ErrorKind.UPSTREAM_UNREACHABLE),
    (Status(502), ErrorKind.UPSTREAM_UNREACHABLE),
    (Status(503), ErrorKind.OVERLOADED),
    (Status(504), ErrorKind.GATEWAY_GAVE_UP),
    (Status(521), ErrorKind.SITE_UNREACHABLE),
    (Status(524), ErrorKind.GATEWAY_GAVE_UP),
    (Page(), ErrorKind.SITE_PROTECTION),
    (Page("Welcome"), ErrorKind.WEB_PAGE),
    (OnlyDone(), ErrorKind.EMPTY_ANSWER),
    (LoseAnswer(), ErrorKind.CONNECTION_LOST),
    (GzipBomb(), ErrorKind.ANSWER_TOO_LARGE),
    (Status(200, body=b"{}"), ErrorKind.UNREADABLE_ANSWER),
    (Status(200, body=b""), ErrorKind.EMPTY_ANSWER),
    (Status(200, body=b'["what", "is this"]'), ErrorKind.UNREADABLE_ANSWER),
]
CUT = [
    (ResetAfter(5), ErrorKind.CONNECTION_LOST),
    (EndAfter(5, done=True), ErrorKind.STREAM_CUT),
    (EndAfter(5, done=False), ErrorKind.STREAM_CUT),
    *(
        (ErrorInStream(5, shape), ErrorKind.UPSTREAM_UNREACHABLE)
        for shape in ("data", "event", "bare", "choice")
    ),
]
MENDED = [NullChoices(), OtherForm(), WrongType("text/plain"), WrongType(""), HugeLine(), Trickle(0, 64)]


def named(fault: object) -> str:
    """Name of a case."""
    return str(fault).replace(" ", "")[:40]


def words(person: Person, kind: ErrorKind, values: dict[str, str]) -> str:
    """The sentence of an error as the window says it."""
    return person.window.notices.words(StudioError(kind, values)).title


async def hurry(person: Person, **limits: float) -> Profile:
    """Give the provider little time."""
    profiles = person.session.studio.profiles
    assert profiles.active is not None
    return await profiles.save(replace(profiles.active, timeouts=replace(Timeouts(), **limits)), {})


@pytest.mark.parametrize(("fault", "kind"), REFUSED, ids=named)
async def test_a_refusal_is_one_clear_card(
    person: Person, gateway: Gateway, fault: Fault, kind: ErrorKind
) -> None:
    gateway.faults.set(fault, times=None)
    answer = await say(person, "Hello")
    assert (failure(answer), answer.state) == (kind, MessageState.FAILED)
    assert answer.error is not None
    assert words(person, kind, answer.error.values) in read(person)
    assert len(gateway.asked(CHAT)) == 1
    assert [message.text for message in messages(person)] == ["Hello", ""]


@pytest.mark.parametrize(("fault", "kind"), CUT, ids=named)
async def test_what_came_before_a_cut_is_kept(
    person: Person, gateway: Gateway, fault: Fault, kind: ErrorKind
) -> None:
    gateway.faults.set(fault, times=None)
    answer = await say(person, "Hello")
    assert (failure(answer), answer.state) == (kind, MessageState.INTERRUPTED)
    assert answer.error is not None
    assert answer.text.strip("# ")[:8] in read(person)
    assert words(person, kind, answer.error.values) in read(person)
    assert len(gateway.asked(CHAT)) == 1


@pytest.mark.parametrize("fault", MENDED, ids=named)
async def test_what_can_be_understood_is_an_answer(person: Person, gateway: Gateway, fault: Fault) -> None:
    gateway.faults.set(fault, times=None)
    answer = await say(person, "Hello")
    assert (failure(answer), answer.state) == (None, MessageState.COMPLETE)
    assert answer.text
    assert len(gateway.asked(CHAT)) == 1


async def test_errors_speak_the_language_of_the_window(person: Person, gateway: Gateway) -> None:
    gateway.faults.set(Status(401), times=None)
    await say(person, "Hello")
    assert "Key refused" in read(person)
    assert "Key refused" in read_aloud(person)
    person.session.languages.switch("zh")
    await person.until(lambda: "密钥被拒绝" in read(person))


@pytest.mark.parametrize(
    ("fault", "limits", "kind"),
    [
        (SlowFirstByte(60), {"first_byte_s": 0.2}, ErrorKind.FIRST_BYTE_TIMEOUT),
        (Silence(5), {"idle_s": 0.3}, ErrorKind.IDLE_TIMEOUT),
        (Silence(0), {"first_byte_s": 0.2}, ErrorKind.FIRST_BYTE_TIMEOUT),
    ],
    ids=named,
)
async def test_patience_ends(
    person: Person, gateway: Gateway, fault: Fault, limits: dict[str, float], kind: ErrorKind
) -> None:
    await hurry(person, **limits)
    gateway.faults.set(fault, times=None)
    answer = await say(person, "Hello")
    assert failure(answer) is kind
    assert len(gateway.asked(CHAT)) == 1


async def test_an_answer_that_fell_silent_goes_on_where_it_stopped(person: Person, gateway: Gateway) -> None:
    """A lid was closed and opened again: the connection is dead, and what came is not."""
    await hurry(person, idle_s=0.3)
    gateway.faults.set(Silence(6))
    cut = await say(person, "Hello")
    assert cut.state is MessageState.INTERRUPTED
    act(person, cut, "continue")
    await person.until(lambda: ended(person) and messages(person)[-1].state is MessageState.COMPLETE)
    whole = messages(person)[-1]
    assert whole.id == cut.id
    assert whole.text.startswith(cut.text)
    assert len(whole.text) > len(cut.text)
    assert whole.error is None
    assert gateway.asked(CHAT)[-1].json()["messages"][1] == {"role": "assistant", "content": cut.text}


async def test_a_busy_gateway_is_asked_again_and_the_window_says_when(
    person: Person, gateway: Gateway
) -> None:
    gateway.faults.set(Status(429, retry_after="1"))
    send(person, "Hello")
    await person.until(lambda: "The provider is busy. Trying again in 1 s." in read(person))
    await person.until(lambda: ended(person))
    assert messages(person)[-1].state is MessageState.COMPLETE
    assert "Trying again" not in read(person)
    assert len(gateway.asked(CHAT)) == 2


async def test_nobody_has_to_wait_for_a_busy_gateway(person: Person, gateway: Gateway) -> None:
    gateway.faults.set(Status(429, retry_after="60"))
    person.session.languages.switch("zh")
    send(person, "Hello")
    await person.until(lambda: "服务商繁忙，60 秒后重试。" in read(person))
    assert "服务商繁忙，60 秒后重试。" in read_aloud(person)
    person.press("composer.stop")
    await person.until(lambda: ended(person))
    assert messages(person)[-1].state is MessageState.STOPPED
    assert "服务商繁忙" not in read(person)
    assert len(gateway.asked(CHAT)) == 1


async def test_a_gateway_that_stays_busy_is_a_clear_card(person: Person, gateway: Gateway) -> None:
    gateway.faults.set(Status(429, retry_after="1"), times=None)
    answer = await say(person, "Hello")
    assert failure(answer) is ErrorKind.RATE_LIMITED
    assert "Trying again" not in read(person)
    assert len(gateway.asked(CHAT)) == 3


async def test_an_endless_line_can_be_stopped(person: Person, gateway: Gateway) -> None:
    gateway.faults.set(EndlessLine(), times=None)
    send(person, "Hello")
    await person.until(lambda: gateway.asked(CHAT) and person.sees("composer.stop"))
    person.press("composer.stop")
    await person.until(lambda: ended(person))
    assert messages(person)[-1].state is MessageState.STOPPED


async def test_a_key_never_follows_to_another_host(person: Person, gateway: Gateway) -> None:
    async with serving() as elsewhere:
        elsewhere.behave(lambda connection, request: connection.answer(b"{}"))
        gateway.faults.set(Redirect(f"http://localhost:{elsewhere.port}{CHAT}"), times=None)
        answer = await say(person, "Hello")
        assert failure(answer) is ErrorKind.REDIRECTED_AWAY
        assert len(gateway.asked(CHAT)) == 1
        assert not elsewhere.requests


@pytest.mark.parametrize(
    ("root", "kind"),
    [
        ("http://127.0.0.1:9", ErrorKind.CONNECTION_REFUSED),
        ("http://nowhere.invalid", ErrorKind.DNS_FAILED),
    ],
)
async def test_without_a_way_to_the_gateway_the_message_stays(
    person: Person, root: str, kind: ErrorKind
) -> None:
    profile = await hurry(person, connect_s=2)
    await person.session.studio.profiles.save(replace(profile, lines=(root,)), {})
    answer = await say(person, "Hello")
    assert failure(answer) is kind
    assert answer.error is not None
    assert words(person, kind, answer.error.values) in read(person)
    assert messages(person)[0].text == "Hello"


async def test_a_gateway_that_goes_away_leaves_the_conversation(person: Person, gateway: Gateway) -> None:
    await say(person, "First")
    profiles = person.session.studio.profiles
    assert profiles.active is not None
    await profiles.save(replace(profiles.active, lines=("http://127.0.0.1:9",)), {})
    gone = await say(person, "Second")
    assert failure(gone) is ErrorKind.CONNECTION_REFUSED
    await profiles.save(replace(profiles.active, lines=(gateway.root,)), {})
    act(person, gone, "retry")
    await person.until(lambda: ended(person) and messages(person)[-1].state is MessageState.COMPLETE)
    assert [message.text for message in messages(person)][::2] == ["First", "Second"]
    assert len(messages(person)) == 4


async def test_pressing_retry_twice_pays_once(person: Person, gateway: Gateway) -> None:
    gateway.faults.set(Status(500))
    failed = await say(person, "Hello")
    act(person, failed, "retry")
    act(person, failed, "retry")
    await person.until(lambda: ended(person) and messages(person)[-1].state is MessageState.COMPLETE)
    assert len(gateway.asked(CHAT)) == 2
    assert len(messages(person)) == 2


async def test_a_refused_continuation_keeps_the_text(person: Person, gateway: Gateway) -> None:
    gateway.faults.set(ResetAfter(6))
    cut = await say(person, "Hello")
    gateway.faults.set(Status(401))
    act(person, cut, "continue")
    await person.until(lambda: failure(messages(person)[-1]) is ErrorKind.KEY_REFUSED)
    assert messages(person)[-1].text == cut.text
    assert messages(person)[-1].state is MessageState.INTERRUPTED


async def test_escape_keeps_what_came(person: Person, gateway: Gateway) -> None:
    gateway.faults.set(Silence(8))
    send(person, "Hello")
    came = (await streaming(person)).text
    person.key("composer.input", Qt.Key.Key_Escape)
    await person.until(lambda: ended(person))
    assert messages(person)[-1].state is MessageState.STOPPED
    assert messages(person)[-1].text.startswith(came)
    assert not person.sees("composer.stop")
    assert len(gateway.asked(CHAT)) == 1


async def test_a_conversation_that_grew_too_long_leads_to_a_new_one(person: Person, gateway: Gateway) -> None:
    too_long = b'{"error": {"message": "too many tokens", "code": "context_length_exceeded"}}'
    gateway.faults.set(Status(400, body=too_long), CHAT)
    answer = await say(person, "Go on")
    assert failure(answer) is ErrorKind.CONTEXT_TOO_LONG
    assert "New conversation" in buttons(person)
    act(person, answer, "new_conversation")
    await person.until(lambda: person.chat.conversation.conversation_id is None)
    assert person.find("composer.input").hasFocus()


def buttons(person: Person) -> list[str]:
    """What the controls on the messages are called."""
    view = person.chat.conversation.transcript
    return [spot.label for item in view.stage.placed for spot in item.row.spots()]
