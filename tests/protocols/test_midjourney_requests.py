"""What Midjourney-Proxy is sent, card by card, against the examples of its servers."""

from typing import Any, cast

import pytest

from app.domain.card import SlotRole
from app.domain.errors import ErrorKind, InputError, StudioError
from app.domain.generation import Generation, SlotMedia, TaskHandle
from app.domain.media import MediaBytes, MediaLink
from app.domain.parameter import Value
from app.domain.profile import GatewayTraits
from app.domain.remote_task import ButtonMeaning, TaskState
from app.protocols.base import SeedProtocol
from app.protocols.image.midjourney import MIDJOURNEY
from app.protocols.image.midjourney_buttons import buttons_in
from app.protocols.image.midjourney_tasks import snapshot_of
from app.protocols.registry import TASKS
from app.wire.request import Auth, JsonBody, WireRequest
from app.wire.response import WireResponse
from tests.protocols.call_case import cards

PNG = MediaBytes(b"\x89PNG\r\n\x1a\n" + bytes(8), "image/png")
JPEG = MediaBytes(b"\xff\xd8\xff\xe0" + bytes(8), "image/jpeg")
PNG_ADDRESS = "data:image/png;base64,iVBORw0KGgoAAAAAAAAAAA=="
JPEG_ADDRESS = "data:image/jpeg;base64,/9j/4AAAAAAAAAAA"
LAMP = MediaLink("https://img.example.org/lamp.png")
BASE, MASK, REFERENCE, FACE = SlotRole.BASE, SlotRole.MASK, SlotRole.REFERENCE, SlotRole.FACE

PARENT = TaskHandle("1767200000123456", (("speed", "relax"), ("action", "imagine")))
BOT = {"botType": "MID_JOURNEY"}
PROMPT = {"prompt": "a stone bridge"}
PICTURE = {"base64Array": [PNG_ADDRESS]}
IMAGINE = BOT | PROMPT | PICTURE

UNTOUCHED: dict[str, tuple[str, dict[str, Any]]] = {
    "midjourney.imagine": ("/mj/submit/imagine", IMAGINE),
    "midjourney.imagine.fast": ("/mj-fast/mj/submit/imagine", IMAGINE),
    "midjourney.imagine.relax": ("/mj-relax/mj/submit/imagine", IMAGINE),
    "midjourney.imagine.turbo": ("/mj-turbo/mj/submit/imagine", IMAGINE),
    "midjourney.blend": ("/mj/submit/blend", BOT | PICTURE),
    "midjourney.describe": ("/mj/submit/describe", BOT | {"base64": PNG_ADDRESS}),
    "midjourney.shorten": ("/mj/submit/shorten", BOT | PROMPT),
    "midjourney.upload": ("/mj/submit/upload-discord-images", PICTURE),
    "midjourney.edits": (
        "/mj/submit/edits", BOT | PROMPT | {"image": PNG_ADDRESS, "maskBase64": PNG_ADDRESS},
    ),
    "midjourney.video": ("/mj/submit/video", PROMPT | {"image": PNG_ADDRESS, "endImage": PNG_ADDRESS}),
    "midjourney.swap-face": (
        "/mj/insight-face/swap", {"sourceBase64": PNG_ADDRESS, "targetBase64": PNG_ADDRESS},
    ),
    "midjourney.action": (
        "/mj-relax/mj/submit/action", {"taskId": PARENT.id, "customId": "MJ::JOB::reroll::0::3b7e::SOLO"},
    ),
    "midjourney.modal": (
        "/mj-relax/mj/submit/modal", PROMPT | {"taskId": PARENT.id, "maskBase64": PNG_ADDRESS},
    ),
}  # fmt: skip
"""Path and body of a form where nothing was chosen but a prompt and one picture for each of its places."""


def generation(card_id: str, *media: tuple[SlotRole, MediaBytes | MediaLink], **values: Value) -> Generation:
    """A filled-in form of a card."""
    card = cards().get(card_id)
    assert card is not None
    return Generation(card, "mj", values, tuple(SlotMedia(role, medium) for role, medium in media))


