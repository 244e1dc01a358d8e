"""generateContent of chat models: what is asked."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.demo.chat_request import ChatCall, ChatMessage, mapping, readable, stop_words
from app.demo.google import Fetch, GoogleRefusal, named
from app.demo.models import DemoModel
from app.demo.native.call import NativeCall, Tool
from app.demo.native.gemini_parts import Turn, check_calls, media_of, message_of, results_of, turns_of
from app.demo.native.trouble import ChatTrouble

_BUILT_IN = ("googleSearch", "urlContext", "codeExecution", "googleSearchRetrieval", "googleMaps")
_LEVELS = ("MINIMAL", "LOW", "MEDIUM", "HIGH", "XHIGH")
_ASKED_ELSEWHERE = {"contents", "tools", "systemInstruction", "system_instruction"}
_MOST_TOKENS = 1_048_576


def read_gemini_call(body: object, model: DemoModel, fetch: Fetch, *, streams: bool) -> NativeCall:
    """Understand a request.

    Raises:
        GoogleRefusal: as Google refuses it.
    """
    turns, config = turns_of(body), mapping(named(body, "generationConfig"))
    asked = next((turn for turn in reversed(turns) if turn.asks), turns[-1])
    chat = _chat(body, turns, model, config, fetch, streams=streams)
    is_known = not ChatTrouble.OTHER_ACCOUNT.is_in(chat.question.text)
    check_calls(turns, signs=model.signs_calls, is_known=is_known)
    if ChatTrouble.TOO_LONG.is_in(chat.question.text):
        raise GoogleRefusal(
            f"The input token count exceeds the maximum number of tokens allowed {_MOST_TOKENS}."
        )
    tools = [mapping(tool) for tool in named(body, "tools") or ()]
    functions = tuple(_function(one) for tool in tools for one in named(tool, "functionDeclarations") or ())
    built_in = {name for name in _BUILT_IN for tool in tools if named(tool, name) is not None}
    if functions and built_in:
        raise GoogleRefusal("Built-in tools and Function Calling cannot be combined in the same request.")
    thinking = _thinking(config, model)
    return NativeCall(
        chat,
        media=media_of(asked, fetch),
        tools=functions,
        tool_choice=_choice(body),
        results=results_of(turns),
        thinks=named(thinking, "thinkingBudget") != 0,
        shows_thoughts=named(thinking, "includeThoughts") is True,
        searches=bool(built_in & {"googleSearch", "googleSearchRetrieval"}),
        runs_code="codeExecution" in built_in,
        reads_pages="urlContext" in built_in,
        schema=_schema(config),
    )


def _chat(
    body: object,
    turns: Sequence[Turn],
    model: DemoModel,
    config: Mapping[str, Any],
    fetch: Fetch,
    *,
    streams: bool,
) -> ChatCall:
    messages = [message_of(turn, fetch) for turn in turns]
    spoken = [message for message in messages if message.text or message.pictures]
    effort = str(named(named(config, "thinkingConfig"), "thinkingLevel") or "").lower()
    is_json = named(config, "responseMimeType") == "application/json"
    return ChatCall(
        model=model, messages=(*_system(body), *(spoken or messages)), stream=streams,
        stop=stop_words(named(config, "stopSequences")), most_tokens=_most_tokens(config),
        format="json_object" if is_json else "text", effort=effort,
        settings={name: value for name, value in mapping(body).items() if name not in _ASKED_ELSEWHERE},
    )  # fmt: skip


def _system(body: object) -> tuple[ChatMessage, ...]:
    parts = named(named(body, "systemInstruction"), "parts") or ()
    text = "\n".join(str(named(part, "text") or "") for part in parts)
    return (ChatMessage("system", readable(text)),) if text else ()


def _most_tokens(config: Mapping[str, Any]) -> int | None:
    limit = named(config, "maxOutputTokens")
    if limit is None:
        return None
    if isinstance(limit, bool) or not isinstance(limit, int) or limit < 1:
        raise GoogleRefusal("max_output_tokens must be positive.")
    return limit


def _thinking(config: Mapping[str, Any], model: DemoModel) -> Mapping[str, Any]:
    thinking = mapping(named(config, "thinkingConfig"))
    budget, level = named(thinking, "thinkingBudget"), named(thinking, "thinkingLevel")
    if budget is not None and level is not None:
        raise GoogleRefusal("You can only set only one of thinking budget and thinking level.")
    if level is not None and not model.signs_calls:
        raise GoogleRefusal("Thinking level is not supported for this model.")
    if level is not None and str(level).upper() not in _LEVELS:
        raise GoogleRefusal(f"Invalid value at 'generation_config.thinking_config.thinking_level': {level}")
    if budget == 0 and model.signs_calls:
        raise GoogleRefusal("Budget 0 is invalid. This model only works in thinking mode.")
    return thinking


def _schema(config: Mapping[str, Any]) -> Mapping[str, Any] | None:
    schema = named(config, "responseJsonSchema") or named(config, "responseSchema")
    if schema is None:
        return None
    if named(config, "responseMimeType") != "application/json":
        raise GoogleRefusal("response_schema is only supported with response_mime_type 'application/json'.")
    return mapping(schema)


def _choice(body: object) -> str:
    config = named(named(body, "toolConfig"), "functionCallingConfig")
    allowed = list(named(config, "allowedFunctionNames") or [])
    mode = str(named(config, "mode") or "AUTO").lower()
    if mode == "any" and len(allowed) == 1:
        return str(allowed[0])
    return mode if mode in ("any", "none") else "auto"


def _function(declared: object) -> Tool:
    name = str(named(declared, "name") or "")
    if not name:
        raise GoogleRefusal(
            "* GenerateContentRequest.tools[0].function_declarations[0].name: Invalid function name."
        )
    schema = named(declared, "parametersJsonSchema") or named(declared, "parameters")
    return Tool(name, str(named(declared, "description") or ""), mapping(schema))
