"""The price list of a gateway, to be searched."""

from decimal import Decimal

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.price import Charge, GatewayPrice, PriceList
from app.services.events import PricesChanged
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.spending.figures_table import Column, Figure, FiguresTable
from app.ui.spending.money_words import amount_words
from app.ui.spending.profile_choice import ProfileChoice
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

_UNKNOWN = Figure("–", Decimal(-1))


class PricesTab(QWidget):
    """Prices as they are for the group of the key."""

    def __init__(
        self, studio: Studio, bridge: Bridge, notices: Notices, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._notices = notices
        self._theme = theme
        self._was_shown = False
        self._is_asking = False
        self.choice = ProfileChoice("spending.prices.profile", studio.profiles, bridge, self)
        self.search = QLineEdit(self)
        self.search.setObjectName("spending.prices.search")
        self.search.setClearButtonEnabled(True)
        self._again = Button("spending.prices.refresh", self)
        self._said = QLabel(self)
        self._said.setObjectName("spending.prices.said")
        self._said.setProperty("kind", "muted")
        self._said.setWordWrap(True)
        self.table = FiguresTable("spending.prices.table", theme, self)
        self._lay_out()
        self.choice.changed.connect(self._read)
        self.search.textChanged.connect(self._show)
        self._again.clicked.connect(self._read_again)
        bridge.prices_changed.connect(self._prices_changed)
        bridge.profiles_changed.connect(self._show)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def shown(self) -> None:
        """The person looks at it."""
        if not self._was_shown:
            self._was_shown = True
            self._read()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.choice.setAccessibleName(self.tr("Provider"))
        self.search.setPlaceholderText(self.tr("Search models"))
        self.search.setAccessibleName(self.tr("Search models"))
        self._again.setText(self.tr("Read again"))
        self.table.setAccessibleName(self.tr("Prices"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.choice)
        self._head.addWidget(self.search, 1)
        self._head.addWidget(self._again)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._said)
        self._column.addWidget(self.table, 1)

    def _read(self, *, at_once: bool = False) -> None:
        profile = self.choice.profile
        if profile is None:
            return
        self._is_asking = True
        self._show()
        work = self._studio.prices.refresh(profile, at_once=at_once)
        Operation(self, work, done=self._answered, failed=self._notices.show_error, control=self._again)

    def _read_again(self) -> None:
        self._read(at_once=True)

    def _answered(self, prices: PriceList | None) -> None:
        self._is_asking = False
        self._show()

    def _prices_changed(self, event: PricesChanged) -> None:
        profile = self.choice.profile
        if profile is not None and profile.id == event.profile_id:
            self._show()

    @property
    def _list(self) -> PriceList | None:
        profile = self.choice.profile
        return self._studio.prices.cached(profile.id) if profile else None

    def _show(self) -> None:
        prices = self._list
        columns = [
            Column(self.tr("Model")),
            Column(self.tr("Input, per million tokens"), is_number=True),
            Column(self.tr("Output"), is_number=True),
            Column(self.tr("From the cache"), is_number=True),
            Column(self.tr("Per call"), is_number=True),
        ]
        wanted = self.search.text().strip().casefold()
        names = sorted(prices.prices, key=str.casefold) if prices else []
        rows = [self._row(name) for name in names if wanted in name.casefold()]
        self.table.show_rows(columns, rows)
        self._said.setText(self._summary(prices))

    def _summary(self, prices: PriceList | None) -> str:
        if prices is None:
            if self._is_asking:
                return self.tr("Asking the gateway…")
            return self.tr("This gateway does not tell its prices.") if self._was_shown else ""
        profile = self.choice.profile
        group = self._studio.prices.group_of(profile.id) if profile else ""
        parts = [self.tr("models: {count}").format(count=f"{len(prices.prices):,}")]
        if len(prices.groups) > 1:
            parts.append(self._group_words(prices, group))
        parts.append(self.tr("amounts are credit at the provider"))
        return " · ".join(parts)

    def _group_words(self, prices: PriceList, group: str) -> str:
        if not group:
            return self.tr("prices of the usual group; choose yours in the provider's settings")
        known = prices.groups.get(group)
        name = known.name if known and known.name else group
        return self.tr("prices of the group “{name}”").format(name=name)

    def _row(self, name: str) -> tuple[Figure, ...]:
        profile = self.choice.profile
        price = self._studio.prices.of(profile.id, name) if profile else None
        if price is None:
            return (Figure(name), *(_UNKNOWN,) * 4)
        if price.charge is Charge.FORMULA:
            by_rule = Figure(self.tr("by a formula"), Decimal(-1), price.formula)
            return (Figure(name), by_rule, _UNKNOWN, _UNKNOWN, _UNKNOWN)
        tokens = price.tokens
        return (
            Figure(name),
            _amount(tokens.input if tokens else None, price),
            _amount(tokens.output if tokens else None, price),
            _amount(tokens.cached if tokens else None, price),
            _amount(price.amount if price.charge is Charge.CALL else None, price),
        )

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setSpacing(space(2))
        self._column.setContentsMargins(0, space(3), 0, 0)
        self._head.setSpacing(space(2))


def _amount(amount: Decimal | None, price: GatewayPrice) -> Figure:
    return _UNKNOWN if amount is None else Figure(amount_words(amount, price.symbol), amount)
