"""Below the form: what is in the way, what it will cost, and the button that makes it so."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.domain.price import Estimate, GatewayPrice
from app.ui.ordering.order_page import VIDEOS, OrderPage
from app.ui.ordering.price_words import price_note, priced
from app.ui.ordering.time_words import usual_time
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton


class OrderFoot(QWidget):
    """Stays in sight however long the form is."""

    wanted = Signal()
    """Make it."""
    batch_wanted = Signal()
    """Make many of the kind."""

    def __init__(self, page: OrderPage, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = page
        self._theme = theme
        self._count = 1
        self._price: Estimate | None = None
        self._gateway_price: GatewayPrice | None = None
        self._typical_s = 0.0
        self._has_model = False
        self._error = self._label(f"{page.name}.error", "error")
        self._reason = self._label(f"{page.name}.reason", "muted")
        self._note = self._label(f"{page.name}.price", "faint")
        self.generate = QPushButton(self)
        self.generate.setObjectName(f"{page.name}.generate")
        self.generate.setProperty("kind", "primary")
        self.generate.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.generate.clicked.connect(self.wanted)
        self._batch = IconButton(theme, "batch", f"{page.name}.batch", self)
        self._batch.clicked.connect(self.batch_wanted)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_error(self, sentence: str) -> None:
        """Say what a service refused; an empty text says that nothing is wrong."""
        self._error.setText(sentence)
        self._error.setVisible(bool(sentence))

    def show_ready(self, reason: str, *, busy: bool, has_model: bool) -> None:
        """Whether something can be made now; ``reason`` says why not."""
        self._has_model = has_model
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self.generate.setEnabled(not reason and not busy)
        self.generate.setToolTip(reason or QKeySequence("Ctrl+Return").toString())
        self._batch.setEnabled(not reason)
        self._show_words()

    def show_price(self, count: int, price: Estimate | None, gateway_price: GatewayPrice | None) -> None:
        """How many are asked for, and what they will cost."""
        self._count, self._price, self._gateway_price = count, price, gateway_price
        self._show_words()

    def show_time(self, typical_s: float) -> None:
        """How long it usually takes, in seconds; 0 where nobody knows."""
        self._typical_s = typical_s
        self._show_words()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._batch.describe(self.tr("Several prompts, a table, or a series…"))
        self._show_words()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How long a film takes stands on the button where there is room; that of a picture below it."""
        super().resizeEvent(event)
        self._show_words()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _label(self, name: str, kind: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        label.hide()
        return label

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.generate, 1)
        self._buttons.addWidget(self._batch)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._error)
        self._column.addWidget(self._reason)
        self._column.addLayout(self._buttons)
        self._column.addWidget(self._note)

    def _show_words(self) -> None:
        short = priced(self._verb(), self._price)
        time = usual_time(self._typical_s)
        whole = " · ".join(filter(None, (short, time)))
        fits = self._page is VIDEOS and self._fits(whole)
        self.generate.setText(whole if fits else short)
        self.generate.setAccessibleName(whole)
        note = price_note(self._price, self._gateway_price) if self._has_model else ""
        note = " · ".join(filter(None, ("" if fits else time, note)))
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _fits(self, text: str) -> bool:
        """Whether the button has room for a text."""
        room = self.generate.width() - self._theme.space(6)
        return self.generate.fontMetrics().horizontalAdvance(text) <= room

    def _verb(self) -> str:
        if self._page is VIDEOS:
            return self.tr("Submit")
        several = self.tr("Generate %1").replace("%1", str(self._count))
        return several if self._count > 1 else self.tr("Generate")

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(4), space(2), space(4), space(4))
        self._column.setSpacing(space(1.5))
        self._buttons.setSpacing(space(2))
