"""Asks for what a new key shall be."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.choice_box import ChoiceBox

_LONGEST_NAME = 50
_USUAL = ""
_LIMIT_STEPS = 36


class NewKeyForm(QWidget):
    """One line: name, limit, group."""

    wanted = Signal(str, object, str)
    """Name, limit as a Decimal or None, group."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._symbol = ""
        self._name = QLineEdit(self)
        self._name.setObjectName("spending.key.name")
        self._name.setMaxLength(_LONGEST_NAME)
        self._limit = QLineEdit(self)
        self._limit.setObjectName("spending.key.limit")
        self._group = ChoiceBox("spending.key.group", (_USUAL,), self)
        self.button = Button("spending.key.create", self, "primary")
        self._error = QLabel(self)
        self._error.setObjectName("spending.key.error")
        self._error.setProperty("kind", "error")
        self._error.setWordWrap(True)
        self._error.hide()
        self._row = QHBoxLayout()
        self._row.addWidget(self._name, 2)
        self._row.addWidget(self._limit, 1)
        self._row.addWidget(self._group)
        self._row.addWidget(self.button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._row)
        self._column.addWidget(self._error)
        self._name.textChanged.connect(self._show_state)
        self._name.returnPressed.connect(self._submit)
        self._limit.returnPressed.connect(self._submit)
        self.button.clicked.connect(self._submit)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self._show_state()

    def show_groups(self, groups: Mapping[str, str], symbol: str) -> None:
        """The groups that it may belong to, and the unit of its limit."""
        self._symbol = symbol
        chosen = self._group.key
        self._group.clear()
        self._group.addItem("", _USUAL)
        for group, words in groups.items():
            self._group.addItem(words or group, group)
        self._group.choose(chosen)
        self.retranslate()

    def clear(self) -> None:
        """It was made."""
        self._name.clear()
        self._limit.clear()
        self.show_error("")

    def show_error(self, text: str) -> None:
        """Why it was not made."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._name.setPlaceholderText(self.tr("Name of a new key"))
        self._name.setAccessibleName(self.tr("Name of a new key"))
        unit = self._symbol or self.tr("quota")
        self._limit.setPlaceholderText(self.tr("Limit in {unit}, or empty").format(unit=unit))
        self._limit.setAccessibleName(self.tr("Limit"))
        self._group.setItemText(0, self.tr("Usual group"))
        self._group.setAccessibleName(self.tr("Group"))
        self.button.setText(self.tr("Make a key"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _submit(self) -> None:
        name = self._name.text().strip()
        if not name or not self.button.isEnabled():
            return
        try:
            limit = _limit(self._limit.text())
        except InvalidOperation:
            self.show_error(self.tr("The limit is no amount above zero."))
            self._limit.setFocus()
            return
        self.show_error("")
        self.wanted.emit(name, limit, self._group.key)

    def _show_state(self) -> None:
        self.button.setEnabled(bool(self._name.text().strip()))

    def _restyle(self) -> None:
        space = self._theme.space
        self._row.setSpacing(space(2))
        self._limit.setMinimumWidth(space(_LIMIT_STEPS))


def _limit(text: str) -> Decimal | None:
    """What was typed; None for no limit.

    Raises:
        InvalidOperation: it is no amount above zero.
    """
    typed = text.strip().lstrip("$¥€").replace(",", "")
    if not typed:
        return None
    limit = Decimal(typed)
    if not limit.is_finite() or limit <= 0:
        raise InvalidOperation
    return limit
