"""Importing from the window: a file, a look, the taking in, and a way back."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.errors import StudioError
from app.domain.imported import ImportReport
from app.services.imports.imports import ImportOffer, Imports
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.imports.dialog import ImportDialog
from app.ui.imports.words import report_words
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme

READING = "import.reading"


class ImportDesk(QObject):
    """Carries an import from the menu to the list."""

    def __init__(self, studio: Studio, notices: Notices, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._studio = studio
        self._notices = notices
        self._theme = theme
        self._window = window
        self._reading: Operation[None] | None = None
        self._is_reading = False
        self._taking: Operation[ImportReport] | None = None

    def pick(self) -> None:
        """Ask for a file, and show what it holds; one file is read at a time."""
        if not self._is_reading:
            self._reading = Operation(self, self._pick(), failed=self._notices.show_error)

    async def _pick(self) -> None:
        kinds = self.tr("Exports and backups ({patterns})").format(patterns="*.json *.zip *.bak *.txt")
        for path in await dialogs.pick_files(self._window, self.tr("Import conversations"), kinds):
            await self._look(path)

    async def _look(self, path: Path) -> None:
        """Show what a file holds until the person is done with it."""
        reading = self.tr("Reading “{file}”…").format(file=path.name)
        self._notices.keep(READING, reading, "info", self.tr("Stop"), self._stop_reading)
        imports: Imports = self._studio.imports
        self._is_reading = True
        try:
            offer = await imports.look(path, lambda count: None)
        finally:
            self._is_reading = False
            self._notices.drop(READING)
        try:
            dialog = ImportDialog(offer, self._theme, self._window)
            dialog.wanted.connect(partial(self._begin, offer, dialog))
            dialog.stopped.connect(self._stop_taking)
            await dialogs.finished(dialog)
        finally:
            await imports.close(offer)

    def _stop_reading(self) -> None:
        if self._reading is not None:
            self._reading.cancel()

    def _stop_taking(self) -> None:
        if self._taking is not None:
            self._taking.cancel()
        self._notices.show(self.tr("The import was stopped. What had been taken in is in the list."), "info")
        self._close()

    def _begin(self, offer: ImportOffer, dialog: ImportDialog, numbers: tuple[int, ...], folder: str) -> None:
        self._dialog = dialog
        dialog.set_running(running=True)
        self._taking = Operation(
            self,
            self._studio.imports.take_in(offer, numbers, folder, dialog.show_progress),
            done=self._done,
            failed=self._failed,
        )

    def _done(self, report: ImportReport) -> None:
        self._close()
        kind = "warning" if report.faulty or report.losses else "success"
        self._notices.show(
            report_words(report),
            "warning" if kind == "warning" else "success",
            self.tr("Undo"),
            lambda: self._undo(report),
        )

    def _failed(self, error: StudioError) -> None:
        self._close()
        self._notices.show_error(error)

    def _close(self) -> None:
        self._dialog.set_running(running=False)
        self._dialog.accept()

    def _undo(self, report: ImportReport) -> None:
        Operation(self, self._studio.imports.undo(report), failed=self._notices.show_error)
