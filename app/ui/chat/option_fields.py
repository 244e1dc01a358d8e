"""The parameters of a conversation that only some models know, as fields of a form."""

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.parameter import Parameter, Value
from app.domain.text import Language
from app.ui.forms.field import Field
from app.ui.forms.fields import field_for
from app.ui.theme.theme import Theme


class OptionFields(QWidget):
    """Made anew for each model; hidden where a model has none."""

    edited = Signal()

    def __init__(self, language: Callable[[], Language], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._language = language
        self._theme = theme
        self._fields: dict[str, Field] = {}
        self._kept: dict[str, object] = {}
        self._note = QLabel(self)
        self._note.setObjectName("parameters.single_turn")
        self._note.setProperty("kind", "muted")
        self._note.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._note)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_parameters(
        self, parameters: Sequence[Parameter], values: Mapping[str, object], *, single_turn: bool
    ) -> None:
        """Ask for these; what was chosen for other models is kept beside them."""
        self._kept = dict(values)
        if self.parameters != tuple(parameters):
            self._make(parameters)
        for key, field in self._fields.items():
            field.show_value(cast(Value, values.get(key, field.parameter.default)))
        self._note.setVisible(single_turn)
        self.setVisible(bool(parameters) or single_turn)

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """What is asked for."""
        return tuple(field.parameter for field in self._fields.values())

    def values(self) -> dict[str, object]:
        """What was chosen; what stands at its default is left out."""
        said = {key: field.value() for key, field in self._fields.items()}
        kept = {key: value for key, value in self._kept.items() if key not in said}
        chosen = {key: value for key, value in said.items() if value not in (None, "", ())}
        return kept | {
            key: value for key, value in chosen.items() if value != self._fields[key].parameter.default
        }

    def first_problem(self) -> str:
        """The name of the first field that holds what its model does not take; empty where all is well."""
        wrong = (field for field in self._fields.values() if field.parameter.problem(field.value()))
        return next((field.label for field in wrong), "")

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._note.setText(
            self.tr(
                "This model takes each message by itself: "
                "neither earlier ones nor the system prompt are sent along."
            )
        )
        for field in self._fields.values():
            field.retranslate(self._language())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _make(self, parameters: Sequence[Parameter]) -> None:
        for field in self._fields.values():
            self._column.removeWidget(field)
            field.deleteLater()
        self._fields = {parameter.key: field_for(parameter, self._theme, self) for parameter in parameters}
        for field in self._fields.values():
            field.retranslate(self._language())
            field.edited.connect(self.edited)
            self._column.addWidget(field)

    def _restyle(self) -> None:
        self._column.setSpacing(self._theme.space(3))
