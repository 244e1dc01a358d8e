"""What stands where the files will be, or where none is left by the filter."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme


class EmptyLibrary(QWidget):
    """Says why there is nothing to see."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._filtered = False
        self.setObjectName("library.empty")
        self._title = QLabel(self)
        self._title.setObjectName("library.empty.title")
        self._title.setProperty("kind", "title")
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "muted")
        self._column = QVBoxLayout(self)
        self._column.addStretch(3)
        for label in (self._title, self._hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(label)
        self._column.addStretch(4)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_reason(self, *, filtered: bool) -> None:
        """Whether a filter leaves nothing in, or there is nothing at all."""
        self._filtered = filtered
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        if self._filtered:
            self._title.setText(self.tr("Nothing fits"))
            self._hint.setText(self.tr("Take a filter away, or search for other words."))
        else:
            self._title.setText(self.tr("Nothing here yet"))
            self._hint.setText(
                self.tr("What you make, and what you attach to conversations and forms, is found here.")
            )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setSpacing(space(2.5))
        self._column.setContentsMargins(space(6), 0, space(6), 0)
