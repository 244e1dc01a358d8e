"""Forms with files, read back by a parser that is not ours."""

from email import message_from_bytes
from email.message import Message

from app.transport.multipart import encode
from app.wire.request import FilePart, MultipartBody


def parts_of(body: MultipartBody) -> list[Message]:
    data, content_type = encode(body)
    parsed = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + data)
    parts = parsed.get_payload()
    assert isinstance(parts, list)
    return [part for part in parts if isinstance(part, Message)]


def test_texts_and_files_arrive_in_order_with_their_types() -> None:
    picture = bytes(range(256))
    body = MultipartBody(
        (("model", "gpt-image-1"), ("prompt", '一只猫 "here"')),
        (
            FilePart("image[]", "a.png", "image/png", picture),
            FilePart("image[]", "b.webp", "image/webp", b""),
        ),
    )
    parts = parts_of(body)
    names = [part.get_param("name", header="content-disposition") for part in parts]
    assert names == ["model", "prompt", "image[]", "image[]"]
    assert parts[1].get_payload(decode=True) == '一只猫 "here"'.encode()
    assert parts[2].get_filename() == "a.png"
    assert parts[2].get_content_type() == "image/png"
    assert parts[3].get_content_type() == "image/webp"
    assert picture in encode(body)[0]


def test_a_file_name_cannot_leave_its_place() -> None:
    hostile = 'x"; name="model"\r\nContent-Type: text/html\r\n\r\n.png'
    data, _ = encode(MultipartBody((), (FilePart("image", hostile, "image/png", b"1"),)))
    assert data.count(b"Content-Disposition") == 1
    assert b'name="model"' not in data.replace(b"%22", b"")
