"""The way back to the end of the conversation."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.theme.theme import Theme
from app.ui.transcript.phrases import Phrases


class JumpButton(QPushButton):
    """Shows while the end is out of sight; counts the messages that came meanwhile."""

    def __init__(self, theme: Theme, phrases: Phrases, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("transcript.jump")
        self.setProperty("kind", "jump")
        self._theme = theme
        self._phrases = phrases
        self._count = 0
        self.hide()
        self.retranslate()

    def count(self, messages: int) -> None:
        """So many messages came."""
        if messages != self._count:
            self._count = messages
            self.retranslate()

    def retranslate(self) -> None:
        """Take words and looks anew."""
        self.setIcon(self._theme.icon("arrow-down", "accent" if self._count else "text_muted"))
        self.setIconSize(QSize(self._theme.space(4), self._theme.space(4)))
        self.setText(self._phrases.new_messages(self._count) if self._count else "")
        self.setAccessibleName(self._phrases.to_end())
        self.setToolTip(self._phrases.to_end())
        self.adjustSize()
