"""The official OpenAI SDK draws, edits and streams pictures at the demo gateway; Ark's sets come too."""

import base64
import io
import struct
from collections.abc import Iterator
from typing import Any

import httpx
import openai
import pytest
from openai import OpenAI

from app.demo.drawing.painting import paint
from app.demo.drawing.png import rgba_rows
from app.demo.drawing.png_writing import Pixels, write_png
from tests.demo.test_official_sdk import client_with
from tests.gateway import Gateway

GPT, DALLE, SEEDREAM = "gpt-image-1.5", "dall-e-3", "doubao-seedream-4-0-250828"
BOAT = "A paper boat on a teal lake"


@pytest.fixture
def client(gateway: Gateway) -> Iterator[OpenAI]:
    with client_with(gateway, gateway.key) as client:
        yield client


@pytest.fixture
def http(gateway: Gateway) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=gateway.root, trust_env=False) as client:
        yield client


def decoded(encoded: str | None) -> bytes:
    data = base64.b64decode(encoded or "", validate=True)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    return data


def size(png: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def one_picture(client: OpenAI, prompt: str = BOAT, **more: Any) -> bytes:
    answer = client.images.generate(model=GPT, prompt=prompt, **more)
    assert answer.data is not None
    return decoded(answer.data[0].b64_json)


def as_file(png: bytes, name: str = "boat.png") -> tuple[str, io.BytesIO, str]:
    return name, io.BytesIO(png), "image/png"


def mask(width: int, height: int, open_rows: range) -> bytes:
    """A mask that is seen through in some rows."""
    rows = [(b"\x00\x00\x00\x00" if y in open_rows else b"\x00\x00\x00\xff") * width for y in range(height)]
    return write_png(width, height, Pixels.RGBA, rows)


def test_a_picture_is_drawn_from_its_words(client: OpenAI) -> None:
    answer = client.images.generate(
        model=GPT, prompt=BOAT, size="1536x1024", quality="auto", background="auto", n=2
    )
    assert answer.data is not None
    first, second = (decoded(item.b64_json) for item in answer.data)
    assert size(first) == size(second) == (1536, 1024)
    assert first != second
    assert first == one_picture(client, size="1536x1024")
    assert (answer.size, answer.quality, answer.background) == ("1536x1024", "medium", "opaque")
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.input_tokens + answer.usage.output_tokens


def test_a_picture_can_be_seen_through(client: OpenAI) -> None:
    rows = rgba_rows(one_picture(client, size="256x256", background="transparent", output_format="png"))
    opacities = {opacity for row in rows for opacity in row[3::4]}
    assert opacities == {0, 255}
    with pytest.raises(openai.BadRequestError, match="Transparent"):
        one_picture(client, background="transparent", output_format="jpeg")


def test_previews_come_before_the_picture(client: OpenAI) -> None:
    events = list(client.images.generate(model=GPT, prompt=BOAT, stream=True, partial_images=3))
    previews = [event for event in events if event.type == "image_generation.partial_image"]
    assert [preview.partial_image_index for preview in previews] == [0, 1, 2]
    end = events[-1]
    assert end.type == "image_generation.completed"
    assert decoded(end.b64_json) == one_picture(client)
    assert all(size(decoded(preview.b64_json)) == (1024, 1024) for preview in previews)
    assert end.usage.output_tokens > 0


def test_an_edit_changes_the_picture_only_inside_the_mask(client: OpenAI) -> None:
    base = paint("base", 200, 120).png()
    answer = client.images.edit(
        model=GPT,
        prompt="A storm",
        image=as_file(base),
        mask=as_file(mask(200, 120, range(30, 60)), "mask.png"),
    )
    assert answer.data is not None
    before, after = rgba_rows(base), rgba_rows(decoded(answer.data[0].b64_json))
    changed = [y for y in range(120) if before[y] != after[y]]
    assert set(changed) <= set(range(30, 60))
    assert len(changed) > 20


def test_an_edit_without_a_mask_still_shows_the_picture(client: OpenAI) -> None:
    base = paint("base", 200, 120).png()
    events = list(
        client.images.edit(
            model=GPT,
            prompt="A storm",
            image=[as_file(base), as_file(base, "b.png")],
            stream=True,
            partial_images=1,
        )
    )
    assert [event.type for event in events] == ["image_edit.partial_image", "image_edit.completed"]
    before, after = rgba_rows(base), rgba_rows(decoded(events[-1].b64_json))
    same = sum(one == other for one, other in zip(b"".join(before), b"".join(after), strict=True))
    assert 0.2 < same / (4 * 200 * 120) < 1


def test_a_mask_of_another_size_or_without_opacity_is_refused(client: OpenAI) -> None:
    base = paint("base", 64, 64).png()
    with pytest.raises(openai.BadRequestError, match="size does not match") as failure:
        client.images.edit(
            model=GPT, prompt="A storm", image=as_file(base), mask=as_file(mask(32, 32, range(8)))
        )
    assert failure.value.param == "mask"
    white = paint("mask", 64, 64).png().replace(b"tRNS", b"tEXt")
    with pytest.raises(openai.BadRequestError, match="missing alpha"):
        client.images.edit(model=GPT, prompt="A storm", image=as_file(base), mask=as_file(white))


def test_a_retired_model_answers_with_links_and_its_own_words(gateway: Gateway, client: OpenAI) -> None:
    answer = client.images.generate(model=DALLE, prompt=BOAT, response_format="url")
    assert answer.data is not None
    assert answer.data[0].revised_prompt == f"{BOAT} (revised)"
    url = answer.data[0].url or ""
    assert url.startswith(f"{gateway.root}/demo/media/")
    with httpx.Client(trust_env=False) as elsewhere:
        picture = elsewhere.get(url)
        assert elsewhere.head(url).headers["content-type"] == "image/png"
    assert size(picture.content) == (1024, 1024)


def test_links_run_out_and_lead_nowhere_afterwards(http: httpx.Client) -> None:
    answer = http.post("/v1/images/generations", json={"model": DALLE, "prompt": "A boat, expired link"})
    gone = http.get(answer.json()["data"][0]["url"])
    assert gone.status_code == 403
    assert "Request has expired" in gone.text
    assert http.get("/demo/media/never-there.png").status_code == 404


@pytest.mark.parametrize("prompt", ["A moderated boat", "违规的船", "A withheld boat"])
def test_what_may_not_be_is_refused(client: OpenAI, prompt: str) -> None:
    with pytest.raises(openai.BadRequestError) as failure:
        client.images.generate(model=GPT, prompt=prompt)
    assert failure.value.code == "moderation_blocked"


def test_a_stream_is_refused_after_its_previews(client: OpenAI) -> None:
    stream = client.images.generate(model=GPT, prompt="A withheld boat", stream=True, partial_images=2)
    events = iter(stream)
    assert [next(events).type for _ in range(2)] == ["image_generation.partial_image"] * 2
    with pytest.raises(openai.APIError, match="safety system"):
        next(events)


def test_a_success_may_hold_an_error_or_nothing(http: httpx.Client) -> None:
    broken = http.post("/v1/images/generations", json={"model": GPT, "prompt": "error in 200"})
    assert broken.status_code == 200
    assert broken.json()["error"]["code"] == "do_request_failed"
    empty = http.post("/v1/images/generations", json={"model": GPT, "prompt": "no picture"})
    assert empty.json()["data"] == []


@pytest.mark.parametrize("path", ["/v1/images/generations", "/api/v3/images/generations"])
def test_a_set_may_lose_one_of_its_pictures(http: httpx.Client, path: str) -> None:
    wanted = {
        "model": SEEDREAM, "prompt": "Three views, the last one withheld", "size": "2K", "watermark": False,
        "sequential_image_generation": "auto", "sequential_image_generation_options": {"max_images": 3},
    }  # fmt: skip
    answer = http.post(path, json=wanted).json()
    assert [item.get("size") for item in answer["data"]] == ["2048x2048", "2048x2048", None]
    assert answer["data"][2]["error"]["code"] == "OutputImageSensitiveContentDetected"
    assert answer["usage"]["generated_images"] == 2
    events = http.post(path, json=wanted | {"stream": True}).text
    assert events.count("event: image_generation.partial_succeeded") == 2
    assert events.count("event: image_generation.partial_failed") == 1
    assert events.endswith("data: [DONE]\n\n")


def test_ark_takes_data_addresses_and_its_own_links(http: httpx.Client) -> None:
    base = "data:image/png;base64," + base64.b64encode(paint("base", 96, 64).png()).decode()
    wanted = {"model": SEEDREAM, "prompt": "A storm", "image": base, "size": "adaptive"}
    first = http.post("/api/v3/images/generations", json=wanted).json()["data"][0]
    assert first["size"] == "96x64"
    again = http.post("/api/v3/images/generations", json=wanted | {"image": [first["url"], base]})
    assert again.status_code == 200
    shouted = http.post("/api/v3/images/generations", json=wanted | {"image": base.replace("png", "PNG", 1)})
    assert shouted.status_code == 400


def test_grok_edits_with_json_and_refuses_a_size(http: httpx.Client) -> None:
    base = "data:image/png;base64," + base64.b64encode(paint("base", 96, 64).png()).decode()
    wanted = {"model": "grok-imagine-image", "prompt": "A storm", "image": {"url": base, "type": "image_url"}}
    assert "url" in http.post("/v1/images/edits", json=wanted).json()["data"][0]
    refused = http.post("/v1/images/edits", json=wanted | {"size": "1024x1024"})
    assert refused.json()["error"]["param"] == "size"


def test_a_vector_style_is_drawn_with_lines(http: httpx.Client) -> None:
    wanted = {"model": "recraftv3", "prompt": "A fox", "style": "vector_illustration"}
    drawing = http.get(http.post("/v1/images/generations", json=wanted).json()["data"][0]["url"])
    assert drawing.text.startswith("<svg ")


def test_unknown_models_and_bad_requests_are_refused(client: OpenAI, http: httpx.Client) -> None:
    with pytest.raises(openai.InternalServerError) as failure:
        client.images.generate(model="gpt-missing", prompt=BOAT)
    assert failure.value.code == "model_not_found"
    with pytest.raises(openai.BadRequestError, match="response_format"):
        client.images.generate(model=GPT, prompt=BOAT, response_format="url")
    for body in ("", "[]", '{"model":"dall-e-3"}', '{"model":"gpt-image-1","prompt":"a","n":99}'):
        assert http.post("/v1/images/generations", content=body).status_code in (400, 500)
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        broken = http.post("/v1/images/edits", content=b"--x\r\nnothing", headers={"content-type": kind})
        assert broken.status_code == 500
    assert http.post("/v1/images/variations", json={}).status_code == 501
