"""Exchanges as text: bodies laid out, long data shortened, a request as a command for the shell."""

import json
import re
import shlex

from app.domain.library import TaskAnswer

_LONG_DATA = re.compile(r"(?:data:[\w.+-]+/[\w.+-]+;base64,)?[A-Za-z0-9+/_-]{200,}={0,2}")
_KEPT_DATA = 40
_KEY_HEADERS = {
    "bearer": "Authorization: Bearer $API_KEY",
    "x-api-key": "x-api-key: $API_KEY",
    "x-goog-api-key": "x-goog-api-key: $API_KEY",
}


def laid_out(body: str) -> str:
    """A body as it is easiest to read; what is no JSON stays as it is."""
    try:
        text = json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except ValueError:
        text = body
    return _LONG_DATA.sub(_shortened, text)


def as_curl(exchange: TaskAnswer) -> str:
    """The request as a command; whoever runs it puts the key into ``API_KEY``."""
    method = exchange.request.partition(" ")[0]
    pieces = [f"curl -X {method} {shlex.quote(exchange.url)}"]
    if header := _KEY_HEADERS.get(exchange.auth):
        pieces.append(f'-H "{header}"')
    if exchange.sent_type == "multipart/form-data":
        pieces += [f"-F {shlex.quote(f'{name}={value}')}" for name, value in _form(exchange.sent)]
    elif exchange.sent:
        pieces.append(f"-H 'Content-Type: {exchange.sent_type}'")
        pieces.append(f"-d {shlex.quote(exchange.sent)}")
    return " \\\n  ".join(pieces)


def _form(sent: str) -> list[tuple[str, str]]:
    """Names and values of a form, one pair for each value."""
    try:
        fields = json.loads(sent)
    except ValueError:
        return []
    given = ((name, value if isinstance(value, list) else [value]) for name, value in fields.items())
    return [(name, str(value)) for name, values in given for value in values]


def _shortened(found: re.Match[str]) -> str:
    return f"{found[0][:_KEPT_DATA]}… ({len(found[0])})"
