"""How assistants and prompts stand in files, and what keeps one from being used."""

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


ASSISTANT_FILE: ShelfFormat[Assistant] = ShelfFormat(
    kind="assistants",
    record=Assistant,
    name=lambda item: item.name,
    check=assistant_problem,
    words=lambda item: (item.name, item.icon, item.description, item.first_message, portable(item).settings),
    portable=portable,
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
)
