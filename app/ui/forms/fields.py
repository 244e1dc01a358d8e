"""Which field asks for which kind of parameter."""

from PySide6.QtWidgets import QWidget

from app.domain.parameter import Parameter, ParameterKind
from app.ui.forms.choice_fields import ChoiceField, SwitchField
from app.ui.forms.field import Field
from app.ui.forms.number_fields import NumberField, SeedField
from app.ui.forms.shape_fields import ShapeField
from app.ui.forms.text_fields import JsonField, LinesField, LongTextField, TextField
from app.ui.theme.theme import Theme

_FIELDS: dict[ParameterKind, type[Field]] = {
    ParameterKind.CHOICE: ChoiceField,
    ParameterKind.INTEGER: NumberField,
    ParameterKind.NUMBER: NumberField,
    ParameterKind.SWITCH: SwitchField,
    ParameterKind.TEXT: TextField,
    ParameterKind.LONG_TEXT: LongTextField,
    ParameterKind.SIZE: ShapeField,
    ParameterKind.RATIO: ShapeField,
    ParameterKind.SEED: SeedField,
    ParameterKind.LINES: LinesField,
    ParameterKind.JSON: JsonField,
}


def field_for(parameter: Parameter, theme: Theme, parent: QWidget) -> Field:
    """The field of a parameter, holding its default."""
    field = _FIELDS[parameter.kind](parameter, theme, parent)
    field.show_value(parameter.default)
    return field
