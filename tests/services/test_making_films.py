"""Films of every family, from the form to the finished file: what goes out, and what lies on the disk."""

import base64
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from app.demo.film.filming import film
from app.demo.recording import RecordedRequest
from app.domain.card import SlotRole
from app.domain.errors import ErrorKind
from app.domain.form import GenerationForm
from app.domain.ids import ProfileId
from app.domain.remote_task import RemoteTask, TaskState
from app.services.studio import Studio
from app.storage.mp4 import is_whole, movie_facts
from tests.gateway import Gateway
from tests.services.entries import ABSENT, BASE, LINKED, OTHER, Entry, cases, proved
from tests.services.making import Board, Orders
from tests.services.workshop import StoppedClock
from tests.studio import add_gateway, open_at

FIRST, LAST, REFERENCE, CLIP = (
    SlotRole.FIRST_FRAME,
    SlotRole.LAST_FRAME,
    SlotRole.REFERENCE,
    SlotRole.VIDEO,
)
BARE, OTHER_BARE = (base64.b64encode(picture).decode() for picture in (BASE, OTHER))
ADDRESS, OTHER_ADDRESS = (f"data:image/png;base64,{bare}" for bare in (BARE, OTHER_BARE))
SHORT = film("a clip", 64, 64, 0.5)
SEEDANCE = "/volc/v1/contents/generations/tasks"
KLING = "/kling/v1/videos"
DASH = "/alibailian/api/v1/services/aigc/video-generation/video-synthesis"


def asked_for(request: RecordedRequest) -> dict[str, tuple[str, ...]]:
    """The query of a request."""
    return {name: tuple(values) for name, values in parse_qs(request.query).items()}


def made(covers: str, card: str, path: str, arrives: dict[str, object], **more: object) -> Entry:
    """An entry whose result is a film."""
    return Entry(covers, card, path, arrives, size=None, ending=".mp4", **more)  # type: ignore[arg-type]


