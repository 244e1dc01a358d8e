"""The form of the parameters: short fields in pairs, long ones over the whole width."""

from PySide6.QtCore import QLocale, Signal
from PySide6.QtGui import QDoubleValidator, QIntValidator, QValidator
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLineEdit, QPlainTextEdit, QWidget

from app.ui.chat.parameter_cell import ParameterCell
from app.ui.theme.theme import Theme
from app.ui.widgets.choice_box import ChoiceBox

LARGEST_INTEGER = 2_147_483_647


class ParameterGrid(QWidget):
    """Fields in the order in which they are added, which is that of the Tab key."""

    edited = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._long_fields: list[tuple[QPlainTextEdit, int, bool]] = []
        self.cells: dict[QWidget, ParameterCell] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        theme.changed.connect(self._restyle)
        self._restyle()

    def add_number(self, name: str, lowest: float, highest: float) -> QLineEdit:
        """A field for a fraction, written with a point in every language."""
        validator = QDoubleValidator(lowest, highest, 3, self)
        validator.setNotation(QDoubleValidator.Notation.StandardNotation)
        validator.setLocale(QLocale.c())
        return self._add_line(name, validator)

    def add_integer(self, name: str, lowest: int, highest: int = LARGEST_INTEGER) -> QLineEdit:
        """A field for a whole number."""
        return self._add_line(name, QIntValidator(lowest, highest, self))

    def add_long(self, name: str, lines: int, *, code: bool = False) -> QPlainTextEdit:
        """A field of several lines over the whole width."""
        field = QPlainTextEdit(self)
        field.setTabChangesFocus(True)
        field.textChanged.connect(self.edited)
        self._place(name, field, wide=True)
        self._long_fields.append((field, lines, code))
        self._restyle()
        return field

    def add_choice(self, name: str) -> QComboBox:
        """A field with a list to choose from."""
        field = ChoiceBox(name, (), self)
        field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        field.currentIndexChanged.connect(self.edited)
        self._place(name, field, wide=False)
        return field

    def add_check(self, name: str) -> QCheckBox:
        """Something to switch on or off."""
        field = QCheckBox(self)
        field.setObjectName(name)
        field.toggled.connect(self.edited)
        self._grid.addWidget(field, self._grid.rowCount(), 0, 1, 2)
        return field

    def add_row(self, row: QWidget) -> None:
        """Something that is no single field, over the whole width."""
        self._grid.addWidget(row, self._grid.rowCount(), 0, 1, 2)

    def add_section(self, section: QWidget) -> None:
        """Fields of their own over the whole width."""
        self._grid.addWidget(section, self._grid.rowCount(), 0, 1, 2)

    def _add_line(self, name: str, validator: QValidator) -> QLineEdit:
        field = QLineEdit(self)
        field.setValidator(validator)
        field.textChanged.connect(self.edited)
        self._place(name, field, wide=False)
        return field

    def _place(self, name: str, field: QWidget, *, wide: bool) -> None:
        cell = ParameterCell(name, field, self._theme, self)
        self.cells[field] = cell
        row = self._grid.rowCount()
        if wide:
            self._grid.addWidget(cell, row, 0, 1, 2)
        elif self._grid.itemAtPosition(row - 1, 1) is None:
            self._grid.addWidget(cell, row - 1, 1)
        else:
            self._grid.addWidget(cell, row, 0)

    def _restyle(self) -> None:
        space = self._theme.space
        self._grid.setVerticalSpacing(space(3))
        self._grid.setHorizontalSpacing(space(3))
        for field, lines, code in self._long_fields:
            if code:
                field.setFont(self._theme.code_font())
            field.setFixedHeight(lines * field.fontMetrics().lineSpacing() + space(4))
