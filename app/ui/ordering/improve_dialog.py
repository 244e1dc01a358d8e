"""Shows what a chat model made of a prompt, beside what it was; nothing changes before the person says so."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTextEdit, QVBoxLayout, QWidget

from app.ui.ordering.prompt_diff import Change, differences
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

_WIDTH_STEPS, _TEXT_STEPS = 140, 24


class ImproveDialog(QDialog):
    """Waits for the answer, then shows it as a difference, and as a text that can be worked over.

    Args:
        name: what the names of its controls begin with.
        model: who is asked.
    """

    def __init__(self, name: str, before: str, model: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._owner = parent
        self._before = before
        self._model = model
        self._theme = theme
        self._has_answer = False
        self.setObjectName(name)
        self._said = QLabel(self)
        self._said.setObjectName(f"{name}.said")
        self._said.setWordWrap(True)
        self._difference = QTextEdit(self)
        self._difference.setObjectName(f"{name}.difference")
        self._difference.setReadOnly(True)
        self._label = QLabel(self)
        self._after = QTextEdit(self)
        self._after.setObjectName(f"{name}.after")
        self._after.setAcceptRichText(False)
        self._after.setTabChangesFocus(True)
        self._keep = Button(f"{name}.keep", self)
        self._use = Button(f"{name}.use", self, "primary")
        self._keep.clicked.connect(self.reject)
        self._use.clicked.connect(self.accept)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self._show_parts()
        self.retranslate()

    @property
    def prompt(self) -> str:
        """The new prompt, as the person left it."""
        return self._after.toPlainText().strip()

    def show_answer(self, after: str) -> None:
        """The model has answered."""
        self._has_answer = True
        self._after.setPlainText(after)
        self._show_difference(after)
        self._show_parts()
        self.retranslate()
        self._use.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """It has not."""
        self._said.setText(sentence)
        self._said.setProperty("kind", "error")
        self._said.style().polish(self._said)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Improve the prompt"))
        waiting = self.tr("%1 is asked for a better prompt. This costs as much as a short message.")
        done = self.tr("What %1 suggests: new words are marked, those that fall away are struck out.")
        self._said.setText((done if self._has_answer else waiting).replace("%1", self._model))
        self._label.setText(self.tr("The new prompt, to be worked over"))
        self._difference.setAccessibleName(self.tr("The difference"))
        self._after.setAccessibleName(self._label.text())
        self._keep.setText(self.tr("Keep mine") if self._has_answer else self.tr("Cancel"))
        self._use.setText(self.tr("Use the new prompt"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_difference(self, after: str) -> None:
        self._difference.clear()
        cursor = QTextCursor(self._difference.document())
        for piece in differences(self._before, after):
            cursor.insertText(piece.text, self._look(piece.change))

    def _look(self, change: Change) -> QTextCharFormat:
        look = QTextCharFormat()
        inks = {Change.GONE: "text_muted", Change.NEW: "link"}
        look.setForeground(self._theme.color(inks.get(change, "text")))
        look.setFontStrikeOut(change is Change.GONE)
        if change is Change.NEW:
            look.setBackground(self._theme.color("accent_soft"))
        return look

    def _show_parts(self) -> None:
        for part in (self._difference, self._label, self._after):
            part.setVisible(self._has_answer)
        self._use.setEnabled(self._has_answer)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        self._row.addWidget(self._keep)
        self._row.addWidget(self._use)
        self._column = QVBoxLayout(self)
        for part in (self._said, self._difference, self._label, self._after):
            self._column.addWidget(part)
        self._column.addLayout(self._row)

    def _restyle(self) -> None:
        space = self._theme.space
        self.setMinimumWidth(min(space(_WIDTH_STEPS), self._owner.width()))
        for text in (self._difference, self._after):
            text.setFixedHeight(space(_TEXT_STEPS))
        self._column.setContentsMargins(space(5), space(5), space(5), space(5))
        self._column.setSpacing(space(3))
        self._row.setSpacing(space(2))
