"""Server-sent events from bytes, as gateways really write them.

The fields are read by httpx-sse's decoder. Around it stand the lines as bytes, because a line may hold a
multi-megabyte picture and a packet may end inside a character, and the habits of relays: a last event
without a blank line, JSON lines without ``data:``, events parted by a single newline.
"""

from app.transport.limits import too_large
from app.wire.response import ServerEvent

Events = tuple[ServerEvent, ...]
DONE = "[DONE]"
_UNNAMED = "message"
_BOM = "\ufeff"
_FIELDS = ("data:", "event:", "id:", "retry:", ":")


class EventReader:
    """Feed it any cut of the bytes; it gives back whole events and keeps the rest.

    Args:
        line_bytes: the longest line that is accepted.
    """

    def __init__(self, line_bytes: int) -> None:
        # httpx comes with it, which nobody should wait for before the first request.
        from httpx_sse._decoders import SSEDecoder

        self.done = False
        """Whether ``[DONE]`` was read."""
        self._lines = _Lines(line_bytes)
        self._decoder = SSEDecoder()
        self._last_data = ""
        self._bare = ""

    @property
    def held_bytes(self) -> int:
        """How much of a line is here that has not ended yet."""
        return self._lines.held_bytes

    def feed(self, data: bytes) -> list[ServerEvent]:
        """The events that these bytes complete.

        Raises:
            ProtocolError: a line grew over the limit.
        """
        events: list[ServerEvent] = []
        for line in self._lines.feed(data):
            events += self._read(line)
        return events

    def finish(self, *, cut: bool = False) -> list[ServerEvent]:
        """What the end of the body completes; of a body that was cut only what is whole by itself."""
        last = self._lines.rest()
        if cut and not last.rstrip().endswith(("}", DONE)):
            last = ""
        return [*self._read(last), *self._read(""), *self._end_bare()]

    def _read(self, line: str) -> Events:
        ended = self._end_bare() if self._bare and (not line or line.startswith(_FIELDS)) else ()
        if self._bare or line.startswith(("{", "[")):
            return self._read_bare(line)
        if line.startswith("data:"):
            return ended + self._read_data(line)
        return ended + self._decode(line)

    def _read_data(self, line: str) -> Events:
        """Data goes on over several lines, but ``}`` and then ``{`` is never one JSON document."""
        value = line[5:].lstrip()
        document_ends = self._last_data.endswith("}") and value.startswith(("{", DONE))
        ended = self._decode("") if document_ends else ()
        self._decoder.decode(line)
        self._last_data = value
        if not value.startswith(DONE):
            return ended
        self.done = True
        return ended + self._decode("")

    def _decode(self, line: str) -> Events:
        event = self._decoder.decode(line)
        if event is None:
            return ()
        self._last_data = ""
        if not event.data:
            return ()
        return (ServerEvent(event.data, "" if event.event == _UNNAMED else event.event),)

    def _read_bare(self, line: str) -> Events:
        """A line of JSON by itself; an indented document goes on until a blank line or a field."""
        ended = self._decode("")
        whole = not self._bare and line.rstrip().endswith(("}", "]"))
        self._bare += f"{line}\n"
        return ended + self._end_bare() if whole else ended

    def _end_bare(self) -> Events:
        text, self._bare = self._bare.strip(), ""
        return (ServerEvent(text, bare=True),) if text else ()


class _Lines:
    """Text lines from bytes; only ``\\n``, ``\\r\\n`` and ``\\r`` end one, whatever Unicode knows besides."""

    def __init__(self, line_bytes: int) -> None:
        self._line_bytes = line_bytes
        self._parts: list[bytes] = []
        self.held_bytes = 0
        self._after_return = False
        self._at_start = True

    def feed(self, data: bytes) -> list[str]:
        if self._after_return and data.startswith(b"\n"):
            data = data[1:]
            self._after_return = False
        end = max(data.rfind(b"\n"), data.rfind(b"\r")) + 1
        if not end:
            self._keep(data)
            return []
        self._after_return = data.endswith(b"\r")
        text = self._text(data[:end])
        self._keep(data[end:])
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return text[:-1].split("\n")

    def rest(self) -> str:
        return self._text(b"")

    def _keep(self, data: bytes) -> None:
        if not data:
            return
        self._after_return = False
        self._parts.append(data)
        self.held_bytes += len(data)
        if self.held_bytes > self._line_bytes:
            raise too_large(f"a line of more than {self._line_bytes} bytes")

    def _text(self, end: bytes) -> str:
        """The kept bytes and some more, decoded; the cut lies after a whole line, so never in a character."""
        whole = b"".join((*self._parts, end)) if self._parts else end
        self._parts.clear()
        self.held_bytes = 0
        text = whole.decode("utf-8", "replace")
        if self._at_start and text:
            self._at_start = False
            text = text.removeprefix(_BOM)
        return text
