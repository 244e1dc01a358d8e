"""Answers of Ideogram: pictures of which some may be withheld, and descriptions."""

from app.domain.errors import ErrorKind, StudioError
from app.domain.generation import Generation, GenerationResult, MediaOutput
from app.domain.media import MediaLink
from app.protocols.body import chosen, model_of
from app.protocols.envelope import unwrap
from app.protocols.failures import error_from_response, failure, failure_in
from app.protocols.image.picture_answers import read_pictures
from app.protocols.image.picture_places import picture_in
from app.protocols.read import as_list, as_object, at, first_text, json_or_none, text
from app.wire.response import WireResponse

_FACTS = {"seed": "seed", "resolution": "size", "style_type": "style"}


def read_ideogram(response: WireResponse, generation: Generation) -> GenerationResult:
    """The pictures of an answer; one that the safety check withheld has no address and says so.

    Raises:
        StudioError: it is an error, or holds no picture.
    """
    if response.status >= 400:
        raise error_from_response(response, model=model_of(generation))
    items = _items(json_or_none(response.body), "data")
    outputs = tuple(_output(index, item, generation) for index, item in enumerate(items))
    if any(output.error is None for output in outputs):
        return GenerationResult(outputs, facts=_facts(items))
    withheld = next((output.error for output in outputs if output.error is not None), None)
    if withheld is not None and failure_in(response) is None:
        raise withheld
    return read_pictures(response, generation)


def read_descriptions(response: WireResponse, generation: Generation) -> GenerationResult:
    """The prompts that would draw a picture.

    Raises:
        StudioError: it is an error, or holds no description.
    """
    value = json_or_none(response.body)
    said = (first_text(item, "text") or text(item) for item in _items(value, "descriptions"))
    texts = tuple(line.strip() for line in said if line.strip())
    if response.status < 400 and texts:
        return GenerationResult(texts=texts)
    error = failure_in(response, model=model_of(generation))
    if error is None and as_object(value):
        body = response.body.decode("utf-8", "replace")
        error = failure(ErrorKind.RESULT_MISSING, body=body, request_id=response.request_id)
    raise error or error_from_response(response, model=model_of(generation))


def _items(value: object, name: str) -> list[object]:
    inner = unwrap(value)
    return [*(as_list(inner) or as_list(at(inner, name)))]


def _output(index: int, item: object, generation: Generation) -> MediaOutput:
    picture = picture_in(item)
    if picture is None:
        return MediaOutput(MediaLink(""), index=index, error=_missing(item, model_of(generation)))
    return MediaOutput(picture, picture.kind, index, revised_prompt=_rewritten(item, generation))


def _missing(item: object, model: str) -> StudioError:
    is_withheld = at(item, "is_image_safe") is False
    kind = ErrorKind.CONTENT_REFUSED if is_withheld else ErrorKind.RESULT_MISSING
    return failure(kind, {"model": model} if model else None)


def _rewritten(item: object, generation: Generation) -> str:
    """The prompt that was really drawn, where it is another one."""
    said = first_text(item, "prompt")
    return "" if said == text(chosen(generation).get("prompt")).strip() else said


def _facts(items: list[object]) -> dict[str, str]:
    """What was really used; several pictures may differ."""
    said = {ours: dict.fromkeys(first_text(item, name) for item in items) for name, ours in _FACTS.items()}
    return {name: line for name, values in said.items() if (line := ", ".join(filter(None, values)))}
