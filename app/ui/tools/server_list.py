"""The servers of tools as rows: what each is called, how it stands, what it has."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.services.tools.server_link import LinkState, ServerLink
from app.services.tools.servers import ToolServers
from app.ui.theme.theme import Theme

_ID = Qt.ItemDataRole.UserRole
_ICONS = {
    LinkState.RESTING: ("tool", "text_muted"),
    LinkState.STARTING: ("clock", "accent"),
    LinkState.READY: ("success", "success"),
    LinkState.FAILED: ("error", "danger"),
}


class ServerList(QListWidget):
    """Keeps its choice when the servers are shown anew."""

    def __init__(self, servers: ToolServers, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._servers = servers
        self._theme = theme
        self.setObjectName("tools.servers.list")
        self.setWordWrap(True)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def chosen(self) -> ServerLink | None:
        """The server of the row where the person is."""
        if self.currentRow() < 0:
            return None
        return self._servers.get(self.currentItem().data(_ID))

    def refresh(self) -> None:
        """Show the servers as they stand now."""
        chosen = self.chosen
        self.blockSignals(True)
        self.clear()
        for link in self._servers.all:
            row = QListWidgetItem(f"{link.server.name}\n{self._standing(link)}")
            row.setIcon(self._theme.icon(*_ICONS[link.state]))
            row.setData(_ID, link.server.id)
            self.addItem(row)
            if chosen is not None and link.server.id == chosen.server.id:
                self.setCurrentItem(row)
        if self.currentRow() < 0:
            self.setCurrentRow(0)
        self.blockSignals(False)

    def _standing(self, link: ServerLink) -> str:
        """How a server stands, and what it has."""
        states = {
            LinkState.RESTING: self.tr("not running"),
            LinkState.STARTING: self.tr("starting…"),
            LinkState.READY: self.tr("running"),
            LinkState.FAILED: self.tr("does not start"),
        }
        parts = [states[link.state]]
        if link.known_tools is not None:
            parts.append(self.tr("tools: {count}").format(count=len(link.known_tools)))
        parts.append(link.server.url or link.server.command)
        return " · ".join(parts)

    def _restyle(self) -> None:
        self.setIconSize(QSize(self._theme.icon_size, self._theme.icon_size))
        self.setSpacing(self._theme.space(0.5))
