"""Opens the window of what was spent; it is made when it is first wanted."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.palette_entry import PaletteEntry
from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from app.ui.spending.window import SpendingWindow


class SpendingDesk(QObject):
    """There is one such window; asked for again, it comes to the front."""

    def __init__(
        self, studio: Studio, bridge: Bridge, notices: Notices, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self._studio = studio
        self._bridge = bridge
        self._notices = notices
        self._theme = theme
        self._owner = window
        self._window: SpendingWindow | None = None

    def open(self) -> None:
        """Show what was spent until now."""
        if self._window is None:
            from app.ui.spending.window import SpendingWindow  # no start needs it

            self._window = SpendingWindow(self._studio, self._bridge, self._notices, self._theme, self._owner)
        elif not self._window.isVisible():
            self._window.overview.read()
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def entries(self, query: str) -> list[PaletteEntry]:
        """What the palette offers."""
        return [PaletteEntry(self.tr("Spending and prices"), self.tr("Statistics"), "chart", self.open)]
