"""One film in a window of its own."""

from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.storage.settings import SettingsStore
from app.ui.films.player import FilmPlayer
from app.ui.theme.theme import Theme


class FilmViewer(QDialog):
    """Plays at once. Closes with Escape.

    Args:
        title: what the film is called.
    """

    def __init__(
        self,
        path: Path,
        title: str,
        theme: Theme,
        parent: QWidget,
        *,
        settings: SettingsStore | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = title
        self.setObjectName("film")
        self.player = FilmPlayer(theme, self, settings=settings)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.player)
        self.setMinimumSize(QSize(theme.space(80), theme.space(60)))
        self.resize(parent.size() * 0.92)
        self.finished.connect(self.player.stop)
        self.retranslate()
        self.player.show_film(path, play=True)
        self.player.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self._title or self.tr("Film"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
