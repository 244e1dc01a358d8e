"""The list of servers of tools: how each stands, what went wrong, and the way to change them."""

from collections.abc import Callable, Coroutine

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.catalog.advice import ErrorWords
from app.domain.errors import InputError, StudioError
from app.domain.ids import ToolServerId
from app.domain.tool_server import ToolServer
from app.services.clock import new_id
from app.services.tools.server_link import LinkState
from app.services.tools.server_text import DescribedServer, read_servers
from app.services.tools.servers import ToolServers
from app.ui import dialogs
from app.ui.bridge import Bridge
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.tools.server_dialog import ServerDialog
from app.ui.tools.server_list import ServerList
from app.ui.widgets.button import Button

WIDTH_STEPS, HEIGHT_STEPS = 160, 140
LOG_LINES = 7


class ServersDialog(QDialog):
    """Changes hold at once.

    Args:
        say: finds the words of an error.
    """

    def __init__(
        self,
        servers: ToolServers,
        bridge: Bridge,
        say: Callable[[StudioError], ErrorWords],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._servers = servers
        self._say = say
        self._theme = theme
        self.setObjectName("tools.servers")
        self._build()
        self._lay_out()
        bridge.tool_servers_changed.connect(self._show_servers)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self.resize(theme.space(WIDTH_STEPS), theme.space(HEIGHT_STEPS))
        self._run(servers.load())
        self._show_servers()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Tool servers"))
        self._intro.setText(
            self.tr(
                "Programs and web services that offer tools by the Model Context Protocol (MCP). "
                "A server is started when a conversation first uses it."
            )
        )
        self._list.setAccessibleName(self.tr("Tool servers"))
        self._empty.setText(self.tr("No server yet. Add one, or paste the configuration of another program."))
        self._add.setText(self.tr("Add…"))
        self._paste.setText(self.tr("Paste configuration"))
        self._paste.setToolTip(self.tr("Takes the “mcpServers” JSON of another program from the clipboard"))
        self._edit.setText(self.tr("Edit…"))
        self._remove.setText(self.tr("Remove"))
        self._start.setText(self.tr("Start now"))
        self._log_title.setText(self.tr("What the program said"))
        self._log.setAccessibleName(self.tr("What the program said"))
        self._close.setText(self.tr("Close"))
        self._show_servers()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self) -> None:
        self._intro = QLabel(self)
        self._intro.setProperty("kind", "hint")
        self._intro.setWordWrap(True)
        self._list = ServerList(self._servers, self._theme, self)
        self._list.currentItemChanged.connect(self._show_chosen)
        self._list.itemActivated.connect(self._edit_chosen)
        self._empty = QLabel(self)
        self._empty.setProperty("kind", "muted")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setWordWrap(True)
        self._add = self._button("tools.servers.add", self._add_one, "primary")
        self._paste = self._button("tools.servers.paste", self._take_pasted)
        self._start = self._button("tools.servers.start", self._start_chosen)
        self._edit = self._button("tools.servers.edit", self._edit_chosen)
        self._remove = self._button("tools.servers.remove", self._remove_chosen, "danger")
        self._problem = QLabel(self)
        self._problem.setObjectName("tools.servers.problem")
        self._problem.setProperty("kind", "error")
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.setWordWrap(True)
        self._log_title = QLabel(self)
        self._log = QPlainTextEdit(self)
        self._log.setObjectName("tools.servers.log")
        self._log.setReadOnly(True)
        self._close = self._button("tools.servers.close", self.accept)

    def _button(self, name: str, act: Callable[[], object], kind: str = "") -> Button:
        button = Button(name, self, kind)
        button.clicked.connect(lambda: act())
        return button

    def _lay_out(self) -> None:
        self._above, self._below = QHBoxLayout(), QHBoxLayout()
        for button in (self._add, self._paste):
            self._above.addWidget(button)
        self._above.addStretch(1)
        for button in (self._start, self._edit, self._remove):
            self._above.addWidget(button)
        self._below.addStretch(1)
        self._below.addWidget(self._close)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._intro)
        self._column.addWidget(self._list, 1)
        self._column.addWidget(self._empty, 1)
        self._column.addLayout(self._above)
        self._column.addWidget(self._problem)
        self._column.addWidget(self._log_title)
        self._column.addWidget(self._log)
        self._column.addLayout(self._below)

    def _show_servers(self) -> None:
        self._list.refresh()
        self._empty.setVisible(not self._list.count())
        self._list.setVisible(bool(self._list.count()))
        self._show_chosen()

    def _show_chosen(self) -> None:
        link = self._list.chosen
        for button in (self._edit, self._remove):
            button.setEnabled(link is not None)
        self._start.setEnabled(link is not None and link.state in (LinkState.RESTING, LinkState.FAILED))
        problem = self._say(link.error).sentence if link is not None and link.error is not None else ""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        said = link.said if link is not None and not link.server.url else ""
        self._log.setPlainText(said)
        for widget in (self._log_title, self._log):
            widget.setVisible(bool(said))

    def _add_one(self) -> None:
        self._open(ToolServer(ToolServerId(new_id()), "", ""))

    def _edit_chosen(self) -> None:
        if (link := self._list.chosen) is not None:
            self._open(link.server)

    def _open(self, server: ToolServer, values: dict[str, str] | None = None) -> None:
        dialog = ServerDialog(self._servers, server, self._say, self._theme, self, values=values)
        self._run(dialogs.finished(dialog))

    def _take_pasted(self) -> None:
        try:
            described = read_servers(QGuiApplication.clipboard().text())
        except InputError as error:
            self._show_problem(error)
            return
        self._run(self._look_at(described))

    async def _look_at(self, described: tuple[DescribedServer, ...]) -> None:
        """One after the other in its fields: nothing is kept that the person has not seen."""
        for each in described:
            dialog = ServerDialog(
                self._servers, each.server, self._say, self._theme, self, values=dict(each.values)
            )
            await dialogs.finished(dialog)

    def _start_chosen(self) -> None:
        if (link := self._list.chosen) is not None:
            self._run(link.tools())

    def _remove_chosen(self) -> None:
        if (link := self._list.chosen) is not None:
            self._run(self._ask_and_remove(link.server))

    async def _ask_and_remove(self, server: ToolServer) -> None:
        title = self.tr("Remove “{name}”?").format(name=server.name)
        text = self.tr("Its keys and permissions are forgotten. Conversations go on without its tools.")
        if await dialogs.confirm(self, title, text, self.tr("Remove"), danger=True):
            await self._servers.remove(server.id)

    def _run(self, work: Coroutine[object, object, object]) -> None:
        Operation(self, work, failed=self._show_problem)

    def _show_problem(self, error: StudioError) -> None:
        self._problem.setText(self._say(error).sentence)
        self._problem.show()

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(5), space(5), space(5), space(5))
        self._column.setSpacing(space(2.5))
        for row in (self._above, self._below):
            row.setSpacing(space(2))
        self._log.setFont(self._theme.code_font(0.85))
        self._log.setFixedHeight(LOG_LINES * self._log.fontMetrics().lineSpacing() + space(4))
