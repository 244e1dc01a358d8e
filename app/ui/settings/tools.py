"""Servers of tools, what tools may do without asking, and how long a model may go on with them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSpinBox, QWidget

from app.storage.settings import SettingsStore
from app.ui.settings.section import Section
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

MOST_ROUNDS = 1000


class ToolsSection(Section):
    """Two buttons and a number; what the buttons open is brought by whoever listens."""

    servers_wanted = Signal()
    permissions_wanted = Signal()
    """Every permission is to be taken back."""

    def __init__(self, settings: SettingsStore, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._servers = Button("settings.tools.servers", self)
        self._servers.clicked.connect(self.servers_wanted)
        self._ask_again = Button("settings.tools.ask_again", self)
        self._ask_again.clicked.connect(self.permissions_wanted)
        self._rounds = QSpinBox(self)
        self._rounds.setObjectName("settings.tools.rounds")
        self._rounds.setRange(1, MOST_ROUNDS)
        self._rounds.setValue(settings.current.tool_rounds)
        self._rounds.valueChanged.connect(lambda rounds: settings.change(tool_rounds=rounds))
        self._servers_row = self.add_row(self._servers)
        self._permissions_row = self.add_row(self._ask_again)
        self._rounds_row = self.add_row(self._rounds)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts in the present language."""
        self.heading.setText(self.tr("Tools"))
        self._servers_row.set_texts(
            self.tr("Tool servers"),
            self.tr("Programs and web services whose tools a model may call (MCP)."),
        )
        self._servers.setText(self.tr("Tool servers…"))
        self._permissions_row.set_texts(
            self.tr("Permissions"),
            self.tr("Tools for which you chose “Always allow” run without asking."),
        )
        self._ask_again.setText(self.tr("Ask again for all"))
        self._rounds_row.set_texts(
            self.tr("Rounds of tools in a row"),
            self.tr("After so many you are asked whether the model may go on."),
        )
