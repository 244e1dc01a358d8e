"""The way to what was spent."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.ui.settings.section import Section
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button


class SpendingSection(Section):
    """One button; the figures have a window of their own."""

    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._open = Button("settings.spending", self)
        self._open.clicked.connect(self.wanted)
        self._row = self.add_row(self._open)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts in the present language."""
        self.heading.setText(self.tr("Spending"))
        self._row.set_texts(
            self.tr("What was spent, prices and keys"),
            self.tr("By day, model, provider and conversation, beside what the gateways count"),
        )
        self._open.setText(self.tr("Show"))
