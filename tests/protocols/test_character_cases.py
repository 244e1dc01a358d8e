"""Each recorded answer about characters is understood as written down, and no damage lets a fault out."""

from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from app.domain.character import ToldCharacter
from app.domain.errors import StudioError
from app.protocols.video.characters import parse, parse_delete, parse_everything
from app.wire.response import WireResponse
from tests.protocols.case import Case, load, shown_error
from tests.protocols.damage import damaged

CASES = [load(folder) for folder in sorted((Path(__file__).parent / "character_cases").iterdir())]
MUTATIONS = 30

by_id = pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)


def read(case: Case, response: WireResponse) -> Any:
    """What is understood of an answer: one character, or several."""
    try:
        if case.reads == "characters":
            return [shown(one) for one in parse_everything(response)]
        return shown(parse(response))
    except StudioError as error:
        return {"error": shown_error(error)}


def shown(told: ToldCharacter) -> dict[str, Any]:
    """What matters of a character."""
    error = {"kind": told.error.kind.value, "values": told.error.values} if told.error else None
    said = asdict(replace(told, error=None)) | {"state": told.state.value, "error": error}
    return {name: value for name, value in said.items() if value}


@by_id
def test_an_answer_is_understood_as_written_down(case: Case) -> None:
    assert read(case, case.responses[0]) == case.result


@by_id
def test_no_damage_lets_anything_but_a_studio_error_out(case: Case) -> None:
    random, answer = Random(case.id), case.responses[0]
    for _ in range(MUTATIONS):
        status = random.choice((answer.status, 200, 400, 401, 404, 405, 500))
        response = replace(answer, status=status, body=damaged(random, answer.body))
        read(case, response)
        try:
            parse_delete(response)
        except StudioError:
            continue
