"""The makers' own formats: what Claude, Responses and Gemini add to a conversation, over real HTTP."""

import io
import json
import wave
from collections.abc import Mapping
from typing import Any

import pytest

from app.domain.conversation import ChatSettings, MessageState
from app.domain.errors import ErrorKind
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.test_chat_requests import red_picture
from tests.studio import begin_talk

MESSAGES = "/v1/messages"
RESPONSES = "/v1/responses"
CLAUDE = "claude-sonnet-4-5-demo"
CODEX = "gpt-5-codex-demo"
GEMINI = "gemini-2.5-flash-demo"
GEMINI_3 = "gemini-3-pro-demo"
EMPTY_FILM = b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom\x00\x00\x00\x08mdat"


def small_pdf(pages: int) -> bytes:
    """A PDF of empty pages."""
    kids = " ".join(f"{number} 0 R" for number in range(3, 3 + pages))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {pages}>>",
        *["<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"] * pages,
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj{text}endobj\n".encode()
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    table = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}"
    return (
        body
        + f"{table}trailer<</Size {len(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF".encode()
    )


async def listed(studio: Studio) -> None:
    """Have the gateway tell how its models are called."""
    (profile,) = studio.profiles.all
    await studio.models.refresh(profile)


def quiet_sound(seconds: float) -> bytes:
    """A WAV file of silence."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(2 * int(8000 * seconds)))
    return file.getvalue()


def sent(gateway: Gateway, path: str) -> Mapping[str, Any]:
    body: Mapping[str, Any] = gateway.asked(path)[-1].json()
    return body


def asked_gemini(gateway: Gateway, model: str = GEMINI) -> Mapping[str, Any]:
    return sent(gateway, f"/v1beta/models/{model}:streamGenerateContent")


class TestClaude:
    @pytest.mark.covers("chat.anthropic/stream")
    async def test_it_is_spoken_to_in_its_own_format_because_the_gateway_lists_that(
        self, studio: Studio, gateway: Gateway
    ) -> None:
        await listed(studio)
        talk = await begin_talk(studio, CLAUDE)
        answer = await talk.say("Hello, who are you?")
        assert answer.state is MessageState.COMPLETE
        assert answer.text == talk.streamed_text
        assert len(talk.grown) > 3
        assert answer.usage is not None
        assert answer.usage.prompt_tokens
        assert answer.usage.completion_tokens
        assert sent(gateway, MESSAGES)["stream"] is True

    @pytest.mark.covers("chat.anthropic/nonstream")
    async def test_an_answer_in_one_piece(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, CLAUDE, protocol="anthropic", stream=False)
        answer = await talk.say("Hello, who are you?")
        assert answer.state is MessageState.COMPLETE
        assert answer.text
        assert not sent(gateway, MESSAGES)["stream"]

    @pytest.mark.covers("chat.anthropic/thinking")
    async def test_it_thinks_and_its_signed_thought_goes_back_in_the_next_turn(
        self, studio: Studio, gateway: Gateway
    ) -> None:
        talk = await begin_talk(studio, CLAUDE, protocol="anthropic", reasoning_effort="high")
        first = await talk.say("Is 91 a prime number?")
        assert first.reasoning is not None
        assert first.reasoning.text
        assert first.text
        second = await talk.say("And 97?")
        assert second.state is MessageState.COMPLETE
        blocks = sent(gateway, MESSAGES)["messages"][1]["content"]
        assert blocks[0]["type"] == "thinking"
        assert blocks[0]["thinking"] == first.reasoning.text
        assert blocks[0]["signature"]

    @pytest.mark.covers("chat.anthropic/vision")
    async def test_it_sees_a_picture(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, CLAUDE, protocol="anthropic")
        picture = await studio.attachments.add_bytes(red_picture(48, 32), "red.png")
        answer = await talk.say("What is in the picture?", attachments=(picture,))
        assert "48" in answer.text
        assert "32" in answer.text

    @pytest.mark.covers("chat.anthropic/pdf-base64")
    async def test_it_reads_a_pdf_from_disk(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, CLAUDE, protocol="anthropic")
        paper = await studio.attachments.add_bytes(small_pdf(7), "paper.pdf")
        answer = await talk.say("How long is the paper?", attachments=(paper,))
        assert "paper.pdf" in answer.text
        assert "7" in answer.text

    @pytest.mark.covers("chat.anthropic/pdf-url")
    async def test_it_is_given_a_pdf_by_link(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, CLAUDE, protocol="anthropic")
        link = "https://papers.example.com/long.pdf?page=1"
        answer = await talk.say("What does it say?", links=(link,))
        assert link in answer.text
        document = sent(gateway, MESSAGES)["messages"][0]["content"][0]
        assert document == {"type": "document", "source": {"type": "url", "url": link}}

    @pytest.mark.covers("chat.anthropic/web-search")
    async def test_it_searches_the_web_and_names_its_sources(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, CLAUDE, protocol="anthropic", web_search=True)
        answer = await talk.say("What is a relay gateway?")
        assert "](https://" in answer.text
        assert sent(gateway, MESSAGES)["tools"][0]["name"] == "web_search"
        again = await talk.say("Tell me more")
        assert again.state is MessageState.COMPLETE
        kinds = [block["type"] for block in sent(gateway, MESSAGES)["messages"][1]["content"]]
        assert "web_search_tool_result" in kinds

    @pytest.mark.covers("chat.anthropic/full-parameters")
    async def test_every_parameter_reaches_it(self, studio: Studio, gateway: Gateway) -> None:
        schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
        talk = await begin_talk(
            studio, CLAUDE, protocol="anthropic", system_prompt="Be brief.", temperature=0.3, top_p=0.9,
            max_tokens=400, stop=("END",), response_format=json.dumps(schema),
            extra_json='{"top_k": 20, "metadata": {"user_id": "me"}, "service_tier": "auto"}',
        )  # fmt: skip
        answer = await talk.say("Which city?")
        assert "city" in json.loads(answer.text)
        body = sent(gateway, MESSAGES)
        expected = {
            "system": "Be brief.", "temperature": 0.3, "top_p": 0.9, "max_tokens": 400, "top_k": 20,
            "stop_sequences": ["END"], "metadata": {"user_id": "me"}, "service_tier": "auto",
        }  # fmt: skip
        assert {name: body[name] for name in expected} == expected

    @pytest.mark.parametrize(
        ("words", "state", "reason"),
        [
            ("This is withheld", MessageState.COMPLETE, "content_filter"),
            ("context too long", MessageState.COMPLETE, "length"),
        ],
    )
    async def test_why_it_ended_is_kept(
        self, studio: Studio, words: str, state: MessageState, reason: str
    ) -> None:
        talk = await begin_talk(studio, CLAUDE, protocol="anthropic")
        answer = await talk.say(words)
        assert (answer.state, answer.finish_reason) == (state, reason)

    @pytest.mark.parametrize("stream", [True, False])
    async def test_an_error_that_comes_with_a_success_fails_the_answer(
        self, studio: Studio, stream: bool
    ) -> None:
        talk = await begin_talk(studio, CLAUDE, protocol="anthropic", stream=stream)
        answer = await talk.say("error in 200")
        assert answer.state is MessageState.FAILED
        assert answer.error is not None

    async def test_what_came_before_a_stream_failed_is_kept(self, studio: Studio) -> None:
        talk = await begin_talk(studio, CLAUDE, protocol="anthropic")
        answer = await talk.say("A failing answer")
        assert answer.text
        assert answer.error is not None
        assert answer.error.kind is ErrorKind.OVERLOADED


class TestResponses:
    @pytest.mark.covers("chat.responses/stream", "chat.responses/codex", "chat.openai/codex")
    async def test_codex_is_spoken_to_in_the_only_format_that_it_has(
        self, studio: Studio, gateway: Gateway
    ) -> None:
        await listed(studio)
        talk = await begin_talk(studio, CODEX)
        answer = await talk.say("Hello, who are you?")
        assert answer.state is MessageState.COMPLETE
        assert answer.text == talk.streamed_text
        assert len(talk.grown) > 3
        assert answer.usage is not None
        assert answer.usage.prompt_tokens
        assert sent(gateway, RESPONSES)["store"] is False

    @pytest.mark.covers("chat.responses/create")
    async def test_an_answer_in_one_piece(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, CODEX, protocol="responses", stream=False)
        answer = await talk.say("Hello, who are you?")
        assert answer.state is MessageState.COMPLETE
        assert answer.text
        assert not sent(gateway, RESPONSES)["stream"]

    @pytest.mark.covers("chat.responses/reasoning", "chat.responses/gpt5-thinking")
    async def test_it_thinks_as_hard_as_wanted_and_its_sealed_thought_goes_back(
        self, studio: Studio, gateway: Gateway
    ) -> None:
        talk = await begin_talk(studio, CODEX, protocol="responses", reasoning_effort="high")
        first = await talk.say("Is 91 a prime number?")
        assert first.reasoning is not None
        assert first.reasoning.text
        assert sent(gateway, RESPONSES)["reasoning"] == {"effort": "high", "summary": "auto"}
        second = await talk.say("And 97?")
        assert second.state is MessageState.COMPLETE
        thought = next(item for item in sent(gateway, RESPONSES)["input"] if item["type"] == "reasoning")
        assert thought["encrypted_content"]

    @pytest.mark.covers("chat.responses/web-search")
    async def test_it_searches_the_web_and_names_its_sources(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, CODEX, protocol="responses", web_search=True)
        answer = await talk.say("What is a relay gateway?")
        assert "](https://" in answer.text
        assert sent(gateway, RESPONSES)["tools"] == [{"type": "web_search"}]

    async def test_it_runs_code_and_shows_it(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, CODEX, protocol="responses", run_code=True)
        answer = await talk.say("Add 20 and 22")
        assert "```python\nnumbers = [20, 22]\nprint(sum(numbers))\n```\n\n```text\n42\n```" in answer.text

    @pytest.mark.covers("chat.responses/full-parameters")
    async def test_every_parameter_reaches_it(self, studio: Studio, gateway: Gateway) -> None:
        schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
        talk = await begin_talk(
            studio, CODEX, protocol="responses", system_prompt="Be brief.", max_tokens=4000,
            response_format=json.dumps(schema), reasoning_effort="low",
            extra_json='{"truncation": "auto", "metadata": {"user": "me"}, "parallel_tool_calls": false}',
        )  # fmt: skip
        answer = await talk.say("Which city?")
        assert "city" in json.loads(answer.text)
        body = sent(gateway, RESPONSES)
        expected = {
            "instructions": "Be brief.", "max_output_tokens": 4000, "truncation": "auto",
            "metadata": {"user": "me"}, "parallel_tool_calls": False,
        }  # fmt: skip
        assert {name: body[name] for name in expected} == expected
        assert body["text"]["format"]["type"] == "json_schema"

    async def test_a_refusal_is_told_in_the_models_words(self, studio: Studio) -> None:
        talk = await begin_talk(studio, CODEX, protocol="responses")
        answer = await talk.say("Something moderated")
        assert "cannot assist" in answer.text

    async def test_what_came_before_a_stream_failed_is_kept(self, studio: Studio) -> None:
        talk = await begin_talk(studio, CODEX, protocol="responses")
        answer = await talk.say("A failing answer")
        assert answer.text
        assert answer.error is not None


class TestGemini:
    @pytest.mark.covers("chat.gemini/stream")
    async def test_it_is_spoken_to_in_its_own_format_because_the_gateway_lists_that(
        self, studio: Studio, gateway: Gateway
    ) -> None:
        await listed(studio)
        talk = await begin_talk(studio, GEMINI)
        answer = await talk.say("Hello, who are you?")
        assert answer.state is MessageState.COMPLETE
        assert answer.text == talk.streamed_text
        assert len(talk.grown) > 3
        assert answer.usage is not None
        assert answer.usage.prompt_tokens
        assert len(gateway.asked(f"/v1beta/models/{GEMINI}:streamGenerateContent")) == 1

    @pytest.mark.covers("chat.gemini/text")
    async def test_an_answer_in_one_piece(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, GEMINI, protocol="gemini", stream=False)
        answer = await talk.say("Hello, who are you?")
        assert answer.state is MessageState.COMPLETE
        assert answer.text
        assert len(gateway.asked(f"/v1beta/models/{GEMINI}:generateContent")) == 1

    @pytest.mark.covers("chat.gemini/thinking")
    @pytest.mark.parametrize(
        ("model", "wanted"), [(GEMINI, {"thinkingBudget": 24576}), (GEMINI_3, {"thinkingLevel": "HIGH"})]
    )
    async def test_it_thinks_as_hard_as_wanted(
        self, studio: Studio, gateway: Gateway, model: str, wanted: dict[str, object]
    ) -> None:
        talk = await begin_talk(studio, model, protocol="gemini", reasoning_effort="high")
        answer = await talk.say("Is 91 a prime number?")
        assert answer.reasoning is not None
        assert answer.reasoning.text
        assert answer.text
        thinking = asked_gemini(gateway, model)["generationConfig"]["thinkingConfig"]
        assert thinking == {"includeThoughts": True} | wanted
        again = await talk.say("And 97?")
        assert again.state is MessageState.COMPLETE

    @pytest.mark.covers("chat.gemini/structured-output")
    async def test_it_answers_in_the_form_of_a_schema(self, studio: Studio) -> None:
        schema = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
        talk = await begin_talk(studio, GEMINI, protocol="gemini", response_format=json.dumps(schema))
        assert "city" in json.loads((await talk.say("Which city?")).text)

    @pytest.mark.covers("chat.gemini/image-input")
    async def test_it_sees_a_picture(self, studio: Studio) -> None:
        talk = await begin_talk(studio, GEMINI, protocol="gemini")
        picture = await studio.attachments.add_bytes(red_picture(48, 32), "red.png")
        answer = await talk.say("What is in the picture?", attachments=(picture,))
        assert "48" in answer.text
        assert "32" in answer.text

    @pytest.mark.covers("chat.gemini/document")
    async def test_it_reads_a_pdf(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, GEMINI, protocol="gemini")
        paper = await studio.attachments.add_bytes(small_pdf(7), "paper.pdf")
        answer = await talk.say("How long is the paper?", attachments=(paper,))
        assert "7" in answer.text
        (part,) = (part for part in asked_gemini(gateway)["contents"][0]["parts"] if "inlineData" in part)
        assert part["inlineData"]["mimeType"] == "application/pdf"

    @pytest.mark.covers("chat.gemini/audio-input")
    async def test_it_hears_a_sound(self, studio: Studio) -> None:
        talk = await begin_talk(studio, GEMINI, protocol="gemini")
        sound = await studio.attachments.add_bytes(quiet_sound(2.5), "note.wav")
        answer = await talk.say("What is said?", attachments=(sound,))
        assert "2.5" in answer.text

    @pytest.mark.covers("chat.gemini/video-base64")
    async def test_it_watches_a_film_from_disk(self, studio: Studio) -> None:
        talk = await begin_talk(studio, GEMINI, protocol="gemini")
        film = await studio.attachments.add_bytes(EMPTY_FILM, "waves.mp4")
        answer = await talk.say("What happens?", attachments=(film,))
        assert "video/mp4" in answer.text

    @pytest.mark.covers("chat.gemini/video-url")
    async def test_it_is_given_a_film_by_link(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, GEMINI, protocol="gemini")
        link = "https://www.youtube.com/watch?v=9hE5-98ZeCg"
        answer = await talk.say("What happens?", links=(link,))
        assert link in answer.text
        files = [
            part["fileData"] for part in asked_gemini(gateway)["contents"][0]["parts"] if "fileData" in part
        ]
        assert [file["fileUri"] for file in files] == [link]

    @pytest.mark.covers("chat.gemini/google-search")
    async def test_it_searches_and_names_its_sources(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, GEMINI, protocol="gemini", web_search=True)
        answer = await talk.say("What is a relay gateway?")
        assert "](https://" in answer.text
        assert asked_gemini(gateway)["tools"] == [{"googleSearch": {}}]

    @pytest.mark.covers("chat.gemini/url-context")
    async def test_it_reads_pages_that_the_question_names(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, GEMINI, protocol="gemini", read_pages=True)
        address = f"{gateway.root}/demo/pictures/sunset.png"
        answer = await talk.say(f"What stands at {address} ?")
        assert address in answer.text
        assert asked_gemini(gateway)["tools"] == [{"urlContext": {}}]

    @pytest.mark.covers("chat.gemini/code-execution")
    async def test_it_runs_code_and_shows_what_came_of_it(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(studio, GEMINI, protocol="gemini", run_code=True)
        answer = await talk.say("Add 20 and 22")
        assert "```python\nnumbers = [20, 22]\nprint(sum(numbers))\n```" in answer.text
        assert "```text\n42\n```" in answer.text
        again = await talk.say("And 1 and 2")
        assert again.state is MessageState.COMPLETE

    @pytest.mark.covers("chat.gemini/full-parameters")
    async def test_every_parameter_reaches_it(self, studio: Studio, gateway: Gateway) -> None:
        talk = await begin_talk(
            studio, GEMINI, protocol="gemini", system_prompt="Be brief.", temperature=0.3, top_p=0.9,
            max_tokens=400, seed=7, stop=("END",), n=1, response_format="json_object",
            frequency_penalty=0.1, presence_penalty=0.2,
            extra_json=json.dumps({
                "generationConfig": {"topK": 20},
                "safetySettings": [{"category": "HARM_CATEGORY_HARASSMENT", "threshold": "BLOCK_NONE"}],
            }),
        )  # fmt: skip
        await talk.say("Hello?")
        body = asked_gemini(gateway)
        assert body["systemInstruction"] == {"parts": [{"text": "Be brief."}]}
        expected = {
            "temperature": 0.3, "topP": 0.9, "topK": 20, "maxOutputTokens": 400, "seed": 7,
            "stopSequences": ["END"], "responseMimeType": "application/json", "frequencyPenalty": 0.1,
            "presencePenalty": 0.2,
        }  # fmt: skip
        config = body["generationConfig"]
        assert {name: config[name] for name in expected} == expected
        assert body["safetySettings"][0]["threshold"] == "BLOCK_NONE"

    async def test_what_is_held_back_for_safety_is_said(self, studio: Studio) -> None:
        talk = await begin_talk(studio, GEMINI, protocol="gemini")
        answer = await talk.say("Something moderated")
        assert answer.error is not None
        assert answer.error.kind is ErrorKind.CONTENT_REFUSED


async def test_an_answer_of_another_format_goes_along_in_plain_words(
    studio: Studio, gateway: Gateway
) -> None:
    talk = await begin_talk(studio, CLAUDE, protocol="anthropic", reasoning_effort="high")
    first = await talk.say("Is 91 a prime number?")
    other = ChatSettings(model=CODEX, protocol="responses")
    await studio.conversations.change_settings(talk.id, other)
    second = await talk.say("And 97?")
    assert second.state is MessageState.COMPLETE
    said = sent(gateway, RESPONSES)["input"][1]
    assert said["content"] == [{"type": "output_text", "text": first.text}]
