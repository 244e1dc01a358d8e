"""Opaque texts that a model writes on its thoughts and calls, and knows again when they come back."""

import base64
import binascii
import hmac

_SECRET = b"relay-studio demo"
_DIGEST_BYTES = 16
_FROM_ADDRESSES = str.maketrans("-_", "+/")
"""Google's own client writes base64 as it may stand in an address."""


def seal(text: str) -> str:
    """A signature that holds what was signed."""
    data = text.encode()
    return base64.b64encode(_digest(data) + data).decode("ascii")


def unseal(sealed: str) -> str | None:
    """What was signed; None where the signature was changed or is somebody else's."""
    try:
        both = base64.b64decode(sealed.translate(_FROM_ADDRESSES), validate=True)
    except (ValueError, binascii.Error):
        return None
    digest, data = both[:_DIGEST_BYTES], both[_DIGEST_BYTES:]
    return data.decode() if hmac.compare_digest(digest, _digest(data)) else None


def _digest(data: bytes) -> bytes:
    return hmac.digest(_SECRET, data, "sha256")[:_DIGEST_BYTES]
