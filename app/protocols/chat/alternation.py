"""Formats in which the person and the model take turns: two messages of one in a row are one."""

from collections.abc import Callable, Iterable

from app.domain.conversation import Role
from app.domain.turn import TurnMessage


def in_turns(
    messages: Iterable[TurnMessage],
    content: Callable[[TurnMessage], list[object]],
    results_as: Role = Role.TOOL,
) -> list[tuple[Role, list[object]]]:
    """Who speaks and what, alternating. System messages, and those without content, are left out.

    Args:
        messages: the conversation.
        content: what a message says, in the words of the format.
        results_as: whose words the results of tools are.
    """
    turns: list[tuple[Role, list[object]]] = []
    for message in messages:
        if message.role is Role.SYSTEM or not (said := content(message)):
            continue
        role = results_as if message.role is Role.TOOL else message.role
        if turns and turns[-1][0] is role:
            turns[-1][1].extend(said)
        else:
            turns.append((role, said))
    return turns
