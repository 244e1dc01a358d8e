"""A whole answer of the images endpoint, OpenAI's or Ark's: relays serve either for both."""

from app.domain.errors import ErrorKind, StudioError
from app.domain.generation import Generation, GenerationResult, MediaOutput
from app.protocols.body import model_of
from app.protocols.envelope import unwrap
from app.protocols.event_lines import events_in, looks_like_events
from app.protocols.failures import error_from_response, failure, failure_in
from app.protocols.image.picture_decoder import PictureDecoder, echoes_of, usage_in
from app.protocols.image.picture_places import outputs_in
from app.protocols.image.stream_results import result_of
from app.protocols.read import as_object, first_text, json_or_none
from app.wire.response import WireResponse


def read_pictures(response: WireResponse, generation: Generation) -> GenerationResult:
    """The pictures of an answer, whatever its status or its content type say of it.

    Raises:
        StudioError: it is an error, or holds no picture.
    """
    model = model_of(generation)
    if response.status >= 400:
        raise error_from_response(response, model=model)
    if looks_like_events(response.body):
        return _from_events(response, generation)
    value = json_or_none(response.body)
    outputs = outputs_in(value, model=model)
    if not any(output.error is None for output in outputs):
        raise _failure_of(response, value, outputs, model)
    inner = unwrap(value)
    facts = echoes_of(inner) | echoes_of(value)
    return GenerationResult(outputs, usage=usage_in(value) or usage_in(inner), facts=facts)


def _failure_of(
    response: WireResponse, value: object, outputs: tuple[MediaOutput, ...], model: str
) -> StudioError:
    """Why there is no picture: the answer's own error, that of its first item, or that nothing came."""
    said = failure_in(response, model=model)
    if said is not None:
        return said
    if outputs and outputs[0].error is not None:
        return outputs[0].error
    if not as_object(value):
        return error_from_response(response, model=model)
    body = response.body.decode("utf-8", "replace")
    reason = first_text(value, "message", "msg")
    return failure(ErrorKind.RESULT_MISSING, reason=reason, body=body, request_id=response.request_id)


def _from_events(response: WireResponse, generation: Generation) -> GenerationResult:
    """What a stream in one piece gave; pictures that were finished before it broke are kept."""
    decoder = PictureDecoder(generation)
    events = [said for event in events_in(response.body) for said in decoder.feed(event)]
    return result_of([*events, *decoder.finish()], decoder.result())
