"""Back-ups to go back to, what the chosen one holds, and the decision."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.domain.backup import BackupFile
from app.domain.errors import StudioError
from app.services.backups.backups import Backups, FoundBackup
from app.ui import dialogs
from app.ui.backups.words import manifest_words, moment
from app.ui.library.words import size_words
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

Result = TypeVar("Result")
FILE_ROLE = Qt.ItemDataRole.UserRole


class RestoreDialog(QDialog):
    """A look never changes anything; what is restored takes its place at the next start."""

    def __init__(self, backups: Backups, notices: Notices, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._backups = backups
        self._notices = notices
        self._theme = theme
        self._found: FoundBackup | None = None
        self._give_up: Callable[[], None] | None = None
        self.setObjectName("restore")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self._read_list()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Go back to a back-up"))
        self._list.setAccessibleName(self.tr("Back-ups at the chosen place"))
        self._file.setText(self.tr("From a file…"))
        self._look.setText(self.tr("Look into it"))
        self._restore.setText(self.tr("Restore at the next start"))
        self._cancel.setText(self.tr("Cancel"))
        self._show_found()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def done(self, result: int) -> None:
        """What is under way is given up."""
        if self._give_up is not None:
            self._give_up()
        Operation(self.parent() or self, self._backups.forget_fetched())
        super().done(result)

    def _build(self) -> None:
        self._said = QLabel(self)
        self._said.setObjectName("restore.said")
        self._said.setProperty("kind", "muted")
        self._said.setWordWrap(True)
        self._list = QListWidget(self)
        self._list.setObjectName("restore.list")
        self._list.currentItemChanged.connect(self._choose)
        self._list.itemActivated.connect(lambda item: self._look_into())
        self._file = Button("restore.file", self)
        self._file.clicked.connect(self._pick)
        self._look = Button("restore.look", self)
        self._look.clicked.connect(self._look_into)
        self._look.setEnabled(False)
        self._contents = QLabel(self)
        self._contents.setObjectName("restore.contents")
        self._contents.setWordWrap(True)
        self._progress = QProgressBar(self)
        self._progress.setObjectName("restore.progress")
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._restore = Button("restore.do", self, "primary")
        self._restore.clicked.connect(self._lay_ready)
        self._cancel = Button("restore.cancel", self)
        self._cancel.clicked.connect(self.reject)

    def _read_list(self) -> None:
        if not self._backups.choices.place.chosen:
            self._said.setText(self.tr("No place for back-ups is chosen. Take one from a file."))
            return
        self._said.setText(self.tr("Asking the place…"))
        self._run(self._backups.listed(), self._show_list)

    def _show_list(self, files: tuple[BackupFile, ...]) -> None:
        self._end()
        none = self.tr("There is no back-up at the place. Take one from a file.")
        self._said.setText(self.tr("Back-ups at the place:") if files else none)
        for file in files:
            when = file.made_at
            shown = moment(when) if when else file.name
            item = QListWidgetItem(f"{shown} · {size_words(file.size_bytes)}", self._list)
            item.setData(FILE_ROLE, file)
        self._list.setCurrentRow(0)

    def _choose(self) -> None:
        self._look.setEnabled(self._list.currentItem() is not None)
        self._found = None
        self._show_found()

    def _look_into(self) -> None:
        item = self._list.currentItem()
        if item is not None:
            self._run(self._backups.fetch(item.data(FILE_ROLE), self._show_progress), self._take)

    def _pick(self) -> None:
        kinds = self.tr("Back-ups ({patterns})").format(patterns="*.zip")
        self._run(dialogs.pick_files(self, self.tr("From a file"), kinds), self._picked, busy=False)

    def _picked(self, paths: list[Path]) -> None:
        self._end()
        if paths:
            self._run(self._backups.look(paths[0]), self._take)

    def _take(self, found: FoundBackup) -> None:
        self._end()
        self._found = found
        self._show_found()

    def _lay_ready(self) -> None:
        if self._found is not None:
            self._run(self._backups.restore(self._found, self._show_progress), self._ready)

    def _ready(self, nothing: None) -> None:
        self._end()
        self._notices.show(
            self.tr("Everything in it was checked. It takes the place of your data at the next start."),
            "success",
        )
        self.accept()

    def _show_found(self) -> None:
        found = self._found
        self._contents.setText(f"{found.name}\n{manifest_words(found.manifest)}" if found else "")
        self._contents.setVisible(found is not None)
        self._restore.setEnabled(found is not None)

    def _show_progress(self, done: int, of: int) -> None:
        self._progress.setRange(0, 1000)
        self._progress.setValue(round(1000 * done / max(of, 1)))

    def _run(
        self, work: Coroutine[object, object, Result], done: Callable[[Result], None], *, busy: bool = True
    ) -> None:
        """Do something that can be given up; nothing else can be begun meanwhile."""
        self._progress.setRange(0, 0)
        self._progress.setVisible(busy)
        for control in (self._list, self._file, self._restore):
            control.setEnabled(not busy and control is not self._restore)
        operation = Operation(self, work, done=done, failed=self._failed)
        self._give_up = operation.cancel

    def _failed(self, error: StudioError) -> None:
        self._end()
        words = self._notices.words(error)
        self._said.setText(" ".join(filter(None, (words.sentence, words.step))))

    def _end(self) -> None:
        self._give_up = None
        self._progress.hide()
        for control in (self._list, self._file):
            control.setEnabled(True)
        self._show_found()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.addWidget(self._look)
        tools.addStretch()
        tools.addWidget(self._file)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._cancel)
        foot.addWidget(self._restore)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._said)
        self._column.addWidget(self._list, 1)
        self._column.addLayout(tools)
        self._column.addWidget(self._contents)
        self._column.addWidget(self._progress)
        self._column.addLayout(foot)

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(5), space(4), space(5), space(4))
        self._column.setSpacing(space(3))
        room = self.screen().availableSize()
        self.resize(QSize(space(130), space(120)).boundedTo(room * 0.9))
