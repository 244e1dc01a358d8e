"""What the library takes on the disk, and what is amiss between its records and the folders."""

from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.library import LibraryCheck, MonthUse
from app.services.housekeeping import Housekeeping
from app.ui import dialogs
from app.ui.library.findings import Findings
from app.ui.library.thumbnail_files import is_sound
from app.ui.library.words import size_words
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

Result = TypeVar("Result")
NUMBERS = (1, 2)
"""Columns that stand at the right."""


class HousekeepingDialog(QDialog):
    """A check can be stopped at any time; closing the dialog stops it too."""

    def __init__(self, housekeeping: Housekeeping, notices: Notices, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._housekeeping = housekeeping
        self._notices = notices
        self._theme = theme
        self._months: tuple[MonthUse, ...] = ()
        self._checking: Operation[LibraryCheck] | None = None
        self.setObjectName("library.files")
        self._build()
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self._read_months()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Files and storage"))
        self._use.setHeaderLabels([self.tr("Month"), self.tr("Files"), self.tr("Size")])
        for column in NUMBERS:
            self._use.headerItem().setTextAlignment(column, Qt.AlignmentFlag.AlignRight)
        self._use.setAccessibleName(self.tr("What each month takes on the disk"))
        self._check.setText(self.tr("Check files"))
        self._stop.setText(self.tr("Stop"))
        self._close.setText(self.tr("Close"))
        self._show_months()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def done(self, result: int) -> None:
        """A check that is under way ends with the dialog."""
        if self._checking is not None:
            self._checking.cancel()
        super().done(result)

    def _build(self) -> None:
        self._total = QLabel(self)
        self._total.setObjectName("library.files.total")
        self._total.setProperty("kind", "heading")
        self._use = QTreeWidget(self)
        self._use.setObjectName("library.files.months")
        self._use.setRootIsDecorated(False)
        header = self._use.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._findings = Findings(self._theme, self)
        self._findings.forget_wanted.connect(self._forget)
        self._findings.find_wanted.connect(self._find)
        self._findings.take_in_wanted.connect(self._take_in)
        self._findings.hide()
        self._said = QLabel(self)
        self._said.setObjectName("library.files.said")
        self._said.setProperty("kind", "muted")
        self._said.setWordWrap(True)
        self._progress = QProgressBar(self)
        self._progress.setObjectName("library.files.progress")
        self._progress.hide()
        self._check = Button("library.files.check", self, "primary")
        self._check.clicked.connect(self._begin_check)
        self._stop = Button("library.files.stop", self)
        self._stop.clicked.connect(self._stop_check)
        self._stop.hide()
        self._close = Button("library.files.close", self)
        self._close.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._said, 1)
        for button in (self._stop, self._check, self._close):
            self._foot.addWidget(button)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._total)
        self._column.addWidget(self._use, 1)
        self._column.addWidget(self._findings, 2)
        self._column.addWidget(self._progress)
        self._column.addLayout(self._foot)

    def _read_months(self) -> None:
        self._run(self._housekeeping.months(), self._take_months)

    def _take_months(self, months: tuple[MonthUse, ...]) -> None:
        self._months = months
        self._show_months()

    def _show_months(self) -> None:
        files = sum(use.files for use in self._months)
        size = size_words(sum(use.size_bytes for use in self._months))
        self._total.setText(self.tr("Files: %n · %1", "", files).replace("%1", size))
        self._use.clear()
        for use in self._months:
            row = QTreeWidgetItem(self._use, [use.month, str(use.files), size_words(use.size_bytes)])
            for column in NUMBERS:
                row.setTextAlignment(column, Qt.AlignmentFlag.AlignRight)

    def _begin_check(self) -> None:
        self._show_busy(busy=True)
        self._checking = Operation(
            self,
            self._housekeeping.check(is_sound, self._show_progress),
            done=self._checked,
            failed=self._notices.show_error,
        )

    def _stop_check(self) -> None:
        if self._checking is not None:
            self._checking.cancel()
        self._show_busy(busy=False)
        self._said.setText(self.tr("The check was stopped."))

    def _show_progress(self, looked_at: int, of: int) -> None:
        self._progress.setRange(0, of)
        self._progress.setValue(looked_at)
        text = self.tr("Looked at %1 of %2 files").replace("%1", str(looked_at))
        self._said.setText(text.replace("%2", str(of)))

    def _checked(self, check: LibraryCheck) -> None:
        self._checking = None
        self._show_busy(busy=False)
        is_fine = check == LibraryCheck()
        self._findings.setVisible(not is_fine)
        self._findings.show_check(check)
        self._said.setText(self.tr("Everything is where it should be.") if is_fine else "")

    def _show_busy(self, *, busy: bool) -> None:
        self._check.setVisible(not busy)
        self._stop.setVisible(busy)
        self._progress.setVisible(busy)

    def _forget(self, check: LibraryCheck) -> None:
        ids = [asset.id for asset in check.missing]
        self._run(self._housekeeping.forget(ids), lambda _: self._begin_check())

    def _find(self, check: LibraryCheck) -> None:
        self._run(self._find_in_folder(check), self._tell_found)

    def _take_in(self, check: LibraryCheck) -> None:
        self._run(self._take_in_all(check.strangers), lambda _: self._begin_check())

    async def _find_in_folder(self, check: LibraryCheck) -> int:
        """First in the studio's own folders, then in one that the person names; how many were found."""
        found = await self._housekeeping.find_moved(check.missing)
        if not found:
            folder = await dialogs.pick_folder(self, self.tr("Look in this folder"), Path.home())
            found = await self._housekeeping.find_moved(check.missing, folder) if folder else ()
        await self._housekeeping.relocate(found)
        return len(found)

    async def _take_in_all(self, strangers: Sequence[str]) -> None:
        for path in strangers:
            await self._housekeeping.take_in(Path(path))

    def _tell_found(self, count: int) -> None:
        self._begin_check()
        self._notices.show(self.tr("Found again: %n", "", count), "success" if count else "warning")

    def _run(self, work: Coroutine[object, object, Result], done: Callable[[Result], None]) -> None:
        Operation(self, work, done=done, failed=self._notices.show_error)

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(5), space(4), space(5), space(4))
        self._column.setSpacing(space(3))
        self._foot.setSpacing(space(2))
        self.resize(space(150), space(130))
