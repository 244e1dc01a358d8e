"""One parameter of a form: its name above, the control, help and what is wrong below."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.parameter import Parameter, Value
from app.domain.text import Language
from app.ui.forms.editors import editor_name
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button


class Field(QWidget):
    """Subclasses make the control, and translate between it and the value."""

    edited = Signal()
    """The person changed it; not emitted for what the program fills in."""
    editor_wanted = Signal()
    """The window in which the value is made more easily; only where the card names one."""

    def __init__(self, parameter: Parameter, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.parameter = parameter
        self.theme = theme
        self._filling = False
        self._label = QLabel(self)
        self._range = self._make_small("faint")
        self._hint = self._make_small("faint")
        self._note = self._make_small("warning")
        self._note.setObjectName(f"form.{parameter.key}.note")
        self._problem = self._make_small("error")
        self._problem.setObjectName(f"form.{parameter.key}.problem")
        self._editor = self._make_editor_button()
        self.control = self.make_control()
        self.control.setObjectName(f"form.{parameter.key}")
        self._label.setBuddy(self.control)
        self._label.setWordWrap(True)
        self._lay_out()
        theme.changed.connect(self.restyle)
        self.restyle()

    def make_control(self) -> QWidget:
        """What the value is entered in."""
        raise NotImplementedError

    def value(self) -> Value:
        """What is entered; None leaves the choice to the model."""
        raise NotImplementedError

    def fill(self, value: Value) -> None:
        """Enter a value."""
        raise NotImplementedError

    def show_value(self, value: Value) -> None:
        """Enter a value without telling that it was edited."""
        self._filling = True
        self.fill(value)
        self._filling = False

    def take_focus(self) -> None:
        """Let the person go on here."""
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def problem(self) -> str:
        """The sentence that stands at the field."""
        return self._problem.text()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong; an empty text says that nothing is."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))
        self.control.setProperty("invalid", bool(sentence))
        self.control.style().polish(self.control)
        self.control.setAccessibleDescription(sentence or self._hint.text())

    def show_note(self, sentence: str) -> None:
        """Say what is to be known of the value, which can be sent all the same; empty says nothing."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def retranslate(self, language: Language) -> None:
        """Names and help in a language."""
        parameter = self.parameter
        self._label.setText(parameter.label.in_language(language))
        self._hint.setText(parameter.help.in_language(language) if parameter.help else "")
        self._hint.setVisible(bool(self._hint.text()))
        if self._editor is not None:
            self._editor.setText(editor_name(parameter.editor))
        self.control.setAccessibleName(self._label.text())
        self.control.setAccessibleDescription(self.problem or self._hint.text())

    @property
    def label(self) -> str:
        """The parameter's name on the screen."""
        return self._label.text()

    def add_to_head(self, widget: QWidget) -> None:
        """Put something of a page's own at the end of the line of the name."""
        self._head.addWidget(widget)

    def show_range(self, text: str) -> None:
        """Which values can be entered, beside the name."""
        self._range.setText(text)
        self._range.setVisible(bool(text))

    def restyle(self) -> None:
        """Follow the theme."""
        self._column.setSpacing(self.theme.space(1))

    def tell(self) -> None:
        """Announce an edit; for the controls of subclasses."""
        if not self._filling:
            self.edited.emit()

    def _make_small(self, kind: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        label.hide()
        return label

    def _make_editor_button(self) -> Button | None:
        if not self.parameter.editor:
            return None
        button = Button(f"form.{self.parameter.key}.editor", self, "link")
        button.clicked.connect(self.editor_wanted)
        return button

    def _lay_out(self) -> None:
        self._range.setWordWrap(False)
        self._head = QHBoxLayout()
        self._head.addWidget(self._label, 1)
        self._head.addWidget(self._range)
        if self._editor is not None:
            self._head.addWidget(self._editor)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        for widget in (self.control, self._problem, self._note, self._hint):
            self._column.addWidget(widget)
