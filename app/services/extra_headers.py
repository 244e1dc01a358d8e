"""A profile's extra headers as lines of text; the values of secret ones never come back to the screen."""

import re
from collections.abc import Iterator

from app.domain.errors import ErrorKind, InputError
from app.domain.ids import KeyId
from app.domain.keys import is_secret_name
from app.domain.profile import Profile, SecretHeader
from app.services.clock import new_id

HIDDEN = "••••••"
"""Stands for a value that lies in the keyring."""
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")

Headers = tuple[tuple[tuple[str, str], ...], tuple[SecretHeader, ...]]


def header_lines(profile: Profile) -> str:
    """The headers as a person edits them, one a line."""
    secret = ((header.name, HIDDEN) for header in profile.secret_headers)
    return "\n".join(f"{name}: {value}" for name, value in (*profile.headers, *secret))


def read_headers(text: str, saved: tuple[SecretHeader, ...], typed: dict[KeyId, str]) -> Headers:
    """The open headers and the secret ones; a secret that was typed goes into ``typed``.

    Raises:
        InputError: a line that is no header, or a hidden value that was never saved.
    """
    known = {header.name.lower(): header for header in saved}
    plain: list[tuple[str, str]] = []
    secret: list[SecretHeader] = []
    for line, name, value in _fields(text):
        if value == HIDDEN and name.lower() in known:
            secret.append(SecretHeader(name, known[name.lower()].key))
        elif HIDDEN in value:
            raise _not_a_header(line)
        elif is_secret_name(name):
            secret.append(SecretHeader(name, KeyId(new_id())))
            typed[secret[-1].key] = value
        else:
            plain.append((name, value))
    return tuple(plain), tuple(secret)


def _fields(text: str) -> Iterator[tuple[int, str, str]]:
    """Number, name and value of each line that is not empty."""
    for number, line in enumerate(text.splitlines(), 1):
        name, _, value = (part.strip() for part in line.partition(":"))
        if not line.strip():
            continue
        if not _NAME.fullmatch(name) or not value or not value.isprintable():
            raise _not_a_header(number)
        yield number, name, value


def _not_a_header(line: int) -> InputError:
    return InputError(ErrorKind.HEADER_INVALID, {"line": str(line)}, field="headers")
