"""What goes out to the gateways' own film endpoints, as the reference shows it."""

from dataclasses import replace

import pytest

from app.domain.card import SlotRole
from app.domain.errors import InputError
from app.domain.generation import TaskHandle
from app.domain.profile import GatewayTraits
from app.protocols.registry import TASKS
from app.wire.request import MultipartBody, WireRequest
from tests.protocols.filled import JPEG, LAMP, PNG, PNG_ADDRESS, body_of, filled

VIDEOS = TASKS["videos"]
GATEWAY = GatewayTraits()
REFERENCE, FIRST, FILM = SlotRole.REFERENCE, SlotRole.FIRST_FRAME, SlotRole.VIDEO


def sent(card_id: str, *media: object, **values: object) -> WireRequest:
    """The request of a filled-in form."""
    return VIDEOS.submit(filled(card_id, *media, prompt="A boat", **values), GATEWAY)  # type: ignore[arg-type]


def form_of(request: WireRequest) -> MultipartBody:
    """The form of a request."""
    assert isinstance(request.body, MultipartBody)
    return request.body


def test_the_official_format_is_a_form_with_the_picture_as_a_file() -> None:
    request = sent("sora-2", (REFERENCE, PNG), seconds="8", size="1280x720", model="sora-2")
    form = form_of(request)
    assert (request.method, request.path) == ("POST", "/v1/videos")
    assert dict(form.fields) == {"model": "sora-2", "prompt": "A boat", "seconds": "8", "size": "1280x720"}
    assert [(file.field, file.mime, file.data) for file in form.files] == [
        ("input_reference", "image/png", PNG.data)
    ]


def test_seconds_stay_a_text_in_json() -> None:
    body = body_of(sent("sora-2.links", (REFERENCE, LAMP), (REFERENCE, PNG), seconds="12"))
    assert body["seconds"] == "12"
    assert body["images"] == [LAMP.url, PNG_ADDRESS]


def test_what_only_some_models_read_goes_as_text() -> None:
    fields = dict(form_of(sent("sora-2.all", private=True, style="anime")).fields)
    assert fields["private"] == "true"
    assert fields["watermark"] == "false"
    assert fields["style"] == "anime"
    assert "character_timestamps" not in fields


def test_yijia_takes_several_pictures_in_one_text() -> None:
    body = body_of(sent("yijia.film", (REFERENCE, LAMP), (REFERENCE, PNG), model="sora-2-15s"))
    assert body["input_reference"] == f"{LAMP.url}|{PNG_ADDRESS}"
    assert body["model"] == "sora-2-15s"
    assert "seconds" not in body


def test_one_picture_stays_as_it_is() -> None:
    assert body_of(sent("yijia.film", (REFERENCE, LAMP)))["input_reference"] == LAMP.url


def test_the_unified_format_lists_its_pictures() -> None:
    request = sent("unified.veo3-first-last", (REFERENCE, LAMP), (REFERENCE, PNG), aspect_ratio="9:16")
    body = body_of(request)
    assert request.path == "/v1/video/create"
    assert body["images"] == [LAMP.url, PNG_ADDRESS]
    assert (body["aspect_ratio"], body["enhance_prompt"]) == ("9:16", True)
    assert body_of(sent("unified.veo3-frames", (FIRST, PNG)))["images"] == [PNG_ADDRESS]


def test_new_api_takes_the_makers_own_fields() -> None:
    request = sent("unified.generations", duration=5, metadata='{"cfg_scale": 0.6}')
    assert request.path == "/v1/video/generations"
    assert body_of(request)["metadata"] == {"cfg_scale": 0.6}


@pytest.mark.parametrize(
    ("card_id", "path", "body"),
    [
        ("sora-2.remix", "/v1/videos/video_7%2Fa/remix", {"prompt": "A boat"}),
        ("sora-2.edit-film", "/v1/videos/edits", {"prompt": "A boat", "video": {"id": "video_7/a"}}),
        (
            "sora-2.extend",
            "/v1/videos/extensions",
            {"prompt": "A boat", "seconds": "8", "video": {"id": "video_7/a"}},
        ),
    ],
)
def test_a_finished_film_is_gone_on_from(card_id: str, path: str, body: dict[str, object]) -> None:
    form = replace(filled(card_id, prompt="A boat"), parent=TaskHandle("video_7/a"))
    request = VIDEOS.submit(form, GATEWAY)
    assert (request.path, body_of(request)) == (path, body)


def test_a_film_of_ones_own_goes_as_a_file() -> None:
    clip = replace(JPEG, data=b"\0\0\0\x18ftypisom" + bytes(16), mime="video/mp4", name="clip.mp4")
    form = form_of(sent("sora-2.edit", (FILM, clip)))
    assert [(file.field, file.name, file.mime) for file in form.files] == [
        ("video", "video-1.mp4", "video/mp4")
    ]


@pytest.mark.parametrize(
    ("handle", "path", "query"),
    [
        (TaskHandle("sora-2:task_01/a"), "/v1/videos/sora-2%3Atask_01%2Fa", ()),
        (
            TaskHandle("veo:1-a", (("poll_path", "/v1/video/query?id={id}"),)),
            "/v1/video/query",
            (("id", "veo:1-a"),),
        ),
        (TaskHandle("x", (("poll_path", "/veo/v1/video/feed/{id}"),)), "/veo/v1/video/feed/x", ()),
    ],
)
def test_a_film_is_asked_for_where_it_was_begun(
    handle: TaskHandle, path: str, query: tuple[tuple[str, str], ...]
) -> None:
    request = VIDEOS.poll(handle, GATEWAY)
    assert (request.method, request.path, request.query) == ("GET", path, query)
    assert request.repeatable


def test_the_makers_own_fields_have_to_be_json() -> None:
    with pytest.raises(InputError):
        sent("unified.generations", metadata="{cfg")
