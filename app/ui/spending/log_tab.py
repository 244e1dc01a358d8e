"""What the gateway itself charged, call by call, beside what the studio reckoned."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QDateTime, QEvent, QLocale
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.errors import StudioError
from app.services.accounts.gateway_log import ComparedCall, ComparedPage
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.spending.figures_table import Column, Figure, FiguresTable
from app.ui.spending.money_words import amount_words, sum_words
from app.ui.spending.profile_choice import ProfileChoice
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

_WORTH_A_WORD = Decimal("0.05")
"""A larger share of the amount is marked."""


class GatewayLogTab(QWidget):
    """Read when it is first shown, page by page; never by itself."""

    def __init__(
        self, studio: Studio, bridge: Bridge, notices: Notices, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._notices = notices
        self._theme = theme
        self._calls: tuple[ComparedCall, ...] = ()
        self._page = 0
        self._error: StudioError | None = None
        self._reading: Operation[ComparedPage] | None = None
        self.choice = ProfileChoice("spending.log.profile", studio.profiles, bridge, self)
        self._again = Button("spending.log.refresh", self)
        self._said = QLabel(self)
        self._said.setObjectName("spending.log.said")
        self._said.setProperty("kind", "muted")
        self._said.setWordWrap(True)
        self.table = FiguresTable("spending.log.table", theme, self, stretched=1)
        self._more = Button("spending.log.more", self)
        self._lay_out()
        self.choice.changed.connect(self.read)
        self._again.clicked.connect(self.read)
        self._more.clicked.connect(self._read_next)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def shown(self) -> None:
        """The person looks at it."""
        if self._page == 0:
            self.read()

    def read(self) -> None:
        """Ask for the newest page."""
        self._calls, self._page, self._error = (), 0, None
        self._more.hide()
        self._read_next()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.choice.setAccessibleName(self.tr("Provider"))
        self._again.setText(self.tr("Read again"))
        self._more.setText(self.tr("Show more"))
        self.table.setAccessibleName(self.tr("Calls as the gateway charged them"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.choice)
        self._head.addStretch(1)
        self._head.addWidget(self._again)
        self._foot = QHBoxLayout()
        self._foot.addStretch(1)
        self._foot.addWidget(self._more)
        self._foot.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._said)
        self._column.addWidget(self.table, 1)
        self._column.addLayout(self._foot)

    def _read_next(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        profile = self.choice.profile
        if profile is None:
            self._show()
            return
        work = self._studio.accounting().log.page(profile, self._page + 1)
        self._reading = Operation(self, work, done=self._take, failed=self._refused)
        self._said.setText(self.tr("Asking the gateway…"))

    def _take(self, page: ComparedPage) -> None:
        self._page += 1
        self._calls = (*self._calls, *page.calls)
        self._more.setVisible(page.has_more)
        self._show()

    def _refused(self, error: StudioError) -> None:
        self._error = error
        self._page = max(self._page, 1)
        self._show()

    def _show(self) -> None:
        columns = [
            Column(self.tr("Time")),
            Column(self.tr("Model")),
            Column(self.tr("Charged"), is_number=True),
            Column(self.tr("Reckoned here"), is_number=True),
            Column(self.tr("Difference"), is_number=True),
            Column(self.tr("Tokens in"), is_number=True),
            Column(self.tr("Tokens out"), is_number=True),
            Column(self.tr("Key")),
        ]
        self.table.show_rows(columns, [self._row(call) for call in self._calls])
        self._said.setText(self._summary())

    def _summary(self) -> str:
        if self._error is not None:
            reason = self._notices.words(self._error).sentence
            return self.tr("This gateway does not show its log to this key. {reason}").format(reason=reason)
        if self._page == 0:
            return ""
        if not self._calls:
            return self.tr("The gateway has noted no calls.")
        both = [call for call in self._calls if call.difference is not None]
        parts = [self.tr("charged: {amount}").format(amount=sum_words(_charged(self._calls)))]
        if both:
            parts.append(self.tr("made here: {count}").format(count=f"{len(both):,}"))
            parts.append(self.tr("difference: {amount}").format(amount=_signed_sum(both)))
        return " · ".join(parts)

    def _row(self, call: ComparedCall) -> tuple[Figure, ...]:
        logged, own, difference = call.logged, call.own, call.difference
        reckoned = own.cost if own is not None else None
        hint = "" if own is not None else self.tr("Not made with this studio, or before it took notes")
        return (
            Figure(_time(call), str(logged.at.timestamp()).zfill(16)),
            Figure(logged.model),
            Figure(amount_words(logged.amount, logged.symbol), logged.amount),
            Figure(
                amount_words(reckoned.amount, reckoned.symbol) if reckoned else "–",
                reckoned.amount if reckoned else Decimal(-1),
                hint,
            ),
            self._difference(call, difference),
            Figure(f"{logged.prompt_tokens:,}", logged.prompt_tokens),
            Figure(f"{logged.completion_tokens:,}", logged.completion_tokens),
            Figure(logged.key_name),
        )

    def _difference(self, call: ComparedCall, difference: Decimal | None) -> Figure:
        if difference is None:
            return Figure("–", Decimal(-1))
        if not difference or abs(difference) <= abs(call.logged.amount) * _WORTH_A_WORD:
            return Figure("≈ 0", abs(difference))
        text = _signed(difference, call.logged.symbol)
        return Figure(
            f"⚠ {text}", abs(difference), self.tr("The gateway counts otherwise than its price list")
        )

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setSpacing(space(2))
        self._column.setContentsMargins(0, space(3), 0, 0)
        self._head.setSpacing(space(2))


def _time(call: ComparedCall) -> str:
    at = QDateTime.fromSecsSinceEpoch(int(call.logged.at.timestamp()))
    return QLocale().toString(at, QLocale.FormatType.ShortFormat)


def _charged(calls: Sequence[ComparedCall]) -> dict[str, Decimal]:
    amounts: dict[str, Decimal] = {}
    for call in calls:
        symbol = call.logged.symbol
        amounts[symbol] = amounts.get(symbol, Decimal(0)) + call.logged.amount
    return amounts


def _signed_sum(calls: Sequence[ComparedCall]) -> str:
    total = sum((call.difference or Decimal(0) for call in calls), Decimal(0))
    return _signed(total, calls[0].logged.symbol)


def _signed(amount: Decimal, symbol: str) -> str:
    sign = "+" if amount > 0 else "−" if amount < 0 else ""
    return f"{sign}{amount_words(abs(amount), symbol)}"
