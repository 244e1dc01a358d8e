"""Whatever is sent to the picture paths is understood or refused; links are kept until they run out."""

import json
from contextlib import suppress
from random import Random
from typing import Any

import pytest

from app.demo.drawing.painting import paint, sketch
from app.demo.drawing.png import PngError, rgba_rows
from app.demo.drawing.retouching import check_mask, retouched
from app.demo.failures import Refusal
from app.demo.form_data import read_form
from app.demo.image.models import ImageModels
from app.demo.image.request import ImageCall, fields_of_form, read_image_call
from app.demo.media_shelf import PATH, LinkExpired, MediaShelf, NoSuchMedia
from tests.gateway import DEMO_RESOURCES

MODELS = ImageModels(DEMO_RESOURCES)
TYPE = "multipart/form-data; boundary=----b0undary"
PICTURE = paint("base", 24, 16).png()
FORM = (
    b'------b0undary\r\nContent-Disposition: form-data; name="model"\r\n\r\ngpt-image-1\r\n'
    b'------b0undary\r\nContent-Disposition: form-data; name="prompt"\r\n\r\n12\r\n'
    b'------b0undary\r\nContent-Disposition: form-data; name="n"\r\n\r\n2\r\n'
    b'------b0undary\r\nContent-Disposition: form-data; name="image[]"; filename="a.png"\r\n'
    b"Content-Type: image/png\r\n\r\n" + PICTURE + b"\r\n"
    b'------b0undary\r\nContent-Disposition: form-data; name="image[]"; filename="b.png"\r\n'
    b"Content-Type: image/png\r\n\r\n" + PICTURE + b"\r\n------b0undary--\r\n"
)
CALL: dict[str, Any] = {
    "model": "doubao-seedream-4-0-demo", "prompt": "A boat", "n": 1, "size": "2K", "stream": True,
    "partial_images": 2, "image": ["https://elsewhere.example/a.png"], "mask": None, "seed": 7,
    "parameters": {"size": "512*256"}, "sequential_image_generation": "auto",
    "sequential_image_generation_options": {"max_images": 3}, "response_format": "b64_json",
}  # fmt: skip
STRANGE: tuple[Any, ...] = (
    None, True, -1, 1e308, "", "\ud83d", "9" * 400, [], {}, [None], [[]], {"url": None}, "data:,", 10**30,
)  # fmt: skip


def read(fields: object, *, is_edit: bool = False) -> ImageCall:
    return read_image_call(fields, MODELS, lambda url: None, is_edit=is_edit)


def test_a_form_says_the_same_as_json() -> None:
    call = read(fields_of_form(read_form(TYPE, FORM)), is_edit=True)
    assert (call.prompt, call.count, call.pictures, call.mask) == ("12", 2, (PICTURE, PICTURE), None)


@pytest.mark.parametrize(
    ("fields", "size"),
    [
        ({}, (1024, 1024)),
        ({"size": "auto"}, (1024, 1024)),
        ({"size": "1536x1024"}, (1536, 1024)),
        ({"parameters": {"size": "1328*1328"}}, (1328, 1328)),
        ({"size": "4x3"}, (1024, 768)),
        ({"aspect_ratio": "9:19.5", "resolution": "2k"}, (945, 2048)),
        ({"size": "4K"}, (4096, 4096)),
    ],
)
def test_sizes_are_understood_in_every_spelling(fields: dict[str, Any], size: tuple[int, int]) -> None:
    call = read({"model": "qwen-image", "prompt": "A boat", **fields})
    assert (call.width, call.height) == size


def test_no_request_makes_the_gateway_stumble() -> None:
    random = Random("requests")
    for _ in range(3000):
        fields = CALL | {"model": random.choice([model.id for model in MODELS.all])}
        for name in random.sample(sorted(fields), 2):
            fields[name] = random.choice(STRANGE)
        with suppress(Refusal):
            json.dumps(read(fields, is_edit=random.random() < 0.5).prompt, ensure_ascii=False).encode()


def test_no_form_makes_the_gateway_stumble() -> None:
    random = Random("forms")
    for _ in range(1000):
        damaged = bytearray(FORM)
        for _ in range(random.randint(1, 6)):
            damaged[random.randrange(len(damaged))] = random.choice(b'\r\n-;="\x00[a')
        with suppress(Refusal):
            read(
                fields_of_form(read_form(TYPE, bytes(damaged[: random.randint(0, len(damaged))]))),
                is_edit=True,
            )


def test_no_picture_makes_the_painter_stumble() -> None:
    random = Random("pictures")
    for _ in range(500):
        damaged = bytearray(PICTURE)
        for _ in range(random.randint(1, 6)):
            damaged[random.randrange(16, len(damaged))] = random.randrange(256)
        with suppress(PngError):
            rgba_rows(bytes(damaged))
        with suppress(Refusal):
            check_mask(PICTURE, bytes(damaged))


def test_a_picture_that_claims_to_be_huge_is_refused() -> None:
    huge = PICTURE[:16] + b"\x7f\xff\xff\xff" * 2 + PICTURE[24:]
    with pytest.raises(Refusal, match="dimensions"):
        read({"model": "gpt-image-1", "prompt": "A boat", "image": [huge]}, is_edit=True)


def test_a_picture_that_cannot_be_read_is_painted_in_its_size() -> None:
    jpeg = bytes.fromhex("ffd8ffc0000b080030004001011100ffd9")
    rows = rgba_rows(retouched("A storm", [jpeg], None))
    assert (len(rows[0]) // 4, len(rows)) == (64, 48)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (16, 900), (900, 16), (33, 65)])
def test_paintings_of_every_shape_are_whole(width: int, height: int) -> None:
    for painting in (paint("a", width, height), sketch("a", width, height, 7, transparent=True)):
        assert [len(row) for row in rgba_rows(painting.png())] == [4 * width] * height


def test_links_run_out_and_the_oldest_make_room() -> None:
    now = 1000.0
    shelf = MediaShelf(lambda: now, most_bytes=10)
    first = shelf.put(b"123456", lifetime_s=60)
    name = first.removeprefix(PATH).partition("?")[0]
    assert shelf.get(name).data == b"123456"
    now += 60
    with pytest.raises(LinkExpired):
        shelf.get(name)
    shelf.put(b"7890ab")
    with pytest.raises(NoSuchMedia):
        shelf.get(name)
