"""Which models of a profile the pickers show."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from app.domain.model import Model
from app.ui.theme.theme import Theme

_LIST_STEPS = 44


class HiddenModels(QWidget):
    """A tick before a name shows it. Nothing is here before the list was read once."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.search = QLineEdit(self)
        self.search.setObjectName("profile.models.search")
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget(self)
        self.list.setObjectName("profile.models")
        self.list.setUniformItemSizes(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.search.textChanged.connect(self._filter)
        self.list.itemChanged.connect(self.changed)
        theme.changed.connect(self._space)
        self._space()
        self.retranslate()

    def fill(self, models: Sequence[Model], hidden: frozenset[str]) -> None:
        """Show the models of a profile."""
        self.list.clear()
        for model in models:
            item = QListWidgetItem(model.id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            shown = model.id not in hidden
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)

    @property
    def hidden(self) -> frozenset[str]:
        """Names without a tick."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return frozenset(item.text() for item in items if item.checkState() is Qt.CheckState.Unchecked)

    def retranslate(self) -> None:
        """Every text in the present language."""
        self.search.setPlaceholderText(self.tr("Search models"))
        self.search.setAccessibleName(self.tr("Search models"))
        self.list.setAccessibleName(self.tr("Models that are shown"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _filter(self, text: str) -> None:
        wanted = text.strip().lower()
        for row in range(self.list.count()):
            item = self.list.item(row)
            item.setHidden(wanted not in item.text().lower())

    def _space(self) -> None:
        self.list.setFixedHeight(self._theme.space(_LIST_STEPS))
