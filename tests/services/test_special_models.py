"""Models of chat completions that want something of their own, over real HTTP."""

import io
import wave
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from app.domain.conversation import LinkPart, MessageState
from app.domain.errors import ErrorKind, InputError
from app.domain.media import MediaKind
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.test_chat_requests import red_picture
from tests.services.test_native_answers import EMPTY_FILM, quiet_sound
from tests.studio import begin_talk

CHAT = "/v1/chat/completions"
CLAUDE = "claude-sonnet-4-5-demo"
GEMINI = "gemini-2.5-flash-demo"
TRANSLATOR = "qwen-mt-turbo-demo"
SPEAKER = "gpt-audio-mini-demo"


def sent(gateway: Gateway) -> Mapping[str, Any]:
    """The JSON body of the last chat request that reached the gateway."""
    body: Mapping[str, Any] = gateway.asked(CHAT)[-1].json()
    return body


class TestThinking:
    @pytest.mark.covers("chat.openai/gpt-thinking")
    async def test_a_gpt_thinks_in_sight_and_says_how_fully(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(
            studio, "gpt-5.1-demo", reasoning_effort="high", options={"verbosity": "low"}, max_tokens=4000
        )
        answer = await talk.say("Is 91 a prime number?")
        assert answer.reasoning is not None
        assert answer.reasoning.text
        assert answer.reasoning.text not in answer.text
        body = sent(gateway)
        assert (body["reasoning_effort"], body["verbosity"]) == ("high", "low")
        assert body["max_completion_tokens"] == 4000

    @pytest.mark.covers("chat.openai/deepseek-thinking")
    async def test_deepseek_is_switched_on_and_off(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, "deepseek-v3.1-demo", reasoning_effort="high")
        answer = await talk.say("Is 91 a prime number?")
        assert answer.reasoning is not None
        assert sent(gateway)["thinking"] == {"type": "enabled"}
        quiet = await begin_talk(studio, "deepseek-v3.1-demo", reasoning_effort="none")
        answer = await quiet.say("Is 91 a prime number?")
        assert answer.reasoning is None
        assert sent(gateway)["thinking"] == {"type": "disabled"}

    @pytest.mark.covers("chat.openai/claude-compat")
    async def test_claude_thinks_in_the_usual_format_too(self, studio: Studio, gateway: Gateway) -> None:
        options: dict[str, object] = {"claude_thinking": "enabled", "claude_budget": 2048}
        talk = await begin_talk(studio, CLAUDE, protocol="openai", options=options, max_tokens=8000)
        answer = await talk.say("Is 91 a prime number?")
        assert answer.reasoning is not None
        assert answer.text == talk.streamed_text
        assert sent(gateway)["thinking"] == {"type": "enabled", "budget_tokens": 2048}

    @pytest.mark.covers("chat.openai/gemini-compat")
    async def test_gemini_thinks_in_the_usual_format_too(self, studio: Studio, gateway: Gateway) -> None:
        options: dict[str, object] = {"gemini_budget": 1024, "gemini_thoughts": True}
        talk = await begin_talk(studio, GEMINI, protocol="openai", options=options)
        answer = await talk.say("Is 91 a prime number?")
        assert answer.reasoning is not None
        wanted = {"thinking_budget": 1024, "include_thoughts": True}
        assert sent(gateway)["extra_body"] == {"google": {"thinking_config": wanted}}


class TestTranslator:
    @pytest.mark.covers("chat.openai/qwen-mt")
    async def test_each_message_is_translated_by_itself(self, studio: Studio, gateway: Gateway) -> None:
        options: dict[str, object] = {
            "target_lang": "Japanese",
            "translation_terms": '[{"source": "视频", "target": "clip"}]',
        }
        talk = await begin_talk(studio, TRANSLATOR, system_prompt="Be polite.", options=options)
        await talk.say("我看到这个视频后没有笑")
        answer = await talk.say("视频很好")
        assert answer.text == "[auto → Japanese] clip很好"
        body = sent(gateway)
        assert [message["role"] for message in body["messages"]] == ["user"]
        assert body["translation_options"] == {
            "source_lang": "auto",
            "target_lang": "Japanese",
            "terms": [{"source": "视频", "target": "clip"}],
        }

    async def test_terms_that_are_no_json_are_refused_before_anything_is_sent(
        self, studio: Studio, gateway: Gateway
    ) -> None:
        talk = await begin_talk(studio, TRANSLATOR, options={"translation_terms": "视频=clip"})
        with pytest.raises(InputError) as refused:
            await talk.say("你好")
        assert refused.value.kind is ErrorKind.EXTRA_JSON_INVALID
        assert not gateway.asked(CHAT)

    async def test_what_other_models_know_is_not_sent_to_this_one(
        self, studio: Studio, gateway: Gateway
    ) -> None:
        talk = await begin_talk(studio, "demo-chat", options={"target_lang": "Japanese", "verbosity": "low"})
        await talk.say("Hello")
        assert not {"translation_options", "verbosity"} & sent(gateway).keys()


class TestReader:
    @pytest.mark.covers("chat.openai/deepseek-ocr")
    async def test_a_picture_without_a_word_is_read_and_its_marks_are_hidden(
        self, studio: Studio, gateway: Gateway
    ) -> None:
        talk = await begin_talk(studio, "deepseek-ocr-demo")
        picture = await studio.attachments.add_bytes(red_picture(48, 32), "page.png")
        answer = await talk.say("", attachments=(picture,))
        assert answer.state is MessageState.COMPLETE
        assert "48" in answer.text
        assert "<|" not in answer.text
        assert "<|" not in talk.streamed_text
        words, image = sent(gateway)["messages"][0]["content"]
        assert words["text"].startswith("<image>")
        assert image["image_url"]["url"].startswith("data:image/png")


class TestSearch:
    @pytest.mark.covers("chat.openai/web-search")
    async def test_a_search_model_names_its_sources(self, studio: Studio, gateway: Gateway) -> None:
        options: dict[str, object] = {"search_context": "high"}
        talk = await begin_talk(studio, "gpt-4o-search-preview-demo", options=options)
        answer = await talk.say("What is new in Hangzhou?")
        assert "](http" in answer.text
        assert sent(gateway)["web_search_options"] == {"search_context_size": "high"}

    async def test_sources_come_with_an_answer_in_one_piece_too(self, studio: Studio) -> None:
        talk = await begin_talk(studio, "gpt-4o-search-preview-demo", stream=False)
        assert "](http" in (await talk.say("What is new in Hangzhou?")).text

    async def test_others_are_told_in_their_own_words(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, "demo-chat", web_search=True)
        await talk.say("Hello")
        assert sent(gateway)["web_search_options"] == {}


class TestVoice:
    @pytest.mark.covers("chat.openai/audio-io")
    @pytest.mark.parametrize("stream", [True, False])
    async def test_it_is_spoken_to_and_speaks(self, studio: Studio, gateway: Gateway, stream: bool) -> None:
        talk = await begin_talk(studio, SPEAKER, stream=stream, options={"voice": "echo"})
        question = await studio.attachments.add_bytes(quiet_sound(1.0), "question.wav")
        answer = await talk.say("Hello, who are you?", attachments=(question,))
        assert answer.state is MessageState.COMPLETE
        assert answer.text
        (voice,) = answer.attachments
        assert voice.kind is MediaKind.AUDIO
        assert seconds_of(studio.attachments.path(voice)) > 0.4
        body = sent(gateway)
        assert body["modalities"] == ["text", "audio"]
        assert body["audio"] == {"format": "pcm16", "voice": "echo"}
        assert body["messages"][0]["content"][1]["input_audio"]["format"] == "wav"

    async def test_what_it_said_goes_back_as_its_words(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, SPEAKER)
        first = await talk.say("Hello, who are you?")
        await talk.say("And now?")
        assert sent(gateway)["messages"][1] == {"role": "assistant", "content": first.text}


class TestVideo:
    @pytest.mark.covers("chat.openai/video-input")
    async def test_a_film_goes_along(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, "demo-omni")
        film = await studio.attachments.add_bytes(EMPTY_FILM, "clip.mp4")
        answer = await talk.say("What happens here?", attachments=(film,))
        assert answer.state is MessageState.COMPLETE
        assert "clip" in answer.text or "mp4" in answer.text
        part = sent(gateway)["messages"][0]["content"][1]
        assert part["type"] == "video_url"
        assert part["video_url"]["url"].startswith("data:video/mp4;base64,")

    async def test_a_link_to_a_film_goes_along_as_one(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, "demo-omni")
        answer = await talk.say("What happens here?", links=("https://media.example.org/clip.mp4",))
        assert answer.state is MessageState.COMPLETE
        assert isinstance((await talk.branch())[0].parts[1], LinkPart)
        part = sent(gateway)["messages"][0]["content"][1]
        assert part == {"type": "video_url", "video_url": {"url": "https://media.example.org/clip.mp4"}}


def seconds_of(path: Path) -> float:
    """How long a WAV file plays."""
    with wave.open(io.BytesIO(path.read_bytes())) as sound:
        return float(sound.getnframes() / sound.getframerate())
