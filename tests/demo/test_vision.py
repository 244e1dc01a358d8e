"""The demo model that sees tells the truth about real picture files, and says so where it cannot."""

import base64
from typing import Any

import httpx
import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QImage, QImageWriter

from app.demo.drawing.picture_files import ImageHeader, read_header
from app.demo.drawing.pictures import draw
from app.demo.drawing.png import PngError, dominant_colours
from tests.gateway import Gateway

FORMATS = [
    QImage.Format.Format_Mono,
    QImage.Format.Format_Indexed8,
    QImage.Format.Format_Grayscale8,
    QImage.Format.Format_Grayscale16,
    QImage.Format.Format_RGB888,
    QImage.Format.Format_ARGB32,
    QImage.Format.Format_RGBA64,
]


def picture(width: int = 60, height: int = 40, colour: str = "white") -> QImage:
    """Three quarters in one colour, the lower quarter black."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    for row in range(height * 3 // 4, height):
        for column in range(width):
            image.setPixelColor(column, row, QColor("black"))
    return image


def file_of(image: QImage, kind: str) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, kind.encode()).write(image)
    return bytes(buffer.data().data())


def look(
    gateway: Gateway, url: str, text: str = "What is in this picture?", model: str = "demo-vision"
) -> str:
    parts: list[dict[str, Any]] = [{"type": "image_url", "image_url": {"url": url}}]
    if text:
        parts.insert(0, {"type": "text", "text": text})
    body = {"model": model, "messages": [{"role": "user", "content": parts}]}
    answer = httpx.post(f"{gateway.root}/v1/chat/completions", json=body, trust_env=False)
    return str(answer.json()["choices"][0]["message"]["content"])


def data_url(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WebP"])
def test_knows_the_size_of_every_kind_of_file(kind: str) -> None:
    assert read_header(file_of(picture(61, 43), kind)) == ImageHeader(kind, 61, 43)


def test_knows_the_size_of_a_gif() -> None:
    gif = bytes.fromhex(
        "47494638396103000200800000000000ffffff21f90401000000002c00000000030002000002028451003b"
    )
    assert read_header(gif) == ImageHeader("GIF", 3, 2)


@pytest.mark.parametrize("layout", FORMATS, ids=lambda layout: layout.name)
def test_finds_the_colours_in_every_layout_of_png(layout: QImage.Format) -> None:
    found = dominant_colours(file_of(picture().convertToFormat(layout), "PNG"))
    assert found.is_whole
    assert [swatch.colour for swatch in found.swatches] == [(255, 255, 255), (0, 0, 0)]
    assert [swatch.share for swatch in found.swatches] == pytest.approx([0.75, 0.25])


def test_what_is_seen_through_has_no_colour() -> None:
    image = picture(colour="red").convertToFormat(QImage.Format.Format_ARGB32)
    image.setPixelColor(0, 0, QColor(0, 255, 0, 0))
    colours = [swatch.colour for swatch in dominant_colours(file_of(image, "PNG")).swatches]
    assert colours == [(255, 0, 0), (0, 0, 0)]


def test_looks_at_the_upper_part_of_a_very_large_picture() -> None:
    image = QImage(2000, 1500, QImage.Format.Format_ARGB32)
    image.fill(QColor("red"))
    found = dominant_colours(file_of(image, "PNG"))
    assert not found.is_whole
    assert found.swatches[0].share == 1


@pytest.mark.parametrize("cut", [0, 8, 30, 60])
def test_a_torn_file_is_an_error_of_its_own(cut: int) -> None:
    with pytest.raises(PngError):
        dominant_colours(draw("sunset")[:cut])


def test_answers_in_the_language_of_the_question(gateway: Gateway) -> None:
    url = data_url(file_of(picture(colour="red"), "PNG"))
    english, chinese = look(gateway, url), look(gateway, url, "这张图里有什么？")
    assert "**60 × 40** pixels" in english
    assert "red `#ff0000` 75%" in english
    assert "**60 × 40** 像素" in chinese
    assert "红色 `#ff0000` 75%" in chinese


def test_tells_only_the_size_of_other_formats(gateway: Gateway) -> None:
    text = look(gateway, data_url(file_of(picture(), "JPEG"), "jpeg"))
    assert "**60 × 40** pixels" in text
    assert "cannot read colours from JPEG" in text


@pytest.mark.parametrize("url", ["data:image/png;base64,AAAA", "data:image/png;base64,!", "data:,", "data:"])
def test_says_that_a_file_is_no_picture(gateway: Gateway, url: str) -> None:
    assert "no complete PNG, JPEG, GIF or WebP" in look(gateway, url)


def test_says_that_a_picture_is_damaged(gateway: Gateway) -> None:
    assert "incomplete" in look(gateway, data_url(draw("sunset")[:60]))


def test_opens_no_link_but_knows_its_own_pictures(gateway: Gateway) -> None:
    assert "did not open it" in look(gateway, "https://example.com/cat.png")
    own = f"{gateway.root}/demo/pictures/rings.png"
    assert httpx.get(own, trust_env=False).content == draw("rings")
    assert "sample picture “rings”" in look(gateway, own)
    assert "white `#ffffff`" in look(gateway, own)


def test_models_without_eyes_say_who_can_see(gateway: Gateway) -> None:
    text = look(gateway, data_url(draw("tiles")), model="demo-chat")
    assert "demo-chat cannot see pictures" in text
    assert "demo-vision" in text


def test_without_words_the_client_decides_the_language(gateway: Gateway) -> None:
    assert "pixels" in look(gateway, data_url(draw("tiles")), text="")
