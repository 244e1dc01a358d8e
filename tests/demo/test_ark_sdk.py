"""The unmodified client of Volcengine Ark is content with the demo gateway: pictures, sets, edits."""

import base64
from collections.abc import Iterator

import pytest
from volcenginesdkarkruntime import Ark  # type: ignore[import-untyped]
from volcenginesdkarkruntime._exceptions import ArkBadRequestError  # type: ignore[import-untyped]
from volcenginesdkarkruntime.types.images import SequentialImageGenerationOptions  # type: ignore[import-untyped]

from app.demo.drawing.painting import paint
from tests.gateway import Gateway

SEEDREAM, SEEDEDIT = "doubao-seedream-4-0-demo", "doubao-seededit-3-0-demo"
BASE = "data:image/png;base64," + base64.b64encode(paint("base", 320, 200).png()).decode()


@pytest.fixture
def client(gateway: Gateway) -> Iterator[Ark]:
    with Ark(base_url=f"{gateway.root}/api/v3", api_key=gateway.key, max_retries=0) as client:
        yield client


def test_a_picture_comes_as_a_link_with_its_size(client: Ark) -> None:
    answer = client.images.generate(model=SEEDREAM, prompt="A paper boat", size="2K", watermark=False)
    (picture,) = answer.data
    assert picture.url.startswith("http")
    assert picture.size == "2048x2048"
    assert answer.usage.generated_images == 1


def test_a_set_keeps_what_is_good(client: Ark) -> None:
    answer = client.images.generate(
        model=SEEDREAM, prompt="Three views, the last withheld", size="1K", response_format="b64_json",
        sequential_image_generation="auto",
        sequential_image_generation_options=SequentialImageGenerationOptions(max_images=3),
    )  # fmt: skip
    assert [bool(item.b64_json) for item in answer.data] == [True, True, False]
    assert answer.data[2].error["code"] == "OutputImageSensitiveContentDetected"


def test_a_set_is_streamed_picture_by_picture(client: Ark) -> None:
    events = client.images.generate(
        model=SEEDREAM, prompt="Two views", size="1K", stream=True, sequential_image_generation="auto",
        sequential_image_generation_options=SequentialImageGenerationOptions(max_images=2),
    )  # fmt: skip
    kinds = [event.type for event in events if event is not None]
    assert kinds == [
        "image_generation.partial_succeeded",
        "image_generation.partial_succeeded",
        "image_generation.completed",
    ]


def test_a_picture_is_edited(client: Ark) -> None:
    answer = client.images.generate(model=SEEDEDIT, prompt="Make it night", image=BASE, size="adaptive")
    assert answer.data[0].size == "320x200"


@pytest.mark.parametrize("image", [None, [BASE, BASE]])
def test_seededit_takes_exactly_one_picture(client: Ark, image: list[str] | None) -> None:
    with pytest.raises(ArkBadRequestError, match="InvalidParameter"):
        client.images.generate(model=SEEDEDIT, prompt="Make it night", image=image, size="adaptive")
