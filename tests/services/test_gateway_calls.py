"""The next key where one is refused, the next line where none can be reached, and nothing sent twice."""

from dataclasses import replace

from app.demo.answer_faults import Status
from app.domain.ids import KeyId
from app.domain.profile import KeyReference, Profile
from app.services.studio import Studio
from app.wire.request import JsonBody, WireRequest
from tests.gateway import Gateway

MODELS = WireRequest("GET", "/v1/models", repeatable=True)
NOWHERE = "http://127.0.0.1:9"


async def with_keys(studio: Studio, *keys: str, lines: tuple[str, ...] = ()) -> Profile:
    profile = studio.profiles.all[0]
    typed = {KeyId(key): key for key in keys}
    references = tuple(KeyReference(key_id, "sk-…") for key_id in typed)
    changed = replace(profile, keys=references, lines=lines or profile.lines)
    return await studio.profiles.save(changed, typed, session_only=True)


def keys_asked(gateway: Gateway) -> list[str]:
    return [request.header("authorization").removeprefix("Bearer ") for request in gateway.requests]


async def test_a_refused_key_gives_way_to_the_next_which_is_remembered(
    studio: Studio, gateway: Gateway
) -> None:
    profile = await with_keys(studio, "sk-bad-1", "sk-good")
    assert (await studio.calls.send(profile, MODELS)).status == 200
    assert (await studio.calls.send(profile, MODELS)).status == 200
    assert keys_asked(gateway) == ["sk-bad-1", "sk-good", "sk-good"]


async def test_when_every_key_is_refused_the_refusal_is_the_answer(studio: Studio, gateway: Gateway) -> None:
    profile = await with_keys(studio, "sk-bad-1", "sk-bad-2")
    assert (await studio.calls.send(profile, MODELS)).status == 401
    assert keys_asked(gateway) == ["sk-bad-1", "sk-bad-2"]


async def test_a_paused_key_is_not_used(studio: Studio, gateway: Gateway) -> None:
    profile = await with_keys(studio, "sk-bad-1", "sk-good")
    first, second = profile.keys
    paused = await studio.profiles.save(replace(profile, keys=(replace(first, paused=True), second)), {})
    assert (await studio.calls.send(paused, MODELS)).status == 200
    assert keys_asked(gateway) == ["sk-good"]


async def test_a_line_that_cannot_be_reached_gives_way_to_the_next(studio: Studio, gateway: Gateway) -> None:
    profile = await with_keys(studio, "sk-good", lines=(NOWHERE, gateway.root))
    assert (await studio.calls.send(profile, MODELS)).status == 200
    async with studio.calls.stream(profile, MODELS) as answer:
        assert answer.status == 200


async def test_a_streamed_call_takes_the_next_key_too(studio: Studio, gateway: Gateway) -> None:
    profile = await with_keys(studio, "sk-bad-1", "sk-good")
    async with studio.calls.stream(profile, MODELS) as answer:
        assert answer.status == 200


async def test_a_paid_call_that_the_gateway_failed_is_not_sent_to_another_line(
    studio: Studio, gateway: Gateway
) -> None:
    profile = await with_keys(studio, "sk-good", lines=(gateway.root, NOWHERE))
    gateway.faults.set(Status(500))
    body = JsonBody({"model": "demo-fast", "messages": [{"role": "user", "content": "hi"}]})
    response = await studio.calls.send(profile, WireRequest("POST", "/v1/chat/completions", body=body))
    assert response.status == 500
    assert len(gateway.requests) == 1
