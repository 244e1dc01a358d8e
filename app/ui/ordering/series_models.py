"""The models that a series goes through."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.catalog.cards import Cards
from app.domain.model import Model
from app.ui.ordering.model_picker import OrderModelPicker
from app.ui.ordering.order_page import OrderPage
from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout


class SeriesModels(QWidget):
    """The form's own model first; others are added from the list, and go with a press."""

    changed = Signal()

    def __init__(
        self,
        page: OrderPage,
        model: str,
        cards: Cards,
        models: Callable[[], Sequence[Model]],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._cards = cards
        self._models = models
        self._theme = theme
        self._names = [model]
        self._chips: list[QPushButton] = []
        self._flow = FlowLayout(self, theme.space(1.5))
        self._add = QPushButton(self)
        self._add.setObjectName("batch.models.add")
        self._add.setProperty("kind", "link")
        self._add.clicked.connect(self._pick)
        self._picker: OrderModelPicker | None = None
        self._show()

    @property
    def names(self) -> tuple[str, ...]:
        """The models in their order."""
        return tuple(self._names)

    def add(self, model: str) -> None:
        """Go through another model too."""
        if model and model not in self._names:
            self._names.append(model)
            self._show()
            self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._show()

    def _remove(self, model: str) -> None:
        if len(self._names) > 1:
            self._names.remove(model)
            self._show()
            self.changed.emit()

    def _pick(self) -> None:
        if self._picker is None:
            self._picker = OrderModelPicker(self._page, self._theme, self._add)
            self._picker.chosen.connect(self.add)
        self._picker.show_cards(self._cards, self._models(), self._names[-1])
        self._picker.open_for(self._add)

    def _show(self) -> None:
        for widget in (*self._chips, self._add):
            self._flow.removeWidget(widget)
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        self._chips = [self._make_chip(name) for name in self._names]
        self._add.setText(self.tr("Add a model…"))
        self._flow.addWidget(self._add)
        self.updateGeometry()

    def _make_chip(self, model: str) -> QPushButton:
        chip = QPushButton(model, self)
        chip.setObjectName(f"batch.models.{model}")
        chip.setProperty("kind", "chip")
        if len(self._names) > 1:
            chip.setIcon(self._theme.icon("close", "text_muted"))
            text = self.tr("Leave out %1").replace("%1", model)
            chip.setToolTip(text)
            chip.setAccessibleName(text)
            chip.clicked.connect(lambda: self._remove(model))
        self._flow.addWidget(chip)
        chip.show()
        return chip
