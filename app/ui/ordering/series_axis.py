"""One setting of a series, and the values that it goes through."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.batch import PROMPT, Axis, Base
from app.domain.batch_table import value_of
from app.domain.card import ModelCard
from app.domain.parameter import Parameter, ParameterKind, Value
from app.domain.text import Language
from app.ui.theme.theme import Theme
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.icon_button import IconButton

_NO_SERIES = (ParameterKind.JSON, ParameterKind.LINES)
_EDITOR_STEPS = 22


def can_vary(parameter: Parameter) -> bool:
    """Whether a series can go through values of a parameter."""
    return parameter.kind not in _NO_SERIES and parameter.key != "stream"


class SeriesAxis(QWidget):
    """Values that can be chosen are chosen; all others are written, one a line."""

    changed = Signal()
    removed = Signal()

    def __init__(
        self, number: int, card: ModelCard, language: Callable[[], Language], theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._name = f"batch.axis.{number}"
        self._card = card
        self._language = language
        self._theme = theme
        self._parameters = [one for one in card.parameters if can_vary(one)]
        self._chips: list[QPushButton] = []
        self._box = ChoiceBox(f"{self._name}.parameter", [one.key for one in self._parameters], self)
        self._box.chosen.connect(self._show_values)
        self._remove = IconButton(theme, "close", f"{self._name}.remove", self)
        self._remove.clicked.connect(self.removed)
        self._choices = QWidget(self)
        self._flow = FlowLayout(self._choices, theme.space(1.5))
        self._lines = QPlainTextEdit(self)
        self._lines.setObjectName(f"{self._name}.values")
        self._lines.setTabChangesFocus(True)
        self._lines.textChanged.connect(self.changed)
        self._lay_out()
        self.retranslate()
        self._show_values()

    def axis(self) -> Axis | None:
        """What it stands for; None while it has no value."""
        values = self._chosen() if self._chips else self._written()
        return Axis(self._box.key, values) if values else None

    def choose(self, key: str) -> None:
        """Show another parameter."""
        self._box.choose(key)
        self._show_values()

    @property
    def key(self) -> str:
        """The parameter's key."""
        return self._box.key

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        language = self._language()
        self._box.set_texts([one.label.in_language(language) for one in self._parameters])
        self._box.setAccessibleName(self.tr("Setting"))
        self._remove.describe(self.tr("Remove this setting"))
        self._lines.setAccessibleName(self.tr("Values, one a line"))
        self._lines.setPlaceholderText(self.tr("One value a line"))
        for chip, (_, text) in zip(self._chips, self._offered(), strict=False):
            chip.setText(text)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def _parameter(self) -> Parameter:
        return next(one for one in self._parameters if one.key == self._box.key)

    def _offered(self) -> list[tuple[Value, str]]:
        """Values to choose from, with what they are called; none where they have to be written."""
        parameter, language = self._parameter, self._language()
        if parameter.kind is ParameterKind.SWITCH:
            return [(True, self.tr("On")), (False, self.tr("Off"))]
        return [
            (choice.value, choice.label.in_language(language) if choice.label else str(choice.value))
            for choice in parameter.choices
        ]

    def _show_values(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._make_chip(number, text) for number, (_, text) in enumerate(self._offered())]
        self._choices.setVisible(bool(self._chips))
        self._lines.setVisible(not self._chips)
        self._choices.updateGeometry()
        self.changed.emit()

    def _make_chip(self, number: int, text: str) -> QPushButton:
        chip = QPushButton(text, self._choices)
        chip.setObjectName(f"{self._name}.value.{number}")
        chip.setProperty("kind", "chip")
        chip.setCheckable(True)
        chip.toggled.connect(self.changed)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _chosen(self) -> tuple[Value, ...]:
        offered = zip(self._chips, self._offered(), strict=True)
        return tuple(value for chip, (value, _) in offered if chip.isChecked())

    def _written(self) -> tuple[Value, ...]:
        lines = (line.strip() for line in self._lines.toPlainText().splitlines())
        read = partial(value_of, self._parameter)
        return tuple(dict.fromkeys(map(read, filter(None, lines))))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._box)
        head.addStretch(1)
        head.addWidget(self._remove)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.space(1.5))
        column.addLayout(head)
        column.addWidget(self._choices)
        column.addWidget(self._lines)
        self._lines.setFixedHeight(self._theme.space(_EDITOR_STEPS))


def unused(base: Base, keys: Sequence[str]) -> str:
    """The next parameter that is worth a series, a prompt that is written last; empty where none is left."""
    varying = [one.key for one in base.card.parameters if can_vary(one) and one.key not in keys]
    if base.form.values.get(PROMPT):
        varying.sort(key=lambda key: key == PROMPT)
    return next(iter(varying), "")
