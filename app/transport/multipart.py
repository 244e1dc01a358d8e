"""Forms with files as bytes (RFC 7578)."""

import uuid

from app.wire.request import FilePart, MultipartBody

_ESCAPES = {"\r": "%0D", "\n": "%0A", '"': "%22"}


def encode(body: MultipartBody) -> tuple[bytes, str]:
    """The body and its content type, which carries the boundary."""
    boundary = f"relay-studio-{uuid.uuid4().hex}"
    parts = [_text(boundary, name, value) for name, value in body.fields]
    parts += [_file(boundary, part) for part in body.files]
    end = f"--{boundary}--\r\n".encode()
    return b"".join((*parts, end)), f"multipart/form-data; boundary={boundary}"


def _text(boundary: str, name: str, value: str) -> bytes:
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="{_escaped(name)}"\r\n\r\n'
    return f"{head}{value}\r\n".encode()


def _file(boundary: str, part: FilePart) -> bytes:
    names = f'name="{_escaped(part.field)}"; filename="{_escaped(part.name)}"'
    head = f"--{boundary}\r\nContent-Disposition: form-data; {names}\r\nContent-Type: {part.mime}\r\n\r\n"
    return head.encode() + part.data + b"\r\n"


def _escaped(name: str) -> str:
    """A name as browsers write it: no quote or line break can leave its place."""
    return "".join(_ESCAPES.get(character, character) for character in name)
