"""What stands where the first pictures will be."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.price import Estimate
from app.ui.ordering.price_words import priced
from app.ui.theme.theme import Theme


class EmptyStage(QScrollArea):
    """Three prompts to begin with; in a small window it can be scrolled."""

    suggested = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._price: Estimate | None = None
        self.setObjectName("images.empty")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        self.setWidget(content)
        self._title = QLabel(content)
        self._title.setProperty("kind", "title")
        self._hint = QLabel(content)
        self._hint.setProperty("kind", "muted")
        self._buttons = [QPushButton(content) for _ in range(3)]
        self._column = QVBoxLayout(content)
        self._column.addStretch(3)
        for label in (self._title, self._hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(label)
        for number, button in enumerate(self._buttons):
            button.setObjectName(f"images.example.{number}")
            button.setProperty("kind", "chip")
            button.clicked.connect(self._suggest)
            self._column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(4)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._title.setText(self.tr("What shall be drawn?"))
        self._hint.setText(self.tr("Write a prompt, or drop a picture here to edit it."))
        prompts = (
            self.tr("A fox in the snow, soft morning light, watercolour"),
            self.tr("A quiet harbour at night, lanterns on the water, long exposure"),
            self.tr("A poster for a tea house: one cup, much white space"),
        )
        for button, prompt in zip(self._buttons, prompts, strict=True):
            button.setProperty("prompt", prompt)
            button.setAccessibleName(priced(prompt, self._price))
        self._fit()

    def show_price(self, price: Estimate | None) -> None:
        """Say behind each prompt what it would cost as the form is."""
        if price != self._price:
            self._price = price
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the prompts where the room ends."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _fit(self) -> None:
        """As much of each prompt as fits before its price."""
        for button in self._buttons:
            prompt, metrics = str(button.property("prompt")), button.fontMetrics()
            price = priced("", self._price)
            room = self.viewport().width() - self._theme.space(16) - metrics.horizontalAdvance(price)
            shown = metrics.elidedText(prompt, Qt.TextElideMode.ElideRight, max(0, room))
            button.setText(f"{shown}{price}")
            button.setToolTip("" if shown == prompt else prompt)

    def _suggest(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.suggested.emit(button.property("prompt"))

    def _restyle(self) -> None:
        self._column.setSpacing(self._theme.space(2.5))
