"""Which days are added up."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLabel, QWidget

from app.domain.spending import DayRange
from app.ui.theme.theme import Theme
from app.ui.widgets.choice_box import ChoiceBox

_OWN = "own"
_RANGES = ("today", "week", "days", "month", "all", _OWN)
_WEEK_DAYS = 7
_MANY_DAYS = 30


class RangeBar(QWidget):
    """A choice of ranges, and two days for one of the person's own."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.choice = ChoiceBox("spending.range", _RANGES, self)
        self.choice.choose("days")
        today = QDate.currentDate()
        self._first = self._day("spending.range.first", today.addDays(1 - _MANY_DAYS))
        self._dash = QLabel("–", self)
        self._last = self._day("spending.range.last", today)
        self._row = QHBoxLayout(self)
        for widget in (self.choice, self._first, self._dash, self._last):
            self._row.addWidget(widget)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.choice.chosen.connect(self._choose)
        self._show_days()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def days(self) -> DayRange:
        """What is chosen, as seen today."""
        today = _date(QDate.currentDate())
        match self.choice.key:
            case "today":
                return DayRange(today, today)
            case "week":
                return DayRange.newest(_WEEK_DAYS, today)
            case "month":
                return DayRange.month(today)
            case "all":
                return DayRange()
            case "own":
                first, last = _date(self._first.date()), _date(self._last.date())
                return DayRange(min(first, last), max(first, last))
            case _:
                return DayRange.newest(_MANY_DAYS, today)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.choice.set_texts(
            [
                self.tr("Today"),
                self.tr("Last 7 days"),
                self.tr("Last 30 days"),
                self.tr("This month"),
                self.tr("Everything"),
                self.tr("From … to …"),
            ]
        )
        self.choice.setAccessibleName(self.tr("Days that are added up"))
        self._first.setAccessibleName(self.tr("From"))
        self._last.setAccessibleName(self.tr("To"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _day(self, name: str, day: QDate) -> QDateEdit:
        field = QDateEdit(day, self)
        field.setObjectName(name)
        field.setCalendarPopup(True)
        field.setDisplayFormat("yyyy-MM-dd")
        field.dateChanged.connect(self.changed)
        return field

    def _choose(self) -> None:
        self._show_days()
        self.changed.emit()

    def _show_days(self) -> None:
        for widget in (self._first, self._dash, self._last):
            widget.setVisible(self.choice.key == _OWN)

    def _restyle(self) -> None:
        self._row.setSpacing(self._theme.space(2))


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
