"""Pictures written into the text as base64: megabytes that no parser should walk through."""

import re
from dataclasses import dataclass

_DATA = re.compile(r"data:image/[\w.+-]+;base64,[A-Za-z0-9+/=_-]{200,}")
EMBEDDED = "embedded-picture:"
"""What stands for a long address, before its number."""
_PLACE = re.compile(rf"{EMBEDDED}(\d+)")


@dataclass(frozen=True, slots=True)
class Embedded:
    """A text with short places in it where the long addresses were."""

    text: str
    addresses: tuple[str, ...]

    def restore(self, text: str) -> str:
        """Put the addresses back into a part of the text."""
        if not self.addresses or EMBEDDED not in text:
            return text
        return _PLACE.sub(self._address, text)

    def _address(self, place: re.Match[str]) -> str:
        index = int(place[1])
        return self.addresses[index] if index < len(self.addresses) else place[0]


def shorten(text: str) -> Embedded:
    """Take the long addresses out; no line is added or removed."""
    if ";base64," not in text:
        return Embedded(text, ())
    addresses: list[str] = []

    def keep(found: re.Match[str]) -> str:
        addresses.append(found[0])
        return f"{EMBEDDED}{len(addresses) - 1}"

    return Embedded(_DATA.sub(keep, text), tuple(addresses))
