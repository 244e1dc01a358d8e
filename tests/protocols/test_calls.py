"""Each recorded answer of a call is understood as written down: whole, byte by byte, and damaged."""

import json
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from app.domain.generation import GenerationBroken, GenerationEnded, GenerationEvent, OutputFound
from app.transport.sse import EventReader
from app.wire.response import ServerEvent
from tests.protocols.call_case import folded, generation_of, protocol_of, read_stream, read_whole
from tests.protocols.case import Case, card_cases
from tests.protocols.damage import damaged

CASES = card_cases("call")
STREAMS = [case for case in CASES if case.streamed]
MUTATIONS = 60

by_id = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
by_stream = pytest.mark.parametrize("case", STREAMS, ids=lambda case: case.id)


@by_id
def test_an_answer_is_understood_as_written_down(case: Case) -> None:
    assert read_whole(case) == case.result


@by_stream
def test_a_stream_says_the_same_in_one_piece_and_byte_by_byte(case: Case) -> None:
    body = case.responses[0].body
    streamed = folded(read_stream(case, [body]))
    assert streamed == case.streams
    assert folded(read_stream(case, [body[i : i + 1] for i in range(len(body))])) == streamed


@by_id
def test_no_damage_lets_anything_but_a_studio_error_out(case: Case) -> None:
    random = Random(case.id)
    for _ in range(MUTATIONS):
        status = random.choice((case.responses[0].status, 200, 400, 401, 403, 404, 429, 500, 503))
        response = replace(case.responses[0], status=status, body=damaged(random, case.responses[0].body))
        _check_text(read_whole(replace(case, responses=[response])))


@by_stream
def test_a_decoder_never_raises_whatever_the_events_are(case: Case) -> None:
    random = Random(case.id)
    events = list(EventReader(1 << 24).feed(case.responses[0].body))
    for _ in range(MUTATIONS):
        decoder = protocol_of(case).decoder(generation_of(case))
        said: list[GenerationEvent] = []
        for event in random.sample(events, len(events)):
            data = damaged(random, event.data.encode()).decode(errors="replace")
            name = random.choice((event.event, "", "error"))
            said += decoder.feed(ServerEvent(data, name, random.random() < 0.1))
        _check([*said, *decoder.finish()])


def _check(events: list[GenerationEvent]) -> None:
    """One end and nothing after it, and a good end holds all that was found."""
    ends = [event for event in events if isinstance(event, GenerationEnded | GenerationBroken)]
    assert ends == events[-1:]
    if isinstance(ends[0], GenerationEnded):
        found = [event.output for event in events if isinstance(event, OutputFound)]
        assert sorted(found, key=lambda output: output.index) == list(ends[0].result.outputs)
    _check_text(folded(events))


def _check_text(shown: Any) -> None:
    """Every text is fit to be stored and painted."""
    json.dumps(shown, ensure_ascii=False).encode()
