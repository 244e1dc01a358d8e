"""What a provider answered in words: prompts that can be drawn, or links of what was uploaded."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.bounded_area import BoundedArea
from app.ui.widgets.button import Button

HEIGHT_STEPS = 60
GIVING_PROMPTS = ("describe", "shorten")
"""What cards are for whose answers can be drawn."""
_LINKS = ("http://", "https://")


class ResultTexts(BoundedArea):
    """Each text beside what can be done with it; out of sight where there are none."""

    prompt_wanted = Signal(str)
    """A prompt that shall be drawn."""
    copy_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("images.result.texts", HEIGHT_STEPS, theme, parent)
        self._texts: tuple[str, ...] = ()
        self._lead = ""
        self._are_prompts = False
        self.hide()
        theme.changed.connect(self._rebuild)

    def show_texts(self, texts: Sequence[str], lead: str = "", *, are_prompts: bool = False) -> None:
        """Show these and no others, below what was said before them.

        Args:
            are_prompts: they can be drawn; others are words beside a picture, or in place of one.
        """
        if (tuple(texts), lead, are_prompts) != (self._texts, self._lead, self._are_prompts):
            self._texts, self._lead, self._are_prompts = tuple(texts), lead, are_prompts
            self._rebuild()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._rebuild()

    def _rebuild(self) -> None:
        space = self._theme.space
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(2))
        if self._lead:
            lead = self._label("images.result.lead", self._lead, "muted", content)
            lead.setTextFormat(Qt.TextFormat.MarkdownText)  # the words that count are bold
            column.addWidget(lead)
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(2))
        for number, text in enumerate(self._texts):
            grid.addWidget(self._label(f"images.result.text.{number}", text, "", content), number, 0)
            grid.addWidget(self._button(number, text, content), number, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(grid)
        column.addStretch(1)
        self.show_content(content)
        self.setVisible(bool(self._texts))

    def _label(self, name: str, text: str, kind: str, content: QWidget) -> QLabel:
        label = QLabel(text, content)
        label.setObjectName(name)
        label.setProperty("kind", kind)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _button(self, number: int, text: str, content: QWidget) -> Button:
        button = Button(f"images.result.use.{number}", content)
        button.setText(self._offer(text))
        button.setAccessibleName(f"{button.text()}: {text}")
        wanted = self.prompt_wanted if self._is_prompt(text) else self.copy_wanted
        button.clicked.connect(partial(wanted.emit, text))
        return button

    def _offer(self, text: str) -> str:
        if self._is_prompt(text):
            return self.tr("Use this prompt")
        return self.tr("Copy the link") if text.startswith(_LINKS) else self.tr("Copy the words")

    def _is_prompt(self, text: str) -> bool:
        return self._are_prompts and not text.startswith(_LINKS)