ENTRIES = (
    made(
        "video.openai/create", "sora-2", "/v1/videos", model="sora-2",
        values={"seconds": "4", "size": "720x1280"},
        arrives={"model": "sora-2", "prompt": "A paper boat", "seconds": "4", "size": "720x1280"},
    ),
    made(
        "video.openai/create-pro", "sora-2-pro", "/v1/videos", model="sora-2-pro",
        values={"seconds": "8", "size": "1792x1024"}, arrives={"model": "sora-2-pro", "size": "1792x1024"},
    ),
    made(
        "video.openai/create-image", "sora-2.links", "/v1/videos", model="sora-2",
        roles=(REFERENCE, REFERENCE), values={"seconds": "4"},
        arrives={"images": [ADDRESS, OTHER_ADDRESS], "seconds": "4"},
    ),
    made(
        "video.openai/create-upload", "sora-2", "/v1/videos", model="sora-2", roles=(REFERENCE,),
        values={"seconds": "4"}, arrives={"input_reference": BASE, "seconds": "4"},
    ),
    made(
        "video.openai/private", "sora-2.all", "/v1/videos", model="sora-2-all",
        values={"private": True, "style": "anime"},
        arrives={"private": "true", "watermark": "false", "style": "anime", "seconds": "10"},
    ),
    made(
        "video.openai/character", "sora-2.all", "/v1/videos", model="sora-2-all",
        values={"character_url": "https://clips.example.org/c.mp4", "character_timestamps": "1,3"},
        arrives={"character_url": "https://clips.example.org/c.mp4", "character_timestamps": "1,3"},
    ),
    made(
        "video.openai/edit", "sora-2.edit", "/v1/videos/edits", model="sora-2", roles=(CLIP,),
        pictures=(SHORT,), arrives={"video": SHORT, "prompt": "A paper boat"},
    ),
    made(
        "video.openai/yijia-create", "yijia.film", "/v1/videos", model="sora-2-15s-yijia",
        roles=(REFERENCE, REFERENCE), values={"size": "720x1280"},
        arrives={"input_reference": f"{ADDRESS}|{OTHER_ADDRESS}", "size": "720x1280", "seconds": ABSENT},
    ),
    made(
        "video.openai/non-yijia-create", "openai.film-form", "/v1/videos", model="omni_flash",
        roles=(REFERENCE,), values={"seconds": "5"}, arrives={"input_reference": BASE, "seconds": "5"},
    ),
    made(
        "video.openai/veo-create", "veo.film", "/v1/videos", model="veo3.1-fast",
        roles=(REFERENCE, REFERENCE), arrives={"input_reference[]": [BASE, OTHER], "seconds": "8"},
    ),
    made(
        "video.unified/veo-create", "unified.veo3", "/v1/video/create", model="veo3-fast",
        values={"aspect_ratio": "9:16"},
        arrives={"aspect_ratio": "9:16", "enhance_prompt": True, "images": ABSENT},
    ),
    made(
        "video.unified/veo-create-image", "unified.veo3-first-last", "/v1/video/create", model="veo3.1",
        roles=(REFERENCE, REFERENCE), arrives={"images": [ADDRESS, OTHER_ADDRESS]},
    ),
    made(
        "video.unified/veo-own-group", "yijia.veo", "/v1/videos", model="veo_3_1-fast",
        arrives={"model": "veo_3_1-fast", "input_reference": ABSENT},
    ),
    made(
        "video.unified/veo31-fast-create", "yijia.veo", "/v1/videos", model="veo_3_1-fast",
        roles=(REFERENCE,), arrives={"input_reference": ADDRESS},
    ),
    made(
        "video.unified/grok", "unified.grok", "/v1/video/create", model="grok-video-3", roles=(REFERENCE,),
        values={"duration": 6}, arrives={"aspect_ratio": "3:2", "size": "720P", "images": [ADDRESS]},
    ),
    made(
        "video.kling/text2video", "kling.text2video", f"{KLING}/text2video", model="kling-v2-5-turbo",
        values={"aspect_ratio": "9:16"},
        arrives={
            "model_name": "kling-v2-5-turbo", "duration": "5", "mode": "pro", "aspect_ratio": "9:16",
            "callback_url": ABSENT,
        },
    ),
    made(
        "video.kling/image2video", "kling.image2video", f"{KLING}/image2video", model="kling-v2-1",
        roles=(FIRST, LAST), values={"model_name": "kling-v2-1"},
        arrives={"image": BARE, "image_tail": OTHER_BARE, "mode": "pro", "aspect_ratio": ABSENT},
    ),
    made(
        "video.kling/multi-image", "kling.multi-image2video", f"{KLING}/multi-image2video",
        model="kling-v1-6", roles=(REFERENCE, REFERENCE),
        arrives={"image_list": [{"image": BARE}, {"image": OTHER_BARE}], "model_name": "kling-v1-6"},
    ),
    made(
        "video.kling/effects", "kling.effects", f"{KLING}/effects", model="kling-effects", prompt="",
        roles=(FIRST,), values={"effect_scene": "squish"},
        arrives={"effect_scene": "squish", "input.image": BARE, "input.duration": "5"},
    ),
    made(
        "video.luma/create", "luma.create", "/luma/generations", model="luma_video_api", linked=(FIRST,),
        values={"loop": True},
        arrives={"user_prompt": "A paper boat", "loop": True, "model_name": "ray-v2", "duration": "5s"},
    ),
    made(
        "video.runway/create", "runway.gen4", "/runwayml/v1/image_to_video", model="gen4_turbo",
        roles=(FIRST, LAST), values={"ratio": "720:1280"},
        arrives={
            "promptImage": [
                {"uri": ADDRESS, "position": "first"}, {"uri": OTHER_ADDRESS, "position": "last"},
            ],
            "ratio": "720:1280", "duration": 5, "model": "gen4_turbo",
        },
    ),
    made(
        "video.jimeng/create", "jimeng.simple", "/jimeng/submit/videos", model="jimeng-video-3.0",
        linked=(FIRST,), arrives={"duration": 5, "aspect_ratio": "16:9", "model": ABSENT},
    ),
    made(
        "video.jimeng/seedance", "seedance.frames", SEEDANCE, model="jimeng-seedance-1-0",
        arrives={"model": "jimeng-seedance-1-0", "duration": 5},
    ),
    made(
        "video.hailuo/create", "hailuo.2-3", "/minimax/v1/video_generation", model="MiniMax-Hailuo-2.3",
        roles=(FIRST,), arrives={"first_frame_image": ADDRESS, "duration": 6, "resolution": "768P"},
    ),
    made(
        "video.doubao/text", "seedance.frames", SEEDANCE, model="doubao-seedance-1-0-pro-250528",
        values={"ratio": "1:1", "resolution": "480p"},
        arrives={
            "content": [{"type": "text", "text": "A paper boat"}], "ratio": "1:1", "resolution": "480p",
            "watermark": False,
        },
    ),
    made(
        "video.doubao/first-frame", "seedance.frames", SEEDANCE, model="doubao-seedance-1-0-pro-250528",
        linked=(FIRST,), arrives={"content.1.type": "image_url", "content.1.role": ABSENT},
    ),
    made(
        "video.doubao/first-last-frame", "seedance.frames", SEEDANCE, roles=(FIRST, LAST),
        model="doubao-seedance-1-0-pro-250528",
        arrives={"content.1.role": "first_frame", "content.2.role": "last_frame"},
    ),
    made(
        "video.doubao/base64", "seedance.frames", SEEDANCE, roles=(FIRST,),
        model="doubao-seedance-1-0-pro-250528", arrives={"content.1.image_url.url": ADDRESS},
    ),
    made(
        "video.doubao/reference", "seedance.1-0-lite-reference", SEEDANCE, roles=(REFERENCE, REFERENCE),
        model="doubao-seedance-1-0-lite-i2v-250428",
        arrives={"content.1.role": "reference_image", "content.2.image_url.url": OTHER_ADDRESS},
    ),
    made(
        "video.wanx/create", "wanx.t2v", DASH, model="wan2.5-t2v-preview", values={"size": "720*1280"},
        arrives={"input.prompt": "A paper boat", "parameters.size": "720*1280", "parameters.audio": True},
    ),
)  # fmt: skip


