"""A drop-down of many keyed choices, in which one types a part of what one means."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from app.ui.widgets.choice_box import ChoiceBox


class SearchableBox(ChoiceBox):
    """Offers what holds the typed words; what fits nothing gives way to the present choice."""

    def __init__(self, name: str, keys: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(name, keys, parent)
        self.setEditable(True)
        self.setInsertPolicy(ChoiceBox.InsertPolicy.NoInsert)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)
        if (field := self.lineEdit()) is not None:
            field.editingFinished.connect(self._settle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the choice, and presses no button of the dialog around it."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle()
        else:
            super().keyPressEvent(event)

    def _settle(self) -> None:
        """Take the first choice that holds what was typed."""
        before, typed = self.currentIndex(), self.currentText().strip()
        is_same = typed == self.itemText(before)
        row = before if is_same or not typed else self.findText(typed, Qt.MatchFlag.MatchContains)
        self.setCurrentIndex(row if row >= 0 else before)
        self.setEditText(self.itemText(self.currentIndex()))
        if self.currentIndex() != before:
            self.chosen.emit(self.key)
