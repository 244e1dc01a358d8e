"""Plays a film: in its place on a page, or on the whole screen."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDesktopServices,
    QGuiApplication,
    QHideEvent,
    QImage,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from app.domain.errors import StudioError
from app.storage.settings import SettingsStore
from app.ui.films.controls import FilmControls
from app.ui.films.frame_keeping import frame_image, save_frame
from app.ui.films.full_screen import FullScreen
from app.ui.films.glimpse import Glimpse
from app.ui.films.loudness import Loudness
from app.ui.films.surface import FilmSurface
from app.ui.operation import Operation
from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from app.ui.films.playback import Playback

NAME = "videos.player"


class FilmPlayer(QWidget):
    """Space plays, the arrows step by frames, with Shift by seconds; L loops, M mutes, F fills the screen.

    Args:
        settings: where the volume is kept; without them it lasts as long as the player.
    """

    frame_taken = Signal(QImage)
    """The frame that is shown shall be the first one of another film; offered while somebody listens."""

    def __init__(self, theme: Theme, parent: QWidget, *, settings: SettingsStore | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._settings = settings
        self._path = Path()
        self._playback: Playback | None = None
        self._loudness = Loudness(settings, self)
        self._full: FullScreen | None = None
        self.setObjectName(NAME)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stage = QWidget(self)
        self.surface = FilmSurface(f"{NAME}.film", theme, self._stage)
        self.controls = FilmControls(NAME, self._loudness, theme, self._stage)
        self._note = QLabel(self._stage)
        self._note.setObjectName(f"{NAME}.note")
        self._note.setProperty("kind", "hint")
        self._note.setWordWrap(True)
        self._note.hide()
        self._glimpse = Glimpse(theme, self._stage)
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def path(self) -> Path:
        """The film that is shown."""
        return self._path

    @property
    def playback(self) -> "Playback | None":
        """What plays, once a film was shown."""
        return self._playback

    def show_film(self, path: Path, *, play: bool = False) -> None:
        """Show a film at its first frame, and play it if that is wanted."""
        self._path = path
        self._note.hide()
        self._loudness.recall()
        self._glimpse.look_into(path)
        self._begun().open(path, play=play)

    def pause(self) -> None:
        """Stand still."""
        if self._playback is not None:
            self._playback.pause()

    def stop(self) -> None:
        """Let go of the film and its file."""
        self._leave_full_screen()
        self._glimpse.forget()
        self._path = Path()
        if self._playback is not None:
            self._playback.leave()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setAccessibleName(self.tr("Film"))
        self.surface.setAccessibleName(self.tr("Film"))

    def sizeHint(self) -> QSize:
        """Room for a small film and its buttons."""
        return QSize(self._theme.space(120), self._theme.space(90))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that mean something for a film."""
        if not self.controls.press(event):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer buttons where there is little room."""
        super().resizeEvent(event)
        self.controls.fit(self.width())

    def hideEvent(self, event: QHideEvent) -> None:
        """What is out of sight is not heard either."""
        super().hideEvent(event)
        if self._full is None:
            self.pause()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with the frame that is shown."""
        self.show_menu(event.globalPos())

    def show_menu(self, place: QPoint) -> None:
        """The menu, at a place of the screen."""
        menu = QMenu(self._stage)
        menu.setObjectName(f"{NAME}.menu")
        has_frame = self._playback is not None and self._playback.frame.isValid()
        if has_frame:
            self._add(menu, "save", "save", self.tr("Save this frame…"), self._save_frame)
            self._add(menu, "copy", "copy", self.tr("Copy this frame"), self._copy_frame)
            if self.receivers("2frame_taken(QImage)"):
                self._add(menu, "use", "upload", self.tr("Use as first frame"), self._take_frame)
            menu.addSeparator()
        if self._path.name:
            self._add(menu, "program", "external", self.tr("Open with its program"), self._open_elsewhere)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def toggle_full_screen(self) -> None:
        """Fill the screen, or go back into the window."""
        if self._full is not None:
            self._leave_full_screen()
            return
        self._full = FullScreen(self._stage, self.controls, self._theme, self)
        self._full.left.connect(self._leave_full_screen)
        self.controls.show_full(full=True)
        self.surface.darken(dark=True)
        self._full.open_on(self.screen())

    def _leave_full_screen(self) -> None:
        full, self._full = self._full, None
        if full is None:
            return
        full.give_back()
        self._whole.addWidget(self._stage)
        self._stage.show()
        self.controls.show_full(full=False)
        self.surface.darken(dark=False)
        self.controls.fit(self.width())
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        full.deleteLater()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self._stage)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.surface, 1)
        column.addWidget(self._note)
        column.addWidget(self.controls)
        self._whole = QVBoxLayout(self)
        self._whole.setContentsMargins(0, 0, 0, 0)
        self._whole.addWidget(self._stage)

    def _connect(self) -> None:
        self.surface.pressed.connect(self._press)
        self.surface.double_pressed.connect(self.toggle_full_screen)
        self.controls.full_screen_wanted.connect(self.toggle_full_screen)
        self.controls.hovered.connect(self._show_glimpse)
        self.controls.left.connect(self._glimpse.dismiss)

    def _begun(self) -> "Playback":
        if self._playback is None:
            from app.ui.films.playback import Playback  # brings Qt's multimedia, not at the start

            self._playback = Playback(self._loudness, self)
            self.surface.watch(self._playback)
            self.controls.serve(self._playback)
        return self._playback

    def _press(self) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._playback is not None:
            self._playback.toggle()

    def _show_glimpse(self, position_ms: int, place: QPoint) -> None:
        self._glimpse.show_at(position_ms, self.controls.mapTo(self._stage, place))

    def _add(self, menu: QMenu, key: str, icon: str, text: str, act: object) -> None:
        entry = menu.addAction(self._theme.icon(icon, "text_muted"), text)
        entry.setObjectName(f"{NAME}.menu.{key}")
        entry.triggered.connect(act)

    def _save_frame(self) -> None:
        playback = self._begun()
        saving = save_frame(self._stage.window(), playback.frame, self._path, playback.position_ms)
        Operation(self, saving, done=self._say_saved, failed=self._say_failed)

    def _copy_frame(self) -> None:
        Operation(self, frame_image(self._begun().frame), done=self._put_on_clipboard)

    def _take_frame(self) -> None:
        Operation(self, frame_image(self._begun().frame), done=self._give)

    def _give(self, image: QImage) -> None:
        self._leave_full_screen()
        self.frame_taken.emit(image)

    def _put_on_clipboard(self, image: QImage) -> None:
        QGuiApplication.clipboard().setImage(image)
        self._say(self.tr("This frame is on the clipboard."))

    def _say_saved(self, target: Path | None) -> None:
        if target is not None:
            self._say(self.tr("Saved: %1").replace("%1", str(target)))

    def _say_failed(self, error: StudioError) -> None:
        self._say(self.tr("The frame could not be saved there. Choose another folder."))

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.show()

    def _open_elsewhere(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path)))