@pytest.mark.parametrize("entry", cases(*ENTRIES))
async def test_each_entry_takes_its_form_and_gives_a_film(
    entry: Entry, hurried: Studio, gateway: Gateway
) -> None:
    task = await proved(entry, hurried, gateway)
    (path,) = await Orders(hurried).files(task)
    assert is_whole(path)
    assert (movie_facts(path).duration_ms or 0) >= 1000
    if entry.linked:
        assert f"{gateway.root}{LINKED}" in str(gateway.asked(entry.path)[0].json())


@pytest.mark.covers("video.openai/query")
@pytest.mark.covers("video.openai/download")
async def test_a_film_without_an_address_is_fetched_with_the_key(hurried: Studio, gateway: Gateway) -> None:
    task = await Orders(hurried).make("sora-2", "a fox", model="sora-2", seconds="4", size="720x1280")
    assert task.state is TaskState.DONE
    assert task.handle is not None
    polls = gateway.asked(f"/v1/videos/{task.handle.id}")
    (fetched,) = gateway.asked(f"/v1/videos/{task.handle.id}/content")
    assert len(polls) == 2
    assert fetched.header("authorization") == f"Bearer {gateway.key}"
    facts = movie_facts((await Orders(hurried).files(task))[0])
    assert (facts.width, facts.height, facts.duration_ms) == (720, 1280, 4000)


@pytest.mark.covers("video.unified/veo-query")
@pytest.mark.covers("video.unified/veo31-fast-query")
async def test_an_id_with_a_colon_is_asked_for_as_it_is(hurried: Studio, gateway: Gateway) -> None:
    task = await Orders(hurried).make("unified.veo3", "a fox", model="veo3.1-fast")
    assert task.handle is not None
    assert ":" in task.handle.id
    asked = gateway.asked("/v1/video/query")
    assert {asked_for(request)["id"] for request in asked} == {(task.handle.id,)}
    yijia = await Orders(hurried).make("yijia.veo", "a fox", model="veo_3_1-fast")
    assert yijia.handle is not None
    assert gateway.asked(f"/v1/videos/{yijia.handle.id}")


@pytest.mark.covers("video.unified/progress")
async def test_whatever_runs_is_asked_for_at_one_path(hurried: Studio, gateway: Gateway) -> None:
    task = await Orders(hurried).make("yijia.film", "a fox", model="sora-2-15s-yijia")
    assert task.state is TaskState.DONE
    assert task.facts["seconds"] == "15"


@pytest.mark.covers("video.kling/query")
@pytest.mark.covers("video.kling/callback")
async def test_kling_is_asked_at_its_action_and_needs_no_callback(hurried: Studio, gateway: Gateway) -> None:
    task = await Orders(hurried).make(
        "kling.text2video", "a fox", model="kling-v2-5-turbo", callback_url="https://me.example.org/hook"
    )
    assert task.state is TaskState.DONE
    assert task.handle is not None
    assert len(gateway.asked(f"{KLING}/text2video/{task.handle.id}")) == 2
    (asked,) = gateway.asked(f"{KLING}/text2video")
    assert asked.json()["callback_url"] == "https://me.example.org/hook"
    assert asked.json()["external_task_id"] == task.id


