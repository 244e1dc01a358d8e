"""Formats in which the person and the model take turns: two messages of one in a row are one."""

from collections.abc import Callable, Iterable

from app.domain.conversation import Role
from app.domain.turn import TurnMessage


def in_turns(
    messages: Iterable[TurnMessage], content: Callable[[TurnMessage], list[object]]
) -> list[tuple[Role, list[object]]]:
    """Who speaks and what, alternating. System messages, and those without content, are left out."""
    turns: list[tuple[Role, list[object]]] = []
    for message in messages:
        if message.role is Role.SYSTEM or not (said := content(message)):
            continue
        if turns and turns[-1][0] is message.role:
            turns[-1][1].extend(said)
        else:
            turns.append((message.role, said))
    return turns
