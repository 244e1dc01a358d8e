"""The demo model that sees: it tells a picture's size and colours, and nothing that it cannot know."""

import base64
import binascii
import json
import tomllib
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from app.demo.answers import Library
from app.demo.chat import Answer
from app.demo.chat_request import ChatCall
from app.demo.drawing.picture_files import ImageHeader, read_header
from app.demo.drawing.pictures import PICTURES, draw
from app.demo.drawing.png import PngError, Swatch, dominant_colours

_PICTURES_PATH = "/demo/pictures/"


class Eyes:
    """Looks at the pictures of a question."""

    def __init__(self, folder: Path, library: Library) -> None:
        self._library = library
        self._names = tomllib.loads((folder / "colours.toml").read_text("utf-8"))["colour"]

    def answer(self, call: ChatCall, language: str, own_host: str) -> Answer:
        """What can be said of every picture of the question. Blocks for up to a second on large ones."""
        pictures = call.question.pictures
        seen = [self._describe(address, language, own_host) for address in pictures]
        intro = self._say("vision", language, count=len(pictures), question=call.question.text.strip())
        text = "\n\n".join([intro, *(f"{index}. {line}" for index, line in enumerate(seen, 1))])
        if call.format == "text":
            return Answer(text)
        return Answer(json.dumps({"pictures": seen, "model": call.model.id}, ensure_ascii=False, indent=2))

    def _describe(self, address: str, language: str, own_host: str) -> str:
        parts = urlsplit(address)
        if parts.scheme == "data":
            return self._look_at(_data_of(address), language)
        name = parts.path.removeprefix(_PICTURES_PATH).removesuffix(".png")
        if parts.netloc == own_host and name in PICTURES:
            known = self._say("vision-known", language, name=name)
            return f"{known} {self._look_at(draw(name), language)}"
        return self._say("vision-link", language, address=address)

    def _look_at(self, data: bytes, language: str) -> str:
        header = read_header(data)
        if header is None:
            return self._say("vision-unreadable", language, size=f"{len(data):,}")
        return f"{self._size(header, len(data), language)} {self._colours(header, data, language)}"

    def _size(self, header: ImageHeader, size: int, language: str) -> str:
        return self._say(
            "vision-size", language,
            format=header.format, width=header.width, height=header.height, size=f"{size:,}",
        )  # fmt: skip

    def _colours(self, header: ImageHeader, data: bytes, language: str) -> str:
        if header.format != "PNG":
            return self._say("vision-no-colours", language, format=header.format)
        try:
            look = dominant_colours(data)
        except PngError:
            return self._say("vision-damaged", language)
        named = "、" if language == "zh" else ", "
        colours = named.join(self._named(swatch, language) for swatch in look.swatches)
        return self._say(
            "vision-colours" if look.is_whole else "vision-colours-top", language, colours=colours
        )

    def _named(self, swatch: Swatch, language: str) -> str:
        red, green, blue = swatch.colour

        def distance(row: dict[str, str]) -> int:
            other = bytes.fromhex(row["hex"].removeprefix("#"))
            return sum((left - right) ** 2 for left, right in zip(other, swatch.colour, strict=True))

        name = min(self._names, key=distance)[language]
        return f"{name} `#{red:02x}{green:02x}{blue:02x}` {swatch.share:.0%}"

    def _say(self, name: str, language: str, /, **values: object) -> str:
        return self._library.text(name, language).format(**values)


def _data_of(address: str) -> bytes:
    """The bytes of a data URL; empty where it is broken."""
    head, _, body = address.partition(",")
    if not head.endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(body, validate=False)
    except binascii.Error:
        return b""
