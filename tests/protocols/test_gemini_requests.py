"""What goes out to Gemini and Imagen: for every card, as the reference shows it, and turn after turn."""

from typing import Any

import pytest

from app.domain.card import SlotRole
from app.domain.generation import EarlierTurn, Generation
from app.domain.media import MediaLink
from app.domain.profile import GatewayTraits
from app.protocols.image.gemini_images import GEMINI_IMAGES
from app.wire.request import Auth, Expects, WireRequest
from tests.protocols.call_case import generation_of
from tests.protocols.case import CASES, load
from tests.protocols.filled import (
    JPEG,
    JPEG_BASE64,
    LAMP,
    PNG,
    PNG_BASE64,
    body_of,
    cards_of,
    filled,
)

REFERENCE = SlotRole.REFERENCE
MODALITIES = {"responseModalities": ["TEXT", "IMAGE"]}
AT_1K = MODALITIES | {"imageConfig": {"imageSize": "1K"}}
ONE = {"sampleCount": 1}

UNTOUCHED: dict[str, dict[str, Any]] = {
    "gemini.2.5-flash-image": MODALITIES,
    "gemini.3-pro-image": AT_1K,
    "gemini.3.1-flash-image": AT_1K,
    "gemini.nano-banana-2": AT_1K,
    "gemini.2.0-flash-image": MODALITIES,
    "gemini.imagen-4": ONE | {"imageSize": "1K"},
    "gemini.imagen-4-fast": ONE,
    "gemini.imagen-4-ultra": ONE | {"imageSize": "1K"},
    "gemini.imagen-3": ONE,
}
"""What a form sends where nothing was chosen but a prompt: the generationConfig, or Imagen's parameters."""


def request(wanted: Generation, gateway: GatewayTraits = GatewayTraits()) -> WireRequest:
    return GEMINI_IMAGES.request(wanted, gateway)


def body(wanted: Generation) -> dict[str, Any]:
    return body_of(request(wanted))


def user(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"role": "user", "parts": list(parts)}


def test_every_card_is_here() -> None:
    assert sorted(UNTOUCHED) == cards_of("gemini-images")


@pytest.mark.parametrize("card_id", UNTOUCHED)
def test_an_untouched_form_sends_what_decides_the_price_and_nothing_more(card_id: str) -> None:
    sent = request(filled(card_id, prompt="A paper boat"))
    assert (sent.method, sent.auth, sent.expects, sent.repeatable) == (
        "POST", Auth.BEARER, Expects.JSON, False,
    )  # fmt: skip
    if "imagen" in card_id:
        assert sent.path == "/v1beta/models/the-model:predict"
        assert body_of(sent) == {"instances": [{"prompt": "A paper boat"}], "parameters": UNTOUCHED[card_id]}
    else:
        assert sent.path == "/v1beta/models/the-model:generateContent"
        assert body_of(sent) == {
            "contents": [user({"text": "A paper boat"})],
            "generationConfig": UNTOUCHED[card_id],
        }


def test_a_picture_is_edited_as_the_reference_shows_it() -> None:
    wanted = filled(
        "gemini.3-pro-image", (REFERENCE, PNG), prompt="A brass telescope on a balcony at dusk",
        aspect_ratio="16:9", image_size="2K",
    )  # fmt: skip
    assert body(wanted) == {
        "contents": [
            user(
                {"text": "A brass telescope on a balcony at dusk"},
                {"inlineData": {"mimeType": "image/png", "data": PNG_BASE64}},
            )
        ],
        "generationConfig": {
            "responseModalities": ["TEXT", "IMAGE"],
            "imageConfig": {"aspectRatio": "16:9", "imageSize": "2K"},
        },
    }


def test_imagen_is_asked_as_the_reference_shows_it() -> None:
    wanted = filled(
        "gemini.imagen-3", prompt="A lighthouse", n=2, aspect_ratio="16:9", negative_prompt="fog",
        person_generation="dont_allow",
    )  # fmt: skip
    assert body(wanted)["parameters"] == {
        "sampleCount": 2, "aspectRatio": "16:9", "negativePrompt": "fog", "personGeneration": "dont_allow",
    }  # fmt: skip


def test_a_streamed_answer_is_asked_for_at_its_own_address() -> None:
    sent = request(filled("gemini.3-pro-image", stream=True, prompt="A boat"))
    assert (sent.path, sent.query) == (
        "/v1beta/models/the-model:streamGenerateContent", (("alt", "sse"),),
    )  # fmt: skip
    assert sent.expects is Expects.EVENTS
    assert request(filled("gemini.imagen-4", stream=True, prompt="A boat")).expects is Expects.JSON


