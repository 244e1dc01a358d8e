"""The ways in which one model can be used, side by side."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from app.domain.card import ModelCard
from app.domain.text import Language
from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout


class CardSegments(QWidget):
    """One button for each card; a single card needs none."""

    chosen = Signal(object)
    """The card."""

    def __init__(self, name: str, language: Callable[[], Language], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._language = language
        self._cards: tuple[ModelCard, ...] = ()
        self._buttons: list[QPushButton] = []
        self._group = QButtonGroup(self)
        self._flow = FlowLayout(self, theme.space(1.5))
        self._group.idClicked.connect(self._choose)

    def show_cards(self, cards: Sequence[ModelCard], current: ModelCard) -> None:
        """Offer cards, one of them chosen."""
        self._cards = tuple(cards)
        for button in self._buttons:
            self._group.removeButton(button)
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [self._add(number, card, current) for number, card in enumerate(self._cards)]
        self.setVisible(len(self._cards) > 1)
        self.retranslate()

    def retranslate(self) -> None:
        """Names in the language of the window, each without what all have in common."""
        names = [card.name.in_language(self._language()) for card in self._cards]
        for button, name in zip(self._buttons, _told_apart(names), strict=True):
            button.setText(name)
        for button, name in zip(self._buttons, names, strict=True):
            button.setToolTip(name)
            button.setAccessibleName(name)
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _add(self, number: int, card: ModelCard, current: ModelCard) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(f"{self._name}.{card.action or number}")
        button.setProperty("kind", "chip")
        button.setCheckable(True)
        button.setChecked(card.id == current.id)
        self._group.addButton(button, number)
        self._flow.addWidget(button)
        button.show()
        return button

    def _choose(self, number: int) -> None:
        self.chosen.emit(self._cards[number])


def _told_apart(names: Sequence[str]) -> list[str]:
    """«GPT Image 1: edit pictures» among its like is «edit pictures»."""
    for mark in (" · ", ": "):
        parts = [name.partition(mark) for name in names]
        tails = [tail for _, _, tail in parts]
        if all(tails) and len({head for head, _, _ in parts}) == 1 and len(set(tails)) == len(tails):
            return [tail[:1].upper() + tail[1:] for tail in tails]
    return list(names)
