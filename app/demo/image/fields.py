"""The fields of a request for pictures, whether it came as JSON or as a form."""

import json
from typing import Any

from starlette.requests import Request

from app.demo.failures import invalid_request
from app.demo.form_data import read_form
from app.demo.image.request import fields_of_form


async def read_fields(request: Request) -> Any:
    """The JSON value of a body, or a form as one.

    Raises:
        Refusal: the body is neither.
    """
    body = await request.body()
    content_type = request.headers.get("content-type", "")
    if content_type.lower().startswith("multipart/form-data"):
        return fields_of_form(read_form(content_type, body))
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise invalid_request("unexpected end of JSON input") from error


async def read_object(request: Request) -> dict[str, Any]:
    """The same where it has to be an object; errors as of ``read_fields``."""
    value = await read_fields(request)
    if not isinstance(value, dict):
        raise invalid_request("unexpected end of JSON input")
    return value
