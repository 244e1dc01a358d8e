"""Which group a profile's keys belong to, where its gateway has several and prices differ."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.price import PriceGroup
from app.ui.widgets.choice_box import ChoiceBox

_AUTOMATIC = ""


class PriceGroupChoice(QWidget):
    """A choice; the first one leaves it to what the gateway tells."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = ChoiceBox("profile.price_group", (_AUTOMATIC,), self)
        self.box.chosen.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.retranslate()

    @property
    def chosen(self) -> str:
        """The group; empty where the gateway tells."""
        return self.box.key

    def fill(self, groups: Mapping[str, PriceGroup], chosen: str) -> None:
        """Offer the groups of a gateway with their ratios."""
        self.box.clear()
        self.box.addItem("", _AUTOMATIC)
        for name, group in groups.items():
            self.box.addItem(f"{group.name or name} (× {group.ratio.normalize():f})", name)
        if chosen and chosen not in groups:
            self.box.addItem(chosen, chosen)
        self.box.choose(chosen)
        self.retranslate()

    def retranslate(self) -> None:
        """Every text in the present language."""
        self.box.setItemText(0, self.tr("As the gateway's log says"))
        self.box.setAccessibleName(self.tr("Price group"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
