"""Orders that are written down: prompts line by line, or a table."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.batch import Base, BatchRow, rows_of_lines
from app.domain.batch_table import Table, decode_table, read_table
from app.domain.errors import ErrorKind, InputError, StudioError
from app.ui import dialogs
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.ordering.batch_source import BatchSource
from app.ui.theme.theme import Theme
from app.ui.widgets.given import files_in

_LARGEST_BYTES = 8 * 1024 * 1024


class LinesSource(BatchSource):
    """One prompt a line; everything else is as in the form."""

    def __init__(self, base: Base, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._base = base
        self._hint = _hint(self)
        self._edit = TextOrFile(self, "batch.lines")
        self._edit.textChanged.connect(self.changed)
        _stack(self, theme, self._hint, self._edit)
        self.retranslate()

    def rows(self) -> tuple[BatchRow, ...]:
        return rows_of_lines(self._base, self._edit.toPlainText())

    def take_focus(self) -> None:
        self._edit.setFocus()

    def retranslate(self) -> None:
        self._hint.setText(self.tr("One prompt a line. Everything else is as the form says."))
        self._edit.setAccessibleName(self.tr("Prompts, one a line"))
        self._edit.setPlaceholderText(self.tr("A fox in the snow\nA fox in the rain"))


class TableSource(BatchSource):
    """A table that is pasted, written, dropped or read from a file."""

    def __init__(self, base: Base, notices: Notices, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._base = base
        self._notices = notices
        self._unreadable = ""
        self._read = ("", Table())
        self._hint = _hint(self)
        self._open = QPushButton(self)
        self._open.setObjectName("batch.open")
        self._open.clicked.connect(self._pick)
        self._edit = TextOrFile(self, "batch.table")
        self._edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._edit.textChanged.connect(self._edited)
        self._edit.file_given.connect(self.read_file)
        _stack(self, theme, self._hint, self._open, self._edit)
        self.retranslate()

    def rows(self) -> tuple[BatchRow, ...]:
        return self._table().rows

    def complaint(self) -> str:
        if self._unreadable:
            return self._unreadable
        table = self._table()
        if table.names_nothing:
            return self.tr("The first line must name the columns, as in: prompt, %1").replace(
                "%1", ", ".join(self._keys()[:3])
            )
        if table.broken_line:
            text = self.tr("From line %1 on nothing can be read: a quote is not closed there.")
            return text.replace("%1", str(table.broken_line))
        return ""

    def remark(self) -> str:
        names = self._table().unknown_columns
        text = self.tr("Left out, because the model has no such setting: %1")
        return text.replace("%1", ", ".join(names)) if names else ""

    def take_focus(self) -> None:
        self._edit.setFocus()

    def read_file(self, path: Path) -> None:
        """Put the text of a file where it can be seen and mended."""

        def fail(error: StudioError) -> None:
            self._unreadable = self._notices.words(error).sentence
            self.changed.emit()

        Operation(self, asyncio.to_thread(_text_of, path), done=self._edit.setPlainText, failed=fail)

    def retranslate(self) -> None:
        keys = ", ".join(("prompt", *self._keys()))
        hint = self.tr("Paste a table, or open a CSV file. The first line names the columns: %1")
        self._hint.setText(hint.replace("%1", keys))
        self._open.setText(self.tr("Open a file…"))
        self._edit.setAccessibleName(self.tr("Table"))
        self._edit.setPlaceholderText('prompt,n\n"A fox in the snow, at night",2')

    def _keys(self) -> list[str]:
        return [one.key for one in self._base.card.parameters if one.key != "prompt"]

    def _edited(self) -> None:
        self._unreadable = ""
        self.changed.emit()

    def _table(self) -> Table:
        """Read once for everything that is asked of it."""
        text = self._edit.toPlainText()
        if text != self._read[0]:
            self._read = (text, read_table(self._base, text))
        return self._read[1]

    def _pick(self) -> None:
        def read(paths: list[Path]) -> None:
            for path in paths[:1]:
                self.read_file(path)

        picking = dialogs.pick_files(self.window(), self.tr("Open a table"), "(*.csv *.tsv *.txt)")
        Operation(self, picking, done=read)


class TextOrFile(QPlainTextEdit):
    """Takes text, and the first file that is dropped on it."""

    file_given = Signal(object)

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setTabChangesFocus(True)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        files = files_in(source)
        if files:
            self.file_given.emit(files[0])
        else:
            super().insertFromMimeData(source)


def _text_of(path: Path) -> str:
    """A table file's text.

    Raises:
        InputError: it is too large, cannot be read, or is no text.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise InputError(ErrorKind.ATTACHMENT_TOO_LARGE, {"name": path.name, "limit": "8 MB"})
        return decode_table(path.read_bytes())
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": path.name}) from error


def _hint(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("kind", "hint")
    label.setWordWrap(True)
    return label


def _stack(source: QWidget, theme: Theme, *parts: QWidget) -> None:
    column = QVBoxLayout(source)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.space(2))
    for part in parts:
        is_button = isinstance(part, QPushButton)
        column.addWidget(part, alignment=Qt.AlignmentFlag.AlignLeft if is_button else Qt.AlignmentFlag(0))
