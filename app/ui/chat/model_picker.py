"""The list from which a model is chosen: searched as one types, grouped by vendor."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from app.domain.model import Model, ModelGroup
from app.ui.theme.theme import Theme
from app.ui.widgets.popover import Popover

MODEL_ROLE = Qt.ItemDataRole.UserRole + 1
SEARCH_ROLE = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True)
class _Section:
    title: str
    models: tuple[Model, ...]


class ModelPicker(Popover):
    """Chat models first, grouped by vendor; what else the gateway lists stands at the end.

    A name that is not listed can be typed and used all the same.
    """

    chosen = Signal(str)
    refresh_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._models: tuple[Model, ...] = ()
        self._current = ""
        self.setObjectName("composer.models")
        self.search = QLineEdit(self)
        self.search.setObjectName("composer.models.search")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._filter)
        self._items = QStandardItemModel(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self._items)
        self._shown.setFilterRole(SEARCH_ROLE)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list = QListView(self)
        self.list.setObjectName("composer.models.list")
        self.list.setModel(self._shown)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.clicked.connect(self._choose_current)
        self._note = QLabel(self)
        self._note.setProperty("kind", "muted")
        self._note.setWordWrap(True)
        self._refresh = QPushButton(self)
        self._refresh.setObjectName("composer.models.refresh")
        self._refresh.setProperty("kind", "link")
        self._refresh.clicked.connect(self.refresh_requested)
        self._column = QVBoxLayout(self)
        for widget in (self.search, self.list, self._note):
            self._column.addWidget(widget)
        self._column.addWidget(self._refresh, alignment=Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_models(self, models: Sequence[Model], current: str) -> None:
        """Fill the list and mark the model in use."""
        self._models = tuple(models)
        self._current = current
        self._fill()

    def open_for(self, anchor: QWidget) -> None:
        """Show the list beside a button, the search ready to be typed into."""
        self.search.clear()
        self.open_below(anchor)
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def sizeHint(self) -> QSize:
        """A comfortable size that fits into the window."""
        room = self.window().size()
        space = self.theme.space
        return QSize(space(90), min(space(105), room.height() - space(30)))

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.search.setPlaceholderText(self.tr("Search models"))
        self.search.setAccessibleName(self.tr("Search models"))
        self.list.setAccessibleName(self.tr("Models"))
        self._refresh.setText(self.tr("Read the list anew"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the search field move and choose in the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self._step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose_current()
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        self._items.clear()
        for section in self._sections():
            heading = QStandardItem(section.title)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setData(" ".join(model.id for model in section.models), SEARCH_ROLE)
            self._items.appendRow(heading)
            for model in section.models:
                item = QStandardItem(self._label(model))
                item.setData(model.id, MODEL_ROLE)
                item.setData(f"{model.id} {model.traits.vendor}", SEARCH_ROLE)
                if model.id == self._current:
                    item.setIcon(self.theme.icon("check", "accent"))
                self._items.appendRow(item)
        self._show_note()

    def _sections(self) -> list[_Section]:
        chat = [model for model in self._models if model.traits.group is ModelGroup.CHAT]
        vendors = sorted(
            {model.traits.vendor for model in chat}, key=lambda vendor: (not vendor, vendor.lower())
        )
        sections = [
            _Section(
                vendor or self.tr("More chat models"),
                tuple(model for model in chat if model.traits.vendor == vendor),
            )
            for vendor in vendors
        ]
        others = tuple(model for model in self._models if model.traits.group is not ModelGroup.CHAT)
        return [*sections, _Section(self.tr("Not made for conversations"), others)] if others else sections

    def _label(self, model: Model) -> str:
        marks = []
        if model.traits.vision:
            marks.append(self.tr("sees pictures"))
        if model.traits.reasoning:
            marks.append(self.tr("thinks"))
        return f"{model.id}   {' · '.join(marks)}" if marks else model.id

    def _filter(self, text: str) -> None:
        self._shown.setFilterFixedString(text.strip())
        self._step(1, start=-1)
        self._show_note()

    def _show_note(self) -> None:
        typed = self.search.text().strip()
        if typed and not self._matches():
            self._note.setText(self.tr("Not in the list. Enter uses «%1» all the same.").replace("%1", typed))
        elif not self._models:
            self._note.setText(self.tr("This provider's list has not been read yet."))
        else:
            self._note.setText("")
        self._note.setVisible(bool(self._note.text()))

    def _matches(self) -> bool:
        rows = range(self._shown.rowCount())
        return any(self._shown.index(row, 0).data(MODEL_ROLE) for row in rows)

    def _step(self, direction: int, start: int | None = None) -> None:
        """Go to the next row that is a model."""
        row = self.list.currentIndex().row() if start is None else start
        row += direction
        while 0 <= row < self._shown.rowCount():
            index = self._shown.index(row, 0)
            if index.data(MODEL_ROLE):
                self.list.setCurrentIndex(index)
                return
            row += direction

    def _choose_current(self) -> None:
        model_id = (
            self.list.currentIndex().data(MODEL_ROLE) if self._matches() else self.search.text().strip()
        )
        if model_id:
            self.dismiss()
            self.chosen.emit(model_id)

    def _restyle(self) -> None:
        space = self.theme.space
        self._column.setContentsMargins(space(2), space(2), space(2), space(2))
        self._column.setSpacing(space(2))
