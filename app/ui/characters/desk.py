"""Opens the window of the characters, and sends what is asked for there."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.character import Character
from app.domain.errors import StudioError
from app.domain.media import Asset, MediaKind
from app.domain.profile import Profile
from app.services.jobs.character_orders import CharacterOrder
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.bridge import Bridge
from app.ui.characters.dialog import CharactersDialog
from app.ui.characters.new_character import NewCharacter
from app.ui.films.frames import FilmFrames
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme


class CharactersDesk(QObject):
    """Serves one page. What was sent goes on when the windows are closed."""

    used = Signal(object)
    """A ``Character`` shall be called in the prompt."""

    def __init__(
        self,
        studio: Studio,
        bridge: Bridge,
        frames: FilmFrames,
        notices: Notices,
        theme: Theme,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._studio = studio
        self._bridge = bridge
        self._frames = frames
        self._notices = notices
        self._theme = theme
        self._page = page
        self._dialog: CharactersDialog | None = None

    def open(self) -> None:
        """Show the characters."""
        if self._dialog is None:
            Operation(self, self._show(), failed=self._notices.show_error)

    def make_from(self, film: Asset) -> None:
        """Make a character from a film, at the provider in use."""
        profile = self._studio.profiles.active
        if profile is not None:
            Operation(self, self._make(profile, self._page.window(), film), failed=self._show_error)

    async def _show(self) -> None:
        window = self._page.window()
        self._dialog = CharactersDialog(self._studio, self._bridge, self._words, self._theme, window)
        self._dialog.new_wanted.connect(self._make_another)
        try:
            accepted = await dialogs.finished(self._dialog)
            one = self._dialog.used
        finally:
            self._dialog = None
        if accepted == QDialog.DialogCode.Accepted and isinstance(one, Character):
            self.used.emit(one)

    def _make_another(self, profile: Profile) -> None:
        Operation(self, self._make(profile, self._dialog or self._page.window()), failed=self._show_error)

    async def _make(self, profile: Profile, parent: QWidget, film: Asset | None = None) -> None:
        dialog = NewCharacter(
            self._studio, profile, self._frames, self._pick_film, self._sentence, self._theme, parent, film
        )
        accepted = await dialogs.finished(dialog)
        order: CharacterOrder | None = dialog.order
        if accepted == QDialog.DialogCode.Accepted and order is not None:
            if self._dialog is None:
                self.open()
            await self._studio.characters.create(profile, order)

    async def _pick_film(self, parent: QWidget) -> Asset | None:
        from app.ui.library.picker import LibraryPicker  # for who looks there

        picker = LibraryPicker(
            self._studio, self._bridge, self._notices, self._theme, parent, MediaKind.VIDEO
        )
        await picker.pick()
        return next(iter(picker.chosen), None)

    def _show_error(self, error: StudioError) -> None:
        """Where the person looks."""
        if self._dialog is not None:
            self._dialog.show_problem(self._words(error)[1])
        else:
            self._notices.show_error(error)

    def _words(self, error: StudioError) -> tuple[str, str]:
        words = self._notices.words(error)
        return words.title, " ".join(filter(None, (words.sentence, words.step)))

    def _sentence(self, error: StudioError) -> str:
        return self._notices.words(error).sentence
