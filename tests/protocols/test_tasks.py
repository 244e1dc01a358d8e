"""Each recorded answer about a task is understood as written down, and no damage does more than fail."""

import json
from dataclasses import replace
from random import Random

import pytest

from app.domain.profile import GatewayTraits
from tests.protocols.call_case import generation_of
from tests.protocols.case import Case, card_cases
from tests.protocols.damage import damaged
from tests.protocols.task_case import protocol_of, read

CASES = card_cases("task")
MUTATIONS = 150
STATUSES = (200, 201, 400, 401, 403, 404, 422, 429, 500, 503)

by_id = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


@by_id
def test_an_answer_is_understood_as_written_down(case: Case) -> None:
    assert read(case) == case.result


@by_id
def test_no_damage_lets_anything_but_a_studio_error_out(case: Case) -> None:
    random = Random(case.id)
    for _ in range(MUTATIONS):
        status = random.choice((case.responses[0].status, *STATUSES))
        response = replace(case.responses[0], status=status, body=damaged(random, case.responses[0].body))
        shown = read(replace(case, responses=[response]))
        json.dumps(shown, ensure_ascii=False).encode()  # every text is fit to be stored and painted


@pytest.mark.parametrize("case", [case for case in CASES if case.handles], ids=lambda case: case.id)
def test_a_gateway_that_knows_no_such_path_fails_no_task(case: Case) -> None:
    shown = read(replace(case, responses=[replace(case.responses[0], status=404)]))
    assert all(said.get("state") in (None, "queued") for said in shown.values())


@pytest.mark.parametrize("case", [case for case in CASES if not case.handles], ids=lambda case: case.id)
def test_what_was_accepted_can_be_asked_for(case: Case) -> None:
    if "error" in case.result:
        return
    handle = protocol_of(case).parse_submit(case.responses[0], generation_of(case)).handle
    asked = protocol_of(case).poll(handle, GatewayTraits())
    assert asked.repeatable
    assert asked.path.startswith("/")
