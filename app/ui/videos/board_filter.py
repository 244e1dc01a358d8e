"""Above the board: words to search for, what a job must be to be shown, and the order of the rest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.card import MediaFamily
from app.domain.ids import ProfileId
from app.domain.library import TaskFilter, TaskOrder
from app.domain.profile import Profile
from app.services.jobs.tasks import Tasks
from app.ui.library.filter_chip import FilterChip
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.videos.job_groups import STATES, Group, group_words
from app.ui.widgets.flow_layout import FlowLayout

TYPING_MS = 150
"""So long nothing is typed before it is searched for."""
ALL = "all"


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """Which jobs are shown and how."""

    tasks: TaskFilter = TaskFilter(page=MediaFamily.VIDEO)
    grouped: bool = False

    @property
    def leaves_all(self) -> bool:
        """Whether nothing but the order and the kind of what is made was chosen."""
        plain = TaskFilter(page=self.tasks.page, order=self.tasks.order)
        return self.tasks == plain


class BoardFilterBar(QWidget):
    """Films first: pictures are shown here only where the person wants them."""

    changed = Signal(object)
    """The new ``BoardFilter``."""

    def __init__(
        self, tasks: Tasks, profiles: Callable[[], Sequence[Profile]], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._profiles = profiles
        self._theme = theme
        self.search = QLineEdit(self)
        self.search.setObjectName("videos.search")
        self.search.setClearButtonEnabled(True)
        leave = QShortcut(Qt.Key.Key_Escape, self.search, context=Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self.search.clear)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda: self._typing.start())
        self._state, self._kind, self._profile, self._model, self._order = (
            FilterChip(f"videos.filter.{name}", self)
            for name in ("state", "kind", "provider", "model", "order")
        )
        self._grouped = QPushButton(self)
        self._grouped.setObjectName("videos.filter.grouped")
        self._grouped.setProperty("kind", "chip")
        self._grouped.setCheckable(True)
        self._grouped.toggled.connect(self._tell)
        for chip in (self._state, self._kind, self._profile, self._model, self._order):
            chip.chosen.connect(self._tell)
        self._profile.about_to_open.connect(self._show_profiles)
        self._reset = QPushButton(self)
        self._reset.setObjectName("videos.filter.reset")
        self._reset.setProperty("kind", "link")
        self._reset.clicked.connect(self.clear)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self._reset.hide()

    @property
    def wanted(self) -> BoardFilter:
        """What is filtered by."""
        pages = {"": MediaFamily.VIDEO, MediaFamily.IMAGE.value: MediaFamily.IMAGE}
        tasks = TaskFilter(
            states=STATES[Group(self._state.key)] if self._state.key else frozenset(),
            page=pages.get(self._kind.key),
            profile_id=ProfileId(self._profile.key) if self._profile.key else None,
            model=self._model.key,
            text=self.search.text().strip(),
            order=TaskOrder(self._order.key or TaskOrder.NEWEST),
        )
        return BoardFilter(tasks, self._grouped.isChecked())

    def show_everything_running(self) -> None:
        """Leave in what is being made, of all kinds."""
        self._clear_quietly()
        self._kind.blockSignals(True)
        self._kind.choose(ALL)
        self._kind.blockSignals(False)
        self.show_group(Group.RUNNING)

    def show_group(self, group: Group) -> None:
        """Leave in what means one thing to the person."""
        self._state.choose(group.value)

    def group_by_state(self, *, grouped: bool) -> None:
        """Put the jobs below headings, or all in one list."""
        self._grouped.setChecked(grouped)

    def clear(self) -> None:
        """Leave every film in; the order stays."""
        self._clear_quietly()
        self._tell()

    def refresh(self) -> None:
        """Read anew which models there are."""
        Operation(self, self._tasks.models(self.wanted.tasks.page), done=self._show_models)

    def add_tool(self, widget: QWidget) -> None:
        """Put a control beside the search field."""
        self._top.addWidget(widget)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.search.setPlaceholderText(self.tr("Search in prompts"))
        self.search.setAccessibleName(self.search.placeholderText())
        self._state.set_title(self.tr("State"))
        self._state.set_choices(
            [("", self.tr("All states")), *((group.value, group_words(group)) for group in Group)]
        )
        self._kind.set_title(self.tr("Films"))
        pictures, everything = self.tr("Pictures"), self.tr("Films and pictures")
        self._kind.set_choices(
            [("", self.tr("Films")), (MediaFamily.IMAGE.value, pictures), (ALL, everything)]
        )
        self._profile.set_title(self.tr("Provider"))
        self._model.set_title(self.tr("Model"))
        self._order.set_title(self.tr("Newest first"))
        self._order.set_choices(
            [
                ("", self.tr("Newest first")),
                (TaskOrder.OLDEST.value, self.tr("Oldest first")),
                (TaskOrder.PROVIDER.value, self.tr("By provider")),
                (TaskOrder.MODEL.value, self.tr("By model")),
            ]
        )
        self._grouped.setText(self.tr("By state"))
        self._grouped.setAccessibleName(self.tr("Group by state"))
        self._reset.setText(self.tr("Show all"))
        self._reset.setAccessibleName(self._reset.text())
        self._show_profiles()
        self.refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _clear_quietly(self) -> None:
        for chip in (self._state, self._kind, self._profile, self._model):
            chip.clear()
        self.search.blockSignals(True)
        self.search.clear()
        self.search.blockSignals(False)

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.addWidget(self.search, 1)
        row = QWidget(self)
        self._flow = FlowLayout(row)
        for widget in (
            self._state, self._kind, self._profile, self._model, self._order, self._grouped, self._reset,
        ):  # fmt: skip
            self._flow.addWidget(widget)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        self._column.addWidget(row)

    def _show_profiles(self) -> None:
        choices = ((profile.id, profile.name) for profile in self._profiles())
        self._profile.set_choices([("", self.tr("All providers")), *choices])

    def _show_models(self, models: Sequence[str]) -> None:
        self._model.set_choices([("", self.tr("All models")), *((model, model) for model in models)])
        self._model.setVisible(bool(models) or bool(self._model.key))

    def _tell(self) -> None:
        self._typing.stop()
        wanted = self.wanted
        self._reset.setHidden(wanted.leaves_all and wanted.tasks.page is MediaFamily.VIDEO)
        self.changed.emit(wanted)
        self.refresh()

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(3), space(3), space(3), space(2))
        self._column.setSpacing(space(2))
        self._top.setSpacing(space(2))
        self._flow.setSpacing(space(1.5))
