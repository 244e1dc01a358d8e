"""What stands where a new conversation will be."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme


class Welcome(QWidget):
    """A greeting and a few beginnings that fill the composer."""

    suggested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._profile_name = ""
        self._demo = False
        self.setObjectName("welcome")
        self._title = QLabel(self)
        self._title.setProperty("kind", "title")
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "muted")
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setWordWrap(True)
        self._buttons = [QPushButton(self) for _ in range(4)]
        chips = QWidget(self)
        grid = QGridLayout(chips)
        for number, button in enumerate(self._buttons):
            button.setObjectName(f"welcome.suggestion.{number}")
            button.setProperty("kind", "chip")
            button.clicked.connect(self._suggest)
            grid.addWidget(button, number // 2, number % 2)
        self._column = QVBoxLayout(self)
        self._column.addStretch(3)
        self._column.addWidget(self._title)
        self._column.addWidget(self._hint)
        self._column.addWidget(chips, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(4)
        self._grid = grid
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
            self._hint.setText(self.tr("You are talking through %1.").replace("%1", name) if name else "")
        texts = (
            self.tr("What can this studio do?"),
            self.tr("How do I add my first key?"),
            self.tr("Show me everything Markdown can do"),
            self.tr("Think step by step: is 91 a prime number?"),
        )
        for button, text in zip(self._buttons, texts, strict=True):
            button.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _suggest(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.suggested.emit(button.text())

    def _restyle(self) -> None:
        self._column.setSpacing(self._theme.space(3))
        self._grid.setSpacing(self._theme.space(2))
