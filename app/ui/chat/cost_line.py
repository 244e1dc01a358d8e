"""What stands beside «send»: what the message will cost, or what the conversation has cost so far."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QWidget

from app.domain.spending import SpendingSum
from app.services.conversation.forecast import Prospect
from app.ui.spending.money_words import cost_words, sum_words

_NOTHING = SpendingSum()


class CostLine(QLabel):
    """Says nothing where nothing is known."""

    resized = Signal()
    """It says something else, and needs other room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("composer.cost")
        self.setProperty("kind", "muted")
        self._prospect: Prospect | None = None
        self._spent = _NOTHING
        self._is_roomy = True
        self.hide()

    def show_prospect(self, prospect: Prospect | None) -> None:
        """What the next message will cost; None where there is none, or nobody knows."""
        self._prospect = prospect
        self.retranslate()

    def show_spent(self, spent: SpendingSum) -> None:
        """What the conversation has cost."""
        self._spent = spent
        self.retranslate()

    def set_roomy(self, *, roomy: bool) -> None:
        """Buttons come first where there is little room."""
        if roomy != self._is_roomy:
            self._is_roomy = roomy
            self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        text = self._expected() if self._prospect else self._so_far()
        self.setText(text)
        self.setVisible(bool(text) and self._is_roomy)
        self.setToolTip("\n".join(filter(None, self._explained())))
        self.setAccessibleDescription(self.toolTip())
        self.resized.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _expected(self) -> str:
        assert self._prospect is not None
        amount = cost_words(self._prospect.cost)
        if self._prospect.has_long_history:
            return self.tr("about {amount} · long history").format(amount=amount)
        return self.tr("about {amount}").format(amount=amount)

    def _so_far(self) -> str:
        amounts = {symbol: amount for symbol, amount in self._spent.amounts.items() if amount}
        return self.tr("{amount} so far").format(amount=sum_words(amounts)) if amounts else ""

    def _explained(self) -> list[str]:
        lines = []
        if (prospect := self._prospect) is not None:
            text = self.tr("An estimate: about {prompt} tokens are sent, and an answer of {answer} is usual.")
            lines.append(
                text.format(prompt=f"{prospect.prompt_tokens:,}", answer=f"{prospect.answer_tokens:,}")
            )
            lines.append(self.tr("What the provider has in its cache costs less."))
            if prospect.has_long_history:
                lines.append(
                    self.tr("All that was said goes along each time. A new conversation would cost less.")
                )
        if so_far := self._so_far():
            lines.append(self.tr("This conversation: {amount}").format(amount=so_far))
        return lines
