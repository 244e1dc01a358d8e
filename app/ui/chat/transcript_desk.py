"""What the transcript asks for beyond itself: open a link, look at a picture, save a text, allow a host."""

from collections.abc import Coroutine
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from app.domain.errors import StudioError
from app.storage.settings import SettingsStore
from app.ui import dialogs
from app.ui.chat.saving import save_code, save_picture
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures, Source
from app.ui.transcript.view import TranscriptView

OPENED_SCHEMES = ("http", "https", "mailto")


class TranscriptDesk(QObject):
    """Serves one transcript."""

    use_wanted = Signal(object)
    """A picture's source; it is to be worked on further."""

    def __init__(
        self,
        view: TranscriptView,
        pictures: Pictures,
        settings: SettingsStore,
        downloads: Path,
        notices: Notices,
        theme: Theme,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._pictures = pictures
        self._settings = settings
        self._downloads = downloads
        self._notices = notices
        self._theme = theme
        self._target = QLabel(view)
        self._target.setObjectName("transcript.target")
        self._target.setProperty("kind", "target")
        self._target.hide()
        view.installEventFilter(self)
        view.link_clicked.connect(self._open_link)
        view.link_hovered.connect(self._show_target)
        view.picture_clicked.connect(self._show_picture)
        view.allow_host.connect(self._allow_host)
        view.save_wanted.connect(self._save_code)
        view.picture_save_wanted.connect(self._save_picture)
        view.picture_use_wanted.connect(self._use_picture)
        view.copied.connect(self._tell_copied)

    def refresh(self) -> None:
        """Take over hosts that were allowed or forgotten in the settings."""
        self._pictures.set_allowed_hosts(self._settings.current.allowed_picture_hosts)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the link's target in its corner."""
        if event.type() == QEvent.Type.Resize:
            self._place_target()
        return False

    def _open_link(self, address: str) -> None:
        """Open web and mail links alone; a link of an answer may name anything."""
        url = QUrl(address, QUrl.ParsingMode.StrictMode)
        if url.scheme().lower() in OPENED_SCHEMES:
            QDesktopServices.openUrl(url)
        else:
            self._notices.show(
                self.tr("Only web links are opened. This one is: {address}").format(address=address)
            )

    def _show_target(self, address: str) -> None:
        """Where the link under the mouse leads, in full sight before it is pressed."""
        width = max(1, self._view.width() - self._theme.space(8))
        text = self._target.fontMetrics().elidedText(address, Qt.TextElideMode.ElideMiddle, width)
        self._target.setText(text)
        self._target.setVisible(bool(address))
        self._place_target()

    def _place_target(self) -> None:
        self._target.adjustSize()
        self._target.move(self._theme.space(2), self._view.height() - self._target.height())
        self._target.raise_()

    def _show_picture(self, message_id: str, source: str) -> None:
        from app.ui.viewer.gallery import PlainGallery  # for who looks at a picture
        from app.ui.viewer.picture_viewer import PictureViewer
        from app.ui.widgets.action_row import Action

        use = Action("use", self.tr("Use in Images"), "images", in_words=True)
        gallery = PlainGallery([_place(source)], (use,), lambda _, picture: use_picture(picture))
        viewer = PictureViewer(gallery, self._pictures, self._theme, self._sentence, self._view.window())

        def use_picture(picture: Source) -> None:
            viewer.accept()
            self.use_wanted.emit(picture)

        viewer.save_wanted.connect(self._save_picture)
        self._run(dialogs.finished(viewer))

    def _use_picture(self, source: str) -> None:
        self.use_wanted.emit(_place(source))

    def _sentence(self, error: StudioError) -> str:
        return self._notices.words(error).sentence

    def _tell_copied(self) -> None:
        self._notices.show(self.tr("Copied"), "success")

    def _allow_host(self, host: str) -> None:
        hosts = self._settings.current.allowed_picture_hosts | {host.lower()}
        self._settings.change(allowed_picture_hosts=hosts)
        self._pictures.set_allowed_hosts(hosts)

    def _save_picture(self, source: str | Path) -> None:
        place = _place(source) if isinstance(source, str) else source
        self._save(save_picture(self._window(), self._pictures, place, self._downloads))

    def _save_code(self, code: str, language: str) -> None:
        self._save(save_code(self._window(), code, language, self._downloads))

    def _save(self, saving: Coroutine[object, object, Path | None]) -> None:
        Operation(self, saving, done=self._tell_saved, failed=self._notices.show_error)

    def _tell_saved(self, target: Path | None) -> None:
        if target is not None:
            self._notices.show(self.tr("Saved: {file}").format(file=target), "success")

    def _window(self) -> QWidget:
        """What a dialog stands before: the viewer in front, else the window."""
        return QApplication.activeModalWidget() or self._view.window()

    def _run(self, work: Coroutine[object, object, object]) -> None:
        Operation(self, work, failed=self._notices.show_error)


def _place(source: str) -> Source:
    """An address as it is, a file as a path."""
    return source if "://" in source or source.startswith("data:") else Path(source)
