"""The fields that describe one server of tools."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from app.domain.errors import ErrorKind, InputError
from app.domain.tool_server import ServerKind, ToolServer
from app.services.tools.server_text import (
    HIDDEN,
    DescribedServer,
    join_command,
    read_secret_lines,
    secret_lines,
    split_command,
    usual_name,
)
from app.ui.theme.theme import Theme
from app.ui.widgets.choice_box import ChoiceBox

LINES = 4
LONGEST_LIMIT_S = 3600


class ServerForm(QWidget):
    """Shows a server and reads it back; values that are kept already stay hidden."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.name = QLineEdit(self)
        self.name.setObjectName("tools.server.name")
        self.kind = ChoiceBox("tools.server.kind", [ServerKind.PROGRAM, ServerKind.ADDRESS], self)
        self.kind.chosen.connect(self._kind_chosen)
        self.command = QLineEdit(self)
        self.command.setObjectName("tools.server.command")
        self.folder = QLineEdit(self)
        self.folder.setObjectName("tools.server.folder")
        self.url = QLineEdit(self)
        self.url.setObjectName("tools.server.url")
        self.secrets = QPlainTextEdit(self)
        self.secrets.setObjectName("tools.server.secrets")
        self.secrets.setTabChangesFocus(True)
        self.limit = QSpinBox(self)
        self.limit.setObjectName("tools.server.limit")
        self.limit.setRange(1, LONGEST_LIMIT_S)
        self._labels = [QLabel(self) for _ in range(7)]
        self._fields = (
            *(self.name, self.kind, self.command, self.folder, self.url, self.secrets, self.limit),
        )
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for label, field in zip(self._labels, self._fields, strict=True):
            label.setBuddy(field)
            self._form.addRow(label, field)
        for line in (self.name, self.command, self.folder, self.url):
            line.textChanged.connect(self.changed)
        self.secrets.textChanged.connect(self.changed)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self._show_kind()

    def fill(self, server: ToolServer, values: dict[str, str] | None = None) -> None:
        """Show a server; ``values`` are those of its secrets that are not kept yet."""
        self.name.setText(server.name)
        self.kind.choose(server.kind)
        words = (server.command, *server.arguments) if server.command else ()
        self.command.setText(join_command(words))
        self.folder.setText(server.folder)
        self.url.setText(server.url)
        lines = secret_lines(server)
        if values is not None:
            sign = "=" if server.kind is ServerKind.PROGRAM else ": "
            lines = "\n".join(f"{name}{sign}{value}" for name, value in values.items())
        self.secrets.setPlainText(lines)
        self.limit.setValue(round(server.limit_s))
        self._show_kind()

    def read(self, server: ToolServer) -> DescribedServer:
        """The server as it is described here; ``values`` are those that were typed.

        Raises:
            InputError: something is missing or wrong; ``field`` names the field.
        """
        kind = ServerKind(self.kind.key)
        typed = read_secret_lines(self.secrets.toPlainText(), kind)
        command, *arguments = self._command() if kind is ServerKind.PROGRAM else ("",)
        url = self.url.text().strip() if kind is ServerKind.ADDRESS else ""
        if kind is ServerKind.ADDRESS and not url.startswith(("http://", "https://")):
            raise InputError(ErrorKind.ADDRESS_INVALID, {"address": url}, field="url")
        described = replace(
            server,
            kind=kind,
            command=command,
            arguments=tuple(arguments),
            folder=self.folder.text().strip() if kind is ServerKind.PROGRAM else "",
            url=url,
            secrets=tuple(typed),
            limit_s=float(self.limit.value()),
        )
        named = replace(described, name=self.name.text().strip() or usual_name(described))
        return DescribedServer(named, {name: value for name, value in typed.items() if value != HIDDEN})

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.kind.set_texts([self.tr("Program on this computer"), self.tr("Web address")])
        self.name.setPlaceholderText(self.tr("taken from the command or the address"))
        self.command.setPlaceholderText("npx -y @modelcontextprotocol/server-everything")
        self.folder.setPlaceholderText(self.tr("where the program is to be started; may stay empty"))
        self.url.setPlaceholderText("https://example.com/mcp")
        self.limit.setSuffix(self.tr(" s"))
        self._name_fields()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _command(self) -> tuple[str, ...]:
        try:
            words = split_command(self.command.text())
        except ValueError as error:
            raise InputError(
                ErrorKind.TOOL_SERVERS_INVALID, {"reason": str(error)}, field="command"
            ) from error
        if not words:
            raise InputError(ErrorKind.TOOL_SERVERS_INVALID, {"reason": "…"}, field="command")
        return words

    def _kind_chosen(self) -> None:
        self._show_kind()
        self.changed.emit()

    def _show_kind(self) -> None:
        is_program = self.kind.key == ServerKind.PROGRAM
        for field in (self.command, self.folder):
            self._form.setRowVisible(field, is_program)
        self._form.setRowVisible(self.url, not is_program)
        self.secrets.setPlaceholderText("API_KEY=…" if is_program else "Authorization: Bearer …")
        self._name_fields()

    def _name_fields(self) -> None:
        is_program = self.kind.key == ServerKind.PROGRAM
        texts = (
            self.tr("Name"),
            self.tr("Kind"),
            self.tr("Command line"),
            self.tr("Working folder"),
            self.tr("Address"),
            self.tr("Environment, one a line") if is_program else self.tr("Headers, one a line"),
            self.tr("Time limit of a call"),
        )
        for label, field, text in zip(self._labels, self._fields, texts, strict=True):
            label.setText(text)
            field.setAccessibleName(text)

    def _restyle(self) -> None:
        space = self._theme.space
        self._form.setHorizontalSpacing(space(4))
        self._form.setVerticalSpacing(space(2.5))
        self.command.setFont(self._theme.code_font())
        self.secrets.setFont(self._theme.code_font())
        pitch = self.secrets.fontMetrics().lineSpacing()
        self.secrets.setFixedHeight(LINES * pitch + space(5))
