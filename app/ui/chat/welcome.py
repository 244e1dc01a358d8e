"""What stands where a new conversation will be."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.assistant import Assistant
from app.domain.conversation import AssistantMark
from app.ui.assistants.cards import AssistantCards
from app.ui.assistants.preview import AvatarPreview
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.wrapped_label import WrappedLabel

CARDS_STEPS = 180
CARDS_STRETCH = 10_000
"""Against 1 on each side: all the room that there is, up to its greatest width."""


class Welcome(QScrollArea):
    """A greeting and a few beginnings that fill the composer; in a small window it can be scrolled."""

    suggested = Signal(str)
    assistant_wanted = Signal(str)
    """The id of an assistant whose card was pressed."""
    assistants_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._profile_name = ""
        self._demo = False
        self._mark: AssistantMark | None = None
        self._about = ""
        self.setObjectName("welcome")
        self._show_as_page()
        content = QWidget()
        self.setWidget(content)
        self._title = WrappedLabel("title", content)
        self._hint = WrappedLabel("muted", content)
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._avatar = AvatarPreview(theme, content)
        self._avatar.hide()
        self._cards = AssistantCards(theme, content)
        self._cards.chosen.connect(self.assistant_wanted)
        self._cards.all_wanted.connect(self.assistants_wanted)
        chips = QWidget(content)
        self._chips = chips
        self._buttons = [Button(f"welcome.suggestion.{number}", chips, "chip") for number in range(4)]
        for button in self._buttons:
            button.clicked.connect(self._suggest)
        self._grid = QGridLayout(chips)
        self._cards_row = QHBoxLayout()
        self._cards_row.addStretch(1)
        self._cards_row.addWidget(self._cards, CARDS_STRETCH)
        self._cards_row.addStretch(1)
        self._column = QVBoxLayout(content)
        self._column.addStretch(3)
        self._column.addWidget(self._avatar, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._column.addWidget(self._title)
        self._column.addWidget(self._hint)
        self._column.addWidget(chips, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._column.addLayout(self._cards_row)
        self._column.addStretch(4)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_profile(self, name: str, *, demo: bool) -> None:
        """Say with whom one is about to talk."""
        self._profile_name = name
        self._demo = demo
        self.retranslate()

    def show_assistants(self, assistants: Sequence[Assistant]) -> None:
        """Offer the first of the assistants."""
        self._cards.show_assistants(assistants)

    def show_assistant(self, mark: AssistantMark | None, about: str) -> None:
        """Greet with an assistant that was chosen; nothing else is offered then."""
        self._mark, self._about = mark, about
        for part in (self._cards, self._chips):
            part.setVisible(mark is None)
        self._avatar.setVisible(mark is not None)
        if mark is not None:
            self._avatar.show_mark(mark)
        self._show_words()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._show_words()
        texts = (
            self.tr("What can this studio do?"),
            self.tr("How do I add my first key?"),
            self.tr("Show me everything Markdown can do"),
            self.tr("Think step by step: chickens and rabbits in a cage"),
        )
        for button, text in zip(self._buttons, texts, strict=True):
            button.setText(text)
            button.setAccessibleName(text)
        self._place_buttons()

    def _show_words(self) -> None:
        self._title.setText(self._mark.name if self._mark else self.tr("What shall we talk about?"))
        if self._mark is not None:
            self._hint.setText(self._about)
        elif self._demo:
            self._hint.setText(
                self.tr("The built-in demo answers here: offline, free, and not a real model.")
            )
        else:
            name = self._profile_name
            self._hint.setText(
                self.tr("You are talking through {provider}.").format(provider=name) if name else ""
            )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two beginnings side by side where there is room."""
        super().resizeEvent(event)
        self._place_buttons()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_as_page(self) -> None:
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(0)

    def _place_buttons(self) -> None:
        widest = max(button.sizeHint().width() for button in self._buttons)
        columns = 2 if self.width() >= 2 * widest + self._theme.space(12) else 1
        for number, button in enumerate(self._buttons):
            self._grid.addWidget(button, number // columns, number % columns)

    def _suggest(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.suggested.emit(button.text())

    def _restyle(self) -> None:
        self._column.setSpacing(self._theme.space(3))
        self._grid.setSpacing(self._theme.space(2))
        self._cards.setMaximumWidth(self._theme.space(CARDS_STEPS))
        margin = self._theme.space(6)
        self._cards_row.setContentsMargins(margin, self._theme.space(5), margin, 0)
        self._place_buttons()