def pressed(card_id: str, *media: tuple[SlotRole, MediaBytes | MediaLink], **values: Value) -> Generation:
    """The form of a card that goes on from a task."""
    made = generation(card_id, *media, **values)
    return Generation(
        made.card, made.model, made.values, made.media, parent=PARENT, button="MJ::JOB::reroll::0::3b7e::SOLO"
    )


def submit(wanted: Generation) -> WireRequest:
    return TASKS["midjourney"].submit(wanted, GatewayTraits())


def body(wanted: Generation) -> dict[str, Any]:
    sent = submit(wanted).body
    assert isinstance(sent, JsonBody)
    return cast(dict[str, Any], sent.value)


def prompt(words: str, *media: tuple[SlotRole, MediaBytes | MediaLink], **values: Value) -> str:
    """The prompt that is sent for words and settings."""
    return str(body(generation("midjourney.imagine", *media, prompt=words, **values))["prompt"])


def test_every_card_of_the_format_is_here() -> None:
    assert sorted(UNTOUCHED) == sorted(card.id for card in cards().all() if card.protocol == "midjourney")


@pytest.mark.parametrize("card_id", UNTOUCHED)
def test_an_untouched_form_leaves_the_choice_to_the_server(card_id: str) -> None:
    card = cards().get(card_id)
    assert card is not None
    make = pressed if "follow_up" in card.capabilities else generation
    wanted = make(card_id, *((slot.role, PNG) for slot in card.slots), prompt="a stone bridge")
    path, expected = UNTOUCHED[card_id]
    sent = submit(wanted)
    assert (sent.method, sent.path, sent.auth, sent.repeatable) == ("POST", path, Auth.BEARER, False)
    assert body(wanted) == expected


def test_a_picture_is_asked_for_as_the_reference_shows_it() -> None:
    wanted = generation(
        "midjourney.imagine", prompt="a stone bridge in fog", aspect_ratio="3:2", version="7", speed="fast"
    )
    assert submit(wanted).path == "/mj-fast/mj/submit/imagine"
    assert body(wanted) == BOT | {"prompt": "a stone bridge in fog --v 7 --ar 3:2", "base64Array": []}


def test_every_setting_becomes_a_flag_at_the_end() -> None:
    said = prompt(
        " a bridge\n", version="7", aspect_ratio="16:9", stylize=250, chaos=10, weird=50, quality=".5",
        seed=7, no="red, blue", style_reference="random", style_weight=200, style_version="4",
        omni_reference="https://a/b.png", omni_weight=50, style="raw", tile=True, draft=True, stop=80,
        repeat=2, profile="abc", experimental=5, stealth=True,
    )  # fmt: skip
    words, *flags = said.split(" --")
    assert words == "a bridge"
    assert flags == [
        "v 7", "ar 16:9", "s 250", "c 10", "w 50", "q .5", "seed 7", "no red, blue", "sref random", "sw 200",
        "sv 4", "oref https://a/b.png", "ow 50", "style raw", "tile", "draft", "stop 80", "r 2", "p abc",
        "exp 5", "stealth",
    ]  # fmt: skip


def test_a_setting_that_was_not_touched_is_no_flag() -> None:
    assert (
        prompt("a bridge", stylize=100, chaos=0, tile=False, aspect_ratio="1:1", image_weight=2) == "a bridge"
    )
    assert prompt("a bridge", (REFERENCE, PNG), image_weight=2) == "a bridge --iw 2"


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("a bridge --ar 1:1", "a bridge --v 7 --s 250 --ar 1:1"),
        ("a bridge --aspect 1:1 --stylize 50", "a bridge --v 7 --aspect 1:1 --stylize 50"),
        ("a bridge —ar 1:1", "a bridge --v 7 --s 250 —ar 1:1"),
        ("a bridge —and a lamp", "a bridge —and a lamp --v 7 --ar 3:2 --s 250"),
        ("a well-lit bridge", "a well-lit bridge --v 7 --ar 3:2 --s 250"),
        ("a bridge --version 6.1", "a bridge --ar 3:2 --s 250 --version 6.1"),
        ("--ar 1:1", "--v 7 --s 250 --ar 1:1"),
    ],
)
def test_a_flag_written_by_hand_wins_over_the_form(typed: str, sent: str) -> None:
    assert prompt(typed, version="7", aspect_ratio="3:2", stylize=250) == sent


