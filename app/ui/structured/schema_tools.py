"""What helps to write a schema: beginnings, an example, a tidy form."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from app.catalog.schemas import SchemaTemplate
from app.domain.text import Language
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button


class SchemaTools(QWidget):
    """A row of buttons above the text."""

    schema_given = Signal(str)
    """A schema that takes the place of what stands there."""
    tidy_wanted = Signal()

    def __init__(
        self, templates: tuple[SchemaTemplate, ...], language: Language, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._templates = QPushButton(self)
        self._templates.setObjectName("schema.templates")
        self._templates.setAutoDefault(False)
        menu = QMenu(self._templates)
        for template in templates:
            entry = menu.addAction(template.title.in_language(language))
            entry.setObjectName(f"schema.template.{template.id}")
            entry.setData(template.schema.in_language(language).strip())
        menu.triggered.connect(lambda entry: self.schema_given.emit(entry.data()))
        self._templates.setMenu(menu)
        self._example = Button("schema.example", self)
        self._example.clicked.connect(self._open_example)
        self._tidy = Button("schema.tidy", self)
        self._tidy.clicked.connect(self.tidy_wanted)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.space(2))
        for button in (self._templates, self._example, self._tidy):
            row.addWidget(button)
        row.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._templates.setText(self.tr("Begin with") + "   ")
        self._example.setText(self.tr("From an example…"))
        self._tidy.setText(self.tr("Tidy"))
        for button in (self._templates, self._example, self._tidy):
            button.setAccessibleName(button.text().strip())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _open_example(self) -> None:
        from app.ui.structured.example_dialog import ExampleDialog  # for who has an example

        dialog = ExampleDialog(self._theme, self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.made.connect(self.schema_given)
        dialog.open()
