"""Asks for two days."""

from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QDialog, QDialogButtonBox, QFormLayout, QWidget


class DateDialog(QDialog):
    """From one day to another, both included."""

    def __init__(self, first: date, last: date, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("library.dates")
        self.setWindowTitle(self.tr("From one day to another"))
        self._first = self._field("library.dates.first", first, self.tr("From"))
        self._last = self._field("library.dates.last", last, self.tr("To"))
        buttons = QDialogButtonBox(self)
        show = buttons.addButton(self.tr("Show"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(self.tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        show.setObjectName("library.dates.show")
        show.setProperty("kind", "primary")
        cancel.setObjectName("library.dates.cancel")
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        form = QFormLayout(self)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        form.addRow(self.tr("From"), self._first)
        form.addRow(self.tr("To"), self._last)
        form.addRow(buttons)

    @property
    def days(self) -> tuple[date, date]:
        """What was chosen."""
        return _day(self._first.date()), _day(self._last.date())

    def _field(self, name: str, day: date, title: str) -> QDateEdit:
        field = QDateEdit(QDate(day.year, day.month, day.day), self)
        field.setObjectName(name)
        field.setAccessibleName(title)
        field.setCalendarPopup(True)
        field.setDisplayFormat("yyyy-MM-dd")
        return field


def _day(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
