"""Events from bytes, however a gateway writes and a network cuts them."""

import json
from collections.abc import Iterable, Iterator

import pytest
from httpx_sse._decoders import SSEDecoder, SSELineDecoder
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import ErrorKind, ProtocolError
from app.transport.sse import EventReader
from app.wire.response import ServerEvent

LINE_BYTES = 1_000_000


def read(pieces: Iterable[bytes]) -> list[ServerEvent]:
    """All events of a body that arrives in these pieces."""
    reader = EventReader(LINE_BYTES)
    events = [event for piece in pieces for event in reader.feed(piece)]
    return [*events, *reader.finish()]


def byte_by_byte(body: bytes) -> Iterator[bytes]:
    """The smallest packets there are."""
    return (body[at : at + 1] for at in range(len(body)))


CASES = {
    "plain": (b'data: {"a":1}\n\ndata: [DONE]\n\n', [ServerEvent('{"a":1}'), ServerEvent("[DONE]")]),
    "carriage returns": (b"data: a\r\rdata: b\r\n\r\n", [ServerEvent("a"), ServerEvent("b")]),
    "byte order mark": (b"\xef\xbb\xbfdata: a\n\n", [ServerEvent("a")]),
    "no space, no end": (b"data:a\n\ndata:[DONE]", [ServerEvent("a"), ServerEvent("[DONE]")]),
    "junk after the end": (b"data: [DONE]\\n\\n\n\n", [ServerEvent("[DONE]\\n\\n")]),
    "comments": (b": PING\n\n: OPENROUTER PROCESSING\n\ndata: a\n\n\n\n", [ServerEvent("a")]),
    "empty data": (b"data:\n\ndata: \n\ndata: a\n\n", [ServerEvent("a")]),
    "named": (b"event: error\ndata: {}\nid: 7\nretry: 5\n\n", [ServerEvent("{}", "error")]),
    "an id stays without an event": (b"id: 7\ndata: a\n\n\n\n", [ServerEvent("a")]),
    "several lines": (b"data: a\ndata: b\n\n", [ServerEvent("a\nb")]),
    "single newlines": (
        b'data: {"a":1}\ndata: {"a":2}\ndata: [DONE]\n',
        [ServerEvent('{"a":1}'), ServerEvent('{"a":2}'), ServerEvent("[DONE]")],
    ),
    "bare error": (
        b'data: {"a":1}\n\n{"error":{"message":"x"}}\n',
        [ServerEvent('{"a":1}'), ServerEvent('{"error":{"message":"x"}}', bare=True)],
    ),
    "bare error at once": (
        b'data: {"a":1}\n{"error":1}',
        [ServerEvent('{"a":1}'), ServerEvent('{"error":1}', bare=True)],
    ),
    "indented bare error": (
        b'data: a\n\n{\n  "error": 1\n}\n\ndata: [DONE]\n\n',
        [ServerEvent("a"), ServerEvent('{\n  "error": 1\n}', bare=True), ServerEvent("[DONE]")],
    ),
    "characters and separators": (
        "data: 你好🙂\u2028x\x85y\n\n".encode(),
        [ServerEvent("你好🙂\u2028x\x85y")],
    ),
    "broken characters": (b"data: \xff\xe4\xbd\n\n", [ServerEvent("\ufffd\ufffd")]),
    "nothing": (b"", []),
}


@pytest.mark.parametrize("case", CASES)
def test_events_are_the_same_however_the_bytes_arrive(case: str) -> None:
    body, expected = CASES[case]
    assert read([body]) == expected
    assert read(byte_by_byte(body)) == expected
    for cut in range(1, len(body)):
        assert read([body[:cut], body[cut:]]) == expected, f"cut at {cut}"


@given(st.lists(st.tuples(st.sampled_from(["", "chunk", "ping"]), st.text(min_size=1))), st.data())
def test_a_stream_that_keeps_the_standard_reads_as_httpx_sse_reads_it(
    events: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = "".join(f"event: {name}\ndata: {json.dumps(value)}\n\n" for name, value in events)
    body = text.encode()
    cuts = sorted(data.draw(st.lists(st.integers(0, len(body)), max_size=5)))
    pieces = [body[start:end] for start, end in zip([0, *cuts], [*cuts, len(body)], strict=True)]
    assert [event.data for event in read(pieces)] == _standard(text)


def _standard(text: str) -> list[str]:
    lines, decoder = SSELineDecoder(), SSEDecoder()
    events = (decoder.decode(line) for line in (*lines.decode(text), *lines.flush()))
    return [event.data for event in events if event is not None]


@given(st.binary(max_size=400))
def test_garbage_is_read_without_a_word(garbage: bytes) -> None:
    assert read([garbage]) == read(byte_by_byte(garbage))


def test_a_line_of_megabytes_passes_and_an_endless_one_does_not() -> None:
    picture = b"A" * (LINE_BYTES - 20)
    assert read([b"data: ", picture, b"\n\n"]) == [ServerEvent(picture.decode())]
    with pytest.raises(ProtocolError) as caught:
        read([b"A" * 100_000] * 20)
    assert caught.value.kind is ErrorKind.ANSWER_TOO_LARGE


def test_of_a_stream_that_was_cut_only_whole_events_are_kept() -> None:
    reader = EventReader(LINE_BYTES)
    assert reader.feed(b'data: {"a":1}\n') == []
    reader.feed(b'data: {"a":')
    assert reader.finish(cut=True) == [ServerEvent('{"a":1}')]
