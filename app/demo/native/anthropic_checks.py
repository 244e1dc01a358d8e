"""/v1/messages: the rules for turns, tool results and thoughts."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.demo.native.anthropic_failures import AnthropicRefusal
from app.demo.native.sealing import unseal

Turn = Mapping[str, Any]
"""One message with its content as a list of blocks."""

_THOUGHTS = ("thinking", "redacted_thinking")
_LEAST_BUDGET = 1024
_MOST_MARKS = 4


def check_turns(turns: Sequence[Turn]) -> None:
    """Let through what can be answered.

    Raises:
        AnthropicRefusal: calls and results do not belong together, or the last word is the model's.
    """
    if turns[-1]["role"] == "assistant":
        raise AnthropicRefusal(
            "This model does not support assistant message prefill. "
            "The conversation must end with a user message."
        )
    for place, turn in enumerate(turns):
        before: Turn = turns[place - 1] if place else {"content": []}
        after: Turn = turns[place + 1] if place + 1 < len(turns) else {"content": []}
        _check_results(place, turn, ids_of(before, "tool_use", "id"))
        _check_calls(place, turn, after)


def check_thoughts(turns: Sequence[Turn], *, thinks: bool, is_known: bool) -> None:
    """Let thoughts through that come back as they were given.

    Args:
        is_known: whether this is the account that signed them.

    Raises:
        AnthropicRefusal: one was changed, or is missing in front of a call whose results come now.
    """
    for place, turn in enumerate(turns):
        for number, block in enumerate(turn["content"]):
            if block["type"] == "thinking" and not (is_known and _is_signed(block)):
                where = f"messages.{place}.content.{number}"
                raise AnthropicRefusal(f"{where}: Invalid `signature` in `thinking` block")
    if thinks and len(turns) > 1 and ids_of(turns[-1], "tool_result", "tool_use_id"):
        first = turns[-2]["content"][0]["type"]
        if first not in _THOUGHTS:
            raise AnthropicRefusal(
                f"messages.{len(turns) - 2}.content.0.type: Expected `thinking` or `redacted_thinking`, but "
                f"found `{first}`. When `thinking` is enabled, a final `assistant` message must start with a "
                "thinking block (preceding the lastmost set of `tool_use` and `tool_result` blocks)."
            )


def check_thinking(thinking: Mapping[str, Any], body: Mapping[str, Any], most_tokens: int) -> None:
    """Let a wish for thoughts through.

    Raises:
        AnthropicRefusal: it contradicts itself or another field.
    """
    kind = thinking.get("type")
    if kind not in ("enabled", "adaptive", "disabled"):
        raise AnthropicRefusal(
            f"thinking: Input tag '{kind}' found using 'type' does not match any of the expected tags: "
            "'adaptive', 'disabled', 'enabled'"
        )
    if kind == "disabled":
        return
    if kind == "enabled":
        _check_budget(thinking.get("budget_tokens"), most_tokens)
    if body.get("temperature") not in (None, 1):
        raise AnthropicRefusal("`temperature` may only be set to 1 when thinking is enabled.")
    if (body.get("tool_choice") or {}).get("type") in ("any", "tool"):
        raise AnthropicRefusal("Thinking may not be enabled when tool_choice forces tool use.")


def check_marks(count: int) -> None:
    """Let a request with so many cache marks through.

    Raises:
        AnthropicRefusal: they are too many.
    """
    if count > _MOST_MARKS:
        raise AnthropicRefusal(
            f"A maximum of {_MOST_MARKS} blocks with cache_control may be provided. Found {count}."
        )


def ids_of(turn: Turn, kind: str, name: str) -> list[str]:
    """The ids of all blocks of a kind."""
    return [str(block.get(name)) for block in turn["content"] if block["type"] == kind]


def _check_budget(budget: object, most_tokens: int) -> None:
    if not isinstance(budget, int) or budget < _LEAST_BUDGET:
        raise AnthropicRefusal(
            f"thinking.enabled.budget_tokens: Input should be greater than or equal to {_LEAST_BUDGET}"
        )
    if budget >= most_tokens:
        raise AnthropicRefusal("`max_tokens` must be greater than `thinking.budget_tokens`.")


def _check_results(place: int, turn: Turn, called: Sequence[str]) -> None:
    for number, block in enumerate(turn["content"]):
        if block["type"] == "tool_result" and block.get("tool_use_id") not in called:
            raise AnthropicRefusal(
                f"messages.{place}.content.{number}: unexpected `tool_use_id` found in `tool_result` blocks: "
                f"{block.get('tool_use_id')}. Each `tool_result` block must have a corresponding `tool_use` "
                "block in the previous message."
            )


def _check_calls(place: int, turn: Turn, after: Turn) -> None:
    called = ids_of(turn, "tool_use", "id")
    first = {"content": after["content"][: len(called)]}
    missing = [name for name in called if name not in ids_of(first, "tool_result", "tool_use_id")]
    if missing:
        raise AnthropicRefusal(
            f"messages.{place}: `tool_use` ids were found without `tool_result` blocks immediately after: "
            f"{', '.join(missing)}. Each `tool_use` block must have a corresponding `tool_result` block in "
            "the next message."
        )


def _is_signed(block: Mapping[str, Any]) -> bool:
    signed = unseal(str(block.get("signature") or ""))
    return signed is not None and block.get("thinking") in ("", signed)
