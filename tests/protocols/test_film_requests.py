"""What goes out for films, to the gateways' own endpoints and in the makers' formats."""

from dataclasses import replace

import pytest

from app.domain.card import MediaFamily, SlotRole
from app.domain.errors import InputError
from app.domain.generation import TaskHandle
from app.domain.profile import GatewayTraits
from app.protocols.registry import TASKS
from app.wire.request import MultipartBody, WireRequest
from app.wire.response import WireResponse
from tests.protocols.filled import JPEG, LAMP, PNG, PNG_ADDRESS, PNG_BASE64, body_of, cards_of, filled

FILMS = TASKS["films"]
GATEWAY = GatewayTraits()
REFERENCE, FIRST, LAST, FILM = SlotRole.REFERENCE, SlotRole.FIRST_FRAME, SlotRole.LAST_FRAME, SlotRole.VIDEO


def sent(card_id: str, *media: object, **values: object) -> WireRequest:
    """The request of a filled-in form."""
    return FILMS.submit(filled(card_id, *media, prompt="A boat", **values), GATEWAY)  # type: ignore[arg-type]


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
    request = FILMS.submit(form, GATEWAY)
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
    request = FILMS.poll(handle, GATEWAY)
    assert (request.method, request.path, request.query) == ("GET", path, query)
    assert request.repeatable


def test_the_makers_own_fields_have_to_be_json() -> None:
    with pytest.raises(InputError):
        sent("unified.generations", metadata="{cfg")


def test_kling_takes_bare_base64_and_the_studios_own_id() -> None:
    form = replace(
        filled("kling.image2video", (FIRST, PNG), prompt="A boat", duration="10"), client_id="ours"
    )
    request = FILMS.submit(form, GATEWAY)
    body = body_of(request)
    assert request.path == "/kling/v1/videos/image2video"
    assert body["image"] == PNG_BASE64
    assert body["external_task_id"] == "ours"
    assert (body["duration"], body["mode"], body["model_name"]) == ("10", "pro", "kling-v2-5-turbo")
    assert "camera_control" not in body


def test_kling_moves_its_camera_one_way_at_a_time() -> None:
    values = {"model_name": "kling-v1", "camera_type": "simple", "camera_move": "pan", "camera_amount": -4}
    body = body_of(sent("kling.text2video", **values))
    assert body["camera_control"] == {"type": "simple", "config": {"pan": -4}}
    ready_made = body_of(sent("kling.text2video", model_name="kling-v1", camera_type="forward_up"))
    assert ready_made["camera_control"] == {"type": "forward_up"}


def test_kling_lists_its_pictures_as_objects() -> None:
    body = body_of(sent("kling.multi-image2video", (REFERENCE, LAMP), (REFERENCE, PNG)))
    assert body["image_list"] == [{"image": LAMP.url}, {"image": PNG_BASE64}]


def test_kling_extends_a_film_by_the_films_own_id() -> None:
    parent = TaskHandle("8412", (("video_id", "v1"),))
    body = body_of(FILMS.submit(replace(filled("kling.extend"), parent=parent), GATEWAY))
    assert body == {"video_id": "v1"}


def test_luma_is_asked_for_several_at_once() -> None:
    luma = TASKS["luma"]
    request = luma.submit(filled("luma.create", (FIRST, LAMP), prompt="A boat"), GATEWAY)
    body = body_of(request)
    assert (request.path, body["user_prompt"], body["image_url"]) == ("/luma/generations", "A boat", LAMP.url)
    handles = [TaskHandle(name, (("batch_path", "/luma/tasks"),)) for name in ("a", "b")]
    asked = luma.poll_many(handles, GATEWAY)
    assert asked is not None
    assert (asked.method, asked.path, body_of(asked)) == ("POST", "/luma/tasks", {"ids": ["a", "b"]})


def test_what_needs_a_link_says_so() -> None:
    with pytest.raises(InputError):
        TASKS["luma"].submit(filled("luma.create", (FIRST, PNG), prompt="A boat"), GATEWAY)


def test_runway_names_first_and_last() -> None:
    runway = TASKS["runway"]
    alone = body_of(runway.submit(filled("runway.gen4", (FIRST, PNG), prompt="A boat"), GATEWAY))
    assert (alone["promptImage"], alone["promptText"], alone["duration"]) == (PNG_ADDRESS, "A boat", 5)
    both = body_of(runway.submit(filled("runway.gen4", (FIRST, LAMP), (LAST, PNG), prompt="A boat"), GATEWAY))
    assert both["promptImage"] == [
        {"uri": LAMP.url, "position": "first"},
        {"uri": PNG_ADDRESS, "position": "last"},
    ]


