"""Functions written by hand, as JSON, checked while one types."""

import asyncio

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.errors import InputError, StudioError
from app.domain.tool import Tool
from app.services.tools.functions import read_functions
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

WIDTH_STEPS, HEIGHT_STEPS = 150, 130
CHECK_AFTER_MS = 300
EXAMPLE = """[
  {
    "name": "get_weather",
    "description": "The weather of a city.",
    "parameters": {
      "type": "object",
      "properties": {
        "city": {"type": "string", "description": "Name of the city"}
      },
      "required": ["city"]
    }
  }
]"""


class FunctionsDialog(QDialog):
    """``functions`` holds what was written, once it is accepted; only what can be offered is."""

    def __init__(self, functions: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._checking: Operation[tuple[Tool, ...]] | None = None
        self.setObjectName("tools.functions")
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "hint")
        self._hint.setWordWrap(True)
        self._text = QPlainTextEdit(functions, self)
        self._text.setObjectName("tools.functions.text")
        self._text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._verdict = QLabel(self)
        self._verdict.setObjectName("tools.functions.verdict")
        self._verdict.setTextFormat(Qt.TextFormat.PlainText)
        self._verdict.setWordWrap(True)
        self._example = Button("tools.functions.example", self, "link")
        self._example.clicked.connect(lambda: self._text.setPlainText(EXAMPLE))
        self._cancel = Button("tools.functions.cancel", self)
        self._cancel.clicked.connect(self.reject)
        self._keep = Button("tools.functions.keep", self, "primary")
        self._keep.clicked.connect(self.accept)
        self._soon = QTimer(self, singleShot=True, interval=CHECK_AFTER_MS)
        self._soon.timeout.connect(self._check)
        self._text.textChanged.connect(self._typed)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self.resize(theme.space(WIDTH_STEPS), theme.space(HEIGHT_STEPS))
        self._text.setFocus()
        self._check()

    @property
    def functions(self) -> str:
        """What was written; empty where there is no function."""
        return self._text.toPlainText().strip()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Functions by hand"))
        self._hint.setText(
            self.tr(
                "A JSON list of functions, in the words of any chat format. The model may call them; "
                "you type what they give back."
            )
        )
        self._text.setAccessibleName(self.tr("Functions as JSON"))
        self._example.setText(self.tr("Insert an example"))
        self._cancel.setText(self.tr("Cancel"))
        self._keep.setText(self.tr("Use these functions"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _typed(self) -> None:
        """Nothing can be used before it was looked at."""
        self._keep.setEnabled(False)
        if self._checking is not None:
            self._checking.cancel()
        self._soon.start()

    def _check(self) -> None:
        work = asyncio.to_thread(read_functions, self.functions)
        self._checking = Operation(self, work, done=self._found, failed=self._refused)

    def _found(self, tools: tuple[Tool, ...]) -> None:
        names = ", ".join(tool.name for tool in tools)
        self._tell(self.tr("Can be called: {names}").format(names=names) if names else "", "muted")
        self._keep.setEnabled(True)

    def _refused(self, error: StudioError) -> None:
        reason = error.values.get("reason", "") if isinstance(error, InputError) else str(error)
        self._tell(self.tr("Cannot be used: {reason}").format(reason=reason), "error")

    def _tell(self, text: str, kind: str) -> None:
        self._verdict.setText(text)
        self._verdict.setProperty("kind", kind)
        self._verdict.style().polish(self._verdict)

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self._example)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._cancel)
        self._buttons.addWidget(self._keep)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._hint)
        self._column.addWidget(self._text, 1)
        self._column.addWidget(self._verdict)
        self._column.addLayout(self._buttons)

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(5), space(5), space(5), space(5))
        self._column.setSpacing(space(2.5))
        self._buttons.setSpacing(space(2))
        self._text.setFont(self._theme.code_font())
