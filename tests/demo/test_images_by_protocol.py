"""The studio's own formats and transport draw, edit and stream at the demo gateway: nothing is made up."""

from collections.abc import AsyncIterator

import pytest

from app.demo.drawing.painting import paint
from app.demo.drawing.png import rgba_rows
from app.demo.drawing.png_writing import Pixels, write_png
from app.domain.card import SlotRole
from app.domain.errors import ErrorKind, GatewayError, ProtocolError, StudioError
from app.domain.generation import (
    Generation,
    GenerationBroken,
    GenerationEnded,
    GenerationEvent,
    GenerationResult,
    OutputFound,
    PartialPicture,
    SlotMedia,
)
from app.domain.media import MediaBytes, MediaLink
from app.domain.parameter import Value
from app.domain.profile import GatewayTraits
from app.protocols.registry import CALLS
from app.transport.http import HttpTransport
from app.transport.limits import Limits
from app.wire.destination import Destination
from tests.gateway import Gateway
from tests.protocols.call_case import cards

BOAT = "A paper boat"
BASE = MediaBytes(paint("base", 160, 96).png(), "image/png")
MASK_ROWS = [(b"\x00" * 4 if y < 40 else b"\x00\x00\x00\xff") * 160 for y in range(96)]
MASK = MediaBytes(write_png(160, 96, Pixels.RGBA, MASK_ROWS), "image/png")


class Studio:
    """Sends what a card asks for and reads what comes back."""

    def __init__(self, gateway: Gateway, transport: HttpTransport) -> None:
        self._destination = Destination(gateway.root, gateway.key)
        self._transport = transport
        self.traits = GatewayTraits()

    async def make(self, wanted: Generation) -> GenerationResult:
        """The result of a call that answers in one piece."""
        protocol = CALLS[wanted.card.protocol]
        response = await self._transport.send(protocol.request(wanted, self.traits), self._destination)
        return protocol.parse(response, wanted)

    async def watch(self, wanted: Generation) -> list[GenerationEvent]:
        """The events of a stream."""
        protocol = CALLS[wanted.card.protocol]
        decoder, said = protocol.decoder(wanted), list[GenerationEvent]()
        request = protocol.request(wanted, self.traits)
        async with self._transport.stream(request, self._destination) as answer:
            assert answer.whole is None
            async for event in answer.events():
                said += decoder.feed(event)
        return [*said, *decoder.finish()]

    async def fetch(self, link: str) -> bytes:
        """What lies behind a link, without a key."""
        return (await self._transport.fetch(link, limit_bytes=10_000_000)).body


@pytest.fixture
async def studio(gateway: Gateway) -> AsyncIterator[Studio]:
    transport = HttpTransport(user_agent="relay-studio/test", limits=Limits(private_hosts=True))
    yield Studio(gateway, transport)
    await transport.close()


def wanted(card_id: str, *media: tuple[SlotRole, MediaBytes | MediaLink], **values: Value) -> Generation:
    card = cards().get(card_id)
    assert card is not None
    model = card.matches[0].replace("*", "-demo")
    filled = tuple(SlotMedia(role, medium) for role, medium in media)
    return Generation(card, model, {"prompt": BOAT, **values}, filled)


def picture(result: GenerationResult) -> bytes:
    (output,) = result.outputs
    assert isinstance(output.media, MediaBytes)
    return output.media.data


async def test_a_picture_comes_with_what_auto_became(studio: Studio) -> None:
    result = await studio.make(wanted("openai.gpt-image-1.5", size="1536x1024", stream=False))
    assert picture(result) == paint(f"{BOAT}||0", 1536, 1024).png()
    assert result.facts["quality"] == "medium"
    assert result.usage is not None


async def test_previews_are_seen_before_the_picture(studio: Studio) -> None:
    events = await studio.watch(wanted("openai.gpt-image-2"))
    assert [type(event) for event in events] == [PartialPicture, PartialPicture, OutputFound, GenerationEnded]


async def test_an_edit_leaves_what_the_mask_covers(studio: Studio) -> None:
    edit = wanted(
        "openai.gpt-image-1.edit", (SlotRole.BASE, BASE), (SlotRole.MASK, MASK), stream=False, size="auto"
    )
    before, after = rgba_rows(BASE.data), rgba_rows(picture(await studio.make(edit)))
    assert before[40:] == after[40:]
    assert before[:40] != after[:40]


