"""Which model a new conversation of a profile begins with."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QVBoxLayout, QWidget

from app.domain.model import Model, ModelGroup
from app.ui.widgets.choice_box import ChoiceBox


class DefaultModel(QWidget):
    """A box to choose from or to type into; empty leaves the choice to the studio."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = ChoiceBox("profile.default_model", (), self)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setMaxVisibleItems(12)
        if (completer := self.box.completer()) is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.currentTextChanged.connect(self.changed)
        self.retranslate()

    @property
    def chosen(self) -> str:
        """Name of the model; empty where the studio chooses."""
        return self.box.currentText().strip()

    def fill(self, models: Sequence[Model], chosen: str) -> None:
        """Offer the models that talk, and show the chosen one."""
        with QSignalBlocker(self.box):
            self.box.clear()
            self.box.addItems(["", *(model.id for model in models if model.traits.group is ModelGroup.CHAT)])
            self.box.setCurrentText(chosen)

    def retranslate(self) -> None:
        """Every text in the present language."""
        self.box.setAccessibleName(self.tr("Model for new conversations"))
        line = self.box.lineEdit()
        if line is not None:
            line.setPlaceholderText(self.tr("The studio chooses"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
