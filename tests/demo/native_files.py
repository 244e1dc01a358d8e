"""Small files that the tests of the chat formats send: their facts are known."""

import base64
import io
import wave
import zlib

from app.demo.drawing.pictures import draw

PICTURE = draw("tiles")
PICTURE_BASE64 = base64.b64encode(PICTURE).decode()


def pdf(pages: int, *, is_packed: bool = False) -> bytes:
    """A PDF that describes so many pages, in the open or in a compressed object stream."""
    described = b"\n".join(b"<< /Type /Page /Parent 1 0 R >>" for _ in range(pages))
    if is_packed:
        described = b"<< /Type /ObjStm >>\nstream\n" + zlib.compress(described) + b"\nendstream"
    return b"%PDF-1.5\n<< /Type /Pages /Count " + str(pages).encode() + b" >>\n" + described + b"\n%%EOF\n"


def sound(seconds: float) -> bytes:
    """A WAV file of silence."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(8000)
        writer.writeframes(bytes(int(seconds * 8000) * 2))
    return file.getvalue()


def in_base64(data: bytes) -> str:
    """As it stands in JSON."""
    return base64.b64encode(data).decode()
