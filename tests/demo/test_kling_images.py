"""Kling's picture paths at the demo gateway: its envelope, its lists, and its own words of refusal."""

from typing import Any

import httpx
import pytest

from tests.gateway import Gateway

IMAGES = "/kling/v1/images"
SMALL = "iVBORw0KGgo="


def ask(gateway: Gateway, method: str, path: str, **sent: Any) -> httpx.Response:
    """One call with the gateway's key."""
    headers = {"Authorization": f"Bearer {gateway.key}"}
    url = f"{gateway.root}{IMAGES}/{path}"
    return httpx.request(method, url, headers=headers, trust_env=False, **sent)


def begin(gateway: Gateway, prompt: str, **fields: Any) -> dict[str, Any]:
    """A task for a picture."""
    answer = ask(gateway, "POST", "generations", json={"prompt": prompt, **fields})
    assert answer.status_code == 200
    return dict(answer.json()["data"])


def test_a_task_is_found_by_either_of_its_ids(gateway: Gateway) -> None:
    begun = begin(gateway, "a fox", external_task_id="mine-7")
    assert begun["task_status"] == "submitted"
    by_id, by_name = (
        ask(gateway, "GET", f"generations/{task_id}").json() for task_id in (begun["task_id"], "mine-7")
    )
    assert (by_id["code"], by_id["message"]) == (0, "SUCCEED")
    assert by_id["request_id"]
    assert by_id["data"]["task_id"] == by_name["data"]["task_id"] == begun["task_id"]
    assert by_name["data"]["task_status"] == "succeed"
    (image,) = by_name["data"]["task_result"]["images"]
    assert image["index"] == 0
    picture = httpx.get(image["url"], trust_env=False)
    assert picture.content == drawn_again("a fox", gateway)


def drawn_again(prompt: str, gateway: Gateway) -> bytes:
    """The same order once more gives the same picture."""
    begun = begin(gateway, prompt)
    ask(gateway, "GET", f"generations/{begun['task_id']}")
    told = ask(gateway, "GET", f"generations/{begun['task_id']}").json()["data"]
    return httpx.get(told["task_result"]["images"][0]["url"], trust_env=False).content


def test_the_list_has_the_newest_first_and_a_page_at_a_time(gateway: Gateway) -> None:
    begun = [begin(gateway, f"picture {number}")["task_id"] for number in range(3)]
    pages = [
        ask(gateway, "GET", "generations", params={"pageNum": page, "pageSize": 2}).json()["data"]
        for page in (1, 2)
    ]
    told = [task["task_id"] for page in pages for task in page]
    assert told[:3] == begun[::-1]


@pytest.mark.parametrize(
    ("action", "fields", "words"),
    [
        ("generations", {}, "prompt is required"),
        ("generations", {"prompt": "a fox", "model_name": "kling-v9"}, "model_name"),
        ("generations", {"prompt": "a fox", "aspect_ratio": "7:1"}, "aspect_ratio"),
        ("generations", {"prompt": "a fox", "n": 10}, "n value '10'"),
        ("generations", {"prompt": "a fox", "image": f"data:image/png;base64,{SMALL}"}, "base64"),
        ("generations", {"prompt": "a fox", "image": SMALL, "negative_prompt": "text"}, "negative_prompt"),
        ("multi-image2image", {"prompt": "a fox"}, "subject_image_list is required"),
        ("kolors-virtual-try-on", {"human_image": SMALL}, "cloth_image is required"),
    ],
)
def test_a_wrong_field_is_named(gateway: Gateway, action: str, fields: dict[str, Any], words: str) -> None:
    answer = ask(gateway, "POST", action, json=fields)
    assert answer.status_code == 400
    assert answer.json()["code"] == 1201
    assert words in answer.json()["message"]


def test_a_task_of_another_action_is_not_found(gateway: Gateway) -> None:
    begun = begin(gateway, "a fox")
    answer = ask(gateway, "GET", f"kolors-virtual-try-on/{begun['task_id']}")
    assert (answer.status_code, answer.json()["code"]) == (404, 1203)
