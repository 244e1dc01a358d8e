"""The unmodified client of Replicate is content with what the demo gateway passes on."""

import base64
from collections.abc import Iterator
from typing import Any

import pytest
from replicate.client import Client
from replicate.exceptions import ModelError, ReplicateError

from app.demo.drawing.picture_files import ImageHeader, read_header
from app.demo.drawing.pictures import draw
from tests.gateway import Gateway

SDXL = "stability-ai/sdxl:7762fd07cf82c948538e41f63f77d685e02b063e37e496e96eefd46c929f9bdc"
IMAGEN = "google/imagen-4"
PICTURE = "data:image/png;base64," + base64.b64encode(draw("tiles")).decode()


@pytest.fixture
def client(gateway: Gateway) -> Iterator[Client]:
    client = Client(api_token=gateway.key, base_url=f"{gateway.root}/replicate")
    client.poll_interval = 0.01
    yield client
    client._client.close()


def seen(client: Client, output: Any) -> ImageHeader | None:
    """What lies at an output's address."""
    return read_header(client._client.get(str(output)).content)


def test_runs_a_model_by_its_name(client: Client) -> None:
    output = client.run(IMAGEN, input={"prompt": "a fox", "aspect_ratio": "16:9"})
    assert isinstance(output, str)
    assert seen(client, output) == ImageHeader("PNG", 1024, 576)


def test_runs_a_version_which_gives_several(client: Client) -> None:
    wish = {"prompt": "a fox", "width": 640, "height": 512, "num_outputs": 2, "seed": 7}
    output = client.run(SDXL, input=wish, wait=False)
    assert [seen(client, link) for link in output] == 2 * [ImageHeader("PNG", 640, 512)]


def test_a_picture_goes_along_and_keeps_its_size(client: Client) -> None:
    output = client.run(
        "black-forest-labs/flux-kontext-dev", input={"prompt": "winter", "input_image": PICTURE}
    )
    assert seen(client, output) == ImageHeader("PNG", 320, 200)


def test_follows_a_prediction_to_its_end(client: Client) -> None:
    prediction = client.predictions.create(model=IMAGEN, input={"prompt": "a fox"})
    words = [prediction.status]
    assert client.predictions.get(prediction.id).progress is not None
    prediction.wait()
    assert [*words, prediction.status] == ["starting", "succeeded"]
    assert prediction.logs
    assert prediction.metrics


def test_a_prediction_is_cancelled(client: Client) -> None:
    prediction = client.predictions.create(model=IMAGEN, input={"prompt": "a fox"})
    prediction.cancel()
    prediction.reload()
    assert prediction.status == "canceled"


@pytest.mark.parametrize(
    ("prompt", "reason"), [("moderated", "E005"), ("failing task", "E6716"), ("withheld", "NSFW")]
)
def test_a_failure_tells_why(client: Client, prompt: str, reason: str) -> None:
    with pytest.raises(ModelError, match=reason) as failure:
        client.run(IMAGEN, input={"prompt": prompt})
    assert failure.value.prediction.status == "failed"


@pytest.mark.parametrize(
    ("model", "wish", "status", "detail"),
    [
        ("google/imagen-9", {"prompt": "a fox"}, 404, "could not be found"),
        (IMAGEN, {}, 422, "prompt is required"),
        (IMAGEN, {"prompt": "a fox", "seed": "7"}, 422, "input.seed: Invalid type. Expected: integer"),
        (f"stability-ai/sdxl:{'0' * 64}", {"prompt": "a fox"}, 422, "version does not exist"),
        ("cjwbw/rembg", {"image": "a.png"}, 422, "input.image: Does not match format 'uri'"),
    ],
)
def test_a_refusal_is_an_error_in_its_own_words(
    client: Client, model: str, wish: dict[str, Any], status: int, detail: str
) -> None:
    with pytest.raises(ReplicateError) as refused:
        client.run(model, input=wish)
    assert refused.value.status == status
    assert detail in (refused.value.detail or "")


def test_a_task_that_got_lost_is_not_found(client: Client) -> None:
    prediction = client.predictions.create(model=IMAGEN, input={"prompt": "a forgotten task"})
    with pytest.raises(ReplicateError) as lost:
        prediction.reload()
    assert lost.value.status == 404