def test_a_name_from_googles_own_list_and_one_with_a_slash_fit_into_the_path() -> None:
    paths = [request(filled("gemini.3-pro-image", model=name)).path for name in ("models/g-3", "google/g-3")]
    assert paths == ["/v1beta/models/g-3:generateContent", "/v1beta/models/google%2Fg-3:generateContent"]


def test_the_key_goes_where_the_gateway_wants_it() -> None:
    sent = request(filled("gemini.3-pro-image", prompt="A boat"), GatewayTraits(auth="x-goog-api-key"))
    assert sent.auth is Auth.GOOGLE


def test_search_thoughts_and_other_settings_stand_at_their_places() -> None:
    sent = body(
        filled(
            "gemini.3-pro-image", prompt="Weather in Lyon", search=True, include_thoughts=True,
            modalities="IMAGE", seed=7, temperature=0.4, person_generation="ALLOW_NONE",
        )
    )  # fmt: skip
    assert sent["tools"] == [{"google_search": {}}]
    assert sent["generationConfig"] == {
        "responseModalities": ["IMAGE"], "seed": 7, "temperature": 0.4,
        "thinkingConfig": {"includeThoughts": True},
        "imageConfig": {"imageSize": "1K", "personGeneration": "ALLOW_NONE"},
    }  # fmt: skip


def test_a_jpeg_is_called_by_its_right_name_and_a_link_stays_a_link() -> None:
    sent = body(filled("gemini.3-pro-image", (REFERENCE, JPEG), (REFERENCE, LAMP), prompt="Join them"))
    assert sent["contents"][0]["parts"][1:] == [
        {"inlineData": {"mimeType": "image/jpeg", "data": JPEG_BASE64}},
        {"fileData": {"mimeType": "image/png", "fileUri": LAMP.url}},
    ]


@pytest.mark.parametrize(
    ("url", "mime"),
    [
        ("https://img.example.org/a.WEBP?sig=1.png", "image/webp"),
        ("https://img.example.org/a", "image/jpeg"),
        ("https://[broken/a.png", "image/png"),
    ],
)
def test_a_link_is_sent_with_the_type_that_its_ending_promises(url: str, mime: str) -> None:
    sent = body(filled("gemini.3-pro-image", (REFERENCE, MediaLink(url)), prompt="A boat"))
    assert sent["contents"][0]["parts"][1] == {"fileData": {"mimeType": mime, "fileUri": url}}


def test_the_persons_own_json_wins() -> None:
    own = {"safetySettings": [{"category": "X", "threshold": "OFF"}], "generationConfig": {"seed": 3}}
    sent = body(filled("gemini.3-pro-image", prompt="A boat", extra=own))
    assert sent["safetySettings"] == own["safetySettings"]
    assert sent["generationConfig"] == AT_1K | {"seed": 3}


@pytest.mark.parametrize("name", ["good-drafts-and-signature", "good-stream"])
def test_the_next_turn_sends_the_models_parts_back_with_their_signatures(name: str) -> None:
    case = load(CASES / f"gemini-images-{name}")
    result = GEMINI_IMAGES.parse(case.responses[0], generation_of(case))
    assert "iVBOR" not in result.raw_text
    earlier = EarlierTurn("A fox", (PNG,), result.raw_text, tuple(output.media for output in result.outputs))
    sent = body(filled("gemini.3-pro-image", prompt="Give it a red scarf", history=(earlier,)))
    asked, answered, now = sent["contents"]
    assert asked == user({"text": "A fox"}, {"inlineData": {"mimeType": "image/png", "data": PNG_BASE64}})
    assert answered["role"] == "model"
    words, picture, *rest = answered["parts"]
    assert words == {"text": "Here it is."}
    assert picture["thoughtSignature"] == "EqQC"
    assert picture["inlineData"]["data"].startswith("iVBOR")
    assert rest == ([{"text": "", "thoughtSignature": "Zm9v"}] if name == "good-stream" else [])
    assert now == user({"text": "Give it a red scarf"})


def test_an_answer_of_another_format_goes_along_unsigned() -> None:
    earlier = EarlierTurn("A fox", (), "Here it is.", (PNG,))
    sent = body(filled("gemini.3-pro-image", prompt="Now at night", history=(earlier,)))
    mark = {"thoughtSignature": "skip_thought_signature_validator"}
    assert sent["contents"][1]["parts"] == [
        {"text": "Here it is."} | mark,
        {"inlineData": {"mimeType": "image/png", "data": PNG_BASE64}} | mark,
    ]


def test_a_picture_that_is_gone_leaves_the_rest_of_the_turn() -> None:
    earlier = EarlierTurn("A fox", (), '[{"text": "Here."}, {"output": 0}, {"output": 9}, null, 3]', (PNG,))
    parts = body(filled("gemini.3-pro-image", history=(earlier,)))["contents"][1]["parts"]
    assert [list(part) for part in parts] == [["text"], ["inlineData"]]
