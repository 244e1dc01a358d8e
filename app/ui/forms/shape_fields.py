"""Fields for ratio and size: drawn shapes, and two numbers where others are taken too."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.form_check import shape_of
from app.domain.parameter import Parameter, ParameterKind, Value
from app.domain.text import Language
from app.ui.forms.field import Field
from app.ui.forms.shape_button import ShapeButton
from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout

LARGEST_EDGE = 99_999


class FreeShape(QWidget):
    """Width and height as numbers."""

    edited = Signal()

    def __init__(self, theme: Theme, name: str, sign: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._sign = sign
        self._title = QLabel(self)
        self._title.setProperty("kind", "hint")
        self._width = self._make_edge(f"{name}.width")
        self._height = self._make_edge(f"{name}.height")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._title)
        self._row.addWidget(self._width, 1)
        self._row.addWidget(QLabel("×" if sign == "x" else sign, self))
        self._row.addWidget(self._height, 1)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def text(self) -> str:
        """Both numbers as one value, or an empty text while one of them is missing."""
        width, height = self._width.text(), self._height.text()
        return f"{int(width)}{self._sign}{int(height)}" if width and height else ""

    def set_text(self, text: str) -> None:
        """Show a value of two numbers; anything else empties the fields."""
        width, found, height = text.partition(self._sign)
        fits = bool(found) and width.isdecimal() and height.isdecimal()
        self._width.setText(width if fits else "")
        self._height.setText(height if fits else "")

    def retranslate(self, label: str) -> None:
        """Texts in the language of the window."""
        self._title.setText(self.tr("Custom"))
        for edge, name in ((self._width, self.tr("Width")), (self._height, self.tr("Height"))):
            edge.setPlaceholderText(name)
            edge.setAccessibleName(f"{label}: {name}")

    def _make_edge(self, name: str) -> QLineEdit:
        edge = QLineEdit(self)
        edge.setObjectName(name)
        edge.setValidator(QIntValidator(1, LARGEST_EDGE, edge))
        edge.textEdited.connect(self.edited)
        return edge

    def _restyle(self) -> None:
        self._row.setSpacing(self._theme.space(2))


class ShapeField(Field):
    """Shapes to choose from. What stands in the two numbers wins over them."""

    def make_control(self) -> QWidget:
        parameter = self.parameter
        control = QWidget(self)
        offered = [choice.value for choice in parameter.choices]
        self._values = offered if parameter.default in offered else [parameter.default, *offered]
        self._group = QButtonGroup(control)
        self._shapes = FlowLayout()
        self._stack = QVBoxLayout(control)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addLayout(self._shapes)
        for row in range(len(self._values)):
            self._add_button(control, row)
        sign = "x" if parameter.kind is ParameterKind.SIZE else ":"
        self._free = FreeShape(self.theme, f"form.{parameter.key}", sign, control)
        self._free.setVisible(takes_others(parameter))
        self._free.edited.connect(self._typed)
        self._stack.addWidget(self._free)
        self._group.idClicked.connect(self._clicked)
        return control

    def value(self) -> Value:
        row = self._group.checkedId()
        return self._free.text if row < 0 else self._values[row]

    def fill(self, value: Value) -> None:
        known = value in self._values
        self._free.set_text("" if known else str(value))
        if known or self._free.text:
            self._check(self._values.index(value) if known else -1)
        else:
            self._check(self._values.index(self.parameter.default))

    def take_focus(self) -> None:
        button = self._group.checkedButton() or self._group.button(0)
        button.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self, language: Language) -> None:
        super().retranslate(language)
        self._free.retranslate(self.label)
        self.show_range(self._limits())
        for row, value in enumerate(self._values):
            button = self._group.button(row)
            button.setText(self._name(value, language))
            button.setAccessibleName(f"{self.label}: {button.text()}")

    def restyle(self) -> None:
        super().restyle()
        self._shapes.setSpacing(self.theme.space(1))
        self._stack.setSpacing(self.theme.space(2))

    def _add_button(self, control: QWidget, row: int) -> None:
        value = self._values[row]
        name = "default" if value is None else str(value)
        button = ShapeButton(self.theme, f"form.{self.parameter.key}.{name}", shape_of(value), control)
        self._group.addButton(button, row)
        self._shapes.addWidget(button)

    def _check(self, row: int) -> None:
        """Press one button, or none for -1."""
        self._group.setExclusive(False)
        for button in self._group.buttons():
            button.setChecked(self._group.id(button) == row)
        self._group.setExclusive(True)

    def _clicked(self) -> None:
        self._free.set_text("")
        self.tell()

    def _typed(self) -> None:
        if self._free.text:
            self._check(self._values.index(self._free.text) if self._free.text in self._values else -1)
        elif self._group.checkedId() < 0:
            self._check(self._values.index(self.parameter.default))
        self.tell()

    def _name(self, value: Value, language: Language) -> str:
        if value is None:
            return self.tr("default")
        label = next((choice.label for choice in self.parameter.choices if choice.value == value), None)
        if label is not None:
            return label.in_language(language)
        shape = shape_of(value)
        sign = "×" if self.parameter.kind is ParameterKind.SIZE else ":"
        return f"{shape[0]:g}{sign}{shape[1]:g}" if shape else str(value)

    def _limits(self) -> str:
        rule = self.parameter.size_rule
        if rule is None or rule.largest_edge > LARGEST_EDGE:
            return ""
        low = max(rule.smallest_edge, rule.multiple_of)
        return f"{low} – {rule.largest_edge} px"


def takes_others(parameter: Parameter) -> bool:
    """Whether other shapes than the choices can be asked for."""
    return parameter.size_rule is not None if parameter.kind is ParameterKind.SIZE else parameter.free
