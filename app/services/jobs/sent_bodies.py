"""The body of a request as a task's history keeps it: readable, without a secret, without megabytes."""

import json

from app.transport.masking import Mask
from app.wire.request import JsonBody, MultipartBody, RawBody, WireRequest


def sent_type(request: WireRequest) -> str:
    """The content type without its parameters; empty where there is no body."""
    match request.body:
        case JsonBody():
            return "application/json"
        case MultipartBody():
            return "multipart/form-data"
        case RawBody(content_type=content_type):
            return content_type.partition(";")[0]
    return ""


def sent_text(request: WireRequest, mask: Mask) -> str:
    """The body as text; of a large one that takes a moment. A form is a JSON object, its files ``@name``."""
    match request.body:
        case JsonBody(value):
            text = json.dumps(value, ensure_ascii=False, default=str)
        case MultipartBody() as form:
            text = json.dumps(_form(form), ensure_ascii=False)
        case RawBody(data, content_type):
            return mask.body(data, content_type)
        case _:
            return ""
    return mask.body(text.encode("utf-8", "replace"), "application/json")


def _form(form: MultipartBody) -> dict[str, object]:
    """Each name with its value, or with all of them."""
    values: dict[str, list[str]] = {}
    for name, value in form.fields:
        values.setdefault(name, []).append(value)
    for file in form.files:
        values.setdefault(file.field, []).append(f"@{file.name}")
    return {name: given[0] if len(given) == 1 else given for name, given in values.items()}
