"""Tools at the window: choosing them, and pressing what stands in the cards of their calls."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from app.ui.transcript.rows.tool_card import ToolCard
from app.ui.transcript.view import TranscriptView
from tests.stories.person import Person


def cards(person: Person, view: TranscriptView | None = None) -> list[str]:
    """What the cards in the transcript say, oldest first."""
    placed = (view or person.chat.conversation.transcript).stage.placed
    return [item.row.text for item in placed if isinstance(item.row, ToolCard)]


async def until_card(person: Person, words: str) -> None:
    """Wait until a card says something."""
    await person.until(lambda: any(words in card for card in cards(person)))


def press_card(person: Person, name: str, number: int = 0, view: TranscriptView | None = None) -> None:
    """Press a control of a card with the mouse: of the first card that has it, or of a later one."""
    view = view or person.chat.conversation.transcript
    found = [
        (item, spot)
        for item in view.stage.placed
        if isinstance(item.row, ToolCard)
        for spot in item.row.spots()
        if spot.name == name
    ]
    item, spot = found[number]
    place = spot.rect.center() + QPoint(view.stage.left, item.y)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


async def choose_tools(person: Person, *titles: str) -> None:
    """Tick tools, or whole servers, and close the list."""
    person.press("composer.tools")
    await person.until(lambda: person.sees("tools.chooser.tree"))
    tree = person.find("tools.chooser.tree", QTreeWidget)
    for title in titles:
        row_of(tree, title).setCheckState(0, Qt.CheckState.Checked)
    person.key("tools.chooser.tree", Qt.Key.Key_Escape)


def row_of(tree: QTreeWidget, title: str) -> QTreeWidgetItem:
    """The row that begins with a title."""
    match = Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive
    return tree.findItems(title, match)[0]
