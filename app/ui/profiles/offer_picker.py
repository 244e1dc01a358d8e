"""Several providers in one link or file: the person adds those that are wanted."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.domain.addresses import host_of
from app.domain.keys import key_hint
from app.domain.profile import ConnectionOffer
from app.ui.profiles.tools import ProfileTools
from app.ui.widgets.button import Button

_WIDTH_STEPS = 120
_HEIGHT_STEPS = 90


class OfferPicker(QDialog):
    """``chosen`` carries an offer; its dialog opens, and a tick marks it once it is saved."""

    chosen = Signal(object)

    def __init__(self, tools: ProfileTools, offers: Sequence[ConnectionOffer], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("offers")
        self._tools = tools
        self._offers = tuple(offers)
        self._title = QLabel(self)
        self._title.setProperty("kind", "title")
        self.rows = QListWidget(self)
        self.rows.setObjectName("offers.list")
        self._close = Button("offers.close", self)
        self._add = Button("offers.add", self, "primary")
        self._lay_out()
        self._fill()
        self._add.clicked.connect(self._choose)
        self.rows.itemDoubleClicked.connect(self._choose)
        self._close.clicked.connect(self.accept)
        tools.theme.changed.connect(self._space)
        self.retranslate()
        self._space()

    def mark(self, offer: ConnectionOffer) -> None:
        """It is saved now; the next one is selected."""
        row = self._offers.index(offer)
        self.rows.item(row).setIcon(self._tools.theme.icon("check", "success"))
        self.rows.setCurrentRow(min(row + 1, self.rows.count() - 1))

    def retranslate(self) -> None:
        """Every text in the present language."""
        title = self.tr("{0} providers found").format(len(self._offers))
        self.setWindowTitle(title)
        self._title.setText(title)
        self.rows.setAccessibleName(title)
        self._add.setText(self.tr("Add this one…"))
        self._close.setText(self.tr("Done"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        self._footer = QHBoxLayout()
        self._footer.addStretch()
        self._footer.addWidget(self._close)
        self._footer.addWidget(self._add)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addWidget(self.rows, 1)
        self._column.addLayout(self._footer)

    def _fill(self) -> None:
        for offer in self._offers:
            self.rows.addItem(QListWidgetItem(offer_line(offer)))
        self.rows.setCurrentRow(0)

    def _choose(self) -> None:
        row = self.rows.currentRow()
        if row >= 0:
            self.chosen.emit(self._offers[row])

    def _space(self) -> None:
        space = self._tools.theme.space
        self._column.setContentsMargins(space(6), space(6), space(6), space(4))
        self._column.setSpacing(space(3))
        self._footer.setSpacing(space(2))
        self.resize(space(_WIDTH_STEPS), space(_HEIGHT_STEPS))


def offer_line(offer: ConnectionOffer) -> str:
    """Name, host and hints of the keys of an offer, in one line."""
    parts = (offer.name, host_of(offer.root), *map(key_hint, offer.keys))
    return "  ·  ".join(filter(None, parts))
