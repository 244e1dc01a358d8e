"""A form field: its label above, its editor, and a line below that explains or refuses."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme


class Field(QWidget):
    """Holds one editor, with small buttons beside it where it has any."""

    def __init__(
        self, theme: Theme, editor: QWidget, *beside: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = QLabel(self)
        self._label.setBuddy(editor)
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        self._note.hide()
        self._hint = ""
        self._row = QHBoxLayout()
        for widget in (editor, *beside):
            self._row.addWidget(widget, 1 if widget is editor else 0)
        self._editor = editor
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._label)
        self._column.addLayout(self._row)
        self._column.addWidget(self._note)
        theme.changed.connect(self._space)
        self._space()

    def set_label(self, text: str) -> None:
        """The name of the field, for the eye and for assistive technology."""
        self._label.setText(text)
        self._editor.setAccessibleName(text)

    def set_hint(self, text: str) -> None:
        """A quiet line below; an error in its place is gone."""
        self._hint = text
        self._show(text, "hint", invalid=False)

    def set_warning(self, text: str) -> None:
        """A line below that wants to be seen, though nothing here is wrong."""
        self._hint = text
        self._show(text, "warning", invalid=False)

    def set_error(self, text: str) -> None:
        """What is wrong with the input, until it changes."""
        self._show(text, "error", invalid=True)

    def clear_error(self) -> None:
        """Back to the hint."""
        self.set_hint(self._hint)

    @property
    def note(self) -> str:
        """The line below, as shown."""
        return self._note.text()

    def _show(self, text: str, kind: str, *, invalid: bool) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))
        self._editor.setAccessibleDescription(text)
        set_look(self._note, "kind", kind)
        set_look(self._editor, "invalid", "true" if invalid else "false")

    def _space(self) -> None:
        self._column.setSpacing(self._theme.space(1))
        self._row.setSpacing(self._theme.space(1))


def set_look(widget: QWidget, name: str, value: str) -> None:
    """Change a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
