"""What goes out for pictures in a conversation: for every card, as the reference has it, turn after turn."""

from typing import Any

import pytest

from app.domain.card import SlotRole
from app.domain.generation import EarlierTurn, Generation, GenerationEnded
from app.domain.profile import GatewayTraits
from app.protocols.image.chat_pictures import CHAT_PICTURES
from app.wire.request import Auth, Expects, WireRequest
from tests.protocols.call_case import generation_of, read_stream
from tests.protocols.case import CASES, load
from tests.protocols.filled import JPEG, LAMP, PNG, PNG_ADDRESS, body_of, cards_of, filled

REFERENCE = SlotRole.REFERENCE
AT_1K = {"extra_body": {"google": {"image_config": {"image_size": "1K"}}}}

UNTOUCHED: dict[str, dict[str, Any]] = {
    "chat.any": {},
    "chat.gpt-4o-image": {},
    "chat.gpt-4-all": {},
    "chat.gpts": {},
    "chat.stable-diffusion": {},
    "chat.flux": {},
    "chat.midjourney": {},
    "chat.grok": {},
    "chat.gemini-image": {},
    "chat.gemini-pro-image": AT_1K,
    "chat.flow2api": {},
    "chat.recraft-v4": {"modalities": ["image"]},
}
"""What a form sends beside model, message and ``stream`` where nothing was chosen but a prompt."""


def request(wanted: Generation, gateway: GatewayTraits = GatewayTraits()) -> WireRequest:
    return CHAT_PICTURES.request(wanted, gateway)


def body(wanted: Generation) -> dict[str, Any]:
    return body_of(request(wanted))


def said(words: str, *addresses: str) -> dict[str, Any]:
    pictures = [{"type": "image_url", "image_url": {"url": address}} for address in addresses]
    return {"role": "user", "content": [{"type": "text", "text": words}, *pictures]}


def test_every_card_is_here() -> None:
    assert sorted(UNTOUCHED) == cards_of("chat-pictures")


@pytest.mark.parametrize("card_id", UNTOUCHED)
def test_an_untouched_form_sends_the_prompt_as_parts_and_streams(card_id: str) -> None:
    sent = request(filled(card_id, prompt="A paper boat"))
    assert (sent.method, sent.path, sent.auth) == ("POST", "/v1/chat/completions", Auth.BEARER)
    assert (sent.expects, sent.repeatable) == (Expects.EVENTS, False)
    assert body_of(sent) == {
        "model": "the-model", "messages": [said("A paper boat")], "stream": True,
    } | UNTOUCHED[card_id]  # fmt: skip


def test_a_picture_is_edited_as_the_reference_shows_it() -> None:
    wanted = filled(
        "chat.gemini-pro-image", (REFERENCE, JPEG), model="nano-banana-pro",
        prompt="Give the fox a red scarf, keep the rest, 16:9", aspect_ratio="16:9", image_size="2K",
    )  # fmt: skip
    assert body(wanted) == {
        "model": "nano-banana-pro",
        "stream": True,
        "messages": [
            said("Give the fox a red scarf, keep the rest, 16:9", "data:image/jpeg;base64,/9j/4AAAAAAAAAAA")
        ],
        "extra_body": {"google": {"image_config": {"aspect_ratio": "16:9", "image_size": "2K"}}},
    }


def test_the_ratio_joins_the_prompt_once() -> None:
    def words(prompt: str) -> object:
        sent = body(filled("chat.gpt-4o-image", prompt=prompt, ratio_in_prompt="3:2"))
        assert "ratio_in_prompt" not in sent
        return sent["messages"][0]["content"][0]["text"]

    assert words("一只猫") == "一只猫, 3:2"
    assert words("A cat, aspect ratio 3:2") == "A cat, aspect ratio 3:2"


def test_what_some_relays_take_goes_beside_the_message() -> None:
    sent = body(filled("chat.gpt-4o-image", prompt="A cat", size="1024x1792", quality="hd", n=2))
    assert (sent["size"], sent["quality"], sent["n"]) == ("1024x1792", "hd", 2)


def test_an_answer_in_one_piece_can_be_asked_for() -> None:
    assert request(filled("chat.any", prompt="A cat", stream=False)).expects is Expects.EVENTS
    off = filled("chat.any", prompt="A cat", extra={"stream": False})
    assert request(off).expects is Expects.JSON


def test_pictures_keep_their_order_and_links_stay_links() -> None:
    sent = body(filled("chat.any", (REFERENCE, LAMP), (REFERENCE, PNG), prompt="Join them"))
    assert sent["messages"] == [said("Join them", LAMP.url, PNG_ADDRESS)]


def test_going_on_sends_the_answer_as_it_came_and_its_picture_anew() -> None:
    case = load(CASES / "chat-pictures-good-gpt-4o-stream")
    ended = read_stream(case, [case.responses[0].body])[-1]
    assert isinstance(ended, GenerationEnded)
    answer, picture = ended.result.raw_text, ended.result.outputs[0].media
    assert answer.startswith('```\n{"prompt": "猫"}\n```')
    assert "进度 16..36..63..100" in answer
    assert not ended.result.texts
    earlier = EarlierTurn("A cat", (PNG,), answer, (picture,))
    sent = body(filled("chat.gpt-4o-image", (REFERENCE, LAMP), prompt="Make it black", history=(earlier,)))
    url = "https://filesystem.example.site/cdn/20250401/abc.png"
    assert sent["messages"] == [
        said("A cat", PNG_ADDRESS),
        {"role": "assistant", "content": answer},
        said("Make it black", url, LAMP.url),
    ]


@pytest.mark.parametrize("name", ["good-inline-stream", "odd-bare-base64", "odd-same-picture-twice"])
def test_the_kept_text_holds_no_bytes(name: str) -> None:
    case = load(CASES / f"chat-pictures-{name}")
    result = CHAT_PICTURES.parse(case.responses[0], generation_of(case))
    assert result.outputs
    assert "iVBOR" not in result.raw_text


def test_a_cut_stream_says_which_task_to_look_for() -> None:
    case = load(CASES / "chat-pictures-failed-stream-cut")
    assert case.result["error"]["values"]["task"] == "task_01kabcdefgh"


def test_prefix_and_key_header_follow_the_gateway() -> None:
    sent = request(filled("chat.any", prompt="A cat"), GatewayTraits(api_prefix="/api", auth="x-api-key"))
    assert (sent.path, sent.auth) == ("/api/chat/completions", Auth.X_API_KEY)
