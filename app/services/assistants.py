"""The person's assistants."""

from collections.abc import Callable

from app.domain.assistant import LONGEST_NAME, Assistant, portable
from app.domain.conversation import ChatSettings
from app.domain.errors import InputError
from app.domain.ids import AssistantId
from app.domain.template import TemplateError, parse_template
from app.protocols.chat.openai_request import response_format
from app.services.clock import new_id
from app.services.events import AssistantsChanged, Hub
from app.services.shelf import Shelf, Shipped
from app.services.shelf_files import ShelfFormat
from app.storage.database import Database
from app.storage.shelf import ShelfStore


class Assistants(Shelf[Assistant]):
    """Beginnings for conversations. No change of one changes a conversation that was begun with it."""

    def __init__(self, database: Database, shipped: Callable[[], Shipped[Assistant]], hub: Hub) -> None:
        store = ShelfStore(database, "assistants")
        super().__init__(store, Assistant, shipped, lambda: hub.publish(AssistantsChanged()))


def new_assistant(name: str = "", settings: ChatSettings = ChatSettings()) -> Assistant:
    """An assistant that is not kept yet."""
    return Assistant(AssistantId(new_id()), name, settings=settings)


def problem_of(assistant: Assistant) -> str:
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
    check=problem_of,
    words=lambda item: (item.name, item.icon, item.description, item.first_message, portable(item).settings),
    portable=portable,
)
