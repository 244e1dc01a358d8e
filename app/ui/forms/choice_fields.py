"""Fields for one of several values, and for yes or no."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox

from app.domain.parameter import Value
from app.domain.text import Language
from app.ui.forms.field import Field
from app.ui.widgets.choice_box import ChoiceBox


class ChoiceField(Field):
    """A list; one can type beside it where the model takes other values too."""

    def make_control(self) -> ChoiceBox:
        parameter = self.parameter
        open_choice = () if parameter.default is not None else (None,)
        self._values: tuple[Value, ...] = (*open_choice, *(choice.value for choice in parameter.choices))
        self._box = ChoiceBox("", [str(value) for value in self._values], self)
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setEditable(parameter.free)
        self._box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._box.currentIndexChanged.connect(self.tell)
        self._box.editTextChanged.connect(self.tell)
        return self._box

    def value(self) -> Value:
        if self.parameter.free:
            typed = self._box.currentText().strip()
            row = self._box.findText(typed, Qt.MatchFlag.MatchFixedString)
            return self._values[row] if row >= 0 else typed or None
        return self._values[self._box.currentIndex()]

    def fill(self, value: Value) -> None:
        if value in self._values:
            self._box.setCurrentIndex(self._values.index(value))
        elif self.parameter.free:
            self._box.setEditText("" if value is None else str(value))
        elif value is not None:
            self._add(value)

    def retranslate(self, language: Language) -> None:
        super().retranslate(language)
        kept = self.value()
        for row, value in enumerate(self._values):
            self._box.setItemText(row, self._name(value, language))
        self.show_value(kept)

    def _add(self, value: Value) -> None:
        """A value of an earlier card: it is shown, so that the check can say that it will not do."""
        self._values = (*self._values, value)
        self._box.addItem(str(value), str(value))
        self._box.setCurrentIndex(len(self._values) - 1)

    def _name(self, value: Value, language: Language) -> str:
        if value is None:
            return self.tr("model's default")
        labels = (choice.label for choice in self.parameter.choices if choice.value == value)
        label = next(labels, None)
        return label.in_language(language) if label else str(value)


class SwitchField(Field):
    """On or off, and in between where the model decides."""

    def make_control(self) -> QCheckBox:
        self._box = QCheckBox(self)
        self._box.setTristate(self.parameter.default is None)
        self._box.checkStateChanged.connect(self.tell)
        return self._box

    def value(self) -> Value:
        state = self._box.checkState()
        return None if state is Qt.CheckState.PartiallyChecked else state is Qt.CheckState.Checked

    def fill(self, value: Value) -> None:
        if value is None and self.parameter.default is None:
            self._box.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self._box.setChecked(bool(value))

    def retranslate(self, language: Language) -> None:
        super().retranslate(language)
        self._label.hide()
        self._box.setText(self.label)
