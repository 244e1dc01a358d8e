"""Where the person plays a function: what the model asks for, and a field for what it gets back."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

WIDTH_STEPS, HEIGHT_STEPS = 130, 110


class ResultDialog(QDialog):
    """Ends with a result or with a failure, both as text; Esc leaves the call waiting."""

    def __init__(self, name: str, arguments: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._theme = theme
        self.failed = False
        self.setObjectName("tools.result")
        self._asked = QLabel(self)
        self._asked.setProperty("kind", "heading")
        self._arguments = QPlainTextEdit(arguments, self)
        self._arguments.setObjectName("tools.result.arguments")
        self._arguments.setReadOnly(True)
        self._given = QLabel(self)
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("tools.result.text")
        self._text.textChanged.connect(self._fit)
        self._given.setBuddy(self._text)
        self._cancel = Button("tools.result.cancel", self)
        self._cancel.clicked.connect(self.reject)
        self._fail = Button("tools.result.fail", self, "danger")
        self._fail.clicked.connect(self._send_failure)
        self._send = Button("tools.result.send", self, "primary")
        self._send.clicked.connect(self.accept)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self._fit()
        self._text.setFocus()
        self.resize(QSize(theme.space(WIDTH_STEPS), theme.space(HEIGHT_STEPS)))

    @property
    def text(self) -> str:
        """What the person wrote."""
        return self._text.toPlainText()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Result of a function"))
        self._asked.setText(self.tr("The model calls {name}").format(name=self._name))
        self._arguments.setAccessibleName(self.tr("Arguments"))
        self._given.setText(self.tr("What it gets back"))
        self._text.setAccessibleName(self.tr("What it gets back"))
        self._text.setPlaceholderText(self.tr("Text or JSON, as the function would give it"))
        self._cancel.setText(self.tr("Later"))
        self._fail.setText(self.tr("Send as a failure"))
        self._send.setText(self.tr("Send the result"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _send_failure(self) -> None:
        self.failed = True
        self.accept()

    def _fit(self) -> None:
        for button in (self._fail, self._send):
            button.setEnabled(bool(self.text.strip()))

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self._cancel)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._fail)
        self._buttons.addWidget(self._send)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._asked)
        self._column.addWidget(self._arguments, 1)
        self._column.addWidget(self._given)
        self._column.addWidget(self._text, 2)
        self._column.addLayout(self._buttons)

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(5), space(5), space(5), space(5))
        self._column.setSpacing(space(2))
        self._buttons.setSpacing(space(2))
        for field in (self._arguments, self._text):
            field.setFont(self._theme.code_font())
