"""Server-sent events in a body that is already whole: relays answer plain requests that way too."""

import re
from collections.abc import Iterator

from app.wire.response import ServerEvent

_FIELD_AT_START = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:data|event|id|retry)?:")
_LINE_END = re.compile(r"\r\n|\n|\r")
_BARE = ("{", "[", "<")


def looks_like_events(body: bytes) -> bool:
    """Whether a body is a stream of events, judged by its first characters alone."""
    return _FIELD_AT_START.match(body) is not None


def events_in(body: bytes) -> Iterator[ServerEvent]:
    """The events of a whole body, the last one without its blank line included."""
    name = ""
    data: list[str] = []
    for line in (*_LINE_END.split(body.decode("utf-8", "replace").removeprefix("\ufeff")), ""):
        field, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if field == "data":
            if data and data[-1].endswith("}") and value.startswith(("{", "[DONE]")):
                yield ServerEvent("\n".join(data), name)
                data.clear()
            data.append(value)
        elif field == "event":
            name = value
        elif not line or line.startswith(_BARE):
            if data:
                yield ServerEvent("\n".join(data), name)
            name, data = "", []
            if line:
                yield ServerEvent(line, bare=True)
