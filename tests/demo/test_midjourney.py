"""Midjourney-Proxy at the demo gateway: the shapes of its answers, its grids, its buttons and its windows."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from app.demo.drawing.painting import paint
from app.demo.drawing.picture_files import read_header
from app.demo.drawing.png import rgba_rows
from app.demo.drawing.png_writing import Pixels, write_png
from tests.gateway import Gateway

PICTURE = paint("a picture that is sent", 64, 48).png()
OTHER = paint("another one", 64, 64).png()


def address(picture: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(picture).decode()}"


class Relay:
    """Asks the gateway as a client does."""

    def __init__(self, gateway: Gateway, http: httpx.Client) -> None:
        self._http = http
        self._key = {"Authorization": f"Bearer {gateway.key}"}

    def post(self, path: str, **body: Any) -> httpx.Response:
        return self._http.post(path, json=body, headers=self._key)

    def submit(self, name: str, base: str = "/mj", **body: Any) -> Any:
        return self.post(f"{base}/submit/{name}", **body).json()

    def fetch(self, task_id: str, base: str = "/mj") -> Any:
        return self._http.get(f"{base}/task/{task_id}/fetch", headers=self._key).json()

    def finished(self, task_id: str) -> Any:
        """The task once it is over; at full speed that is the second look."""
        self.fetch(task_id)
        return self.fetch(task_id)

    def made(self, action: str, **body: Any) -> Any:
        return self.finished(self.submit(action, **body)["result"])

    def press(self, task: Any, label: str) -> Any:
        return self.submit("action", taskId=task["id"], customId=button(task, label))

    def picture(self, task: Any) -> list[bytes]:
        return rgba_rows(self._http.get(task["imageUrl"]).content)

    def get(self, path: str) -> httpx.Response:
        return self._http.get(path, headers=self._key)


@pytest.fixture
def relay(gateway: Gateway) -> Iterator[Relay]:
    with httpx.Client(base_url=gateway.root, trust_env=False) as http:
        yield Relay(gateway, http)


def button(task: Any, label: str) -> str:
    """The name of a button by its label or its sign."""
    found = (one["customId"] for one in task["buttons"] if label in (one["label"], one["emoji"]))
    return str(next(found))


def test_a_task_goes_from_its_submit_to_its_grid(relay: Relay) -> None:
    answer = relay.submit("imagine", prompt="a stone bridge --ar 3:2", base64Array=[])
    assert (answer["code"], answer["description"]) == (1, "Submit success")
    running = relay.fetch(answer["result"])
    assert (running["status"], running["progress"], running["buttons"]) == ("IN_PROGRESS", "50%", [])
    assert "?rand=50" in running["imageUrl"]
    preview = read_header(relay.get(running["imageUrl"]).content)
    assert preview is not None
    assert (preview.width, preview.height) == (1024, 682)
    done = relay.fetch(answer["result"])
    assert (done["status"], done["progress"], done["action"]) == ("SUCCESS", "100%", "IMAGINE")
    assert done["properties"]["finalPrompt"] == "a stone bridge --ar 3:2 --v 7.0"
    assert [one["label"] or one["emoji"] for one in done["buttons"]] == [
        "U1", "U2", "U3", "U4", "🔄", "V1", "V2", "V3", "V4",
    ]  # fmt: skip


def test_a_grid_has_four_different_quarters_and_u_enlarges_one(relay: Relay) -> None:
    grid = relay.made("imagine", prompt="a stone bridge")
    rows = relay.picture(grid)
    half, width = len(rows) // 2, len(rows[0]) // 2
    quarters = [rows[:half], rows[:half], rows[half:], rows[half:]]
    parts = [b"".join(row[width * (n % 2) :][:width] for row in part) for n, part in enumerate(quarters)]
    assert len(set(parts)) == 4
    single = relay.finished(relay.press(grid, "U3")["result"])
    large = relay.picture(single)
    assert (len(large), len(large[0])) == (len(rows), len(rows[0]))
    # The same picture at twice the size: its ground has the colours of the quarter.
    assert large[-1][:4] == parts[2][-width:][:4]


def test_the_same_picture_is_enlarged_once(relay: Relay) -> None:
    grid = relay.made("imagine", prompt="a stone bridge")
    first = relay.press(grid, "U1")
    again = relay.press(grid, "U1")
    assert (again["code"], again["result"]) == (21, first["result"])
    assert again["properties"]["status"] == "SUCCESS"


@pytest.mark.parametrize("label", ["V2", "🔄"])
def test_buttons_of_a_grid_make_another_grid(relay: Relay, label: str) -> None:
    grid = relay.made("imagine", prompt="a stone bridge")
    made = relay.finished(relay.press(grid, label)["result"])
    assert made["status"] == "SUCCESS"
    assert relay.picture(made) != relay.picture(grid)


@pytest.mark.parametrize(
    ("label", "action"),
    [
        ("Upscale (Subtle)", "UPSCALE"), ("Vary (Subtle)", "LOW_VARIATION"),
        ("Vary (Strong)", "HIGH_VARIATION"), ("Zoom Out 2x", "ZOOM"), ("Zoom Out 1.5x", "ZOOM"),
        ("⬅️", "PAN"), ("⬇️", "PAN"),
    ],
)  # fmt: skip
def test_buttons_of_a_single_picture(relay: Relay, label: str, action: str) -> None:
    grid = relay.made("imagine", prompt="a stone bridge")
    single = relay.finished(relay.press(grid, "U1")["result"])
    made = relay.finished(relay.press(single, label)["result"])
    assert (made["status"], made["action"]) == ("SUCCESS", action)
    header = read_header(relay.get(made["imageUrl"]).content)
    assert header is not None
    assert header.height == (2048 if action == "UPSCALE" else 682 if label == "⬅️" else 1024)


def test_a_window_asks_how_far_to_zoom(relay: Relay) -> None:
    single = relay.finished(relay.press(relay.made("imagine", prompt="a bridge"), "U1")["result"])
    window = relay.press(single, "Custom Zoom")
    assert (window["code"], window["description"]) == (21, "Waiting for window confirm")
    assert window["properties"]["finalPrompt"] == "a bridge --zoom 2"
    assert relay.fetch(window["result"])["status"] == "MODAL"
    answer = relay.submit("modal", taskId=window["result"], prompt="a bridge --zoom 1.5")
    assert (answer["code"], answer["result"]) == (1, window["result"])
    assert relay.finished(window["result"])["status"] == "SUCCESS"
    assert relay.submit("modal", taskId=window["result"])["description"] == "task_not_found"


def test_a_region_is_painted_anew_and_the_rest_stays(relay: Relay) -> None:
    single = relay.finished(relay.press(relay.made("imagine", prompt="a bridge"), "U1")["result"])
    window = relay.press(single, "Vary (Region)")["result"]
    assert relay.submit("modal", taskId=window)["description"] == "maskBase64_is_required"
    mask = write_png(64, 64, Pixels.RGB, [(b"\xff" if y < 32 else b"\x00") * 192 for y in range(64)])
    relay.submit("modal", taskId=window, prompt="a lantern", maskBase64=address(mask))
    made = relay.picture(relay.finished(window))
    before = relay.picture(single)
    # Each quarter of the grid is the picture at half its size.
    small = [row[:4] for row in before[::2]]
    quarter = [row[:4] for row in made[:512]]
    assert quarter[400:] == small[400:]
    assert quarter[:200] != small[:200]


def test_with_remix_on_a_variation_asks_for_a_prompt(relay: Relay) -> None:
    grid = relay.made("imagine", prompt="a bridge, remix mode")
    window = relay.press(grid, "V1")
    assert window["code"] == 21
    assert window["properties"]["remix"] is True
    relay.submit("modal", taskId=window["result"], prompt="a tower")
    assert relay.finished(window["result"])["prompt"] == "a tower"


def test_pictures_are_blended_described_uploaded_and_swapped(relay: Relay) -> None:
    pictures = [address(PICTURE), address(OTHER)]
    blended = relay.made("blend", base64Array=pictures, dimensions="PORTRAIT")
    turned = relay.made("blend", base64Array=pictures[::-1], dimensions="PORTRAIT")
    assert len(relay.picture(blended)) == 1024
    assert relay.picture(blended) != relay.picture(turned)
    described = relay.made("describe", base64=address(PICTURE))["properties"]
    assert described["finalPrompt"].count("️⃣") == described["finalZhPrompt"].count("️⃣") == 4
    links = relay.submit("upload-discord-images", base64Array=pictures)["result"]
    assert [relay.get(link).content for link in links] == [PICTURE, OTHER]
    swap = relay.post(
        "/mj/insight-face/swap", sourceBase64=address(OTHER), targetBase64=address(PICTURE)
    ).json()
    assert relay.finished(swap["result"])["action"] == "SWAP_FACE"


def test_a_picture_is_edited_where_it_can_be_seen_through(relay: Relay) -> None:
    rows = [row if y < 24 else bytes(len(row)) for y, row in enumerate(rgba_rows(PICTURE))]
    holed = write_png(64, 48, Pixels.RGBA, rows)
    made = relay.picture(relay.made("edits", prompt="a hat", image=address(holed)))
    assert all(pixel == 255 for pixel in made[500][3::4])


def test_a_prompt_is_shortened(relay: Relay) -> None:
    said = relay.made("shorten", prompt="a very old stone bridge over a quiet river")["properties"]
    assert said["finalPrompt"].startswith("**")
    assert said["finalPrompt"].count("️⃣") == 5


def test_the_speed_is_a_prefix(relay: Relay) -> None:
    for base in ("/mj-fast/mj", "/mj-relax/mj", "/mj-turbo/mj"):
        task_id = relay.submit("imagine", base, prompt="a bridge")["result"]
        assert relay.fetch(task_id, base)["id"] == task_id


def test_several_tasks_are_asked_for_together(relay: Relay) -> None:
    ids = [relay.submit("imagine", prompt=f"a bridge {n}")["result"] for n in range(2)]
    found = relay.post("/mj/task/list-by-condition", ids=[*ids, "1"]).json()
    assert [task["id"] for task in found] == ids


def test_the_seed_is_told_once_there_is_a_picture(relay: Relay) -> None:
    task_id = relay.submit("imagine", prompt="a bridge --seed 77")["result"]
    early = relay.get(f"/mj/task/{task_id}/image-seed")
    assert (early.status_code, early.json()["description"]) == (400, "task_status_not_success")
    relay.finished(task_id)
    assert relay.get(f"/mj/task/{task_id}/image-seed").json()["result"] == "77"


@pytest.mark.parametrize(
    ("prompt", "code", "says"),
    [
        ("something moderated", 24, "bannedWord"),
        ("full queue", 23, "队列已满"),
        ("error in 200", 9, "失败"),
        ("", 4, "prompt_is_required"),
    ],
)
def test_refusals_have_their_codes(relay: Relay, prompt: str, code: int, says: str) -> None:
    answer = relay.submit("imagine", prompt=prompt)
    assert answer["code"] == code
    assert says in json.dumps(answer, ensure_ascii=False)


def test_a_queued_task_is_accepted(relay: Relay) -> None:
    answer = relay.submit("imagine", prompt="a long queue")
    assert (answer["code"], answer["properties"]) == (22, {"numberOfQueues": 2})
    assert relay.finished(answer["result"])["status"] == "SUCCESS"


def test_tasks_fail_and_are_forgotten_on_request(relay: Relay) -> None:
    failed = relay.made("imagine", prompt="a failing task")
    assert (failed["status"], failed["imageUrl"]) == ("FAILURE", "")
    assert failed["failReason"]
    lost = relay.submit("imagine", prompt="a forgotten task")["result"]
    assert relay.fetch(lost) == {"description": "task_no_found", "type": "upstream_error", "code": 4}


def test_a_link_that_ran_out_is_given_anew(relay: Relay) -> None:
    first = relay.made("imagine", prompt="an expired link")
    assert relay.get(first["imageUrl"]).status_code == 403
    assert relay.get(relay.fetch(first["id"])["imageUrl"]).status_code == 200


def test_old_ways_to_press_a_button(relay: Relay) -> None:
    grid = relay.made("imagine", prompt="a bridge")
    refused = relay.submit("change", taskId=grid["id"], action="REROLL", index=0)
    assert refused["description"] == "index_is_required"
    for answer in (
        relay.submit("change", taskId=grid["id"], action="UPSCALE", index=2),
        relay.submit("simple-change", content=f"{grid['id']} V1", taskId=grid["id"]),
        relay.submit("simple-change", content=f"{grid['id']} R", taskId=grid["id"]),
    ):
        assert answer["code"] == 1


def test_nothing_goes_on_from_what_is_not_there(relay: Relay) -> None:
    waiting = relay.submit("imagine", prompt="a bridge")["result"]
    name = "MJ::JOB::upsample::1::abc"
    early = relay.submit("action", taskId=waiting, customId=name)
    assert early["description"] == "task_status_not_success"
    assert relay.submit("action", taskId="1", customId=name)["description"] == "task_no_found"
    done = relay.finished(waiting)
    assert relay.submit("action", taskId=done["id"], customId="MJ::Job::PicReader::1")["code"] == 4


def test_it_is_no_model_of_the_other_paths(relay: Relay) -> None:
    answer = relay.post("/v1/images/generations", model="midjourney-demo", prompt="a bridge")
    assert answer.status_code == 503
