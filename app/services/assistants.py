"""The person's assistants."""

from collections.abc import Callable

from app.domain.assistant import Assistant
from app.domain.conversation import ChatSettings
from app.domain.ids import AssistantId
from app.services.clock import new_id
from app.services.events import AssistantsChanged, Hub
from app.services.shelf import Shelf, Shipped
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