def test_the_anime_model_is_chosen_in_both_ways() -> None:
    chosen = body(generation("midjourney.imagine", prompt="a fox", bot="NIJI_JOURNEY", niji="6", version="7"))
    assert (chosen["botType"], chosen["prompt"]) == ("NIJI_JOURNEY", "a fox --niji 6")
    left_open = body(generation("midjourney.imagine", prompt="a fox", bot="NIJI_JOURNEY"))
    assert (left_open["botType"], left_open["prompt"]) == ("NIJI_JOURNEY", "a fox --niji")
    typed = body(generation("midjourney.imagine", prompt="a fox --niji 5", version="7"))
    assert (typed["botType"], typed["prompt"]) == ("NIJI_JOURNEY", "a fox --niji 5")


def test_pictures_with_an_address_stand_before_the_words() -> None:
    sent = body(generation("midjourney.imagine", (REFERENCE, LAMP), (REFERENCE, JPEG), prompt="a bridge"))
    assert sent["prompt"] == f"{LAMP.url} a bridge"
    assert sent["base64Array"] == [JPEG_ADDRESS]


def test_two_pictures_are_blended() -> None:
    wanted = generation("midjourney.blend", (REFERENCE, PNG), (REFERENCE, JPEG), dimensions="PORTRAIT")
    assert body(wanted) == BOT | {"dimensions": "PORTRAIT", "base64Array": [PNG_ADDRESS, JPEG_ADDRESS]}


def test_an_address_has_a_field_of_its_own_where_pictures_are_encoded() -> None:
    described = body(generation("midjourney.describe", (BASE, LAMP), language="zh"))
    assert described == BOT | {"language": "zh", "link": LAMP.url}
    swapped = body(generation("midjourney.swap-face", (FACE, JPEG), (BASE, LAMP)))
    assert swapped == {"sourceBase64": JPEG_ADDRESS, "targetUrl": LAMP.url}
    edited = body(generation("midjourney.edits", (BASE, LAMP), prompt="a hat"))
    assert edited["image"] == LAMP.url


def test_a_button_keeps_the_speed_of_its_task_unless_another_one_is_chosen() -> None:
    assert submit(pressed("midjourney.action")).path == "/mj-relax/mj/submit/action"
    assert submit(pressed("midjourney.action", speed="fast")).path == "/mj-fast/mj/submit/action"


def test_a_window_is_answered_with_a_mask_or_a_prompt() -> None:
    masked = body(pressed("midjourney.modal", (MASK, PNG)))
    assert masked == {"taskId": PARENT.id, "maskBase64": PNG_ADDRESS}
    zoomed = body(pressed("midjourney.modal", prompt="a stone bridge --zoom 1.5"))
    assert zoomed == {"taskId": PARENT.id, "prompt": "a stone bridge --zoom 1.5"}


