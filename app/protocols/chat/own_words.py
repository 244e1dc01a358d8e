"""Answers that go back in the words of the format that they came in."""

from collections.abc import Sequence

from app.domain.turn import TurnMessage
from app.protocols.read import as_list, json_or_none


def own_words(message: TurnMessage, format_name: str, *, calls_have_ids: bool = True) -> Sequence[object]:
    """The parts of an answer as they came; none where it came in another format.

    Args:
        calls_have_ids: whether results are found by them; calls that came without one have ours, which no
            result may name in front of the words that lack it.
    """
    native = message.native
    if native is None or native.format != format_name:
        return []
    if calls_have_ids and any(f'"{call.id}"' not in native.body for call in message.calls):
        return []
    return as_list(json_or_none(native.body))
