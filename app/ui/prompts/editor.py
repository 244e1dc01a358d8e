"""The window in which a prompt is written."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.prompt import LONGEST_TITLE, Prompt, tags_of
from app.domain.template import Template, TemplateError, parse_template
from app.ui.chat.parameter_cell import ParameterCell
from app.ui.prompts.fault_words import fault_words
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

WIDTH_STEPS, HEIGHT_STEPS = 140, 130
MOST_OF_SCREEN = 0.9
Mark = tuple[int, int]


class PromptEditor(QDialog):
    """What is wrong is said below the text and marked in it."""

    saved = Signal(object)
    """The Prompt as it was written."""

    def __init__(self, prompt: Prompt, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._prompt = prompt
        self._theme = theme
        self.setObjectName("prompt")
        self._title = QLineEdit(self)
        self._title.setMaxLength(LONGEST_TITLE)
        self._title.setText(prompt.title)
        self._text = QPlainTextEdit(self)
        self._text.setTabChangesFocus(True)
        self._text.setPlainText(prompt.text)
        self._tags = QLineEdit(self)
        self._tags.setText(", ".join(prompt.tags))
        names = {self._title: "prompt.title", self._text: "prompt.text", self._tags: "prompt.tags"}
        self._cells = {field: ParameterCell(name, field, theme, self) for field, name in names.items()}
        self._about = QLabel(self)
        self._about.setObjectName("prompt.about")
        self._about.setWordWrap(True)
        self._cancel = Button("prompt.cancel", self)
        self._cancel.clicked.connect(self.reject)
        self._save = Button("prompt.save", self, "primary")
        self._save.clicked.connect(self._tell)
        self._lay_out()
        usual = QSize(theme.space(WIDTH_STEPS), theme.space(HEIGHT_STEPS))
        self.resize(usual.boundedTo(parent.screen().availableSize() * MOST_OF_SCREEN))
        self.retranslate()
        self._title.textChanged.connect(self._check)
        self._text.textChanged.connect(self._check)
        self._check()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Prompt"))
        self._cells[self._title].set_texts(self.tr("Title"))
        self._cells[self._text].set_texts(
            self.tr("Text"),
            self.tr(
                "Variables: {{name}}, {{text:long}}, {{count:number=3}}, {{tone:choice(a|b|c)}}; "
                "{{date}}, {{time}} and {{clipboard}} fill themselves in."
            ),
        )
        self._cells[self._tags].set_texts(self.tr("Tags"), self.tr("With commas between them"))
        self._cancel.setText(self.tr("Cancel"))
        self._save.setText(self.tr("Save"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._check()

    def _lay_out(self) -> None:
        space = self._theme.space
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addWidget(self._about, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addWidget(self._cells[self._title])
        column.addWidget(self._cells[self._text], 1)
        self._cells[self._text].give_room_to_field()
        column.addWidget(self._cells[self._tags])
        column.addLayout(foot)

    def _check(self) -> None:
        text = self._text.toPlainText()
        try:
            self._say(self._asks_for(parse_template(text)), "muted")
            self._mark(None)
            is_whole = bool(text.strip() and self._title.text().strip())
        except TemplateError as error:
            self._say(fault_words(text, error), "error")
            self._mark((error.start, error.end))
            is_whole = False
        self._save.setEnabled(is_whole)

    def _asks_for(self, template: Template) -> str:
        names = [variable.name for variable in template.asked]
        return self.tr("Asks for: {names}").format(names=", ".join(names)) if names else ""

    def _say(self, text: str, kind: str) -> None:
        self._about.setProperty("kind", kind)
        self._about.style().unpolish(self._about)
        self._about.style().polish(self._about)
        self._about.setText(text)

    def _mark(self, place: Mark | None) -> None:
        """Underline what is wrong."""
        marks: list[QTextEdit.ExtraSelection] = []
        if place is not None:
            mark = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self._text.document())
            text = self._text.toPlainText()
            cursor.setPosition(_units(text[: place[0]]))
            cursor.setPosition(_units(text[: place[1]]), QTextCursor.MoveMode.KeepAnchor)
            mark.cursor = cursor
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(self._theme.color("danger"))
            look.setBackground(self._theme.color("danger_soft"))
            mark.format = look
            marks.append(mark)
        self._text.setExtraSelections(marks)

    def _tell(self) -> None:
        written = replace(
            self._prompt,
            title=self._title.text().strip(),
            text=self._text.toPlainText().strip(),
            tags=tags_of(self._tags.text()),
        )
        self.saved.emit(written)


def _units(text: str) -> int:
    """How many places a text takes in Qt, which counts in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
