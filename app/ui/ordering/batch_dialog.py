"""Many orders at once, written as lines, a table or a series; seen and priced before any is given."""

from collections.abc import Callable, Hashable, Iterable, Mapping

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.batch import MOST_ROWS, PROMPT, BatchRow, as_values
from app.domain.order_price import picture_count
from app.domain.price import Estimate
from app.ui.ordering.batch_preview import BatchModel, BatchPreview
from app.ui.ordering.batch_source import BatchSource
from app.ui.ordering.order_page import VIDEOS, OrderPage
from app.ui.ordering.price_words import priced
from app.ui.theme.theme import Theme

LOOK_AFTER_MS = 200
"""A pause in one's writing after which the orders are read anew."""
WIDTH_STEPS, HEIGHT_STEPS = 190, 165
MOST_OF_SCREEN = 0.9
PriceOf = Callable[[BatchRow], Estimate | None]


class BatchDialog(QDialog):
    """Stays open until the orders are kept.

    Args:
        sources: the tabs by their names; ``lines``, ``table`` and ``series``.
        price_of: what one order will cost, where that is known.
    """

    ordered = Signal(list)
    """The rows that shall be made."""

    def __init__(
        self,
        sources: Mapping[str, BatchSource],
        model: BatchModel,
        price_of: PriceOf,
        page: OrderPage,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._sources = dict(sources)
        self._model = model
        self._price_of = price_of
        self._page = page
        self._theme = theme
        self._rows: tuple[BatchRow, ...] = ()
        self._is_busy = False
        self.setObjectName("batch")
        self._look = QTimer(self, singleShot=True, interval=LOOK_AFTER_MS)
        self._look.timeout.connect(self.refresh)
        self._build()
        self._lay_out()
        usual = QSize(theme.space(WIDTH_STEPS), theme.space(HEIGHT_STEPS))
        self.resize(usual.boundedTo(parent.screen().availableSize() * MOST_OF_SCREEN))
        self.retranslate()
        self.refresh()

    def show_source(self, name: str) -> None:
        """Bring a tab to the front."""
        self._stack.setCurrentWidget(self._sources[name])
        self._tabs[name].setChecked(True)
        self._sources[name].take_focus()
        self.refresh()

    @property
    def is_begun(self) -> bool:
        """Whether there is something in it already."""
        return bool(self._rows)

    def refresh(self) -> None:
        """Read the orders anew."""
        self._look.stop()
        source = self._source
        complaint, rows = source.complaint(), source.rows()
        if len(rows) > MOST_ROWS:
            text = self.tr("There are %1 orders; %2 can be given in one go.")
            complaint = text.replace("%1", f"{len(rows):,}").replace("%2", str(MOST_ROWS))
            rows = ()
        self._rows = () if complaint else rows
        self._model.show_rows(self._rows)
        self._preview.setVisible(bool(self._rows))
        self._say(self._error, complaint)
        self._say(self._remark, source.remark())
        self._show_summary()

    def set_busy(self, *, busy: bool) -> None:
        """While the orders are put down, they are not given twice."""
        self._is_busy = busy
        self._show_summary()

    def show_error(self, sentence: str) -> None:
        """Say what a service refused."""
        self._say(self._error, sentence)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Many at once"))
        names = {
            "lines": self.tr("Several prompts"),
            "table": self.tr("Table"),
            "series": self.tr("Series"),
        }
        for name, tab in self._tabs.items():
            tab.setText(names[name])
        self._cancel.setText(self.tr("Cancel"))
        self._show_summary()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def _source(self) -> BatchSource:
        widget = self._stack.currentWidget()
        assert isinstance(widget, BatchSource)
        return widget

    def _good(self) -> list[BatchRow]:
        return [row for row in self._rows if not row.problems]

    def _build(self) -> None:
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget(self)
        self._tabs = {name: self._make_tab(name) for name in self._sources}
        for source in self._sources.values():
            self._stack.addWidget(source)
            source.changed.connect(self._look.start)
        self._error = self._label("batch.error", "error")
        self._remark = self._label("batch.remark", "warning")
        self._preview = BatchPreview(self._model, self._theme, self)
        self._summary = self._label("batch.summary", "muted")
        self._skip = QCheckBox(self)
        self._skip.setObjectName("batch.skip")
        self._skip.toggled.connect(self._show_summary)
        self._cancel = QPushButton(self)
        self._cancel.setObjectName("batch.cancel")
        self._cancel.setAutoDefault(False)
        self._cancel.clicked.connect(self.reject)
        self._send = QPushButton(self)
        self._send.setObjectName("batch.send")
        self._send.setProperty("kind", "primary")
        self._send.setAutoDefault(False)
        self._send.clicked.connect(self._order)

    def _make_tab(self, name: str) -> QPushButton:
        tab = QPushButton(self)
        tab.setObjectName(f"batch.tab.{name}")
        tab.setProperty("kind", "chip")
        tab.setCheckable(True)
        tab.setAutoDefault(False)
        tab.clicked.connect(lambda: self.show_source(name))
        self._group.addButton(tab)
        return tab

    def _label(self, name: str, kind: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        space = self._theme.space
        tabs = QHBoxLayout()
        tabs.setSpacing(space(1.5))
        for tab in self._tabs.values():
            tabs.addWidget(tab)
        tabs.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addWidget(self._summary, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._send)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(5), space(5), space(5))
        column.setSpacing(space(3))
        column.addLayout(tabs)
        column.addWidget(self._stack, 3)
        for part in (self._error, self._remark):
            column.addWidget(part)
        column.addWidget(self._preview, 2)
        column.addWidget(self._skip, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addLayout(foot)

    def _order(self) -> None:
        """What is written is read once more: the press may come before the pause."""
        if self._look.isActive():
            self.refresh()
        if self._send.isEnabled():
            self.ordered.emit(self._good())

    def _show_summary(self) -> None:
        good = self._good()
        faulty = len(self._rows) - len(good)
        self._skip.setVisible(bool(faulty and good))
        skip = self.tr("Leave out what is faulty (%1)").replace("%1", str(faulty))
        self._skip.setText(skip)
        self._skip.setAccessibleName(skip)
        may_send = bool(good) and (not faulty or self._skip.isChecked())
        self._send.setEnabled(may_send and not self._is_busy)
        verb = self.tr("Put %1 into the queue").replace("%1", str(len(good))) if good else self.tr("Generate")
        price = self._price(good)
        self._send.setText(priced(verb, price))
        self._send.setAccessibleName(self._send.text())
        self._say(self._summary, self._counted(good, faulty, is_priced=price is not None))

    def _counted(self, good: list[BatchRow], faulty: int, *, is_priced: bool) -> str:
        alike = _alike(good)
        count = sum(picture_count(row.card, as_values(row.form.values)) * times for row, times in alike)
        made = self.tr("Films: %1") if self._page is VIDEOS else self.tr("Pictures: %1")
        parts = (
            made.replace("%1", str(count)) if good else "",
            self.tr("Faulty: %1").replace("%1", str(faulty)) if faulty else "",
            self.tr("Price unknown") if good and not is_priced else "",
        )
        return " · ".join(filter(None, parts))

    def _price(self, rows: list[BatchRow]) -> Estimate | None:
        """What all of them will cost; None where that is not known of each."""
        total: Estimate | None = None
        for number, (row, times) in enumerate(_alike(rows)):
            one = self._price_of(row)
            price = one and one.times(times)
            total = price if not number else total and price and total.plus(price)
            if total is None:
                return None
        return total

    def _say(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))


def _alike(rows: Iterable[BatchRow]) -> list[tuple[BatchRow, int]]:
    """One of the rows that differ in their prompts alone, with the number of them: they cost the same."""
    found: dict[Hashable, list[BatchRow]] = {}
    for row in rows:
        settings = tuple(item for item in as_values(row.form.values).items() if item[0] != PROMPT)
        found.setdefault((row.card.id, row.form.model, settings), []).append(row)
    return [(same[0], len(same)) for same in found.values()]
