"""The first assistants as cards, where a conversation begins."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.assistant import Assistant
from app.ui.assistants.card import WIDTH_STEPS, AssistantCard
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

MOST_CARDS = 6
MOST_COLUMNS = 3
LEAST_STEPS = 46
"""Narrower, a card says nothing."""


class AssistantCards(QWidget):
    """As many side by side as there is room for, and the way to all of them."""

    chosen = Signal(str)
    """An assistant's id."""
    all_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[Assistant, ...] = ()
        self._cards: list[AssistantCard] = []
        self._grid = QGridLayout()
        self._all = Button("welcome.assistants.all", self, "link")
        self._all.clicked.connect(self.all_wanted)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._all)
        foot.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._grid)
        self._column.addLayout(foot)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_assistants(self, assistants: Sequence[Assistant]) -> None:
        """Show the first of them."""
        if tuple(assistants[:MOST_CARDS]) == self._shown:
            return
        self._shown = tuple(assistants[:MOST_CARDS])
        for card in self._cards:
            card.hide()
            card.deleteLater()
        self._cards = [AssistantCard(one, self._theme, self) for one in self._shown]
        for card in self._cards:
            card.clicked.connect(self._tell)
        self._place()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._all.setText(self.tr("All assistants…"))
        self._all.setAccessibleName(self._all.text())
        self._all.setToolTip(self.tr("New conversation with an assistant (Ctrl+Shift+N)"))

    def sizeHint(self) -> QSize:
        """Three cards side by side."""
        hint = super().sizeHint()
        return QSize(self._theme.space(MOST_COLUMNS * WIDTH_STEPS + 6), hint.height())

    def minimumSizeHint(self) -> QSize:
        """One card."""
        return QSize(self._theme.space(LEAST_STEPS), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold another number of them side by side."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _tell(self) -> None:
        card = self.sender()
        if isinstance(card, AssistantCard):
            self.chosen.emit(card.assistant.id)

    def _place(self) -> None:
        room = max(1, self.width() // self._theme.space(LEAST_STEPS + 2))
        columns = min(MOST_COLUMNS, room)
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // columns, number % columns, Qt.AlignmentFlag.AlignTop)
        for column in range(MOST_COLUMNS):
            self._grid.setColumnStretch(column, int(column < columns))

    def _restyle(self) -> None:
        self._grid.setSpacing(self._theme.space(2))
        self._column.setSpacing(self._theme.space(2))
        for card in self._cards:
            card.updateGeometry()
            card.update()
