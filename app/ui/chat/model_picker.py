"""The list from which a model is chosen: searched as one types, grouped by vendor."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from app.domain.errors import StudioError
from app.domain.ids import ProfileId
from app.domain.model import Model, ModelGroup
from app.domain.profile import Profile
from app.ui.chat.model_delegate import CURRENT_ROLE, MODEL_ROLE, ModelDelegate
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.popover import Popover

SEARCH_ROLE = Qt.ItemDataRole.UserRole + 2
PAGE_ROWS = 8
MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: PAGE_ROWS,
    Qt.Key.Key_PageUp: -PAGE_ROWS,
}


@dataclass(frozen=True, slots=True)
class Section:
    """Models under one heading."""

    title: str
    models: tuple[Model, ...]


class ModelPicker(Popover):
    """Chat models first, grouped by vendor; what else the gateway lists stands at the end.

    A name that is not listed can be typed and used all the same. With several profiles the models of each can
    be looked through.
    """

    chosen = Signal(str)
    profile_chosen = Signal(str)
    refresh_requested = Signal()

    def __init__(self, theme: Theme, owner: QWidget, name: str = "composer.models") -> None:
        super().__init__(theme, owner)
        self._models: tuple[Model, ...] = ()
        self._current = ""
        self.setObjectName(name)
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_profiles(self, profiles: Sequence[Profile], current: ProfileId) -> None:
        """Offer the profiles, the one in use chosen; a single one needs no choice."""
        self._profiles.clear()
        for profile in profiles:
            self._profiles.addItem(profile.name, profile.id)
        self._profiles.choose(current)
        self._profiles.setVisible(len(profiles) > 1)

    def show_models(self, models: Sequence[Model], current: str) -> None:
        """Fill the list and mark the model in use."""
        self._models = tuple(models)
        self._current = current
        self._fill()
        self._go_to_current()

    def show_error(self, error: StudioError) -> None:
        """The list could not be read."""
        self._note.setText(self.tr("The list could not be read. A model's name can be typed."))
        self._note.show()

    def open_for(self, anchor: QWidget) -> None:
        """Show the list beside a button, the search ready to be typed into."""
        self.search.clear()
        self.open_below(anchor)
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)
        self._go_to_current()

    def sizeHint(self) -> QSize:
        """A comfortable size that fits into the window."""
        room = self.window().size()
        space = self.theme.space
        return QSize(min(space(95), room.width() - space(8)), min(space(120), room.height() - space(40)))

    def make_delegate(self) -> ModelDelegate:
        """What paints the rows."""
        return ModelDelegate(self.theme, self)

    def make_item(self, model: Model) -> QStandardItem:
        """The row of a model."""
        item = QStandardItem(model.id)
        item.setData(model, MODEL_ROLE)
        item.setData(_searched(model), SEARCH_ROLE)
        item.setData(model.id == self._current, CURRENT_ROLE)
        item.setData(self.spoken(model), Qt.ItemDataRole.AccessibleTextRole)
        item.setData(self.spoken(model), Qt.ItemDataRole.ToolTipRole)
        return item

    def spoken(self, model: Model) -> str:
        """A model in words, for assistive programs and the pointer that rests on it."""
        marks = [
            self.tr("sees pictures") if model.traits.vision else "",
            self.tr("thinks") if model.traits.reasoning else "",
            self.tr("in use") if model.id == self._current else "",
        ]
        return " · ".join(filter(None, (model.id, *marks)))

    def sections(self, models: Sequence[Model]) -> list[Section]:
        """The models in the order of the list, under their headings."""
        chat = [model for model in models if model.traits.group is ModelGroup.CHAT]
        vendors = sorted(
            {model.traits.vendor for model in chat}, key=lambda vendor: (not vendor, vendor.lower())
        )
        sections = [
            Section(
                vendor or self.tr("More chat models"),
                tuple(model for model in chat if model.traits.vendor == vendor),
            )
            for vendor in vendors
        ]
        others = tuple(model for model in models if model.traits.group is not ModelGroup.CHAT)
        return [*sections, Section(self.tr("Not made for conversations"), others)] if others else sections

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._profiles.setAccessibleName(self.tr("Provider"))
        self.search.setPlaceholderText(self.tr("Search models"))
        self.search.setAccessibleName(self.tr("Search models"))
        self.list.setAccessibleName(self.tr("Models"))
        self.refresh.setText(self.tr("Refresh the list"))
        self.refresh.setAccessibleName(self.refresh.text())
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter in the search field move and choose in the list."""
        if watched in (self.search, self.list) and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if (move := MOVES.get(Qt.Key(event.key()))) is not None:
                self._step(move)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._choose_current()
                return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        self._profiles = ChoiceBox(f"{self.objectName()}.profile", (), self)
        self._profiles.chosen.connect(self.profile_chosen)
        self._profiles.hide()
        self.search = QLineEdit(self)
        self.search.setObjectName(f"{self.objectName()}.search")
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._filter)
        self.items = QStandardItemModel(self)
        self._shown = QSortFilterProxyModel(self)
        self._shown.setSourceModel(self.items)
        self._shown.setFilterRole(SEARCH_ROLE)
        self._shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._build_list()
        self._note = QLabel(self)
        self._note.setObjectName(f"{self.objectName()}.note")
        self._note.setProperty("kind", "muted")
        self._note.setWordWrap(True)
        self.refresh = Button("composer.models.refresh", self, "link")
        self.refresh.clicked.connect(self.refresh_requested)
        self._column = QVBoxLayout(self)
        for widget in (self._profiles, self.search, self.list, self._note):
            self._column.addWidget(widget)
        self._column.addWidget(self.refresh, alignment=Qt.AlignmentFlag.AlignLeft)

    def _build_list(self) -> None:
        self.list = QListView(self)
        self.list.setObjectName(f"{self.objectName()}.list")
        self.list.setModel(self._shown)
        self.list.setItemDelegate(self.make_delegate())
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.list.clicked.connect(self._choose_current)

    def _fill(self) -> None:
        self.items.clear()
        for section in self.sections(self._models):
            heading = QStandardItem(section.title)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setData(" ".join(_searched(model) for model in section.models), SEARCH_ROLE)
            self.items.appendRow(heading)
            for model in section.models:
                self.items.appendRow(self.make_item(model))
        self._show_note()

    def _filter(self, text: str) -> None:
        self._shown.setFilterFixedString(text.strip())
        self._step(1, start=-1)
        self.list.scrollToTop()
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

    def _go_to_current(self) -> None:
        """Begin at the model in use, or at the first one."""
        for row in range(self._shown.rowCount()):
            index = self._shown.index(row, 0)
            if index.data(CURRENT_ROLE):
                self.list.setCurrentIndex(index)
                self.list.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
                return
        self._step(1, start=-1)
        self.list.scrollToTop()

    def _step(self, rows: int, start: int | None = None) -> None:
        """Go so many rows on, to a row that is a model."""
        last = self._shown.rowCount() - 1
        row = self.list.currentIndex().row() if start is None else start
        row = max(0, min(last, row + rows))
        direction = 1 if rows > 0 else -1
        while 0 <= row <= last:
            index = self._shown.index(row, 0)
            if index.data(MODEL_ROLE) is not None:
                self.list.setCurrentIndex(index)
                return
            row += direction

    def _choose_current(self) -> None:
        typed = self.search.text().strip()
        model = self.list.currentIndex().data(MODEL_ROLE) if self._matches() else None
        name = model.id if isinstance(model, Model) else "" if self._matches() else typed
        if name:
            self.chosen.emit(name)
            self.dismiss()

    def _restyle(self) -> None:
        space = self.theme.space
        self._column.setContentsMargins(space(2), space(2), space(2), space(2))
        self._column.setSpacing(space(2))
        self.list.doItemsLayout()


def _searched(model: Model) -> str:
    return f"{model.id} {model.traits.vendor}"
