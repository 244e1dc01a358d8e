"""A person before the form of a real card."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.catalog.cards import Cards
from app.domain.card import SlotRole
from app.domain.form import FormInput
from app.domain.ids import AttachmentId
from app.domain.media import Attachment, MediaKind
from app.ui.forms.card_form import CardForm


def picture(number: int, role: SlotRole, *, mime: str = "image/png", size_bytes: int = 3_000) -> FormInput:
    """A picture that was taken in, 800 by 600."""
    attachment = Attachment(
        id=AttachmentId(f"picture-{number}"),
        kind=MediaKind.PICTURE,
        name=f"photo {number}.png",
        mime=mime,
        size_bytes=size_bytes,
        path=f"{number}.png",
        width=800,
        height=600,
    )
    return FormInput(role, attachment)


def image() -> QImage:
    """Something to see."""
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    return image


class Painter:
    """Fills in a form by its object names, as a person does with mouse and keys."""

    def __init__(self, form: CardForm, cards: Cards, qtbot: QtBot) -> None:
        self.form = form
        self.cards = cards
        self.qtbot = qtbot

    def chooses_model(self, card_id: str) -> None:
        card = self.cards.get(card_id)
        assert card is not None, card_id
        self.form.show_card(card)

    def find(self, name: str) -> QWidget:
        """The widget of this name in the card that is shown now."""
        found = self.form.findChildren(QWidget, name)
        assert len(found) == 1, f"{name}: {len(found)}"
        return found[0]

    def sees(self, name: str) -> bool:
        return any(widget.isVisible() for widget in self.form.findChildren(QWidget, name))

    def reads(self, name: str) -> str:
        label = self.find(name)
        assert isinstance(label, QLabel)
        return label.text() if label.isVisible() else ""

    def writes(self, name: str, text: str) -> None:
        field = self.find(name)
        assert isinstance(field, QLineEdit | QPlainTextEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Delete)
        QTest.keyClicks(field, text)

    def clicks(self, name: str) -> None:
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        button.click()

    def picks(self, name: str, text: str) -> None:
        box = self.find(name)
        assert isinstance(box, QComboBox)
        row = box.findText(text)
        assert row >= 0, [box.itemText(row) for row in range(box.count())]
        box.setCurrentIndex(row)