async def made_together(card_id: str, model: str, folder: Path, gateway: Gateway) -> list[str]:
    """Three films that are due at the same moments; the ids that their gateway has for them."""
    clock = StoppedClock()
    opened = await open_at(folder, clock)
    await add_gateway(opened.studio, gateway)
    board = Board(opened.studio)
    begun = [
        await board.order(card_id, model=model, values={"prompt": f"boat {number}"}) for number in range(3)
    ]
    queued = await board.until(TaskState.QUEUED, *begun)
    clock.move_on(60)
    await board.until(TaskState.RUNNING, *begun)
    clock.move_on(60)
    await board.until(TaskState.DONE, *begun)
    await opened.close()
    return sorted(id_of(task) for task in queued)


@pytest.mark.covers("video.luma/query")
@pytest.mark.covers("video.luma/batch")
async def test_luma_tells_of_several_at_once(tmp_path: Path, gateway: Gateway) -> None:
    ids = await made_together("luma.create", "luma_video_api", tmp_path, gateway)
    assert [sorted(request.json()["ids"]) for request in gateway.asked("/luma/tasks")] == [ids, ids]


@pytest.mark.covers("video.doubao/list")
@pytest.mark.covers("video.doubao/list-ids")
async def test_seedance_is_asked_for_several_by_their_ids(tmp_path: Path, gateway: Gateway) -> None:
    ids = await made_together("seedance.frames", "doubao-seedance-1-0-pro", tmp_path, gateway)
    listed = [request for request in gateway.asked(SEEDANCE) if request.method == "GET"]
    assert [sorted(asked_for(request)["filter.task_ids"]) for request in listed] == [ids, ids]


@pytest.mark.covers("video.jimeng/create")
async def test_jimeng_is_submitted_and_asked_by_an_action(hurried: Studio, gateway: Gateway) -> None:
    picture = await hurried.generate.input_from_bytes(REFERENCE, BASE, "first.png")
    task = await Orders(hurried).make("jimeng.native", "a fox", picture, model="jimeng_t2v_v30")
    assert task.state is TaskState.DONE, task.error
    submitted, *polls = gateway.asked("/jimeng/")
    assert asked_for(submitted)["Action"] == ("CVSync2AsyncSubmitTask",)
    assert submitted.json()["binary_data_base64"] == [BARE]
    assert [asked_for(poll)["Action"] for poll in polls] == [("CVSync2AsyncGetResult",)] * 2
    assert polls[0].json() == {"req_key": "jimeng_t2v_v30", "task_id": id_of(task)}


@pytest.mark.covers("video.jimeng/query")
@pytest.mark.covers("video.wanx/query")
@pytest.mark.covers("video.doubao/query")
@pytest.mark.parametrize(
    ("card", "model", "path"),
    [
        ("jimeng.simple", "jimeng", "/jimeng/fetch/{id}"),
        ("wanx.t2v", "wan2.5-t2v-preview", "/alibailian/api/v1/tasks/{id}"),
        ("seedance.frames", "doubao-seedance-1-0-pro", f"{SEEDANCE}/{{id}}"),
        ("vidu.text", "viduq2", "/vidu/ent/v2/tasks/{id}/creations"),
        ("grok.native", "grok-imagine-video", "/v1/videos/{id}"),
        ("unified.generations", "omni_flash", "/v1/video/generations/{id}"),
        ("minimax.h3", "MiniMax-H3", "/v2/query/video_generation/{id}"),
        ("unified.prefixed-veo", "veo3.1", "/veo/v1/video/feed/{id}"),
    ],
)
async def test_each_is_asked_for_where_its_maker_says(
    card: str, model: str, path: str, hurried: Studio, gateway: Gateway
) -> None:
    task = await Orders(hurried).make(card, "a fox", model=model)
    assert task.state is TaskState.DONE, task.error
    assert task.handle is not None
    assert gateway.asked(path.replace("{id}", task.handle.id))


@pytest.mark.covers("video.runway/query")
async def test_runway_tells_progress_as_a_share(hurried: Studio, gateway: Gateway) -> None:
    first = await hurried.generate.input_from_bytes(FIRST, BASE, "first.png")
    task = await Orders(hurried).make("runway.gen4", "a fox", first, model="gen4_turbo")
    assert task.handle is not None
    assert len(gateway.asked(f"/runwayml/v1/tasks/{task.handle.id}")) == 2


