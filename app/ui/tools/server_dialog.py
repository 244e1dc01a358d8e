"""One server of tools: described, pasted, tried out, kept."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from app.catalog.advice import ErrorWords
from app.domain.errors import InputError, ProfileError, StudioError
from app.domain.tool_server import ToolServer
from app.services.tools.offer import handle_for
from app.services.tools.server_text import DescribedServer, read_servers
from app.services.tools.servers import ToolServers
from app.transport.tool_servers.target import ServerTool
from app.ui import dialogs
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.tools.server_form import ServerForm
from app.ui.widgets.button import Button

WIDTH_STEPS, HEIGHT_STEPS = 165, 150


class ServerDialog(QDialog):
    """Adds a server, or changes the given one. Nothing is kept before «Save».

    Args:
        say: finds the words of an error.
        values: of secrets that came with a described server and are not kept yet.
    """

    def __init__(
        self,
        servers: ToolServers,
        server: ToolServer,
        say: Callable[[StudioError], ErrorWords],
        theme: Theme,
        parent: QWidget,
        *,
        values: dict[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._servers = servers
        self._server = server
        self._say = say
        self._theme = theme
        self._trying: Operation[tuple[ServerTool, ...]] | None = None
        self.setObjectName("tools.server")
        self._build()
        self._lay_out()
        self.form.fill(server, values)
        self.form.changed.connect(self._clear)
        self.form.command.textChanged.connect(self._look_for_json)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self.resize(theme.space(WIDTH_STEPS), theme.space(HEIGHT_STEPS))
        self.form.command.setFocus()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Tool server"))
        self._hint.setText(
            self.tr("The JSON of another program (“mcpServers”) can be pasted into the command line.")
        )
        self._test.setText(self.tr("Test"))
        self._cancel.setText(self.tr("Cancel"))
        self._save.setText(self.tr("Save"))
        self._tools.setHeaderLabels([self.tr("Tool"), self.tr("What it does")])
        self._tools.setAccessibleName(self.tr("Tools of the server"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self) -> None:
        self.form = ServerForm(self._theme, self)
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "hint")
        self._hint.setWordWrap(True)
        self._verdict = QLabel(self)
        self._verdict.setObjectName("tools.server.verdict")
        self._verdict.setWordWrap(True)
        self._verdict.hide()
        self._tools = QTreeWidget(self)
        self._tools.setObjectName("tools.server.tools")
        self._tools.setRootIsDecorated(False)
        self._tools.setUniformRowHeights(True)
        self._tools.hide()
        self._test = Button("tools.server.test", self)
        self._test.clicked.connect(self._try_out)
        self._cancel = Button("tools.server.cancel", self)
        self._cancel.clicked.connect(self.reject)
        self._save = Button("tools.server.save", self, "primary")
        self._save.clicked.connect(self._keep)

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self._test)
        self._buttons.addStretch(1)
        self._buttons.addWidget(self._cancel)
        self._buttons.addWidget(self._save)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.form)
        self._column.addWidget(self._hint)
        self._column.addWidget(self._verdict)
        self._column.addWidget(self._tools, 1)
        self._column.addStretch(0)
        self._column.addLayout(self._buttons)

    def _described(self) -> DescribedServer | None:
        """What the fields say; what is wrong with them is shown."""
        try:
            return self.form.read(self._server)
        except InputError as error:
            self._show_error(error)
            return None

    def _try_out(self) -> None:
        described = self._described()
        if described is None:
            return
        self._tools.hide()
        self._tell(self.tr("Starting the server…"), "muted")
        self._trying = Operation(
            self,
            self._servers.try_out(described.server, described.values),
            done=self._show_tools,
            failed=self._show_error,
            control=self._test,
        )

    def _show_tools(self, tools: Sequence[ServerTool]) -> None:
        self._tell(self.tr("It works. Tools: {count}").format(count=len(tools)), "success")
        self._tools.clear()
        for tool in tools:
            row = QTreeWidgetItem([tool.title or tool.name, " ".join(tool.description.split())])
            row.setToolTip(0, tool.name)
            row.setToolTip(1, tool.description)
            self._tools.addTopLevelItem(row)
        self._tools.resizeColumnToContents(0)
        self._tools.setColumnWidth(0, min(self._tools.columnWidth(0), self.width() // 2))
        self._tools.show()

    def _keep(self) -> None:
        described = self._described()
        if described is not None:
            Operation(self, self._save_it(described), failed=self._show_error, control=self._save)

    async def _save_it(self, described: DescribedServer) -> None:
        """A keyring that takes nothing leaves this session's memory, if the person wants that."""
        server = described.server
        if not server.handle:
            taken = [link.server.handle for link in self._servers.all]
            server = replace(server, handle=handle_for(server.name, taken))
        try:
            await self._servers.save(server, described.values)
        except ProfileError as error:
            words = self._say(error)
            only_now = self.tr("Keep them until the studio is closed")
            if not await dialogs.confirm(self, words.title, words.sentence, only_now):
                return
            await self._servers.save(server, described.values, session_only=True)
        self.accept()

    def _look_for_json(self, text: str) -> None:
        """What was pasted from another program fills every field."""
        if not text.lstrip().startswith("{"):
            return
        try:
            described = read_servers(text)[0]
        except InputError as error:
            self._show_error(error)
            return
        self._server = replace(described.server, id=self._server.id, handle=self._server.handle)
        self.form.fill(self._server, dict(described.values))

    def _clear(self) -> None:
        """What was said is about something else now."""
        if self._trying is not None and self._trying.running:
            self._trying.cancel()
            self._test.setEnabled(True)
        self._verdict.hide()

    def _show_error(self, error: StudioError) -> None:
        words = self._say(error)
        self._tell(words.sentence, "error")

    def _tell(self, text: str, kind: str) -> None:
        self._verdict.setText(text)
        self._verdict.setTextFormat(Qt.TextFormat.PlainText)
        self._verdict.setProperty("kind", kind)
        self._verdict.style().polish(self._verdict)
        self._verdict.show()

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(5), space(5), space(5), space(5))
        self._column.setSpacing(space(3))
        self._buttons.setSpacing(space(2))
