"""Chooses what a character is made from: a file, a film of the library, or a link."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.domain.addresses import host_of
from app.domain.character import CharacterLimits, check_clip
from app.domain.errors import ErrorKind, InputError, StudioError
from app.domain.media import Asset
from app.domain.profile import Profile
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.characters.clip import Clip
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.given import files_in
from app.ui.widgets.wrapped_label import WrappedLabel

PickFilm = Callable[[QWidget], Coroutine[object, object, Asset | None]]
_FILMS = "*.mp4 *.mov *.m4v"


class ClipField(QWidget):
    """Says at once where a clip is outside the limits of the provider; a file may be dropped on it.

    Args:
        pick_film: has the person choose a film of the library.
        sentence: an error in the person's words.
    """

    changed = Signal()

    def __init__(
        self,
        studio: Studio,
        profile: Profile,
        limits: CharacterLimits,
        pick_film: PickFilm,
        sentence: Callable[[StudioError], str],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._profile = profile
        self._limits = limits
        self._pick_film = pick_film
        self._sentence = sentence
        self._theme = theme
        self._clip = Clip()
        self.setAcceptDrops(limits.takes_files)
        self._words = ElidedLabel("", self)
        self._words.setObjectName("characters.clip")
        self._file = Button("characters.clip.file", self)
        self._file.clicked.connect(lambda: self._run(self._choose_file()))
        self._library = Button("characters.clip.library", self)
        self._library.clicked.connect(lambda: self._run(self._choose_film()))
        self._link = QLineEdit(self)
        self._link.setObjectName("characters.clip.link")
        self._link.textEdited.connect(self._take_link)
        self._problem = WrappedLabel("error", self)
        self._problem.setObjectName("characters.clip.problem")
        self._problem.hide()
        self._lay_out()
        self.retranslate()

    @property
    def clip(self) -> Clip:
        """What was chosen; an empty one where nothing was."""
        return self._clip

    def take_file(self, path: Path) -> None:
        """Choose a file."""
        self._run(self._read(path))

    def take_film(self, film: Asset) -> None:
        """Choose a film that was made here."""
        self._run(self._take_film(film))

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with it."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._file.setText(self.tr("Choose a file…"))
        self._library.setText(self.tr("From the library…"))
        self._link.setPlaceholderText(
            self.tr("or a link to a clip") if self._limits.takes_files else self.tr("or a link to a film")
        )
        self._link.setAccessibleName(self._link.placeholderText())
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if files_in(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.take_file(files_in(event.mimeData())[0])
        event.acceptProposedAction()

    async def _choose_file(self) -> None:
        title, films = self.tr("Choose a clip"), self.tr("Films")
        for path in (await dialogs.pick_files(self.window(), title, f"{films} ({_FILMS})"))[:1]:
            await self._read(path)

    async def _choose_film(self) -> None:
        film = await self._pick_film(self.window())
        if film is not None:
            await self._take_film(film)

    async def _take_film(self, film: Asset) -> None:
        path = Path(film.path)
        if self._limits.takes_files:
            await self._read(path)
            return
        facts = await self._studio.characters.facts_of(path)
        if not _lies_at(self._profile, film):
            self._set(Clip(path, facts))
            self.show_problem(
                self.tr("This film was not made at %1. Choose another one, or paste a link.").replace(
                    "%1", self._profile.name
                )
            )
            return
        self._set(Clip(path, facts, film_id=film.provenance.task_id))

    async def _read(self, path: Path) -> None:
        facts = await self._studio.characters.facts_of(path)
        self._set(Clip(path, facts))
        if facts.duration_ms is None:
            raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": path.name}, field="clip")
        if self._limits.span_wanted(facts) is not None:
            facts = replace(facts, duration_ms=None)  # it is cut
        check_clip(facts, self._limits)

    def _take_link(self, text: str) -> None:
        self._clip = Clip(link=text.strip())
        self.show_problem("")
        self._show()
        self.changed.emit()

    def _set(self, clip: Clip) -> None:
        self._clip = clip
        self._link.clear()
        self.show_problem("")
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        clip = self._clip
        size = f"{clip.facts.width} × {clip.facts.height}" if clip.facts.width else ""
        length = f"{clip.length_s:.1f} s" if clip.length_s is not None else ""
        name = clip.path.name if clip.path is not None else ""
        words = " · ".join(filter(None, (length, size, name)))
        self._words.setText(words or self.tr("Nothing chosen yet"))
        self._words.setVisible(not clip.link)

    def _run(self, work: Coroutine[object, object, None]) -> None:
        Operation(self, work, failed=lambda error: self.show_problem(self._sentence(error)))

    def _lay_out(self) -> None:
        space = self._theme.space
        self._file.setVisible(self._limits.takes_files)
        self._link.setVisible(self._limits.takes_links)
        row = QHBoxLayout()
        row.setSpacing(space(2))
        for button in (self._file, self._library):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(1.5))
        column.addLayout(row)
        for part in (self._words, self._link, self._problem):
            column.addWidget(part)


def _lies_at(profile: Profile, film: Asset) -> bool:
    """Whether a provider made a film, so that it knows it by its id."""
    origin = film.provenance
    is_here = origin.gateway in map(host_of, profile.lines) or origin.profile_name == profile.name
    return is_here and bool(origin.task_id)
