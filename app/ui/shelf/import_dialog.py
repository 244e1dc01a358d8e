"""What a file of assistants or prompts holds, before any of it is taken in."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.template import TemplateFault
from app.services.shelf_files import Finding, Found
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

WIDTH_STEPS, HEIGHT_STEPS = 130, 115
_TICKED = (Finding.NEW, Finding.CHANGED)


class ImportDialog(QDialog):
    """Each item can be left out; what is there already is, unless it is ticked."""

    taken = Signal(list)
    """The items that shall be taken in. One of an id that is there takes its place."""

    def __init__(self, found: Sequence[Found[Any]], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._found = tuple(found)
        self._theme = theme
        self.setObjectName("import")
        self._title = QLabel(self)
        self._title.setWordWrap(True)
        self._list = QListWidget(self)
        self._list.setObjectName("import.list")
        self._cancel = Button("import.cancel", self)
        self._cancel.clicked.connect(self.reject)
        self._take = Button("import.take", self, "primary")
        self._take.clicked.connect(self._tell)
        self._fill()
        self._list.itemChanged.connect(self._count)
        self._lay_out()
        self.resize(QSize(theme.space(WIDTH_STEPS), theme.space(HEIGHT_STEPS)))
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Import"))
        self._list.setAccessibleName(self.tr("Found in the file"))
        self._title.setText(self.tr("Found in the file: {count}").format(count=len(self._found)))
        self._cancel.setText(self.tr("Cancel"))
        self._list.blockSignals(True)
        for row, one in enumerate(self._found):
            name = one.name or self.tr("(without a name)")
            self._list.item(row).setText(f"{name}\n{self._about(one)}")
        self._list.blockSignals(False)
        self._count()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _fill(self) -> None:
        for one in self._found:
            item = QListWidgetItem(self._list)
            if one.item is None:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
                continue
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            ticked = one.finding in _TICKED
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)

    def _lay_out(self) -> None:
        space = self._theme.space
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addStretch(1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addWidget(self._title)
        column.addWidget(self._list, 1)
        column.addLayout(foot)

    def _about(self, one: Found[Any]) -> str:
        match one.finding:
            case Finding.NEW:
                return self.tr("new")
            case Finding.CHANGED:
                return self.tr("takes the place of the one that is there")
            case Finding.KNOWN:
                return self.tr("there already")
            case Finding.BROKEN:
                return self.tr("cannot be used: {problem}").format(problem=self._problem(one.problem))

    def _problem(self, word: str) -> str:
        """What a check told, in the person's words; what has none is told as it is."""
        words = {
            "name": self.tr("it has no name, or one that is too long"),
            "title": self.tr("it has no title, or one that is too long"),
            "text": self.tr("it has no text"),
            "first_message": self.tr("a variable of its first message cannot be read"),
            "response_format": self.tr("its answer format cannot be read"),
        }
        is_fault = word in set(TemplateFault)
        return words.get(word) or (self.tr("a variable of its text cannot be read") if is_fault else word)

    def _ticked(self) -> list[Any]:
        rows = [(self._list.item(row), one.item) for row, one in enumerate(self._found)]
        return [item for row, item in rows if row.checkState() is Qt.CheckState.Checked and item is not None]

    def _count(self) -> None:
        count = len(self._ticked())
        self._take.setText(self.tr("Import {count}").format(count=count))
        self._take.setAccessibleName(self._take.text())
        self._take.setEnabled(count > 0)

    def _tell(self) -> None:
        self.taken.emit(self._ticked())
        self.accept()
