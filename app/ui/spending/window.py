"""The window that adds up what was spent, beside what the gateways themselves say."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.spending.account_tab import AccountTab
from app.ui.spending.log_tab import GatewayLogTab
from app.ui.spending.overview import SpendingOverview
from app.ui.spending.prices_tab import PricesTab
from app.ui.theme.theme import Theme

_WIDTH_STEPS = 230
_HEIGHT_STEPS = 180
_SCREEN_SHARE = 0.9


class SpendingWindow(QDialog):
    """Stands beside the main window; one can go on working meanwhile."""

    def __init__(
        self, studio: Studio, bridge: Bridge, notices: Notices, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("spending")
        self._theme = theme
        self.tabs = QTabWidget(self)
        self.tabs.setObjectName("spending.tabs")
        self.tabs.setDocumentMode(True)
        self.overview = SpendingOverview(studio, bridge, notices, theme, self.tabs)
        self.log = GatewayLogTab(studio, bridge, notices, theme, self.tabs)
        self.prices = PricesTab(studio, bridge, notices, theme, self.tabs)
        self.account = AccountTab(studio, bridge, notices, theme, self.tabs)
        for tab in (self.overview, self.log, self.prices, self.account):
            self.tabs.addTab(tab, "")
        self.tabs.currentChanged.connect(self._tab_shown)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.tabs)
        again = QShortcut(QKeySequence(QKeySequence.StandardKey.Refresh), self)
        again.activated.connect(self.overview.read)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._take_room()
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Spending"))
        titles = (
            self.tr("Spending"),
            self.tr("As the gateway counts"),
            self.tr("Prices"),
            self.tr("Account and keys"),
        )
        for number, title in enumerate(titles):
            self.tabs.setTabText(number, title)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _tab_shown(self, number: int) -> None:
        """The gateways are asked only for what somebody looks at."""
        tab = self.tabs.widget(number)
        if isinstance(tab, GatewayLogTab | PricesTab | AccountTab):
            tab.shown()

    def _take_room(self) -> None:
        room = self.screen().availableSize() * _SCREEN_SHARE
        space = self._theme.space
        self.resize(min(space(_WIDTH_STEPS), room.width()), min(space(_HEIGHT_STEPS), room.height()))

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(5), space(3), space(5), space(4))