def test_a_region_is_drawn_anew_in_two_steps() -> None:
    card = pressed("midjourney.action").card
    press = Generation(card, "mj", parent=PARENT, button="MJ::Inpaint::1::9c0d::SOLO")
    opened = b'{"code":21,"description":"Waiting for window confirm","result":"1767200100000001"}'
    window = MIDJOURNEY.parse_submit(WireResponse(200, body=opened), press)
    assert (window.state, window.facts["needs"]) == (TaskState.WAITING_FOR_INPUT, "mask")

    made = generation("midjourney.modal", (MASK, PNG), prompt="a small lantern")
    answer = Generation(made.card, "mj", made.values, made.media, parent=window.handle)
    assert submit(answer).path == "/mj-relax/mj/submit/modal"
    assert body(answer) == {
        "taskId": "1767200100000001", "prompt": "a small lantern", "maskBase64": PNG_ADDRESS,
    }  # fmt: skip

    taken = MIDJOURNEY.parse_submit(WireResponse(200, body=b'{"code":1,"description":"ok"}'), answer)
    assert (taken.handle.id, taken.state) == ("1767200100000001", TaskState.QUEUED)
    stale = WireResponse(200, body=b'{"id":"1767200100000001","status":"MODAL","action":"INPAINT"}')
    assert MIDJOURNEY.parse_poll(stale, [taken.handle])[taken.handle.id].state is TaskState.QUEUED
    asked = MIDJOURNEY.parse_poll(stale, [window.handle])[window.handle.id]
    assert (asked.state, asked.facts) == (TaskState.WAITING_FOR_INPUT, {"needs": "mask"})


def test_with_remix_on_any_button_may_ask_for_a_prompt() -> None:
    opened = b'{"code":21,"description":"","result":"9","properties":{"finalPrompt":"a bridge","remix":true}}'
    window = MIDJOURNEY.parse_submit(WireResponse(200, body=opened), pressed("midjourney.action"))
    assert window.state is TaskState.WAITING_FOR_INPUT
    assert window.facts == {"prompt": "a bridge", "remix": "true", "needs": "prompt"}


def test_what_goes_on_from_a_task_needs_one() -> None:
    with pytest.raises(InputError) as caught:
        submit(generation("midjourney.action"))
    assert caught.value.kind is ErrorKind.TASK_FORGOTTEN


def test_what_the_person_adds_as_json_wins() -> None:
    made = generation("midjourney.imagine", prompt="a bridge")
    extra = {"accountFilter": {"modes": ["FAST"]}, "botType": None}
    wanted = Generation(made.card, made.model, made.values, extra=extra)
    assert body(wanted) == {
        "prompt": "a bridge", "base64Array": [], "accountFilter": {"modes": ["FAST"]},
    }  # fmt: skip


def test_a_task_is_asked_for_under_its_own_speed() -> None:
    sent = TASKS["midjourney"].poll(TaskHandle("a/b:1", (("speed", "turbo"),)), GatewayTraits())
    assert (sent.method, sent.path, sent.repeatable) == ("GET", "/mj-turbo/mj/task/a%2Fb%3A1/fetch", True)


def test_many_tasks_are_asked_for_at_once() -> None:
    others = [TaskHandle("2", (("speed", "relax"),)), TaskHandle("3")]
    alike = TASKS["midjourney"].poll_many([PARENT, others[0]], GatewayTraits())
    mixed = TASKS["midjourney"].poll_many([PARENT, *others], GatewayTraits())
    assert alike is not None
    assert mixed is not None
    assert (alike.method, alike.path, alike.repeatable) == (
        "POST", "/mj-relax/mj/task/list-by-condition", True,
    )  # fmt: skip
    assert mixed.path == "/mj/task/list-by-condition"
    assert mixed.body == JsonBody({"ids": [PARENT.id, "2", "3"]})


def test_a_task_is_taken_back_where_the_server_has_shown_that_it_can() -> None:
    assert TASKS["midjourney"].cancel(PARENT, GatewayTraits()) is None
    shown = snapshot_of({"id": PARENT.id, "status": "IN_PROGRESS", "jobId": "9c0d"}, PARENT).handle
    request = TASKS["midjourney"].cancel(shown, GatewayTraits())
    assert request is not None
    assert (request.method, request.path, request.body, request.repeatable) == (
        "POST", f"/mj-relax/mj/task/{PARENT.id}/cancel", JsonBody({}), False,
    )  # fmt: skip


def test_the_key_is_shown_as_the_gateway_wants_it() -> None:
    gateway = GatewayTraits(auth="x-api-key")
    assert MIDJOURNEY.submit(generation("midjourney.imagine", prompt="a"), gateway).auth is Auth.X_API_KEY
    assert MIDJOURNEY.poll(PARENT, gateway).auth is Auth.X_API_KEY


