"""Results of tools have no message of their own on the screen: they stand in the cards of their calls."""

from collections.abc import Sequence
from dataclasses import replace

from app.domain.conversation import BranchNode, Message, MessageState, Role

_CUT = (MessageState.STOPPED, MessageState.INTERRUPTED)


def joined(nodes: Sequence[BranchNode]) -> list[BranchNode]:
    """The nodes of a branch, each answer with what the tools below it gave back."""
    shown: list[BranchNode] = []
    for node in nodes:
        if node.message.role is not Role.TOOL:
            shown.append(node)
        elif shown:
            shown[-1] = replace(shown[-1], message=_with_results(shown[-1].message, node.message))
    return shown


def _with_results(answer: Message, results: Message) -> Message:
    """An answer whose tools were stopped, or have used up their rounds, says so itself."""
    state = results.state if results.state in _CUT and results.error is None else answer.state
    parts = (*answer.parts, *results.parts)
    return replace(answer, parts=parts, state=state, error=answer.error or results.error)
