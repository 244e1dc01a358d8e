"""System prompt and parameters of one conversation."""

import json
from dataclasses import replace

from PySide6.QtCore import QEvent, QLocale, QSize, Qt, Signal
from PySide6.QtGui import QDoubleValidator, QIntValidator, QValidator
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.conversation import ChatSettings
from app.domain.errors import InputError
from app.domain.model import ModelTraits
from app.services.turns import parse_extra
from app.ui.theme.theme import Theme
from app.ui.widgets.popover import Popover

EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh", "max")
LARGEST_INTEGER = 2_147_483_647


class ParametersPopover(Popover):
    """Everything that can be set for a conversation. An empty field leaves the choice to the model."""

    changed = Signal(object)
    """The new ChatSettings; told only while everything that was typed can be sent."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._settings = ChatSettings()
        self._filling = True
        self._labels: dict[QWidget, QLabel] = {}
        self.setObjectName("parameters")
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_settings(self, settings: ChatSettings, traits: ModelTraits) -> None:
        """Fill the form; what the model is known to refuse is switched off."""
        self._filling = True
        self._settings = settings
        self._system.setPlainText(settings.system_prompt)
        self._temperature.setText(_shown(settings.temperature))
        self._top_p.setText(_shown(settings.top_p))
        self._max_tokens.setText(_shown(settings.max_tokens))
        self._frequency.setText(_shown(settings.frequency_penalty))
        self._presence.setText(_shown(settings.presence_penalty))
        self._seed.setText(_shown(settings.seed))
        self._stop.setPlainText("\n".join(settings.stop))
        self._n.setText("" if settings.n == 1 else str(settings.n))
        self._fill_efforts(settings, traits)
        self._fill_format(settings)
        self._stream.setChecked(settings.stream)
        self._extra.setPlainText(settings.extra_json)
        self._switch_off(traits)
        self._filling = False
        self._check()

    def open_for(self, anchor: QWidget) -> None:
        """Show the form beside a button."""
        self.open_below(anchor)
        self._system.setFocus(Qt.FocusReason.PopupFocusReason)

    def sizeHint(self) -> QSize:
        """A comfortable size that fits into the window."""
        room = self.window().size()
        space = self.theme.space
        return QSize(space(105), min(space(150), room.height() - space(30)))

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        default = self.tr("model's default")
        texts = (
            (self._system, self.tr("System prompt")),
            (self._temperature, self.tr("Temperature (0 – 2)")),
            (self._top_p, self.tr("Top P (0 – 1)")),
            (self._max_tokens, self.tr("Longest answer (tokens)")),
            (self._effort, self.tr("Reasoning effort")),
            (self._format, self.tr("Answer format")),
            (self._schema, self.tr("JSON schema")),
            (self._frequency, self.tr("Frequency penalty (−2 – 2)")),
            (self._presence, self.tr("Presence penalty (−2 – 2)")),
            (self._seed, self.tr("Seed")),
            (self._stop, self.tr("Stop sequences, one a line")),
            (self._n, self.tr("Number of answers (1 – 8)")),
            (self._extra, self.tr("Extra JSON for the request body")),
        )
        for field, text in texts:
            self._labels[field].setText(text)
            field.setAccessibleName(text)
            if isinstance(field, QLineEdit):
                field.setPlaceholderText(default)
        self._n.setPlaceholderText("1")
        self._system.setPlaceholderText(self.tr("How the model should behave in this conversation"))
        self._extra.setPlaceholderText('{"top_k": 40}')
        self._stream.setText(self.tr("Show the answer while it is written (streaming)"))
        self._reset.setText(self.tr("Back to the defaults"))
        for row, text in enumerate(self._format_names()):
            self._format.setItemText(row, text)
        self._effort.setItemText(0, default)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self) -> None:
        self._content = QWidget()
        self._form = QFormLayout(self._content)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._system = self._long("form.system_prompt", lines=4)
        self._temperature = self._number("form.temperature", 0.0, 2.0)
        self._top_p = self._number("form.top_p", 0.0, 1.0)
        self._max_tokens = self._integer("form.max_tokens", 1)
        self._effort = self._choice("form.reasoning_effort")
        self._format = self._choice("form.response_format")
        self._format.addItems(self._format_names())
        self._schema = self._long("form.json_schema", lines=4)
        self._frequency = self._number("form.frequency_penalty", -2.0, 2.0)
        self._presence = self._number("form.presence_penalty", -2.0, 2.0)
        self._seed = self._integer("form.seed", 0)
        self._stop = self._long("form.stop", lines=2)
        self._n = self._integer("form.n", 1, 8)
        self._extra = self._long("form.extra_json", lines=3)
        self._stream = QCheckBox(self._content)
        self._stream.setObjectName("form.stream")
        self._stream.toggled.connect(self._read)
        self._problem = QLabel(self._content)
        self._problem.setObjectName("parameters.error")
        self._problem.setProperty("kind", "error")
        self._problem.setWordWrap(True)
        self._reset = QPushButton(self._content)
        self._reset.setObjectName("parameters.reset")
        self._reset.setProperty("kind", "link")
        self._reset.clicked.connect(self._to_defaults)
        self._form.addRow(self._stream)
        self._form.addRow(self._reset)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._content)
        self._column = QVBoxLayout(self)
        self._column.addWidget(scroll)
        self._column.addWidget(self._problem)

    def _row(self, name: str, field: QWidget) -> None:
        field.setObjectName(name)
        label = QLabel(self._content)
        label.setBuddy(field)
        label.setProperty("kind", "muted")
        self._labels[field] = label
        self._form.addRow(label, field)

    def _line(self, name: str, validator: QValidator) -> QLineEdit:
        field = QLineEdit(self._content)
        field.setValidator(validator)
        field.textChanged.connect(self._read)
        self._row(name, field)
        return field

    def _number(self, name: str, lowest: float, highest: float) -> QLineEdit:
        validator = QDoubleValidator(lowest, highest, 3, self)
        validator.setNotation(QDoubleValidator.Notation.StandardNotation)
        validator.setLocale(QLocale.c())
        return self._line(name, validator)

    def _integer(self, name: str, lowest: int, highest: int = LARGEST_INTEGER) -> QLineEdit:
        return self._line(name, QIntValidator(lowest, highest, self))

    def _long(self, name: str, lines: int) -> QPlainTextEdit:
        field = QPlainTextEdit(self._content)
        field.setTabChangesFocus(True)
        field.setProperty("lines", lines)
        field.textChanged.connect(self._read)
        self._row(name, field)
        return field

    def _choice(self, name: str) -> QComboBox:
        field = QComboBox(self._content)
        field.currentIndexChanged.connect(self._read)
        self._row(name, field)
        return field

    def _format_names(self) -> tuple[str, str, str]:
        return self.tr("Text"), self.tr("JSON object"), self.tr("JSON by a schema")

    def _fill_efforts(self, settings: ChatSettings, traits: ModelTraits) -> None:
        self._effort.clear()
        self._effort.addItem(self.tr("model's default"), "")
        for effort in traits.reasoning_efforts or EFFORTS:
            self._effort.addItem(effort, effort)
        self._effort.setCurrentIndex(max(0, self._effort.findData(settings.reasoning_effort)))

    def _fill_format(self, settings: ChatSettings) -> None:
        schema = settings.response_format not in ("", "text", "json_object")
        self._format.setCurrentIndex(2 if schema else int(settings.response_format == "json_object"))
        self._schema.setPlainText(settings.response_format if schema else "")
        self._form.setRowVisible(self._schema, schema)

    def _switch_off(self, traits: ModelTraits) -> None:
        fields = {
            "temperature": self._temperature,
            "top_p": self._top_p,
            "frequency_penalty": self._frequency,
            "presence_penalty": self._presence,
            "stop": self._stop,
            "n": self._n,
        }
        for name, field in fields.items():
            refused = name in traits.unsupported
            field.setEnabled(not refused)
            field.setToolTip(self.tr("This model does not take it") if refused else "")

    def _read(self) -> None:
        """Take over what was typed, if all of it can be sent."""
        if self._filling:
            return
        self._form.setRowVisible(self._schema, self._format.currentIndex() == 2)
        if not self._check():
            return
        self._settings = replace(
            self._settings,
            system_prompt=self._system.toPlainText(),
            stream=self._stream.isChecked(),
            temperature=_number(self._temperature),
            top_p=_number(self._top_p),
            max_tokens=_integer(self._max_tokens),
            frequency_penalty=_number(self._frequency),
            presence_penalty=_number(self._presence),
            seed=_integer(self._seed),
            stop=tuple(line for line in self._stop.toPlainText().splitlines() if line),
            n=_integer(self._n) or 1,
            reasoning_effort=str(self._effort.currentData() or ""),
            response_format=self._chosen_format(),
            extra_json=self._extra.toPlainText(),
        )
        self.changed.emit(self._settings)

    def _chosen_format(self) -> str:
        schema = self._schema.toPlainText().strip() or "{}"
        return ("", "json_object", schema)[max(0, self._format.currentIndex())]

    def _check(self) -> bool:
        """Whether everything can be sent; the first thing that cannot is named."""
        problem = self._first_problem()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        return not problem

    def _first_problem(self) -> str:
        for field in self.findChildren(QLineEdit):
            if field.text() and not field.hasAcceptableInput():
                name = self._labels[field].text() if field in self._labels else ""
                return self.tr("%1: this number is out of range").replace("%1", name)
        try:
            parse_extra(self._extra.toPlainText())
        except InputError as error:
            return self.tr("The extra JSON is not an object: %1").replace("%1", error.values["reason"])
        if self._format.currentIndex() == 2:
            try:
                json.loads(self._schema.toPlainText() or "{}")
            except ValueError as error:
                return self.tr("The JSON schema cannot be read: %1").replace("%1", str(error))
        return ""

    def _to_defaults(self) -> None:
        kept = ChatSettings(profile_id=self._settings.profile_id, model=self._settings.model)
        self.show_settings(kept, ModelTraits())
        self.changed.emit(kept)

    def _restyle(self) -> None:
        space = self.theme.space
        self._column.setContentsMargins(space(3), space(3), space(3), space(3))
        self._form.setVerticalSpacing(space(2))
        for field in self.findChildren(QPlainTextEdit):
            lines = int(field.property("lines") or 2)
            field.setFixedHeight(lines * field.fontMetrics().lineSpacing() + space(4))


def _shown(value: float | int | None) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _number(field: QLineEdit) -> float | None:
    return float(field.text()) if field.text() else None


def _integer(field: QLineEdit) -> int | None:
    return int(field.text()) if field.text() else None
