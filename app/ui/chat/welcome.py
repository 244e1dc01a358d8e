"""What stands where a new conversation will be."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.wrapped_label import WrappedLabel


class Welcome(QScrollArea):
    """A greeting and a few beginnings that fill the composer; in a small window it can be scrolled."""

    suggested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._profile_name = ""
        self._demo = False
        self.setObjectName("welcome")
        self._show_as_page()
        content = QWidget()
        self.setWidget(content)
        self._title = WrappedLabel("title", content)
        self._hint = WrappedLabel("muted", content)
        for label in (self._title, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        chips = QWidget(content)
        self._buttons = [Button(f"welcome.suggestion.{number}", chips, "chip") for number in range(4)]
        for button in self._buttons:
            button.clicked.connect(self._suggest)
        self._grid = QGridLayout(chips)
        self._column = QVBoxLayout(content)
        self._column.addStretch(3)
        self._column.addWidget(self._title)
        self._column.addWidget(self._hint)
        self._column.addWidget(chips, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(4)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_profile(self, name: str, *, demo: bool) -> None:
        """Say with whom one is about to talk."""
        self._profile_name = name
        self._demo = demo
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._title.setText(self.tr("What shall we talk about?"))
        if self._demo:
            self._hint.setText(
                self.tr("The built-in demo answers here: offline, free, and not a real model.")
            )
        else:
            name = self._profile_name
            self._hint.setText(
                self.tr("You are talking through {provider}.").format(provider=name) if name else ""
            )
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
        self._place_buttons()
