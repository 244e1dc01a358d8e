"""Opens what the settings offer for tools."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.services.studio import Studio
from app.ui import dialogs
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme


class ServersDesk(QObject):
    """The list of servers, and taking permissions back. Nothing of it is loaded before it is wanted."""

    def __init__(
        self, studio: Studio, bridge: Bridge, notices: Notices, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self._studio = studio
        self._bridge = bridge
        self._notices = notices
        self._theme = theme
        self._window = window

    def open(self) -> None:
        """Show the list of servers."""
        from app.ui.tools.servers_dialog import ServersDialog

        servers = self._studio.tools.servers
        dialog = ServersDialog(servers, self._bridge, self._notices.words, self._theme, self._window)
        Operation(self, dialogs.finished(dialog), failed=self._notices.show_error)

    def ask_again(self) -> None:
        """Take every permission back, if the person means it."""
        Operation(self, self._ask_and_reset(), failed=self._notices.show_error)

    async def _ask_and_reset(self) -> None:
        consent = self._studio.tools.consent
        count = len(await consent.allowed())
        if not count:
            self._notices.show(self.tr("No tool runs without asking."))
            return
        title = self.tr("Ask again before every call?")
        text = self.tr("Tools that run without asking now: {count}").format(count=count)
        if await dialogs.confirm(self._window, title, text, self.tr("Ask again")):
            await consent.ask_again()
            self._notices.show(self.tr("Every tool asks again."), "success")
