"""What a chat protocol cannot carry is refused before anything is sent, never silently dropped."""

from collections.abc import Iterable

from app.domain.errors import ErrorKind, InputError
from app.domain.turn import ChatTurn


def refuse(turn: ChatTurn, protocol: str, fields: Iterable[str]) -> None:
    """Let a turn through in which none of some settings is chosen.

    Args:
        protocol: its name, for the sentence.

    Raises:
        InputError: one of them is.
    """
    for field in fields:
        chosen = getattr(turn.settings, field)
        if chosen not in (None, "", False, ()) and not (field == "n" and chosen == 1):
            raise InputError(ErrorKind.NOT_CARRIED, {"protocol": protocol, "field": field}, field=field)
