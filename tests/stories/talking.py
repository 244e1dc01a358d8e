"""Having a conversation at the window: say something, look at what came."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from app.domain.conversation import Message, MessageState
from app.domain.errors import ErrorKind
from tests.stories.person import Person

CHAT = "/v1/chat/completions"
ENTER = Qt.Key.Key_Return


def messages(person: Person) -> list[Message]:
    """The messages in the transcript."""
    return [node.message for node in person.chat.conversation.feed.nodes]


def send(person: Person, text: str) -> None:
    """Type and press Enter."""
    person.write("composer.input", text)
    person.key("composer.input", ENTER)


async def say(person: Person, text: str) -> Message:
    """Type, press Enter, and wait for the end of the answer, however it ends."""
    before = len(messages(person))
    send(person, text)
    await person.until(lambda: len(messages(person)) >= before + 2 and ended(person))
    return messages(person)[-1]


def ended(person: Person) -> bool:
    """Whether nothing streams any more."""
    shown = messages(person)
    quiet = not person.session.studio.chat.streaming
    return quiet and bool(shown) and shown[-1].state is not MessageState.STREAMING


async def streaming(person: Person, characters: int = 1) -> Message:
    """Wait until an answer has begun to come."""
    await person.until(lambda: messages(person) and len(live(person).text) >= characters)
    return live(person)


def live(person: Person) -> Message:
    """The last message as it stands at this moment."""
    return person.session.studio.chat.live(messages(person)[-1])


def act(person: Person, message: Message, action: str) -> None:
    """Press a button of a message."""
    person.chat.conversation.transcript.action.emit(message.id, action)


def failure(message: Message) -> ErrorKind | None:
    """What went wrong with an answer."""
    return message.error.kind if message.error else None


def read(person: Person) -> str:
    """Every word of the transcript that is on the screen."""
    view = person.chat.conversation.transcript
    view.viewport().repaint()
    return "\n".join(item.row.text for item in view.stage.placed)


def read_aloud(person: Person) -> str:
    """What a screen reader says of the messages on the screen."""
    node = QAccessible.queryAccessibleInterface(person.chat.conversation.transcript)
    children = [node.child(number) for number in range(node.childCount())]
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description)
    return "\n".join(child.text(kind) for child in children for kind in kinds)
