"""Where a name is being typed in a prompt."""

import re
from collections.abc import Iterable

from app.domain.character import Character, CharacterState

_BEGUN = re.compile(r"(?<![A-Za-z0-9._@])@([^\s@]{0,40})$")
"""An address of electronic mail calls nobody; Chinese words may stand right before the sign."""


def begun_mention(before: str) -> str | None:
    """What follows the ``@`` at the end of a text; None where no name is being typed."""
    found = _BEGUN.search(before)
    return found[1] if found is not None else None


def matching(characters: Iterable[Character], words: str) -> list[Character]:
    """Who can be called and has these words in a name; first those whose name begins with them."""
    wanted = words.casefold()
    ready = [one for one in characters if one.state is CharacterState.READY]
    names = {one.id: (one.title.casefold(), one.username.casefold(), one.name.casefold()) for one in ready}
    found = [one for one in ready if any(wanted in name for name in names[one.id])]
    return sorted(found, key=lambda one: not any(name.startswith(wanted) for name in names[one.id]))
