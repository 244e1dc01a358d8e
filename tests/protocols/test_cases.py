"""Each recorded answer is understood as written down: whole, byte by byte, damaged in thousands of ways."""

import json
from collections.abc import Iterator
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from app.domain.chat_event import Broken, ChatEvent
from app.domain.errors import StudioError
from app.protocols.failures import error_from_response
from app.wire.response import ServerEvent
from tests.protocols.case import Case, all_cases, chat_of, folded, read_stream, read_whole
from tests.protocols.damage import damaged

CASES = all_cases()
STREAMS = [case for case in CASES if case.streamed]
MUTATIONS = 30

by_id = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
by_stream = pytest.mark.parametrize("case", STREAMS, ids=lambda case: case.id)


@by_id
def test_an_answer_is_understood_as_written_down(case: Case) -> None:
    assert read_whole(case) == case.result


@by_stream
def test_a_stream_says_the_same_in_one_piece_and_byte_by_byte(case: Case) -> None:
    body = case.responses[0].body
    bytes_alone = [body[i : i + 1] for i in range(len(body))]
    assert folded(read_stream([body], chat_of(case))) == case.result
    assert folded(read_stream(bytes_alone, chat_of(case))) == case.result


@by_id
def test_no_damage_lets_anything_but_a_studio_error_out(case: Case) -> None:
    random = Random(case.id)
    for _ in range(MUTATIONS):
        status = random.choice((case.responses[0].status, 200, 400, 401, 403, 404, 429, 500, 503))
        responses = [
            replace(answer, status=status, body=damaged(random, answer.body)) for answer in case.responses
        ]
        _read(replace(case, responses=responses))


@by_stream
def test_a_decoder_never_raises_whatever_the_events_are(case: Case) -> None:
    random = Random(case.id)
    lines = case.responses[0].body.decode().splitlines()
    for _ in range(MUTATIONS):
        decoder = chat_of(case).decoder()
        events: list[ChatEvent] = []
        for line in random.sample(lines, len(lines)):
            data = damaged(random, line.removeprefix("data: ").encode()).decode(errors="replace")
            events += decoder.feed(ServerEvent(data, random.choice(("", "error")), random.random() < 0.1))
        _check([*events, *decoder.finish()])


def _read(case: Case) -> None:
    """Read a damaged answer in every way in which an answer is read."""
    error_from_response(case.responses[0])
    if case.reads.startswith("chat"):
        _check(chat_of(case).parse(case.responses[0]))
        try:
            _check(read_stream([case.responses[0].body], chat_of(case)))
        except StudioError:
            return
    else:
        read_whole(case)


def _check(events: list[ChatEvent] | Any) -> None:
    """An error only at the end, and every text fit to be stored and painted."""
    broken = [event for event in events if isinstance(event, Broken)]
    assert broken in ([], list(events[-1:]))
    json.dumps(folded(events), ensure_ascii=False).encode()


def _ids() -> Iterator[str]:
    return (case.id for case in CASES)


def test_good_failed_moderated_and_odd_answers_are_all_there() -> None:
    assert {id.partition("-")[0] for id in _ids()} >= {"good", "failed", "moderated", "odd"}
