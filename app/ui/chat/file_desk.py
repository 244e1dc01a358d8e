"""Files that stand in a conversation: looked at in the studio where it can, else by another program."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.document import DOCUMENTS
from app.domain.errors import ErrorKind, InputError, StudioError
from app.domain.media import Attachment, MediaKind
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.chat.document_look import DocumentLook
from app.ui.chat.saving import save_file
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.view import TranscriptView


class FileDesk(QObject):
    """Serves one transcript and the views that were made of it."""

    def __init__(self, view: TranscriptView, studio: Studio, notices: Notices, theme: Theme) -> None:
        super().__init__(view)
        self._view = view
        self._studio = studio
        self._notices = notices
        self._theme = theme
        view.file_clicked.connect(self._look_at)
        view.file_open_wanted.connect(self._open)
        view.file_save_wanted.connect(self._save)

    def _look_at(self, file: Attachment) -> None:
        if not self._is_there(file):
            return
        if file.kind is MediaKind.VIDEO:
            self._play(file)
        elif file.kind is MediaKind.TEXT or file.mime in DOCUMENTS:
            self._read(file)
        else:
            self._open(file)

    def _play(self, film: Attachment) -> None:
        from app.ui.films.viewer import FilmViewer  # for who looks at a film

        self._view.sounds.pause()
        path, settings = self._path(film), self._studio.settings
        self._show(FilmViewer(path, film.name, self._theme, self._window, settings=settings))

    def _read(self, document: Attachment) -> None:
        look = DocumentLook(document.name, self._theme, self._window, self._path(document))

        def tell(error: StudioError) -> None:
            look.show_error(self._notices.words(error).sentence)

        Operation(look, self._studio.documents.text(document), done=look.show_text, failed=tell)
        self._show(look)

    def _show(self, dialog: QDialog) -> None:
        Operation(self, dialogs.finished(dialog), failed=self._notices.show_error)

    def _open(self, file: Attachment) -> None:
        if self._is_there(file):
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._path(file))))

    def _save(self, file: Attachment) -> None:
        if self._is_there(file):
            target = self._studio.places.downloads / file.name
            saving = save_file(self._window, self._path(file), target)
            Operation(self, saving, done=self._tell_saved, failed=self._notices.show_error)

    def _tell_saved(self, target: Path | None) -> None:
        if target is not None:
            self._notices.show(self.tr("Saved: {file}").format(file=target), "success")

    def _is_there(self, file: Attachment) -> bool:
        """Says so where a file is gone."""
        if self._studio.attachments.holds(file):
            return True
        self._notices.show_error(InputError(ErrorKind.FILE_GONE, {"name": file.name}))
        return False

    def _path(self, file: Attachment) -> Path:
        return self._studio.attachments.path(file)

    @property
    def _window(self) -> QWidget:
        return self._view.window()