@pytest.mark.covers("video.hailuo/query")
@pytest.mark.covers("video.hailuo/download")
async def test_hailuo_names_a_file_that_is_looked_up(hurried: Studio, gateway: Gateway) -> None:
    task = await Orders(hurried).make("hailuo.2-3", "a fox", model="MiniMax-Hailuo-2.3")
    assert task.state is TaskState.DONE
    asked = gateway.asked("/minimax/v1/query/video_generation")
    assert task.handle is not None
    assert {asked_for(request)["task_id"] for request in asked} == {(task.handle.id,)}
    assert len(gateway.asked("/minimax/v1/files/retrieve")) == 1


async def go_on(studio: Studio, card_id: str, parent: RemoteTask, prompt: str = "at night") -> RemoteTask:
    """Order what goes on from a finished film."""
    card = await studio.cards.get(card_id)
    profile = studio.profiles.get(ProfileId("profile-1"))
    assert card is not None
    assert profile is not None
    form = GenerationForm(card.id, parent.model, {"prompt": prompt}, parent=parent.handle)
    (task,) = await studio.generate.add(profile, card, form, parent_id=parent.id)
    return await Orders(studio).end_of(task.id)


def id_of(task: RemoteTask) -> str:
    """The id at the gateway."""
    assert task.handle is not None
    return task.handle.id


@pytest.mark.covers("video.openai/remix")
@pytest.mark.covers("video.openai/non-yijia-edit")
async def test_a_film_is_remixed(hurried: Studio, gateway: Gateway) -> None:
    first = await Orders(hurried).make("sora-2", "a fox", model="sora-2", seconds="4")
    again = await go_on(hurried, "sora-2.remix", first)
    assert again.state is TaskState.DONE, again.error
    (asked,) = gateway.asked(f"/v1/videos/{id_of(first)}/remix")
    assert asked.json() == {"prompt": "at night"}
    before, after = [(await Orders(hurried).files(task))[0].read_bytes() for task in (first, again)]
    assert before != after


@pytest.mark.covers("video.openai/edit")
async def test_a_finished_film_is_edited_and_extended_by_its_id(hurried: Studio, gateway: Gateway) -> None:
    first = await Orders(hurried).make("sora-2", "a fox", model="sora-2", seconds="4")
    for card_id, path in (("sora-2.edit-film", "edits"), ("sora-2.extend", "extensions")):
        task = await go_on(hurried, card_id, first)
        assert task.state is TaskState.DONE, task.error
        (asked,) = gateway.asked(f"/v1/videos/{path}")
        assert asked.json()["video"] == {"id": id_of(first)}


@pytest.mark.covers("video.kling/extend")
async def test_kling_extends_and_lets_speak_by_the_films_own_id(hurried: Studio, gateway: Gateway) -> None:
    first = await Orders(hurried).make("kling.text2video", "a fox", model="kling-v1")
    assert first.handle is not None
    video_id = first.handle.get("video_id")
    extended = await go_on(hurried, "kling.extend", first)
    spoken = await go_on(hurried, "kling.lip-sync", first, "hello")
    assert [extended.state, spoken.state] == [TaskState.DONE] * 2
    assert gateway.asked(f"{KLING}/video-extend")[0].json()["video_id"] == video_id != id_of(first)
    assert gateway.asked(f"{KLING}/lip-sync")[0].json()["input"]["video_id"] == video_id


@pytest.mark.covers("video.luma/extend")
async def test_luma_extends(hurried: Studio, gateway: Gateway) -> None:
    first = await Orders(hurried).make("luma.create", "a fox", model="luma_video_api")
    task = await go_on(hurried, "luma.extend", first)
    assert task.state is TaskState.DONE, task.error
    assert gateway.asked(f"/luma/generations/{id_of(first)}/extend")[0].json()["user_prompt"] == "at night"


@pytest.mark.covers("video.openai/storyboard")
async def test_shots_go_as_words_of_the_prompt(hurried: Studio, gateway: Gateway) -> None:
    shots = "Shot 1:\nduration: 2sec\nScene: a fox\n\nShot 2:\nduration: 2sec\nScene: snow"
    task = await Orders(hurried).make("sora-2", shots, model="sora-2", seconds="4")
    assert task.state is TaskState.DONE
    assert b"Scene: snow" in gateway.asked("/v1/videos")[0].body


