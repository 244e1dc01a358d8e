"""What stands where the first results will be: a title, a hint, and prompts to begin with."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.domain.price import Estimate
from app.ui.ordering.price_words import priced
from app.ui.theme.theme import Theme

EXAMPLES = 3


class EmptyPlace(QScrollArea):
    """A page gives it its words in ``retranslate``. In a small window it can be scrolled.

    Args:
        page: the page's key, for the names of the controls.
    """

    suggested = Signal(str)

    def __init__(self, page: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._price: Estimate | None = None
        self.setObjectName(f"{page}.empty")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        self.setWidget(content)
        self._title = QLabel(content)
        self._title.setProperty("kind", "title")
        self._hint = QLabel(content)
        self._hint.setProperty("kind", "muted")
        self._buttons = [QPushButton(content) for _ in range(EXAMPLES)]
        self._column = QVBoxLayout(content)
        self._column.addStretch(3)
        for label in (self._title, self._hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(label)
        for number, button in enumerate(self._buttons):
            button.setObjectName(f"{page}.example.{number}")
            button.setProperty("kind", "chip")
            button.clicked.connect(self._suggest)
            self._column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(4)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def put(self, button: QPushButton) -> None:
        """Place one more button below the prompts."""
        above_the_stretch = self._column.count() - 1
        self._column.insertWidget(above_the_stretch, button, alignment=Qt.AlignmentFlag.AlignHCenter)

    def say(self, title: str, hint: str, prompts: Sequence[str]) -> None:
        """Show these words."""
        self._title.setText(title)
        self._hint.setText(hint)
        for button, prompt in zip(self._buttons, prompts, strict=True):
            button.setProperty("prompt", prompt)
            button.setAccessibleName(priced(prompt, self._price))
        self._fit()

    def show_price(self, price: Estimate | None) -> None:
        """Say behind each prompt what it would cost as the form is."""
        if price != self._price:
            self._price = price
            self.retranslate()

    def show_examples(self, shown: bool) -> None:
        """Whether the prompts are to be seen."""
        for button in self._buttons:
            button.setVisible(shown)

    def retranslate(self) -> None:
        """Texts in the language of the window: a page says them here."""
        raise NotImplementedError

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
