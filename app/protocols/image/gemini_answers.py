"""A whole answer of Gemini or Imagen, whatever its status or its content type say of it."""

from app.domain.generation import Generation, GenerationResult
from app.protocols.body import model_of
from app.protocols.event_lines import events_in, looks_like_events
from app.protocols.failures import error_from_response
from app.protocols.image.gemini_decoder import GeminiPictureDecoder
from app.protocols.image.stream_results import result_of
from app.protocols.read import json_or_none
from app.wire.response import WireResponse


def read_answer(response: WireResponse, generation: Generation) -> GenerationResult:
    """The pictures and words of an answer.

    Raises:
        StudioError: it is an error, was blocked, or holds neither.
    """
    decoder = GeminiPictureDecoder(generation)
    value = json_or_none(response.body)
    is_stream = looks_like_events(response.body)
    if response.status >= 400 or not (is_stream or isinstance(value, dict | list)):
        raise error_from_response(response, model=model_of(generation))
    if is_stream:
        events = [said for event in events_in(response.body) for said in decoder.feed(event)]
        return result_of([*events, *decoder.finish()], decoder.result())
    return result_of([*decoder.feed_json(value), *decoder.finish(whole=True)], decoder.result())
