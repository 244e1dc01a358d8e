"""The person's own JSON for the request body, folded away until it is wanted."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.errors import InputError
from app.services.conversation.turns import parse_extra
from app.ui.notices import Notices
from app.ui.theme.theme import Theme

EDITOR_STEPS = 22


class ExtraJson(QWidget):
    """Says while one types whether the JSON can be used."""

    changed = Signal()

    def __init__(self, name: str, notices: Notices, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._notices = notices
        self._theme = theme
        self._problem = ""
        self._fold = QPushButton(self)
        self._fold.setObjectName(f"{name}.fold")
        self._fold.setProperty("kind", "link")
        self._fold.setCheckable(True)
        self._fold.toggled.connect(self._unfold)
        self._editor = QPlainTextEdit(self)
        self._editor.setObjectName(name)
        self._editor.setTabChangesFocus(True)
        self._editor.setPlaceholderText('{"style_id": 7}')
        self._editor.textChanged.connect(self._check)
        self._error = QLabel(self)
        self._error.setObjectName(f"{name}.error")
        self._error.setProperty("kind", "error")
        self._error.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._fold, alignment=Qt.AlignmentFlag.AlignLeft)
        for part in (self._editor, self._error):
            self._column.addWidget(part)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._unfold(False)
        self.retranslate()

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self._editor.toPlainText().strip()

    @property
    def problem(self) -> str:
        """Why it cannot be used; empty where it can."""
        return self._problem

    def show_text(self, text: str) -> None:
        """Put a text into the field, and into sight where there is one."""
        self._editor.setPlainText(text)
        self._fold.setChecked(bool(text))

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._fold.setText(self.tr("Own JSON for the request"))
        self._fold.setAccessibleName(self._fold.text())
        self._editor.setAccessibleName(self._fold.text())
        self._fold.setToolTip(self.tr("Goes into the request as it is, and wins over the fields above."))
        self._check()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _unfold(self, shown: bool) -> None:
        self._editor.setVisible(shown)
        self._error.setVisible(shown and bool(self._problem))
        self._show_arrow()

    def _check(self) -> None:
        try:
            parse_extra(self.text)
            self._problem = ""
        except InputError as error:
            self._problem = self._notices.words(error).sentence
        self._error.setText(self._problem)
        self._error.setVisible(bool(self._problem) and self._fold.isChecked())
        self.changed.emit()

    def _show_arrow(self) -> None:
        name = "chevron-down" if self._fold.isChecked() else "chevron-right"
        self._fold.setIcon(self._theme.icon(name, "text_muted"))

    def _restyle(self) -> None:
        self._column.setSpacing(self._theme.space(1))
        self._editor.setFont(self._theme.code_font())
        self._editor.setFixedHeight(self._theme.space(EDITOR_STEPS))
        self._show_arrow()
