"""The window in which the form of a conversation's answers is chosen and written."""

import asyncio
import json
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from app.catalog.schemas import SchemaTemplate, schema_templates
from app.domain.answer_format import AnswerFormat, FormatKind
from app.domain.schema_shapes import made_strict, strict_faults
from app.domain.text import Language
from app.services.schemas import SchemaFault, SchemaProblem, schema_problem
from app.storage.places import resources_folder
from app.ui.operation import Operation
from app.ui.structured.carried import carried, is_carried, left_out
from app.ui.structured.code_editor import INDENT, CodeEditor
from app.ui.structured.line_of_path import line_of_path
from app.ui.structured.schema_tools import SchemaTools
from app.ui.structured.schema_words import problem_words
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

CHECK_AFTER_MS = 250
WIDTH_STEPS, HEIGHT_STEPS = 160, 155
MOST_OF_SCREEN = 0.9


@dataclass(frozen=True, slots=True)
class Checked:
    """What is wrong with a schema, or the schema; a lax one lets fields be left out or added."""

    problem: SchemaProblem | None
    schema: Any = None
    is_lax: bool = False


class SchemaDialog(QDialog):
    """Only a form that can be asked for is handed out.

    Args:
        protocol: the chat protocol that the conversation speaks.
    """

    chosen = Signal(str)
    """The form, as ``ChatSettings`` keeps it."""

    def __init__(
        self, wanted: AnswerFormat, protocol: str, language: Language, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._protocol = protocol
        self._theme = theme
        self._schema: Any = None
        self._is_checked = False
        self._is_lax = False
        self.setObjectName("schema")
        self._timer = QTimer(self, singleShot=True, interval=CHECK_AFTER_MS)
        self._timer.timeout.connect(self._check)
        self._build(schema_templates(resources_folder()), language)
        self._lay_out()
        self._editor.setPlainText(wanted.schema)
        self._name.setText(wanted.name)
        self._strict.setChecked(wanted.strict is True)
        self._kinds[wanted.kind].setChecked(True)
        self._connect()
        self.retranslate()
        self._show_kind()
        usual = QSize(theme.space(WIDTH_STEPS), theme.space(HEIGHT_STEPS))
        self.resize(usual.boundedTo(parent.screen().availableSize() * MOST_OF_SCREEN))

    @property
    def kind(self) -> FormatKind:
        """What is asked for."""
        return next(kind for kind, button in self._kinds.items() if button.isChecked())

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Answer format"))
        names = {
            FormatKind.FREE: self.tr("As it likes"),
            FormatKind.JSON: self.tr("JSON"),
            FormatKind.SCHEMA: self.tr("JSON that follows a schema"),
        }
        for kind, button in self._kinds.items():
            button.setText(names[kind])
            button.setAccessibleName(names[kind])
        self._editor.setAccessibleName(self.tr("JSON schema"))
        self._name_label.setText(self.tr("Name"))
        self._name.setAccessibleName(self._name_label.text())
        self._name.setToolTip(self.tr("Letters, digits, _ and - only"))
        self._strict.setText(self.tr("Strict"))
        self._strict.setToolTip(self.tr("The gateway lets the model write nothing else; not all of them can"))
        self._adapt.setText(self.tr("Adapt the schema"))
        self._cancel.setText(self.tr("Cancel"))
        self._use.setText(self.tr("Use"))
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self, templates: tuple[SchemaTemplate, ...], language: Language) -> None:
        self._group = QButtonGroup(self)
        self._kinds: dict[FormatKind, Button] = {}
        for kind in FormatKind:
            button = Button(f"schema.kind.{kind}", self, "chip")
            button.setCheckable(True)
            self._group.addButton(button)
            self._kinds[kind] = button
        self._about = self._label("schema.about", "muted")
        self._tools = SchemaTools(templates, language, self._theme, self)
        self._editor = CodeEditor("schema.text", self._theme, self)
        self._problem = self._label("schema.problem", "error")
        self._name_label = QLabel(self)
        self._name = QLineEdit(self)
        self._name.setObjectName("schema.name")
        self._name_label.setBuddy(self._name)
        self._strict = QCheckBox(self)
        self._strict.setObjectName("schema.strict")
        self._advice = self._label("schema.advice", "warning")
        self._adapt = Button("schema.adapt", self, "link")
        self._carried = self._label("schema.carried", "hint")
        self._cancel = Button("schema.cancel", self)
        self._use = Button("schema.use", self, "primary")

    def _label(self, name: str, kind: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        space = self._theme.space
        kinds, names, advice, foot = QHBoxLayout(), QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (kinds, names, advice, foot):
            row.setSpacing(space(2))
        for button in self._kinds.values():
            kinds.addWidget(button)
        kinds.addStretch(1)
        names.addWidget(self._name_label)
        names.addWidget(self._name, 1)
        names.addWidget(self._strict)
        advice.addWidget(self._advice, 1)
        advice.addWidget(self._adapt)
        foot.addWidget(self._carried, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._use)
        self._body = QWidget(self)
        body = QVBoxLayout(self._body)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(space(2))
        body.addWidget(self._tools)
        body.addWidget(self._editor, 1)
        body.addWidget(self._problem)
        body.addLayout(names)
        body.addLayout(advice)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addLayout(kinds)
        column.addWidget(self._about)
        column.addWidget(self._body, 1)
        column.addStretch(0)
        column.addLayout(foot)

    def _connect(self) -> None:
        self._group.buttonClicked.connect(self._show_kind)
        self._editor.textChanged.connect(self._typed)
        self._name.textChanged.connect(self._show_state)
        self._strict.toggled.connect(self._show_state)
        self._tools.schema_given.connect(self._editor.replace_text)
        self._tools.tidy_wanted.connect(self._tidy)
        self._adapt.clicked.connect(self._make_strict)
        self._cancel.clicked.connect(self.reject)
        self._use.clicked.connect(self._tell)

    def _show_kind(self) -> None:
        is_schema = self.kind is FormatKind.SCHEMA
        self._body.setVisible(is_schema)
        self._about.setVisible(not is_schema)
        if is_schema:
            self._editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self._check()
        self._show_state()

    def _typed(self) -> None:
        self._is_checked = False
        self._schema = None
        self._timer.start()
        self._show_state()

    def _check(self) -> None:
        """Off the window's thread: a schema may be large, and the library takes a moment to load."""
        self._timer.stop()
        text = self._editor.toPlainText()
        Operation(self, asyncio.to_thread(_checked, text), done=partial(self._show_check, text))

    def _show_check(self, text: str, found: Checked) -> None:
        problem = found.problem
        if text != self._editor.toPlainText():
            return  # something else stands there by now; its own check comes
        empty = not text.strip()
        self._is_checked = problem is None
        self._schema, self._is_lax = found.schema, found.is_lax
        self._problem.setText("" if problem is None or empty else problem_words(problem))
        line = 0
        if problem is not None and not empty:
            by_path = problem.fault is SchemaFault.NO_SCHEMA
            line = line_of_path(text, problem.steps) if by_path else problem.line
        self._editor.mark_line(line)
        self._show_state()

    def _show_state(self) -> None:
        kind = self.kind
        is_schema = kind is FormatKind.SCHEMA
        lax = is_schema and self._strict.isChecked() and self._is_lax
        beside = left_out(self._protocol, self._schema) if is_schema and self._schema else ""
        self._advice.setText(
            self.tr("Strict wants every field required, and no others allowed.") if lax else beside
        )
        self._advice.setVisible(bool(self._advice.text()))
        self._adapt.setVisible(lax)
        self._about.setText(self._words(kind))
        self._carried.setText(carried(self._protocol, kind))
        named = bool(self._name.text().strip()) and _is_name(self._name.text().strip())
        usable = is_carried(self._protocol, kind) and (not is_schema or (self._is_checked and named))
        self._use.setEnabled(usable)

    def _words(self, kind: FormatKind) -> str:
        if kind is FormatKind.JSON:
            return self.tr(
                "The model answers with a JSON object. Say “JSON” in the question or the system prompt: "
                "many gateways refuse the request otherwise."
            )
        return self.tr("The model answers in words, as usual.")

    def _tidy(self) -> None:
        if self._schema is not None:
            self._write(self._schema)

    def _make_strict(self) -> None:
        self._write(made_strict(self._schema))

    def _write(self, schema: Any) -> None:
        self._editor.replace_text(json.dumps(schema, ensure_ascii=False, indent=INDENT))

    def _tell(self) -> None:
        strict = True if self._strict.isChecked() else None
        written = replace(
            self._wanted,
            kind=self.kind,
            schema=self._editor.toPlainText(),
            name=self._name.text().strip(),
            strict=strict,
        )
        self.chosen.emit(written.text)
        self.accept()


def _checked(text: str) -> Checked:
    problem = schema_problem(text)
    if problem is not None:
        return Checked(problem)
    schema = json.loads(text)
    return Checked(None, schema, next(strict_faults(schema), None) is not None)


def _is_name(text: str) -> bool:
    """What OpenAI takes for the name of a format."""
    return len(text) <= 64 and text.isascii() and text.replace("_", "").replace("-", "").isalnum()
