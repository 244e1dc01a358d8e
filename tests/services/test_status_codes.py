"""What a person is told of every status that a gateway may answer with."""

import pytest

from app.catalog.advice import Advice
from app.demo.answer_faults import Status
from app.domain.conversation import MessageState
from app.domain.errors import ErrorKind
from app.services.studio import Studio
from app.storage.places import resources_folder
from tests.gateway import Gateway
from tests.studio import begin_talk

CHAT = "/v1/chat/completions"
AT_ONCE = "0"
"""Whoever may ask again needs not wait here."""
STATUSES = (
    400, 401, 402, 403, 404, 405, 408, 409, 413, 415, 422, 429, 451, 499, 500, 501, 502, 503, 504, 520, 521,
    522, 523, 524, 525, 526, 527, 529,
)  # fmt: skip
"""All of the reference's table (account, 9)."""


@pytest.fixture(scope="module")
def advice() -> Advice:
    return Advice.load(resources_folder())


@pytest.mark.covers("account/status-codes")
@pytest.mark.parametrize("status", STATUSES)
async def test_every_status_is_explained(
    studio: Studio, gateway: Gateway, advice: Advice, status: int
) -> None:
    gateway.faults.set(Status(status, AT_ONCE), CHAT, None)
    answer = await (await begin_talk(studio)).say("hello")
    assert answer.state is MessageState.FAILED
    assert answer.error is not None
    assert answer.error.status == status
    assert answer.error.kind is not ErrorKind.INTERNAL
    words = [advice.words(answer.error.kind, answer.error.values, language) for language in ("zh", "en")]
    assert all(word.title and word.sentence and "{" not in word.sentence for word in words)
    assert words[0].sentence != words[1].sentence


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (401, ErrorKind.KEY_REFUSED),
        (402, ErrorKind.BALANCE_EMPTY),
        (404, ErrorKind.NOT_FOUND),
        (413, ErrorKind.TOO_LARGE),
        (429, ErrorKind.RATE_LIMITED),
        (504, ErrorKind.GATEWAY_GAVE_UP),
    ],
)
async def test_different_causes_have_different_words(
    studio: Studio, gateway: Gateway, status: int, kind: ErrorKind
) -> None:
    gateway.faults.set(Status(status, AT_ONCE), CHAT, None)
    answer = await (await begin_talk(studio)).say("hello")
    assert answer.error is not None
    assert answer.error.kind is kind


async def test_a_failed_answer_costs_nothing(studio: Studio, gateway: Gateway) -> None:
    gateway.faults.set(Status(500, AT_ONCE), CHAT, None)
    talk = await begin_talk(studio)
    assert (await talk.say("hello")).cost is None
    assert (await studio.spending.of_conversation(talk.id)).calls == 0