def test_seedance_makes_parts_of_words_and_pictures() -> None:
    seedance = TASKS["seedance"]
    request = seedance.submit(
        filled("seedance.frames", (FIRST, PNG), prompt="Leaves drift", model="doubao-seedance-1-0-pro"),
        GATEWAY,
    )
    picture = {"type": "image_url", "image_url": {"url": PNG_ADDRESS}}
    assert request.path == "/volc/v1/contents/generations/tasks"
    assert body_of(request)["model"] == "doubao-seedance-1-0-pro"
    assert body_of(request)["content"] == [{"type": "text", "text": "Leaves drift"}, picture]
    both = seedance.submit(filled("seedance.frames", (FIRST, LAMP), (LAST, PNG)), GATEWAY)
    assert [part["role"] for part in body_of(both)["content"]] == ["first_frame", "last_frame"]
    lent = seedance.submit(filled("seedance.2-0-reference", (REFERENCE, LAMP), prompt="x"), GATEWAY)
    assert body_of(lent)["content"][1]["role"] == "reference_image"


def test_seedance_repeats_its_filter_for_each_task() -> None:
    place = (("batch_path", "/volc/v1/contents/generations/tasks"),)
    asked = TASKS["seedance"].poll_many([TaskHandle("cgt-1", place), TaskHandle("cgt-2", place)], GATEWAY)
    assert asked is not None
    assert [value for name, value in asked.query if name == "filter.task_ids"] == ["cgt-1", "cgt-2"]
    elsewhere = TaskHandle("cgt-3", (("batch_path", "/api/v3/contents/generations/tasks"),))
    assert TASKS["seedance"].poll_many([TaskHandle("cgt-1", place), elsewhere], GATEWAY) is None


def test_what_waits_at_seedance_can_be_ended() -> None:
    handle = TaskHandle("cgt-1", (("cancel_path", "/volc/v1/contents/generations/tasks/{id}"),))
    ended = TASKS["seedance"].cancel(handle, GATEWAY)
    assert ended is not None
    assert (ended.method, ended.path) == ("DELETE", "/volc/v1/contents/generations/tasks/cgt-1")
    assert FILMS.cancel(TaskHandle("video_1"), GATEWAY) is None


def test_wanxiang_wants_its_header_and_its_two_halves() -> None:
    request = sent("wanx.i2v", (FIRST, PNG), model="wan2.5-i2v-preview", resolution="1080P")
    body = body_of(request)
    assert ("X-DashScope-Async", "enable") in request.headers
    assert body["input"] == {"prompt": "A boat", "img_url": PNG_ADDRESS}
    assert body["parameters"]["resolution"] == "1080P"
    assert body["model"] == "wan2.5-i2v-preview"


def test_jimeng_is_asked_with_a_body() -> None:
    request = sent("jimeng.native", model="jimeng_t2v_v30")
    assert request.path == "/jimeng/"
    assert dict(request.query) == {"Action": "CVSync2AsyncSubmitTask", "Version": "2022-08-31"}
    assert body_of(request)["req_key"] == "jimeng_t2v_v30"
    answer = WireResponse(200, {}, b'{"code":10000,"message":"Success","data":{"task_id":"n1"}}')
    submitted = FILMS.parse_submit(answer, filled("jimeng.native", model="jimeng_t2v_v30"))
    asked = FILMS.poll(submitted.handle, GATEWAY)
    assert (asked.method, body_of(asked)) == ("POST", {"req_key": "jimeng_t2v_v30", "task_id": "n1"})


def test_grok_takes_pictures_as_objects() -> None:
    body = body_of(sent("grok.native", (FIRST, LAMP)))
    assert body["image"] == {"url": LAMP.url}
    assert "aspect_ratio" not in body
    assert body_of(sent("grok.native", (REFERENCE, LAMP)))["reference_images"] == [{"url": LAMP.url}]


def test_google_takes_bytes_and_is_asked_by_a_name_with_slashes() -> None:
    veo = TASKS["veo"]
    form = filled("veo.native", (FIRST, PNG), prompt="A boat", model="veo-3.1-generate-preview")
    request = veo.submit(form, GATEWAY)
    (instance,) = body_of(request)["instances"]
    assert request.path == "/v1beta/models/veo-3.1-generate-preview:predictLongRunning"
    assert instance["image"] == {"bytesBase64Encoded": PNG_BASE64, "mimeType": "image/png"}
    assert body_of(request)["parameters"]["durationSeconds"] == 8
    assert (
        veo.poll(TaskHandle("models/veo/operations/ab"), GATEWAY).path == "/v1beta/models/veo/operations/ab"
    )


@pytest.mark.parametrize("protocol", ["films", "luma", "runway", "seedance", "veo"])
def test_every_card_of_a_format_can_be_sent(protocol: str) -> None:
    for card_id in cards_of(protocol, MediaFamily.VIDEO):
        form = replace(filled(card_id, prompt="A boat"), parent=TaskHandle("film-1"))
        request = TASKS[protocol].submit(form, GATEWAY)
        assert request.method == "POST"
        assert "{" not in request.path
        assert not request.repeatable
