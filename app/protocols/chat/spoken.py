"""An answer that is spoken: pieces of sound with their transcript, beside or instead of text.

A stream carries raw samples (``pcm16``: 24 kHz, one channel, 16 bits, little-endian), an answer in one piece
a file of the format that was asked for. Each piece is base64 of its own.
"""

import struct

from app.domain.media import MediaBytes, MediaKind
from app.protocols.chat.data_urls import decoded
from app.protocols.media_types import ending_of, mime_of
from app.protocols.read import at, fragment

_RATE = 24_000
_SAMPLE_BYTES = 2
_WAV = "audio/wav"


class Spoken:
    """Collects what one answer says aloud."""

    def __init__(self) -> None:
        self._sound = bytearray()

    def feed(self, audio: object) -> str:
        """The transcript in one piece; its sound is kept."""
        self._sound += decoded(fragment(at(audio, "data"))) or b""
        return fragment(at(audio, "transcript"))

    def take(self) -> MediaBytes | None:
        """All of the sound as a file that can be played, once; None where nothing was said aloud."""
        sound, self._sound = bytes(self._sound), bytearray()
        if not sound:
            return None
        mime = mime_of(sound)
        data, mime = (sound, mime) if mime.startswith("audio/") else (_with_header(sound), _WAV)
        return MediaBytes(data, mime, kind=MediaKind.AUDIO, name=f"answer.{ending_of(mime)}")


def _with_header(samples: bytes) -> bytes:
    """Raw samples as a WAV file."""
    form = struct.pack("<HHIIHH", 1, 1, _RATE, _RATE * _SAMPLE_BYTES, _SAMPLE_BYTES, 8 * _SAMPLE_BYTES)
    head = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(samples))
    return b"RIFF" + struct.pack("<I", len(head) + len(samples)) + head + samples
