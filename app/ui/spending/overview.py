"""What was spent, as the studio itself noted it: totals, bars, and a table by whatever one likes."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial, reduce
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.spending import DayRange, SpendingGroup, SpendingSum
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.spending import sum_rows
from app.ui.spending.chart import Bar, BarChart
from app.ui.spending.days import bars_of, hour_bars
from app.ui.spending.figures_table import FiguresTable
from app.ui.spending.money_words import amount_words, sum_words
from app.ui.spending.range_bar import RangeBar
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.choice_box import ChoiceBox

_TOKENS = "tokens"
"""Stands beside the units in the choice of what the bars show."""
_UNIT = "unit:"
READ_AFTER_MS = 800
"""After something was paid; many answers may end at once."""


@dataclass(frozen=True, slots=True)
class _Sums:
    """What was read for one range."""

    days: DayRange
    by_day: tuple[SpendingSum, ...] = ()
    by_group: tuple[SpendingSum, ...] = ()
    by_hour: tuple[SpendingSum, ...] = ()
    """Of a range that is a single day."""


class SpendingOverview(QWidget):
    """Everything is added up by the database, off the window's thread."""

    def __init__(
        self, studio: Studio, bridge: Bridge, notices: Notices, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._notices = notices
        self._theme = theme
        self._sums = _Sums(DayRange())
        self._reading: Operation[_Sums] | None = None
        self.range = RangeBar(theme, self)
        self.group = ChoiceBox("spending.group", [group.value for group in SpendingGroup], self)
        self.group.choose(SpendingGroup.MODEL.value)
        self.unit = ChoiceBox("spending.unit", [_TOKENS], self)
        self._export = Button("spending.export", self)
        self._total = QLabel(self)
        self._total.setObjectName("spending.total")
        self._total.setProperty("kind", "title")
        self._counts = QLabel(self)
        self._counts.setObjectName("spending.counts")
        self._counts.setProperty("kind", "muted")
        self._counts.setWordWrap(True)
        self.chart = BarChart("spending.chart", self._axis_words, theme, self)
        self.table = FiguresTable("spending.table", theme, self)
        self._lay_out()
        self._connect()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(READ_AFTER_MS)
        self._soon.timeout.connect(self._read_if_seen)
        bridge.message_changed.connect(self._soon.start)
        bridge.tasks_changed.connect(self._soon.start)
        self._restyle()
        self.retranslate()
        self.read()

    def read(self) -> None:
        """Add up anew."""
        if self._reading is not None:
            self._reading.cancel()
        work = self._read(self.range.days, SpendingGroup(self.group.key))
        self._reading = Operation(self, work, done=self._take, failed=self._notices.show_error)

    def _read_if_seen(self) -> None:
        """Something was paid meanwhile; a window that is out of sight reads when it is opened."""
        if self.isVisible():
            self.read()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.group.set_texts(
            [
                self.tr("By day"),
                self.tr("By model"),
                self.tr("By provider"),
                self.tr("By kind"),
                self.tr("By conversation"),
            ]
        )
        self.group.setAccessibleName(self.tr("What the table adds up"))
        self.unit.setAccessibleName(self.tr("What the bars show"))
        self._export.setText(self.tr("Export as CSV…"))
        self.chart.setAccessibleName(self.tr("Spending over time"))
        self.table.setAccessibleName(self.tr("Spending"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.range)
        self._head.addStretch(1)
        self._head.addWidget(self.unit)
        self._middle = QHBoxLayout()
        self._middle.addWidget(self.group)
        self._middle.addStretch(1)
        self._middle.addWidget(self._export)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._total)
        self._column.addWidget(self._counts)
        self._column.addWidget(self.chart, 2)
        self._column.addLayout(self._middle)
        self._column.addWidget(self.table, 3)

    def _connect(self) -> None:
        self.range.changed.connect(self.read)
        self.group.chosen.connect(self.read)
        self.unit.chosen.connect(self._show)
        self._export.clicked.connect(self._begin_export)
        self._theme.changed.connect(self._restyle)

    async def _read(self, days: DayRange, group: SpendingGroup) -> _Sums:
        by_day = await self._studio.spending.sums(SpendingGroup.DAY, days)
        by_hour = await self._studio.spending.hours(days.first) if days.first and days.is_single else ()
        if group is SpendingGroup.DAY:
            return _Sums(days, by_day, by_day, by_hour)
        return _Sums(days, by_day, await self._studio.spending.sums(group, days), by_hour)

    def _take(self, sums: _Sums) -> None:
        self._sums = sums
        self._offer_units(sorted({unit for one in sums.by_day for unit in one.amounts}, key=_currency_first))
        self._show()

    def _offer_units(self, units: Sequence[str]) -> None:
        """The units that were spent in, and tokens; what was chosen stays where it can."""
        before, chosen = self.unit.count(), self.unit.key
        self.unit.clear()
        for unit in units:
            self.unit.addItem(_UNIT + unit, _UNIT + unit)
        self.unit.addItem(_TOKENS, _TOKENS)
        self.unit.setCurrentIndex(0)
        if before > 1:
            self.unit.choose(chosen)

    @property
    def _unit(self) -> str | None:
        """The unit that the bars show; None for tokens."""
        return self.unit.key.removeprefix(_UNIT) if self.unit.key.startswith(_UNIT) else None

    def _show(self) -> None:
        keys = [str(self.unit.itemData(number)) for number in range(self.unit.count())]
        self.unit.set_texts([self._unit_words(key) for key in keys])
        self._show_total()
        self.chart.show_bars(self._bars())
        group = SpendingGroup(self.group.key)
        rows = [sum_rows.row(one, group, self._unit or "") for one in self._ordered()]
        self.table.show_rows(sum_rows.columns(group), rows)
        self._export.setEnabled(bool(rows))

    def _bars(self) -> list[Bar]:
        if self._sums.days.is_single:
            return hour_bars(self._sums.by_hour, self._value, self._axis_words)
        return bars_of(self._sums.by_day, self._sums.days, self._value, self._axis_words)

    def _show_total(self) -> None:
        total = reduce(SpendingSum.plus, self._sums.by_day, SpendingSum())
        self._total.setText(sum_words(total.amounts) or self.tr("Nothing was spent in these days"))
        if not total.calls:
            self._counts.setText(self.tr("Every answer and everything that was made is noted here."))
            return
        parts = [
            self.tr("calls: {count}").format(count=f"{total.calls:,}"),
            self.tr("tokens in: {count}").format(count=f"{total.prompt_tokens:,}"),
            self.tr("tokens out: {count}").format(count=f"{total.completion_tokens:,}"),
        ]
        if total.unpriced:
            parts.append(self.tr("without a known price: {count}").format(count=f"{total.unpriced:,}"))
            if not total.amounts:
                self._total.setText(self.tr("No price is known"))
        parts.append(self.tr("amounts are credit at the provider"))
        self._counts.setText(" · ".join(parts))

    def _ordered(self) -> list[SpendingSum]:
        """Days from the newest on; everything else from the dearest on."""
        if self.group.key == SpendingGroup.DAY.value:
            return list(reversed(self._sums.by_group))
        return sorted(self._sums.by_group, key=lambda one: (-self._value(one), -one.calls))

    def _value(self, one: SpendingSum) -> Decimal:
        if self._unit is None:
            return Decimal(one.prompt_tokens + one.completion_tokens)
        return one.amounts.get(self._unit, Decimal(0))

    def _axis_words(self, value: Decimal) -> str:
        return f"{value:,.0f}" if self._unit is None else amount_words(value, self._unit)

    def _unit_words(self, key: str) -> str:
        if key == _TOKENS:
            return self.tr("Tokens")
        return key.removeprefix(_UNIT) or self.tr("Quota")

    def _begin_export(self) -> None:
        Operation(self, self._save(), done=self._saved, failed=self._notices.show_error)

    async def _save(self) -> Path | None:
        folder = self._studio.places.downloads
        target = await dialogs.pick_target(
            self, self.tr("Export as CSV"), folder / "spending.csv", self.tr("Tables (*.csv)")
        )
        if target is not None:
            text = sum_rows.as_csv(self._sums.by_group, SpendingGroup(self.group.key))
            write = partial(target.write_text, text, encoding=sum_rows.UTF8_WITH_MARK, newline="")
            await asyncio.to_thread(write)
        return target

    def _saved(self, target: Path | None) -> None:
        if target is not None:
            self._notices.show(self.tr("Saved as {name}").format(name=target.name), "success")

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setSpacing(space(2))
        self._column.setContentsMargins(0, space(3), 0, 0)
        for row in (self._head, self._middle):
            row.setSpacing(space(2))


def _currency_first(unit: str) -> tuple[bool, str]:
    return not unit, unit