@pytest.mark.parametrize(
    ("name", "meaning", "number", "label"),
    [
        ("MJ::JOB::upsample::3::3b7e", ButtonMeaning.ENLARGE, 3, "U3"),
        ("MJ::JOB::variation::1::3b7e", ButtonMeaning.VARY, 1, "V1"),
        ("MJ::JOB::reroll::0::3b7e::SOLO", ButtonMeaning.DRAW_AGAIN, 0, "🔄"),
        ("MJ::JOB::upsample_v6r1_2x_subtle::1::3b7e::SOLO", ButtonMeaning.ENLARGE_FAITHFULLY, 0, "⏫"),
        ("MJ::JOB::upsample_v7_2x_creative::1::3b7e::SOLO", ButtonMeaning.ENLARGE_FREELY, 0, "⏫"),
        ("MJ::JOB::low_variation::1::3b7e::SOLO", ButtonMeaning.VARY_SUBTLY, 0, "🪄-"),
        ("MJ::JOB::pan_up::1::3b7e::SOLO", ButtonMeaning.PAN_UP, 0, "⬆️"),
        ("MJ::Outpaint::50::1::3b7e::SOLO", ButtonMeaning.ZOOM_OUT, 0, "🔍 2x"),
        ("MJ::CustomZoom::1::3b7e", ButtonMeaning.CUSTOM_ZOOM, 0, "🔍+"),
        ("MJ::Inpaint::1::3b7e::SOLO", ButtonMeaning.VARY_REGION, 0, "🖌️"),
        ("MJ::Something::new", ButtonMeaning.OTHER, 0, "Something::new"),
    ],
)
def test_a_button_says_what_it_does_also_without_a_label(
    name: str, meaning: ButtonMeaning, number: int, label: str
) -> None:
    (button,) = buttons_in([{"customId": name, "emoji": "", "label": "", "type": 2, "style": 3}])
    assert (button.id, button.meaning, button.number, button.label) == (name, meaning, number, label)
    assert button.is_used


def test_what_a_relay_refuses_is_no_button() -> None:
    names = ("BOOKMARK::3b7e", "MJ::Job::PicReader::1", "MJ::Job::PromptAnalyzer::2")
    assert buttons_in([{"customId": name, "label": "1"} for name in names]) == ()


def test_the_seed_of_a_task_is_asked_for() -> None:
    protocol = TASKS["midjourney"]
    assert isinstance(protocol, SeedProtocol)
    sent = protocol.seed(PARENT, GatewayTraits())
    assert (sent.method, sent.path, sent.repeatable) == (
        "GET", f"/mj-relax/mj/task/{PARENT.id}/image-seed", True,
    )  # fmt: skip
    told = b'{"code":1,"description":"success","result":1234567890}'
    assert protocol.parse_seed(WireResponse(200, body=told)) == "1234567890"


@pytest.mark.parametrize(
    ("status", "answer", "kind"),
    [
        (200, '{"code":4,"description":"task_not_found"}', ErrorKind.TASK_FORGOTTEN),
        (400, '{"code":4,"description":"task_no_found"}', ErrorKind.TASK_FORGOTTEN),
        (200, '{"code":9,"description":"timeout"}', ErrorKind.GATEWAY_FAILED),
        (200, '{"code":1,"description":"ok","result":null}', ErrorKind.UNREADABLE_ANSWER),
        (200, "null", ErrorKind.UNREADABLE_ANSWER),
        (200, "", ErrorKind.EMPTY_ANSWER),
        (502, "<html><title>502</title></html>", ErrorKind.UPSTREAM_UNREACHABLE),
    ],
)
def test_a_seed_that_is_not_told_is_an_error(status: int, answer: str, kind: ErrorKind) -> None:
    with pytest.raises(StudioError) as caught:
        MIDJOURNEY.parse_seed(WireResponse(status, body=answer.encode()))
    assert caught.value.kind is kind
