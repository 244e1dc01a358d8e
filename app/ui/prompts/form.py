"""The small form that asks for the variables of a prompt."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QDoubleValidator, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.template import Variable, VariableKind, is_number
from app.ui.chat.parameter_cell import ParameterCell
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.choice_box import ChoiceBox

WIDTH_STEPS, MOST_HEIGHT_STEPS = 110, 140
LONG_LINES = 5


class PromptForm(QDialog):
    """Shows what was filled in last time, marked, so that typing replaces it.

    Args:
        values: what was filled in last, by the names of the variables.
    """

    filled = Signal(dict)
    """A text for each variable."""

    def __init__(
        self,
        title: str,
        variables: tuple[Variable, ...],
        values: Mapping[str, str],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fields: dict[Variable, QWidget] = {}
        self._cells: list[ParameterCell] = []
        self.setObjectName("prompt.form")
        self.setWindowTitle(title)
        for variable in variables:
            field = self._make_field(variable)
            self._fields[variable] = field
            cell = ParameterCell(f"prompt.form.{variable.name}", field, theme, self)
            cell.set_texts(variable.name)
            self._cells.append(cell)
            _fill(field, variable, values.get(variable.name, ""))
        self._problem = QLabel(self)
        self._problem.setObjectName("prompt.form.problem")
        self._problem.setProperty("kind", "error")
        self._cancel = Button("prompt.form.cancel", self)
        self._cancel.clicked.connect(self.reject)
        self._insert = Button("prompt.form.insert", self, "primary")
        self._insert.setDefault(True)
        self._insert.clicked.connect(self._tell)
        self._lay_out()
        self.retranslate()
        next(iter(self._fields.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._cancel.setText(self.tr("Cancel"))
        self._insert.setText(self.tr("Insert"))
        self._insert.setToolTip(self.tr("Ctrl+Enter"))

    def sizeHint(self) -> QSize:
        """As high as its fields, within reason."""
        space = self._theme.space
        fields = sum(cell.sizeHint().height() + space(3) for cell in self._cells)
        wanted = fields + self._insert.sizeHint().height() + space(14)
        return QSize(space(WIDTH_STEPS), min(wanted, space(MOST_HEIGHT_STEPS)))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter inserts from a long field too."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._tell()
        else:
            super().keyPressEvent(event)

    def _make_field(self, variable: Variable) -> QWidget:
        if variable.kind is VariableKind.CHOICE:
            return ChoiceBox("", variable.choices, self)
        if variable.kind is VariableKind.LONG:
            long = QPlainTextEdit(self)
            long.setTabChangesFocus(True)
            long.setFixedHeight(LONG_LINES * long.fontMetrics().lineSpacing() + self._theme.space(4))
            return long
        line = QLineEdit(self)
        if variable.kind is VariableKind.NUMBER:
            validator = QDoubleValidator(line)
            validator.setNotation(QDoubleValidator.Notation.StandardNotation)
            line.setPlaceholderText("0")
        return line

    def _lay_out(self) -> None:
        space = self._theme.space
        content = QWidget()
        fields = QVBoxLayout(content)
        fields.setContentsMargins(0, 0, space(1), 0)
        fields.setSpacing(space(3))
        for cell in self._cells:
            fields.addWidget(cell)
        fields.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addWidget(self._problem, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._insert)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def _tell(self) -> None:
        values = {variable.name: _text_of(field) for variable, field in self._fields.items()}
        for variable, field in self._fields.items():
            value = values[variable.name]
            if variable.kind is VariableKind.NUMBER and value and not is_number(value):
                self._problem.setText(self.tr("“{value}” is no number.").format(value=value))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        self.filled.emit(values)
        self.accept()


def _fill(field: QWidget, variable: Variable, remembered: str) -> None:
    value = remembered or variable.default
    if isinstance(field, ChoiceBox):
        field.choose(value if value in variable.choices else variable.default)
    elif isinstance(field, QPlainTextEdit):
        field.setPlainText(value)
        field.selectAll()
    elif isinstance(field, QLineEdit):
        field.setText(value)
        field.selectAll()


def _text_of(field: QWidget) -> str:
    if isinstance(field, ChoiceBox):
        return field.key
    if isinstance(field, QPlainTextEdit):
        return field.toPlainText()
    return field.text().strip() if isinstance(field, QLineEdit) else ""
