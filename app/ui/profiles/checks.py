"""What the connection test found, a line each, as it comes in."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.catalog.advice import ErrorWords
from app.domain.addresses import host_of
from app.domain.errors import StudioError
from app.domain.model import ModelGroup
from app.domain.usage import Balance
from app.services.connection_check import (
    BalanceShown,
    CheckStep,
    Failed,
    KeyAccepted,
    LineMeasured,
    ModelsListed,
    Reached,
    Repair,
)
from app.ui.profiles.words import balance_text, group_name, latency_text
from app.ui.theme.theme import Theme

_MANY_SECONDS_MS = 3000


class ChecksView(QWidget):
    """The steps of one test. ``repair_chosen`` carries the address that the person wants to use instead."""

    repair_chosen = Signal(object)

    def __init__(
        self, theme: Theme, say: Callable[[StudioError], ErrorWords], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("profile.test.result")
        self._theme = theme
        self._say = say
        self._steps: list[CheckStep] = []
        self._running = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        theme.changed.connect(self._rebuild)
        self.hide()

    @property
    def text(self) -> str:
        """Everything it says, a line each."""
        return "\n".join(label.text() for label in self.findChildren(QLabel) if label.text())

    @property
    def has_failed(self) -> bool:
        """Whether the test ended badly."""
        return any(isinstance(step, Failed) for step in self._steps)

    def start(self) -> None:
        """Empty, with a line that says that the test runs."""
        self._steps.clear()
        self._running = True
        self._rebuild()
        self.show()

    def add(self, step: CheckStep) -> None:
        """One more finding."""
        self._steps.append(step)
        self._rebuild()

    def finish(self) -> None:
        """Nothing more comes."""
        self._running = False
        self._rebuild()

    def clear(self) -> None:
        """Forget a test whose values have changed."""
        self._steps.clear()
        self._running = False
        self._rebuild()
        self.hide()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew in another language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._rebuild()
        super().changeEvent(event)

    def _rebuild(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            if (row := item.widget()) is not None:
                row.setParent(None)
                row.deleteLater()
        self._column.setSpacing(self._theme.space(1.5))
        for step in self._steps:
            self._show(step)
        if self._running:
            self._add_row("refresh", "text_faint", self._doing())
        self.setAccessibleName(self.text)

    def _show(self, step: CheckStep) -> None:
        match step:
            case Reached(latency_ms=latency_ms):
                self._add_row("check", "success", self._reached(latency_ms))
            case KeyAccepted(needed=needed):
                self._add_row(
                    "check", "success", self.tr("Key valid") if needed else self.tr("No key needed")
                )
            case ModelsListed(models=models, counts=counts):
                self._add_row("check", "success", self._counted(len(models), counts))
            case BalanceShown(balance=None):
                self._add_row("minus", "text_faint", self.tr("This site does not show balances"), faint=True)
            case BalanceShown(balance=Balance() as balance) if balance.is_empty:
                self._add_row("warning", "warning", self._nothing_left(balance))
            case BalanceShown(balance=Balance() as balance):
                self._add_row("check", "success", self._left(balance))
            case LineMeasured(root=root, latency_ms=None):
                self._add_row("minus", "warning", self.tr("{0} cannot be reached").format(host_of(root)))
            case LineMeasured(root=root, latency_ms=float() as latency_ms):
                measured = latency_text(latency_ms)
                self._add_row("check", "success", self.tr("{0} in {1}").format(host_of(root), measured))
            case Failed(error=error, repair=repair):
                self._show_failure(error, repair)

    def _reached(self, latency_ms: float) -> str:
        if latency_ms > _MANY_SECONDS_MS:
            return self.tr("Reachable, but slow: {0}").format(latency_text(latency_ms))
        return self.tr("Reachable in {0}").format(latency_text(latency_ms))

    def _counted(self, count: int, counts: Mapping[ModelGroup, int]) -> str:
        groups = [f"{group_name(group)} {counts[group]}" for group in ModelGroup if counts.get(group)]
        return self.tr("Models: {0} ({1})").format(count, ", ".join(groups))

    def _doing(self) -> str:
        """What is being waited for."""
        match self._steps[-1] if self._steps else None:
            case None:
                return self.tr("Looking for the site…")
            case Reached():
                return self.tr("Trying the key…")
            case KeyAccepted() | ModelsListed():
                return self.tr("Asking for the balance…")
            case _:
                return self.tr("Measuring the backup addresses…")

    def _nothing_left(self, balance: Balance) -> str:
        return self.tr("Nothing is left ({0}). Top up at the site before you go on.").format(
            balance_text(balance)
        )

    def _left(self, balance: Balance) -> str:
        if balance.scope == "account":
            return self.tr("Balance {0}").format(balance_text(balance))
        return self.tr("Balance of this key: {0}").format(balance_text(balance))

    def _show_failure(self, error: StudioError, repair: Repair | None) -> None:
        words = self._say(error)
        self._add_row("error", "danger", words.sentence or words.title)
        if words.step:
            self._add_row("", "", words.step, faint=True)
        if repair is not None:
            self._add_repair(repair)

    def _add_row(self, icon: str, token: str, text: str, *, faint: bool = False) -> None:
        row = QWidget(self)
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(self._theme.space(2))
        layout.addWidget(self._mark(row, icon, token), 0, Qt.AlignmentFlag.AlignTop)
        label = QLabel(text, row)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setProperty("kind", "muted" if faint else "")
        layout.addWidget(label, 1)
        self._column.addWidget(row)

    def _mark(self, row: QWidget, icon: str, token: str) -> QLabel:
        edge = self._theme.space(4.5)
        mark = QLabel(row)
        mark.setFixedSize(QSize(edge, edge))
        if icon:
            mark.setPixmap(self._theme.icon(icon, token).pixmap(QSize(edge, edge), self.devicePixelRatioF()))
        return mark

    def _add_repair(self, repair: Repair) -> None:
        address = f"{repair.root}{repair.api_prefix}"
        button = QPushButton(self.tr("Use {0}").format(address), self)
        button.setObjectName("profile.test.repair")
        button.setToolTip(host_of(repair.root))
        button.clicked.connect(partial(self.repair_chosen.emit, repair))
        row = QHBoxLayout()
        row.setContentsMargins(self._theme.space(6.5), 0, 0, 0)
        row.addWidget(button)
        row.addStretch()
        holder = QWidget(self)
        holder.setLayout(row)
        self._column.addWidget(holder)
