"""What a task's history keeps of a request's body."""

import json

from app.services.jobs.sent_bodies import sent_text, sent_type
from app.transport.masking import Mask
from app.wire.request import FilePart, JsonBody, MultipartBody, RawBody, WireRequest

MASK = Mask(("sk-very-secret",), 4096)


def request(body: JsonBody | MultipartBody | RawBody | None) -> WireRequest:
    return WireRequest("POST", "/v1/images", body=body)


def test_json_is_kept_without_the_key_and_without_megabytes() -> None:
    sent = request(JsonBody({"prompt": "雪", "key": "sk-very-secret", "image": "QUJD" * 9_000}))
    text = sent_text(sent, MASK)
    assert sent_type(sent) == "application/json"
    assert json.loads(text)["prompt"] == "雪"
    assert "very-secret" not in text
    assert len(text) < 400


def test_a_form_is_kept_by_its_names() -> None:
    files = tuple(FilePart("image[]", f"{name}.png", "image/png", b"\x89PNG") for name in "ab")
    mask = FilePart("mask", "m.png", "image/png", b"\x89PNG")
    sent = request(MultipartBody((("prompt", "snow"), ("n", "1")), (*files, mask)))
    assert sent_type(sent) == "multipart/form-data"
    assert json.loads(sent_text(sent, MASK)) == {
        "prompt": "snow",
        "n": "1",
        "image[]": ["@a.png", "@b.png"],
        "mask": "@m.png",
    }


def test_bytes_are_only_counted() -> None:
    assert sent_text(request(RawBody(b"\x89PNG", "image/png")), MASK) == "(4 bytes, image/png)"
    assert sent_text(request(None), MASK) == sent_type(request(None)) == ""
