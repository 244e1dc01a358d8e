"""The unmodified clients of the makers are content with the demo gateway's films."""

import base64
from collections.abc import Iterator
from pathlib import Path

import dashscope
import httpx
import pytest
from google import genai
from google.genai import types
from lumaai import LumaAI
from lumaai import NotFoundError as LumaNotFound
from openai import BadRequestError, NotFoundError, OpenAI
from runwayml import BadRequestError as RunwayRefused
from runwayml import RunwayML
from volcenginesdkarkruntime import Ark  # type: ignore[import-untyped]

from app.demo.drawing.painting import paint
from app.demo.film.filming import film
from app.storage.mp4 import is_whole, movie_facts
from tests.gateway import Gateway

PICTURE = paint("first frame", 320, 180).png()
CLIP = ("clip.mp4", film("a clip", 64, 64, 0.5))
# The client says so of every call; the format lives on at gateways.
pytestmark = pytest.mark.filterwarnings("ignore:The Sora API:DeprecationWarning")
ADDRESS = f"data:image/png;base64,{base64.b64encode(PICTURE).decode()}"


def check(data: bytes, folder: Path, width: int, height: int, seconds: float) -> None:
    """The bytes are a film of a size and length."""
    path = folder / "film.mp4"
    path.write_bytes(data)
    facts = movie_facts(path)
    assert is_whole(path)
    assert (facts.width, facts.height, facts.duration_ms) == (width, height, seconds * 1000)


def fetched(gateway: Gateway, address: str) -> bytes:
    """What lies at a link."""
    assert address.startswith(gateway.root)
    return httpx.get(address, trust_env=False).content


@pytest.fixture
def openai(gateway: Gateway) -> Iterator[OpenAI]:
    with OpenAI(
        base_url=f"{gateway.root}/v1",
        api_key=gateway.key,
        max_retries=0,
        _strict_response_validation=True,
    ) as client:
        yield client


def test_openai_makes_polls_and_fetches(openai: OpenAI, gateway: Gateway, tmp_path: Path) -> None:
    video = openai.videos.create(model="sora-2", prompt="a fox", seconds="4", size="1280x720")
    assert video.status == "queued"
    while video.status in ("queued", "in_progress"):
        video = openai.videos.retrieve(video.id)
    assert (video.status, video.progress, video.seconds) == ("completed", 100, "4")
    check(openai.videos.download_content(video.id).read(), tmp_path, 1280, 720, 4)
    assert gateway.asked("/v1/videos")[0].header("content-type").startswith("multipart/form-data")


def test_openai_remixes_lists_and_deletes(openai: OpenAI) -> None:
    first = openai.videos.create(model="sora-2", prompt="a fox", seconds="4")
    again = openai.videos.remix(first.id, prompt="at night")
    assert again.remixed_from_video_id == first.id
    assert first.id in [video.id for video in openai.videos.list()]
    assert openai.videos.delete(first.id).deleted
    with pytest.raises(BadRequestError):
        openai.videos.retrieve(first.id)


def test_openai_edits_extends_and_keeps_characters(openai: OpenAI) -> None:
    first = openai.videos.create(
        model="sora-2", prompt="a fox", seconds="4", input_reference=("a.png", PICTURE)
    )
    assert first.status == "queued"
    assert openai.videos.edit(prompt="snow", video=CLIP).status == "queued"
    assert openai.videos.extend(prompt="on", seconds="8", video=CLIP).seconds == "8"
    character = openai.videos.create_character(name="Mossy", video=CLIP)
    assert character.id
    assert openai.videos.get_character(character.id).name == "Mossy"
    with pytest.raises(NotFoundError):
        openai.videos.get_character("char_none")


def test_google_waits_for_an_operation(gateway: Gateway, tmp_path: Path) -> None:
    options = types.HttpOptions(base_url=gateway.root, api_version="v1beta")
    client = genai.Client(api_key=gateway.key, http_options=options)
    operation = client.models.generate_videos(
        model="veo-3.1-generate-preview",
        prompt="a fox",
        config=types.GenerateVideosConfig(aspect_ratio="9:16", duration_seconds=4, resolution="720p"),
    )
    while not operation.done:
        operation = client.operations.get(operation)
    assert operation.response
    assert operation.response.generated_videos
    video = operation.response.generated_videos[0].video
    assert video
    check(fetched(gateway, str(video.uri)), tmp_path, 720, 1280, 4)
    client.close()


