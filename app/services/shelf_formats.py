"""How assistants and prompts stand in files, and what keeps one from being used."""

from typing import Any

from app.domain.assistant import LONGEST_NAME, Assistant, portable
from app.domain.errors import InputError
from app.domain.prompt import LONGEST_TITLE, Prompt
from app.domain.template import TemplateError, parse_template
from app.protocols.chat.openai_request import response_format
from app.services.shelf_files import ShelfFormat


def assistant_problem(assistant: Assistant) -> str:
    """What keeps an assistant from being used, as a word; empty where nothing does."""
    if not 1 <= len(assistant.name.strip()) <= LONGEST_NAME:
        return "name"
    try:
        parse_template(assistant.first_message)
        response_format(assistant.settings.response_format)
    except TemplateError:
        return "first_message"
    except InputError:
        return "response_format"
    return ""


def _adapted_assistant(row: dict[str, Any]) -> dict[str, Any]:
    """Cherry Studio's ``emoji`` and ``prompt``, NextChat's ``context`` and ``modelConfig``."""
    if "settings" in row:
        return row
    context, model = row.get("context"), row.get("modelConfig")
    said = [one for one in context if isinstance(one, dict)] if isinstance(context, list) else []
    system = [str(one.get("content") or "") for one in said if one.get("role") == "system"]
    told = model if isinstance(model, dict) else {}
    settings = {
        "system_prompt": str(row.get("prompt") or row.get("system_prompt") or "\n\n".join(system)),
        "model": told.get("model", ""),
        "temperature": told.get("temperature"),
    }
    return {"icon": str(row.get("emoji") or ""), **row, "settings": settings}


def _adapted_prompt(row: dict[str, Any]) -> dict[str, Any]:
    """Names that other programs use for the same."""
    title, text = row.get("name") or row.get("act"), row.get("content") or row.get("prompt")
    return {"title": title or "", "text": text or "", **row}


ASSISTANT_FILE: ShelfFormat[Assistant] = ShelfFormat(
    kind="assistants",
    record=Assistant,
    name=lambda item: item.name,
    check=assistant_problem,
    words=lambda item: (item.name, item.icon, item.description, item.first_message, portable(item).settings),
    portable=portable,
    adapted=_adapted_assistant,
)


def prompt_problem(prompt: Prompt) -> str:
    """What keeps a prompt from being used, as a word; empty where nothing does."""
    if not 1 <= len(prompt.title.strip()) <= LONGEST_TITLE:
        return "title"
    if not prompt.text.strip():
        return "text"
    try:
        parse_template(prompt.text)
    except TemplateError as error:
        return error.fault.value
    return ""


PROMPT_FILE: ShelfFormat[Prompt] = ShelfFormat(
    kind="prompts",
    record=Prompt,
    name=lambda item: item.title,
    check=prompt_problem,
    words=lambda item: (item.title, item.text, item.tags),
    adapted=_adapted_prompt,
)
