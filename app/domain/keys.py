"""Keys as text: what a person pastes, and what may be shown of it."""

import re

from app.domain.errors import ErrorKind, InputError

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_INVISIBLE = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff]+")
_EMPTY_KEYS = {"", "sk-", "sk-undefined", "sk-null", "null", "undefined"}
_SECRET_NAME = re.compile(
    r"(?:key|token|secret|sig|signature|password|passwd|credentials?|cookie|auth|authorization)(?:[-_.]|$)",
    re.IGNORECASE,
)
_SHORT = 12


def clean_key(typed: str) -> str:
    """A key as it is sent, from what a person pasted.

    Spaces and line breaks inside are removed, full-width characters become plain, quotes and a leading
    ``Bearer`` fall away.

    Raises:
        InputError: nothing left, a masked key (``sk-ab****yz``), an unfilled placeholder, or characters that
            no HTTP header can carry.
    """
    text = typed.translate(_FULL_WIDTH).strip().strip("\"'`“”‘’")
    text = re.sub(r"^bearer\s+", "", text, flags=re.IGNORECASE)
    key = _INVISIBLE.sub("", text)
    while key.startswith("sk-sk-"):
        key = key[3:]
    if (
        key in _EMPTY_KEYS
        or any(mark in key for mark in "*…{}<>")
        or not key.isascii()
        or not key.isprintable()
    ):
        raise InputError(ErrorKind.KEY_INVALID, field="key")
    return key


def key_hint(key: str) -> str:
    """All that is ever shown of a key: its first three and last four characters."""
    return f"{key[:3]}…{key[-4:]}" if len(key) >= _SHORT else "…"


def is_secret_name(name: str) -> bool:
    """Whether a header of this name carries something that nobody else may see."""
    return bool(_SECRET_NAME.search(name))


def mask(text: str, secrets: tuple[str, ...]) -> str:
    """The text with every occurrence of the given secrets replaced by their hints."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, key_hint(secret))
    return text