@pytest.mark.parametrize(
    "card_id",
    [
        "openai.images", "openai.dall-e-3", "openai.dall-e-2", "openai.flux-kontext", "openai.flux",
        "openai.recraft", "openai.grok-imagine", "openai.grok-2-image", "openai.qwen-image",
        "openai.stable-diffusion", "doubao.seedream-3.0",
    ],
)  # fmt: skip
async def test_links_are_fetched_without_the_key(gateway: Gateway, studio: Studio, card_id: str) -> None:
    card = cards().get(card_id)
    assert card is not None
    named = wanted(card_id) if card_id != "openai.images" else Generation(card, "dall-e-3", {"prompt": BOAT})
    (output,) = (await studio.make(named)).outputs
    assert isinstance(output.media, MediaLink)
    assert (await studio.fetch(output.media.url)).startswith(b"\x89PNG")
    assert gateway.requests[-1].header("authorization") == ""


@pytest.mark.parametrize(
    "card_id",
    [
        "openai.grok-imagine.edit", "openai.qwen-image-edit", "openai.flux-kontext.edit",
        "openai.dall-e-2.edit", "doubao.seedream-4.0", "doubao.seededit-3.0",
    ],
)  # fmt: skip
async def test_pictures_are_edited_in_every_form(studio: Studio, card_id: str) -> None:
    card = cards().get(card_id)
    assert card is not None
    (output,) = (await studio.make(wanted(card_id, (card.slots[0].role, BASE)))).outputs
    assert isinstance(output.media, MediaLink)
    assert rgba_rows(await studio.fetch(output.media.url)) != rgba_rows(BASE.data)


async def test_a_set_grows_picture_by_picture_and_keeps_what_is_good(studio: Studio) -> None:
    asked = wanted(
        "doubao.seedream-4.0", prompt="Three views, the last withheld", stream=True,
        sequential_image_generation="auto", max_images=3,
    )  # fmt: skip
    *found, ended = await studio.watch(asked)
    outputs = [event.output for event in found if isinstance(event, OutputFound)]
    assert [output.error is None for output in outputs] == [True, True, False]
    assert isinstance(ended, GenerationEnded)
    assert ended.result.facts["generated_images"] == "2"


async def test_the_vendors_own_path_serves_as_well(studio: Studio) -> None:
    studio.traits = GatewayTraits(api_prefix="/api/v3")
    assert len((await studio.make(wanted("doubao.seedream-4.0"))).outputs) == 1


@pytest.mark.parametrize(
    ("prompt", "kind", "error"),
    [
        ("a moderated boat", ErrorKind.CONTENT_REFUSED, GatewayError),
        ("error in 200", ErrorKind.UPSTREAM_UNREACHABLE, GatewayError),
        ("no picture", ErrorKind.RESULT_MISSING, ProtocolError),
    ],
)
@pytest.mark.parametrize("card_id", ["openai.dall-e-3", "doubao.seedream-4.0"])
async def test_every_bad_end_is_told_apart(
    studio: Studio, card_id: str, prompt: str, kind: ErrorKind, error: type[StudioError]
) -> None:
    with pytest.raises(error) as caught:
        await studio.make(wanted(card_id, prompt=prompt))
    assert caught.value.kind is kind


async def test_a_stream_may_be_refused_after_its_previews(studio: Studio) -> None:
    *previews, broken = await studio.watch(wanted("openai.gpt-image-2", prompt="a withheld boat"))
    assert [type(event) for event in previews] == [PartialPicture, PartialPicture]
    assert isinstance(broken, GenerationBroken)
    assert broken.error.kind is ErrorKind.CONTENT_REFUSED


async def test_what_is_refused_names_its_field(studio: Studio) -> None:
    refused = wanted("doubao.seedream-3.0")
    with pytest.raises(GatewayError) as caught:
        await studio.make(Generation(refused.card, refused.model, refused.values, extra={"n": 2}))
    assert (caught.value.kind, caught.value.values["field"]) == (ErrorKind.REQUEST_REFUSED, "n")
