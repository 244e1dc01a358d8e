"""The form of the answers among the parameters: what it is now, and the way to change it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.answer_format import AnswerFormat, FormatKind, format_of
from app.domain.text import Language
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

if TYPE_CHECKING:
    from app.ui.structured.schema_dialog import SchemaDialog


class FormatField(QWidget):
    """Shows the form; the window in which it is written is made when it is opened."""

    edited = Signal()

    def __init__(self, language: Callable[[], Language], theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._language = language
        self._theme = theme
        self._protocol = ""
        self._chosen = ""
        self._title = QLabel(self)
        self._told = QLabel(self)
        self._told.setObjectName("form.response_format.told")
        self._told.setProperty("kind", "muted")
        self._change = Button("form.response_format", self)
        self._change.clicked.connect(self._open)
        row = QHBoxLayout()
        row.addWidget(self._told, 1)
        row.addWidget(self._change)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1))
        column.addWidget(self._title)
        column.addLayout(row)
        self.retranslate()

    @property
    def chosen(self) -> str:
        """The form, as ``ChatSettings`` keeps it."""
        return self._chosen

    def show_format(self, chosen: str, protocol: str) -> None:
        """Show a form.

        Args:
            protocol: the chat protocol that has to carry it.
        """
        self._chosen, self._protocol = chosen, protocol
        self._show()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._title.setText(self.tr("Answer format"))
        self._change.setText(self.tr("Change…"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show(self) -> None:
        text = self._words(format_of(self._chosen))
        self._told.setText(text)
        self._change.setAccessibleName(self.tr("Answer format: {told}").format(told=text))

    def _words(self, wanted: AnswerFormat) -> str:
        match wanted.kind:
            case FormatKind.FREE:
                return self.tr("as it likes")
            case FormatKind.JSON:
                return "JSON"
            case FormatKind.SCHEMA:
                return self.tr("JSON by the schema “{name}”").format(name=wanted.name)

    def _open(self) -> None:
        dialog = self._make_dialog()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.chosen.connect(self._take)
        dialog.open()

    def _make_dialog(self) -> "SchemaDialog":
        from app.ui.structured.schema_dialog import SchemaDialog

        wanted = format_of(self._chosen)
        return SchemaDialog(wanted, self._protocol, self._language(), self._theme, self.window())

    def _take(self, chosen: str) -> None:
        self._chosen = chosen
        self._show()
        self.edited.emit()
