"""A schema made from an example of what is wanted."""

import asyncio
import json

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.schema_shapes import schema_of_example
from app.ui.operation import Operation
from app.ui.structured.code_editor import INDENT, CodeEditor
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

WIDTH_STEPS, HEIGHT_STEPS = 125, 110


class ExampleDialog(QDialog):
    """Takes any JSON; ``made`` carries the schema as text."""

    made = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("example")
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "muted")
        self._hint.setWordWrap(True)
        self._editor = CodeEditor("example.text", theme, self)
        self._editor.textChanged.connect(self._forget_problem)
        self._problem = QLabel(self)
        self._problem.setObjectName("example.problem")
        self._problem.setProperty("kind", "error")
        self._problem.setWordWrap(True)
        self._cancel = Button("example.cancel", self)
        self._cancel.clicked.connect(self.reject)
        self._make = Button("example.make", self, "primary")
        self._make.clicked.connect(self._begin)
        self._lay_out()
        self.resize(QSize(theme.space(WIDTH_STEPS), theme.space(HEIGHT_STEPS)))
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Schema from an example"))
        self._hint.setText(
            self.tr("Paste an answer as you would like to get it. Its fields become required.")
        )
        self._editor.setAccessibleName(self.tr("Example JSON"))
        self._editor.setPlaceholderText('{"name": "Ada", "age": 36}')
        self._cancel.setText(self.tr("Cancel"))
        self._make.setText(self.tr("Make the schema"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        space = self._theme.space
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addWidget(self._problem, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._make)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addWidget(self._hint)
        column.addWidget(self._editor, 1)
        column.addLayout(foot)

    def _forget_problem(self) -> None:
        self._problem.setText("")
        self._editor.mark_line(0)

    def _begin(self) -> None:
        work = asyncio.to_thread(_schema_text, self._editor.toPlainText())
        Operation(self, work, done=self._tell, control=self._make)

    def _tell(self, made: str | json.JSONDecodeError) -> None:
        if isinstance(made, json.JSONDecodeError):
            text = self.tr("Line {line}, character {column}: no JSON")
            self._problem.setText(text.format(line=made.lineno, column=made.colno))
            self._editor.mark_line(made.lineno)
            self._editor.go_to(made.lineno, made.colno)
            return
        self.made.emit(made)
        self.accept()


def _schema_text(text: str) -> str | json.JSONDecodeError:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        return error
    return json.dumps(schema_of_example(value), ensure_ascii=False, indent=INDENT)
