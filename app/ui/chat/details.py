"""Everything that is known of one message: its raw text, what it cost, and why it failed."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.conversation import Message
from app.domain.price import Cost
from app.domain.spending import SpendingSum
from app.ui.spending.money_words import cost_words, sum_words
from app.ui.theme.theme import Theme


class DetailsDialog(QDialog):
    """Plain text that can be copied for the support of a gateway. It never holds a key.

    Args:
        message: what is shown.
        spent: what its conversation has cost.
        sentence: what went wrong, in words.
    """

    def __init__(
        self, message: Message, spent: SpendingSum, sentence: str, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._spent = spent
        self.setObjectName("details")
        self.setWindowTitle(self.tr("Details"))
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("details.text")
        self._text.setAccessibleName(self.tr("Details"))
        self._text.setReadOnly(True)
        self._text.setFont(theme.code_font())
        self._text.setPlainText("\n".join(self._lines(message)))
        buttons = QDialogButtonBox(self)
        copy = buttons.addButton(self.tr("Copy"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.setObjectName("details.copy")
        copy.clicked.connect(self._copy)
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("details.close")
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        if sentence:
            head = QLabel(sentence, self)
            head.setWordWrap(True)
            column.addWidget(head)
        column.addWidget(self._text, 1)
        column.addWidget(buttons)
        self.resize(theme.space(150), theme.space(110))

    def _lines(self, message: Message) -> list[str]:
        lines = [
            self._line(self.tr("Model"), message.model),
            self._line(self.tr("Answered by"), message.answered_model),
            self._line(self.tr("Provider"), message.profile_name),
            self._line(self.tr("Finish reason"), message.finish_reason),
            *self._usage(message),
            *self._cost(message),
            *self._error(message),
        ]
        source = message.text
        return [line for line in lines if line] + ([f"\n{self.tr('Text')}\n{source}"] if source else [])

    def _usage(self, message: Message) -> list[str]:
        usage, timing = message.usage, message.timing
        if usage is None:
            return []
        first = "" if timing.first_token_ms is None else f"{timing.first_token_ms:.0f} ms"
        return [
            self._line(self.tr("Prompt tokens"), _number(usage.prompt_tokens)),
            self._line(self.tr("of these from the cache"), _number(usage.cached_tokens)),
            self._line(self.tr("Completion tokens"), _number(usage.completion_tokens)),
            self._line(self.tr("of these for thinking"), _number(usage.reasoning_tokens)),
            self._line(self.tr("First token after"), first),
        ]

    def _cost(self, message: Message) -> list[str]:
        own, whole = message.cost, sum_words(self._spent.amounts)
        told = ""
        if own is not None:
            told = f"{cost_words(own)} ({self._source(own)})"
        return [
            self._line(self.tr("Cost"), told),
            self._line(self.tr("The whole conversation so far"), whole),
        ]

    def _source(self, cost: Cost) -> str:
        if cost.is_told:
            return self.tr("as the provider says")
        if cost.is_guess:
            return self.tr("estimated: the provider counted no tokens")
        return self.tr("by the provider's prices")

    def _error(self, message: Message) -> list[str]:
        error = message.error
        if error is None:
            return []
        return [
            self._line(self.tr("Error"), error.kind.value),
            self._line("HTTP", _number(error.status)),
            self._line(self.tr("Code"), error.code),
            self._line(self.tr("Request id"), error.request_id),
            self._line(self.tr("Cause"), error.cause),
            self._line(self.tr("Answer"), f"\n{error.body}" if error.body else ""),
        ]

    def _line(self, name: str, value: str) -> str:
        return f"{name}: {value}" if value else ""

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text.toPlainText())


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
