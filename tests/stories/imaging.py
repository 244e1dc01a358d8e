"""What a person does at the image page, for every story that plays there."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPlainTextEdit, QWidget

from app.domain.remote_task import RemoteTask
from app.ui.images.page import ImagesPage
from app.ui.images.results_model import RESULT_ROLE, Result
from tests.stories.person import Person

MODEL = "gpt-image-1.5-demo"
GENERATIONS = "/v1/images/generations"
EDITS = "/v1/images/edits"
CONTROL = Qt.KeyboardModifier.ControlModifier
RETURN = Qt.Key.Key_Return


def at_images(person: Person) -> ImagesPage:
    """Go to the image page."""
    page = person.window.show_page("images")
    assert isinstance(page, ImagesPage)
    return page


async def choose_model(person: Person, model: str) -> None:
    """Pick a model from the list."""
    await person.until(lambda: person.sees("images.prompt"))
    person.press("images.model")
    person.write("images.models.search", model)
    person.key("images.models.search", RETURN)
    await person.until(lambda: person.reads(model) and person.sees("images.prompt"))


def results(person: Person) -> list[Result]:
    """The cards of the grid, as far as they are read."""
    model = person.find("images.results", QListView).model()
    found = [model.index(row, 0).data(RESULT_ROLE) for row in range(model.rowCount())]
    return [result for result in found if isinstance(result, Result)]


def newest(person: Person) -> RemoteTask:
    """The first card's task."""
    return results(person)[0].task


async def make(person: Person, prompt: str) -> Result:
    """Write a prompt, press the button, and wait for the end of it, however it ends."""
    before = len(results(person)) if person.sees("images.results") else 0
    await person.until(person.find("images.generate").isEnabled)
    clear(person)
    person.write("images.prompt", prompt)
    person.key("images.prompt", RETURN, CONTROL)
    await person.until(lambda: person.sees("images.results") and len(results(person)) == before + 1)
    await person.until(lambda: newest(person).state.is_final)
    return results(person)[0]


def prompt(person: Person) -> str:
    """What stands in the form as prompt."""
    return person.find("images.prompt", QPlainTextEdit).toPlainText()


def clear(person: Person) -> None:
    """Empty the prompt."""
    person.key("images.prompt", Qt.Key.Key_A, CONTROL)
    person.key("images.prompt", Qt.Key.Key_Delete)


def choose(
    person: Person,
    row: int,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    place: tuple[float, float] = (0.5, 0.5),
) -> None:
    """Press a card, in its middle or at a place that is given as fractions of its sides."""
    view = person.find("images.results", QListView)
    card = view.visualRect(view.model().index(row, 0))
    point = card.topLeft() + QPoint(round(card.width() * place[0]), round(card.height() * place[1]))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, point)


def choose_first(person: Person) -> None:
    """Press the first card."""
    choose(person, 0)


def choose_more(person: Person, text: str) -> None:
    """Choose one of the rarer things from the menu of the result."""
    person.press("images.result.more")
    person.choose(text)


def picture_file(folder: Path, colour: Qt.GlobalColor) -> Path:
    """A picture of the person's."""
    path = folder / f"{colour.name}.png"
    picture = QImage(64, 48, QImage.Format.Format_RGB32)
    picture.fill(colour)
    assert picture.save(str(path))
    return path


def drop(target: QWidget, path: Path) -> None:
    """Drag a file over the page or a tray and let it go."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place = target.rect().center()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(target, enter)
    assert enter.isAccepted()
    event = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(target, event)