@pytest.mark.parametrize(
    ("card", "model"),
    [
        ("chat.film-sora", "sora-2"),
        ("chat.film-veo", "veo_3_1_t2v_fast"),
        ("chat.film-grok", "grok-imagine-1.0-video"),
    ],
)
@pytest.mark.covers("video.chat/create")
async def test_a_film_comes_out_of_a_conversation(
    card: str, model: str, hurried: Studio, gateway: Gateway
) -> None:
    task = await Orders(hurried).make(card, "a fox", model=model, stream=True)
    assert task.state is TaskState.DONE, task.error
    (path,) = await Orders(hurried).files(task)
    assert is_whole(path)
    (asked,) = gateway.asked("/v1/chat/completions")
    assert asked.json()["stream"] is True


@pytest.mark.covers("video.chat/create-image")
@pytest.mark.covers("video.chat/runway")
async def test_a_picture_becomes_a_film_in_a_conversation(hurried: Studio, gateway: Gateway) -> None:
    picture = await hurried.generate.input_from_bytes(REFERENCE, BASE, "first.png")
    orders = Orders(hurried)
    for card, model in (("chat.film-sora", "sora-2"), ("chat.film-runway", "runway")):
        task = await orders.make(card, "let it move", picture, model=model, stream=True)
        assert task.state is TaskState.DONE, task.error
    first, _ = gateway.asked("/v1/chat/completions")
    assert first.json()["messages"][0]["content"][1]["image_url"]["url"] == ADDRESS


@pytest.mark.covers("video.chat/revise")
async def test_a_film_is_changed_over_several_turns(hurried: Studio, gateway: Gateway) -> None:
    orders = Orders(hurried)
    first = await orders.make("chat.film-sora", "a fox", model="sora-2", stream=True)
    second = await orders.make(
        "chat.film-sora", "now at night", model="sora-2", stream=True, continues=first.id
    )
    assert second.state is TaskState.DONE, second.error
    said = gateway.asked("/v1/chat/completions")[1].json()["messages"]
    assert [message["role"] for message in said] == ["user", "assistant", "user"]
    assert "task_" in said[1]["content"]
    before, after = [(await orders.files(task))[0].read_bytes() for task in (first, second)]
    assert before != after


@pytest.mark.parametrize(
    ("card", "model"),
    [
        ("sora-2", "sora-2"), ("veo.film", "veo3.1"), ("yijia.film", "sora-2-15s-yijia"),
        ("unified.veo3", "veo3"), ("unified.generations", "omni_flash"), ("kling.text2video", "kling"),
        ("luma.create", "luma"), ("jimeng.simple", "jimeng"), ("jimeng.native", "jimeng_t2v_v30"),
        ("hailuo.2-3", "MiniMax-Hailuo-2.3"), ("seedance.frames", "doubao-seedance-1-0-pro"),
        ("wanx.t2v", "wan2.5-t2v-preview"), ("vidu.text", "viduq2"), ("grok.native", "grok-imagine-video"),
        ("veo.native", "veo-3.1-generate-preview"), ("minimax.h3", "MiniMax-H3"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    ("prompt", "kinds"),
    [
        ("something moderated", {ErrorKind.CONTENT_REFUSED}),
        ("the film withheld", {ErrorKind.CONTENT_REFUSED}),
        ("a failing task", {ErrorKind.GATEWAY_FAILED}),
        ("error in 200", {ErrorKind.GATEWAY_FAILED, ErrorKind.UPSTREAM_UNREACHABLE}),
    ],
)
async def test_every_bad_end_is_told_apart_and_paid_once(
    card: str, model: str, prompt: str, kinds: set[ErrorKind], hurried: Studio, gateway: Gateway
) -> None:
    task = await Orders(hurried).make(card, prompt, model=model)
    assert task.state is TaskState.FAILED
    assert task.error is not None
    assert task.error.kind in kinds
    submits = [request for request in gateway.requests if request.method == "POST" and request.body]
    assert sum(prompt.encode() in request.body for request in submits) == 1


@pytest.mark.parametrize(
    ("card", "model"),
    [("veo.film", "veo3.1"), ("kling.text2video", "kling"), ("hailuo.2-3", "MiniMax-Hailuo-2.3")],
)
async def test_links_that_had_run_out_are_asked_for_anew(
    card: str, model: str, hurried: Studio, gateway: Gateway
) -> None:
    orders = Orders(hurried)
    task = await orders.make(card, "an expired link", model=model)
    assert task.state is TaskState.DONE, task.error
    assert len(await orders.files(task)) == 1
