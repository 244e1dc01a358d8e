"""Product §2: Ctrl+P leads to models, conversations and commands from every page."""

from PySide6.QtCore import Qt

from tests.stories.person import Person

CTRL = Qt.KeyboardModifier.ControlModifier
ENTER = Qt.Key.Key_Return


async def choose(person: Person, text: str) -> None:
    """Open the palette, type, take the first that fits."""
    person.window.command_palette.open()
    await person.until(lambda: person.sees("palette.input"))
    person.write("palette.input", text)
    person.key("palette.input", ENTER)


async def test_a_model_is_chosen_from_the_settings_page(person: Person) -> None:
    person.window.show_page("settings")
    await choose(person, "demo-vision")
    await person.until(lambda: person.window.current_page == "conversations")
    await person.until(lambda: person.chat.conversation.models.settings.model == "demo-vision")


async def test_a_conversation_is_found_by_its_title(person: Person) -> None:
    studio = person.session.studio
    conversation = await studio.conversations.create(person.chat.conversation.models.settings)
    await studio.conversations.rename(conversation.id, "Walking in Lyon")
    await choose(person, "lyon")
    await person.until(lambda: person.chat.conversation.conversation_id == conversation.id)


async def test_a_new_conversation_is_a_command(person: Person) -> None:
    studio = person.session.studio
    conversation = await studio.conversations.create(person.chat.conversation.models.settings)
    person.chat.open(conversation.id)
    await choose(person, "New conversation")
    await person.until(lambda: person.chat.conversation.conversation_id is None)
