"""Above the grid: words to search for, chips to filter by, how many files are left, and a way back."""

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.library import AssetFilter, AssetOrder
from app.domain.media import AssetOrigin, MediaKind
from app.services.library import Library
from app.ui import dialogs
from app.ui.library.date_dialog import DateDialog
from app.ui.library.dates import SPANS, days_of, range_key, span_of
from app.ui.library.filter_chip import Choice, FilterChip
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout

TYPING_MS = 150
"""So long nothing is typed before it is searched for."""
SEARCH_STEPS = 60
FILES = "files"
KINDS = {
    MediaKind.PICTURE.value: frozenset((MediaKind.PICTURE,)),
    MediaKind.VIDEO.value: frozenset((MediaKind.VIDEO,)),
    MediaKind.AUDIO.value: frozenset((MediaKind.AUDIO,)),
    FILES: frozenset((MediaKind.TEXT, MediaKind.FILE)),
}
_RANGE = "range"


class FilterBar(QWidget):
    """Escape in the field empties it; one press leaves everything in again."""

    changed = Signal(object)
    """The new ``AssetFilter``."""

    def __init__(self, library: Library, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._library = library
        self._theme = theme
        self._months: tuple[str, ...] = ()
        self._days = ""
        self.search = QLineEdit(self)
        self.search.setObjectName("library.search")
        self.search.setClearButtonEnabled(True)
        leave = QShortcut(Qt.Key.Key_Escape, self.search, context=Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self.search.clear)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MS)
        self._typing.timeout.connect(self._tell)
        self.search.textChanged.connect(lambda: self._typing.start())
        self._kind, self._origin, self._model, self._profile, self._date, self._tag = (
            FilterChip(f"library.filter.{name}", self)
            for name in ("kind", "origin", "model", "profile", "date", "tag")
        )
        self._chips = (self._kind, self._origin, self._model, self._profile, self._date, self._tag)
        self._favourites = QPushButton(self)
        self._favourites.setObjectName("library.filter.favourites")
        self._favourites.setProperty("kind", "chip")
        self._favourites.setCheckable(True)
        self._favourites.toggled.connect(self._tell)
        self._order = FilterChip("library.order", self)
        self._reset = QPushButton(self)
        self._reset.setObjectName("library.filter.reset")
        self._reset.setProperty("kind", "link")
        self._reset.clicked.connect(self.clear)
        self._count = QLabel(self)
        self._count.setObjectName("library.count")
        self._count.setProperty("kind", "muted")
        for chip in (*self._chips, self._order):
            chip.chosen.connect(self._chosen)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self._show_reset()

    @property
    def wanted(self) -> AssetFilter:
        """What is filtered by."""
        span = span_of(self._date.key, datetime.now().astimezone().date())
        return AssetFilter(
            kinds=KINDS.get(self._kind.key, frozenset()),
            origin=AssetOrigin(self._origin.key) if self._origin.key else None,
            model=self._model.key,
            profile_name=self._profile.key,
            tag=self._tag.key,
            text=self.search.text().strip(),
            favourites_only=self._favourites.isChecked(),
            since=span.since,
            until=span.until,
            order=AssetOrder(self._order.key or AssetOrder.NEWEST),
        )

    def begin_with(self, kind: MediaKind) -> None:
        """Filter by a kind, without telling anybody."""
        self._kind.blockSignals(True)
        self._kind.choose(kind.value)
        self._kind.blockSignals(False)
        self._show_reset()

    def show_only_favourites(self, only: bool) -> None:
        """Leave favourites in, or everything."""
        self._favourites.setChecked(only)

    def clear(self) -> None:
        """Leave everything in; the order stays."""
        for chip in self._chips:
            chip.clear()
        self._days = ""
        for part in (self.search, self._favourites):
            part.blockSignals(True)
        self.search.clear()
        self._favourites.setChecked(False)
        for part in (self.search, self._favourites):
            part.blockSignals(False)
        self._tell()

    def show_count(self, count: int) -> None:
        """How many files are left."""
        self._count.setText(self.tr("%n found", "", count))

    def refresh(self) -> None:
        """Read anew which models, profiles, tags and months there are."""
        Operation(self, self._read(), done=self._show_choices)

    def add_tool(self, widget: QWidget) -> None:
        """Put a control at the right end."""
        self._top.addWidget(widget)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.search.setPlaceholderText(self.tr("Search in prompts, file names and tags"))
        self.search.setAccessibleName(self.search.placeholderText())
        for chip, title in (
            (self._kind, self.tr("Kind")),
            (self._origin, self.tr("Made or attached")),
            (self._model, self.tr("Model")),
            (self._profile, self.tr("Provider")),
            (self._date, self.tr("Date")),
            (self._tag, self.tr("Tag")),
        ):
            chip.set_title(title)
        self._favourites.setText(self.tr("Favourites"))
        self._favourites.setAccessibleName(self._favourites.text())
        self._reset.setText(self.tr("Show all"))
        self._reset.setAccessibleName(self._reset.text())
        self._kind.set_choices(
            [
                ("", self.tr("All kinds")),
                (MediaKind.PICTURE.value, self.tr("Pictures")),
                (MediaKind.VIDEO.value, self.tr("Videos")),
                (MediaKind.AUDIO.value, self.tr("Music and speech")),
                (FILES, self.tr("Other files")),
            ]
        )
        self._origin.set_choices(
            [
                ("", self.tr("Made and attached")),
                (AssetOrigin.MADE.value, self.tr("Made here")),
                (AssetOrigin.ATTACHED.value, self.tr("From conversations and forms")),
            ]
        )
        self._order.set_title(self.tr("Newest first"))
        self._order.set_choices(
            [
                ("", self.tr("Newest first")),
                (AssetOrder.OLDEST.value, self.tr("Oldest first")),
                (AssetOrder.LARGEST.value, self.tr("Largest first")),
            ]
        )
        self._show_dates()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        self._top = QHBoxLayout()
        self._top.addWidget(self.search)
        self._top.addWidget(self._count)
        self._top.addStretch()
        row = QWidget(self)
        self._flow = FlowLayout(row)
        for widget in (*self._chips, self._favourites, self._order, self._reset):
            self._flow.addWidget(widget)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        self._column.addWidget(row)

    async def _read(self) -> tuple[tuple[str, ...], ...]:
        library = self._library
        months = tuple(use.month for use in await library.housekeeping.months())
        return await library.models(), await library.profile_names(), await library.tags(), months

    def _show_choices(self, read: tuple[tuple[str, ...], ...]) -> None:
        models, profiles, tags, self._months = read
        self._model.set_choices([("", self.tr("All models")), *((one, one) for one in models)])
        self._profile.set_choices([("", self.tr("All providers")), *((one, one) for one in profiles)])
        self._tag.set_choices([("", self.tr("With and without tags")), *((one, one) for one in tags)])
        for chip, there in ((self._model, models), (self._profile, profiles), (self._tag, tags)):
            chip.setVisible(bool(there) or bool(chip.key))
        self._show_dates()

    def _show_dates(self) -> None:
        texts = (self.tr("Today"), self.tr("Last 7 days"), self.tr("This month"))
        choices: list[Choice] = [("", self.tr("Any time")), *zip(SPANS, texts, strict=True)]
        choices += [(month, month) for month in self._months]
        if self._days:
            first, last = days_of(self._days)
            choices.append((self._days, f"{first} – {last}"))
        self._date.set_choices([*choices, (_RANGE, self.tr("From … to …"))])

    def _chosen(self) -> None:
        if self._date.key == _RANGE:
            self._ask_for_days()
        else:
            self._tell()

    def _ask_for_days(self) -> None:
        today = datetime.now().astimezone().date()
        first, last = days_of(self._days) if self._days else (today, today)
        dialog = DateDialog(first, last, self.window())

        def take(result: int) -> None:
            if result:
                self._days = range_key(*dialog.days)
            self._show_dates()
            self._date.choose(self._days)

        Operation(self, dialogs.finished(dialog), done=take)

    def _tell(self) -> None:
        self._typing.stop()
        self._show_reset()
        self.changed.emit(self.wanted)

    def _show_reset(self) -> None:
        self._reset.setVisible(self.wanted != AssetFilter(order=self.wanted.order))

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(4), space(3), space(3), space(2))
        self._column.setSpacing(space(2))
        self._flow.setSpacing(space(1.5))
        self.search.setMaximumWidth(space(SEARCH_STEPS) * 2)
        self._favourites.setIcon(self._theme.icon("star", "text_muted"))
