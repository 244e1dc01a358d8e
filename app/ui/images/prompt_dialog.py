"""Asks for the words with which a provider goes on."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.remote_task import ButtonMeaning
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

WIDTH_STEPS, TEXT_STEPS = 130, 28


class PromptDialog(QDialog):
    """Begins with the words of before.

    Args:
        title: what was pressed.
        meaning: what the words are for.
    """

    def __init__(
        self, title: str, prompt: str, meaning: ButtonMeaning, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._meaning = meaning
        self.setObjectName("images.ask")
        self.setWindowTitle(title)
        self._label = QLabel(self)
        self._text = QPlainTextEdit(prompt, self)
        self._text.setObjectName("images.ask.prompt")
        self._text.setTabChangesFocus(True)
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "hint")
        self._cancel = Button("images.ask.cancel", self)
        self._go = Button("images.ask.go", self, "primary")
        self._cancel.clicked.connect(self.reject)
        self._go.clicked.connect(self.accept)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.accept)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        self._text.selectAll()

    @property
    def prompt(self) -> str:
        """The words as they are now."""
        return self._text.toPlainText().strip()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        asked = self.tr("The prompt for this step")
        hint = ""
        if self._meaning is ButtonMeaning.VARY_REGION:
            asked = self.tr("What shall be drawn in the painted region?")
            hint = self.tr("Leave it empty to keep the prompt of before.")
        elif self._meaning is ButtonMeaning.CUSTOM_ZOOM:
            hint = self.tr("--zoom says how far, from 1.0 to 2.0; --ar may give another shape.")
        self._label.setText(asked)
        self._text.setAccessibleName(asked)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self._cancel.setText(self.tr("Cancel"))
        self._go.setText(self.tr("Go on"))
        self._go.setToolTip(QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        for label in (self._label, self._hint):
            label.setWordWrap(True)
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._row.addWidget(self._cancel)
        self._row.addWidget(self._go)
        self._column = QVBoxLayout(self)
        for part in (self._label, self._text, self._hint):
            self._column.addWidget(part)
        self._column.addLayout(self._row)

    def _restyle(self) -> None:
        space = self._theme.space
        self.setMinimumWidth(space(WIDTH_STEPS))
        self._text.setMinimumHeight(space(TEXT_STEPS))
        self._column.setContentsMargins(space(5), space(5), space(5), space(5))
        self._column.setSpacing(space(3))
        self._row.setSpacing(space(2))
