"""The models that a key may call, in the shapes of OpenAI, new-api, Anthropic, Google and small servers."""

from collections.abc import Iterator, Sequence

from app.domain.errors import StudioError
from app.domain.model import GatewayModel
from app.domain.profile import GatewayTraits
from app.protocols.failures import failure_in, unreadable
from app.protocols.gateway import auth_of
from app.protocols.read import as_list, as_object, first_text, json_or_none
from app.wire.request import Auth, WireRequest
from app.wire.response import WireResponse

_ID_KEYS = ("id", "model_name", "model", "name")
_LIST_KEYS = ("data", "models", "list", "items", "result")
_LONGEST_ID = 256
_PAGE = {Auth.X_API_KEY: (("limit", "1000"),), Auth.GOOGLE: (("pageSize", "1000"),)}
# Google's methods, in new-api's words for the same.
_METHODS = {"generateContent": "gemini", "embedContent": "embeddings"}


def models_request(gateway: GatewayTraits) -> WireRequest:
    """The request for the list: the cheapest test of a key."""
    auth = auth_of(gateway.models_auth)
    path = f"{gateway.api_prefix}{gateway.models_path}"
    return WireRequest("GET", path, query=_PAGE.get(auth, ()), auth=auth, repeatable=True)


def parse_models(response: WireResponse) -> tuple[GatewayModel, ...]:
    """The listed models in the gateway's order, each once. An empty list is a good answer.

    Raises:
        StudioError: the gateway refuses, or the answer is no list of models.
    """
    error = failure_in(response)
    if error is not None:
        raise error
    rows = _rows(json_or_none(response.body))
    if rows is None:
        raise _no_list(response)
    models: dict[str, GatewayModel] = {}
    for model in _models(rows):
        models.setdefault(model.id, model)
    return tuple(models.values())


def _rows(value: object, depth: int = 2) -> Sequence[object] | None:
    """The list inside the answer; ``{"data":null}`` is an empty one."""
    if isinstance(value, list):
        return value
    found = as_object(value)
    for key in _LIST_KEYS:
        if key not in found:
            continue
        inner = found[key]
        if inner is None:
            return ()
        rows = _rows(inner, depth - 1) if depth else None
        if rows is not None:
            return rows
    return None


def _models(rows: Sequence[object]) -> Iterator[GatewayModel]:
    for row in rows:
        name = row if isinstance(row, str) else first_text(row, *_ID_KEYS)
        model_id = name.strip().removeprefix("models/")
        if model_id and len(model_id) <= _LONGEST_ID and model_id.isprintable():
            yield GatewayModel(model_id, first_text(row, "owned_by", "owner"), _endpoint_types(row))


def _endpoint_types(row: object) -> tuple[str, ...]:
    found = as_object(row)
    types = [
        kind for kind in as_list(found.get("supported_endpoint_types")) if isinstance(kind, str) and kind
    ]
    methods = [method for method in as_list(found.get("supportedGenerationMethods")) if method in _METHODS]
    return tuple(types) or tuple(_METHODS[str(method)] for method in methods)


def _no_list(response: WireResponse) -> StudioError:
    return unreadable(response.body, status=response.status, request_id=response.request_id)
