"""The window that adds up what was spent, beside what the gateways themselves say."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QTabWidget, QVBoxLayout, QWidget

from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.spending.overview import SpendingOverview
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
        self.overview = SpendingOverview(studio, notices, theme, self.tabs)
        self.tabs.addTab(self.overview, "")
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
        self.tabs.setTabText(0, self.tr("Spending"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _take_room(self) -> None:
        room = self.screen().availableSize() * _SCREEN_SHARE
        space = self._theme.space
        self.resize(min(space(_WIDTH_STEPS), room.width()), min(space(_HEIGHT_STEPS), room.height()))

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(5), space(3), space(5), space(4))