def test_google_is_told_what_was_held_back(gateway: Gateway) -> None:
    options = types.HttpOptions(base_url=gateway.root, api_version="v1beta")
    client = genai.Client(api_key=gateway.key, http_options=options)
    operation = client.models.generate_videos(model="veo-3.1-generate-preview", prompt="the film withheld")
    while not operation.done:
        operation = client.operations.get(operation)
    assert operation.response
    assert operation.response.rai_media_filtered_count == 1
    client.close()


def test_runway_turns_a_picture_into_a_film(gateway: Gateway, tmp_path: Path) -> None:
    with RunwayML(
        api_key=gateway.key, base_url=gateway.root, max_retries=0, _strict_response_validation=True
    ) as client:
        made = client.image_to_video.create(
            model="gen4_turbo", prompt_image=ADDRESS, prompt_text="a fox", ratio="1280:720", duration=5
        )
        task = client.tasks.retrieve(made.id)
        while task.status in ("PENDING", "RUNNING", "THROTTLED"):
            task = client.tasks.retrieve(made.id)
        assert task.status == "SUCCEEDED"
        check(fetched(gateway, task.output[0]), tmp_path, 1280, 720, 5)
        with pytest.raises(RunwayRefused):
            client.image_to_video.create(
                model="gen4_turbo", prompt_image="words", ratio="1280:720", duration=5
            )


def test_runway_says_why_a_task_failed(gateway: Gateway) -> None:
    with RunwayML(api_key=gateway.key, base_url=gateway.root, max_retries=0) as client:
        made = client.image_to_video.create(
            model="gen4_turbo", prompt_image=ADDRESS, prompt_text="moderated", ratio="1280:720", duration=5
        )
        task = client.tasks.retrieve(made.id)
        while task.status in ("PENDING", "RUNNING", "THROTTLED"):
            task = client.tasks.retrieve(made.id)
        assert task.status == "FAILED"
        assert task.failure_code == "SAFETY.INPUT.TEXT"


def test_luma_dreams(gateway: Gateway, tmp_path: Path) -> None:
    with LumaAI(
        auth_token=gateway.key,
        base_url=f"{gateway.root}/dream-machine/v1",
        max_retries=0,
        _strict_response_validation=True,
    ) as client:
        made = client.generations.video.create(
            model="ray-2", prompt="a fox", aspect_ratio="9:16", duration="5s", resolution="720p"
        )
        while made.state in ("queued", "dreaming"):
            made = client.generations.get(str(made.id))
        assert made.state == "completed"
        assert made.assets
        check(fetched(gateway, str(made.assets.video)), tmp_path, 720, 1280, 5)
        with pytest.raises(LumaNotFound):
            client.generations.get("11111111-1111-1111-1111-111111111111")


def test_dashscope_calls_waits_and_is_refused(
    gateway: Gateway, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dashscope, "base_http_api_url", f"{gateway.root}/api/v1")
    made = dashscope.VideoSynthesis.async_call(
        api_key=gateway.key, model="wan2.5-t2v-preview", prompt="a fox", size="1280*720", duration=5
    )
    assert made.status_code == 200
    while (
        said := dashscope.VideoSynthesis.fetch(made, api_key=gateway.key)
    ).output.task_status != "SUCCEEDED":
        assert said.output.task_status in ("PENDING", "RUNNING")
    check(fetched(gateway, said.output.video_url), tmp_path, 1280, 720, 5)
    refused = dashscope.VideoSynthesis.async_call(
        api_key=gateway.key, model="wan2.5-t2v-preview", prompt="a fox", size="1280x720"
    )
    assert (refused.status_code, refused.code) == (400, "InvalidParameter")


def test_ark_makes_lists_and_deletes(gateway: Gateway, tmp_path: Path) -> None:
    client = Ark(api_key=gateway.key, base_url=f"{gateway.root}/api/v3", max_retries=0)
    tasks = client.content_generation.tasks
    made = tasks.create(
        model="doubao-seedance-1-0-pro-250528",
        content=[
            {"type": "text", "text": "leaves"},
            {"type": "image_url", "image_url": {"url": ADDRESS}, "role": "first_frame"},
        ],
        ratio="16:9",
        resolution="480p",
        duration=5,
    )
    task = tasks.get(task_id=made.id)
    while task.status in ("queued", "running"):
        task = tasks.get(task_id=made.id)
    assert task.status == "succeeded"
    check(fetched(gateway, task.content.video_url), tmp_path, 852, 480, 5)
    listed = tasks.list(task_ids=[made.id])
    assert [item.id for item in listed.items] == [made.id]
    tasks.delete(task_id=made.id)
    assert not tasks.list(task_ids=[made.id]).items
    client.close()
