"""What a check found, in three groups, each with what can be done about it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.domain.library import LibraryCheck
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

MOST_SHOWN = 500
"""Rows of a group; the rest is only counted."""


class Findings(QWidget):
    """Nothing is changed until a button is pressed."""

    forget_wanted = Signal(object)
    find_wanted = Signal(object)
    take_in_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._check = LibraryCheck()
        self._tree = QTreeWidget(self)
        self._tree.setObjectName("library.files.found")
        self._tree.setHeaderHidden(True)
        self._find = Button("library.files.find", self)
        self._find.clicked.connect(lambda: self.find_wanted.emit(self._check))
        self._forget = Button("library.files.forget", self, "danger")
        self._forget.clicked.connect(lambda: self.forget_wanted.emit(self._check))
        self._take_in = Button("library.files.take_in", self)
        self._take_in.clicked.connect(lambda: self.take_in_wanted.emit(self._check))
        row = QHBoxLayout()
        for button in (self._find, self._forget, self._take_in):
            row.addWidget(button)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._tree, 1)
        column.addLayout(row)
        self.retranslate()

    def show_check(self, check: LibraryCheck) -> None:
        """Show what was found."""
        self._check = check
        for button, there in (
            (self._find, check.missing),
            (self._forget, check.missing),
            (self._take_in, check.strangers),
        ):
            button.setVisible(bool(there))
        self._fill()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._tree.setAccessibleName(self.tr("What the check found"))
        self._find.setText(self.tr("Find moved files…"))
        self._forget.setText(self.tr("Forget missing files"))
        self._take_in.setText(self.tr("Take in files without a record"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _fill(self) -> None:
        self._tree.clear()
        check = self._check
        self._add(self.tr("Missing: %n", "", len(check.missing)), [one.path for one in check.missing])
        self._add(self.tr("Without a record: %n", "", len(check.strangers)), check.strangers)
        self._add(self.tr("Broken: %n", "", len(check.broken)), [one.path for one in check.broken])

    def _add(self, title: str, paths: Sequence[str]) -> None:
        if not paths:
            return
        group = QTreeWidgetItem(self._tree, [title])
        for path in paths[:MOST_SHOWN]:
            row = QTreeWidgetItem(group, [Path(path).name])
            row.setToolTip(0, path)
        if len(paths) > MOST_SHOWN:
            QTreeWidgetItem(group, [self.tr("… and %n more", "", len(paths) - MOST_SHOWN)])
        group.setExpanded(True)
