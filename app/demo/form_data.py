"""Forms as HTTP clients send them (RFC 7578), read without a library."""

import re
from dataclasses import dataclass

from app.demo.failures import invalid_request

_BOUNDARY = re.compile(r'boundary="?([^";,]+)"?', re.IGNORECASE)
_PARAMETER = re.compile(r'\b(name|filename)="((?:[^"\\]|\\.)*)"', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FormFile:
    """A file of a form."""

    field: str
    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Form:
    """Texts and files in the order in which they came."""

    texts: tuple[tuple[str, str], ...]
    files: tuple[FormFile, ...]


def read_form(content_type: str, body: bytes) -> Form:
    """The parts of a body.

    Raises:
        Refusal: it is no form.
    """
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        raise invalid_request("no multipart boundary param in Content-Type")
    pieces = (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode())
    texts: list[tuple[str, str]] = []
    files: list[FormFile] = []
    for piece in pieces[1:-1]:
        head, found, data = piece.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if not found:
            raise invalid_request("multipart: NextPart: EOF")
        headers = _headers(head)
        named = dict(_PARAMETER.findall(headers.get("content-disposition", "")))
        if "filename" in named:
            mime = headers.get("content-type", "application/octet-stream")
            files.append(FormFile(named.get("name", ""), named["filename"], mime, data))
        else:
            texts.append((named.get("name", ""), data.decode("utf-8", "replace")))
    return Form(tuple(texts), tuple(files))


def _headers(head: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in head.decode("utf-8", "replace").split("\r\n"))
    return {name.strip().lower(): value.strip() for name, _, value in lines}
