"""Two to four films side by side, played as one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.storage.settings import SettingsStore
from app.ui.films.controls import FilmControls
from app.ui.films.loudness import Loudness
from app.ui.films.surface import FilmSurface
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.icon_button import IconButton

if TYPE_CHECKING:
    from app.ui.films.playback import Playback
    from app.ui.films.together import Together

MOST = 4
NAME = "videos.compare"


@dataclass(frozen=True, slots=True)
class ComparedFilm:
    """One of the films, and what it is called."""

    path: Path
    title: str


class FilmComparison(QDialog):
    """One bar and one set of keys for all; one of them is heard. Escape closes it.

    Args:
        films: two to four of them.
    """

    def __init__(
        self,
        films: Sequence[ComparedFilm],
        theme: Theme,
        parent: QWidget,
        *,
        settings: SettingsStore | None = None,
    ) -> None:
        super().__init__(parent)
        self._films = tuple(films[:MOST])
        self._theme = theme
        self.setObjectName(NAME)
        self._loudness = Loudness(settings, self)
        self.playbacks, self.together = self._begun()
        self.surfaces = [
            FilmSurface(f"{NAME}.film.{number}", theme, self) for number in range(len(self._films))
        ]
        self.controls = FilmControls(NAME, self._loudness, theme, self)
        self.controls.offer_full_screen(offer=False)
        self._titles = [self._title(film) for film in self._films]
        self._ears = [self._ear(number) for number in range(len(self._films))]
        self._heard = QButtonGroup(self)
        self._close = Button(f"{NAME}.close", self)
        self._lay_out()
        self._connect()
        self._restyle()
        self.retranslate()
        self._hear(0)
        self.resize(parent.size() * 0.92)
        for playback, film in zip(self.playbacks, self._films, strict=True):
            playback.open(film.path)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Compare films"))
        self._close.setText(self.tr("Close"))
        for film, surface, ear in zip(self._films, self.surfaces, self._ears, strict=True):
            surface.setAccessibleName(film.title)
            ear.setToolTip(self.tr("Hear this one"))
            ear.setAccessibleName(self.tr("Hear: %1").replace("%1", film.title))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of a player, for all films."""
        if not self.controls.press(event):
            super().keyPressEvent(event)

    def _begun(self) -> "tuple[list[Playback], Together]":
        from app.ui.films.playback import Playback  # both bring Qt's multimedia, not at the start
        from app.ui.films.together import Together

        playbacks = [Playback(self._loudness, self) for _ in self._films]
        return playbacks, Together(playbacks, self)

    def _title(self, film: ComparedFilm) -> ElidedLabel:
        title = ElidedLabel("muted", self)
        title.setText(film.title)
        return title

    def _ear(self, number: int) -> IconButton:
        ear = IconButton(self._theme, "muted", f"{NAME}.hear.{number}", self)
        ear.setCheckable(True)
        return ear

    def _lay_out(self) -> None:
        self._grid = QGridLayout()
        columns = 2 if len(self._films) == MOST else len(self._films)
        for number, (surface, title, ear) in enumerate(
            zip(self.surfaces, self._titles, self._ears, strict=True)
        ):
            line, column = divmod(number, columns)
            head = QHBoxLayout()
            head.addWidget(title, 1)
            head.addWidget(ear)
            self._grid.addLayout(head, 2 * line, column)
            self._grid.addWidget(surface, 2 * line + 1, column)
            self._grid.setRowStretch(2 * line + 1, 1)
            self._grid.setColumnStretch(column, 1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self.controls, 1)
        self._close_box = QVBoxLayout()
        self._close_box.addWidget(self._close, 0, Qt.AlignmentFlag.AlignBottom)
        self._foot.addLayout(self._close_box)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(0, 0, 0, 0)
        column_box.addLayout(self._grid, 1)
        column_box.addLayout(self._foot)

    def _connect(self) -> None:
        self.controls.serve(self.together)
        for number, ear in enumerate(self._ears):
            self._heard.addButton(ear)
            ear.clicked.connect(partial(self._hear, number))
        for surface, playback in zip(self.surfaces, self.playbacks, strict=True):
            surface.watch(playback)
            surface.pressed.connect(self.together.toggle)
        self._close.clicked.connect(self.reject)
        self.finished.connect(self._leave)
        self._theme.changed.connect(self._restyle)

    def _leave(self) -> None:
        """Let go of all files."""
        for playback in self.playbacks:
            playback.leave()

    def _hear(self, chosen: int) -> None:
        self._ears[chosen].setChecked(True)
        self.together.hear(chosen)
        for number, ear in enumerate(self._ears):
            ear.show_icon("volume" if number == chosen else "muted")

    def _restyle(self) -> None:
        space = self._theme.space
        self._grid.setContentsMargins(space(3), space(2), space(3), 0)
        self._grid.setSpacing(space(2))
        self._foot.setContentsMargins(space(1), 0, space(3), space(2))
        self._close_box.setContentsMargins(0, 0, 0, space(2))
        self.setMinimumSize(QSize(space(120), space(90)))
