"""Which tools the model of one conversation may call."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.catalog.advice import ErrorWords
from app.domain.conversation import ChatSettings
from app.domain.errors import StudioError
from app.services.tools.toolbox import Toolbox
from app.ui.bridge import Bridge
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.tools.choice_tree import ChoiceTree
from app.ui.widgets.button import Button
from app.ui.widgets.popover import Popover

MANY_TOOLS = 128
"""More than most models take."""
FILTER_FROM = 12
HEAD_STEPS, ROW_STEPS = 42, 7.5
LOWEST_STEPS, HIGHEST_STEPS = 90, 125


class ToolChooser(Popover):
    """A change holds at once."""

    changed = Signal(object)
    """The new ChatSettings."""
    servers_wanted = Signal()
    functions_wanted = Signal()

    def __init__(
        self,
        toolbox: Toolbox,
        bridge: Bridge,
        say: Callable[[StudioError], ErrorWords],
        theme: Theme,
        owner: QWidget,
    ) -> None:
        super().__init__(theme, owner)
        self._toolbox = toolbox
        self._say = say
        self._settings = ChatSettings()
        self._takes_tools = True
        self._functions = 0
        self.setObjectName("tools.chooser")
        self._build()
        bridge.tool_servers_changed.connect(self._servers_changed)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def open_for(self, anchor: QWidget, settings: ChatSettings, *, takes_tools: bool, functions: int) -> None:
        """Show what a conversation may call.

        Args:
            takes_tools: whether its model is known to refuse tools, or not.
            functions: how many the person wrote by hand.
        """
        self._settings, self._takes_tools, self._functions = settings, takes_tools, functions
        self._filter.clear()
        self._problem.hide()
        Operation(self, self._toolbox.servers.load(), failed=self._show_error)
        self._fill()
        self._show_state()
        self.open_below(anchor)
        self._tree.setFocus(Qt.FocusReason.PopupFocusReason)

    def sizeHint(self) -> QSize:
        """A comfortable size that fits into the window."""
        room, space = self.window().size(), self.theme.space
        steps = min(max(HEAD_STEPS + ROW_STEPS * self._tree.rows, LOWEST_STEPS), HIGHEST_STEPS)
        return QSize(min(space(95), room.width() - space(8)), min(space(steps), room.height() - space(40)))

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._title.setText(self.tr("Tools of this conversation"))
        self._filter.setPlaceholderText(self.tr("Find a tool"))
        self._filter.setAccessibleName(self.tr("Find a tool"))
        self._tree.setAccessibleName(self.tr("Tools of this conversation"))
        self._servers.setText(self.tr("Tool servers…"))
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._fill()

    def _build(self) -> None:
        self._title = QLabel(self)
        self._title.setProperty("kind", "heading")
        self._warning = self._label("tools.chooser.warning", "muted")
        self._filter = QLineEdit(self)
        self._filter.setObjectName("tools.chooser.filter")
        self._filter.setClearButtonEnabled(True)
        self._tree = ChoiceTree(self.theme, self)
        self._filter.textChanged.connect(self._tree.filter)
        self._tree.changed.connect(self._read)
        self._tree.list_wanted.connect(self._list)
        self.closed.connect(self._tree.flush)
        self._problem = self._label("tools.chooser.problem", "error")
        self._write = Button("tools.chooser.functions", self, "link")
        self._write.clicked.connect(self.functions_wanted)
        self._servers = Button("tools.chooser.servers", self, "link")
        self._servers.clicked.connect(self.servers_wanted)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._write)
        self._foot.addStretch(1)
        self._foot.addWidget(self._servers)
        self._column = QVBoxLayout(self)
        for part in (self._title, self._warning, self._filter, self._tree, self._problem):
            self._column.addWidget(part, 1 if part is self._tree else 0)
        self._column.addLayout(self._foot)

    def _label(self, name: str, kind: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("kind", kind)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.hide()
        return label

    def _fill(self) -> None:
        servers = self._toolbox.servers.all
        self._tree.show_tools(self._toolbox.built_ins.all, servers, self._settings.tools)
        count = len(self._toolbox.built_ins.all) + sum(len(link.known_tools or ()) for link in servers)
        self._filter.setVisible(count >= FILTER_FROM)
        self._tree.filter(self._filter.text())

    def _servers_changed(self) -> None:
        if self.isVisible():
            self._fill()
            self._show_state()

    def _read(self) -> None:
        self._settings = replace(self._settings, tools=self._tree.chosen)
        self._show_state()
        self.changed.emit(self._settings)

    def _list(self, server_id: str) -> None:
        link = self._toolbox.servers.get(server_id)
        if link is not None:
            self._problem.setText(self.tr("Starting “{name}”…").format(name=link.server.name))
            self._problem.show()
            Operation(self, link.tools(), done=self._listed, failed=self._show_error)

    def _listed(self, _tools: Sequence[object]) -> None:
        self._problem.hide()

    def _show_error(self, error: StudioError) -> None:
        self._problem.setText(self._say(error).sentence)
        self._problem.show()

    def _show_state(self) -> None:
        warning = ""
        if not self._takes_tools:
            warning = self.tr("This model is known to take no tools.")
        elif self._toolbox.count(self._settings) > MANY_TOOLS:
            warning = self.tr("Most models take no more than {count} tools.").format(count=MANY_TOOLS)
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        self._write.setText(
            self.tr("Functions by hand ({count})…").format(count=self._functions)
            if self._functions
            else self.tr("Write functions by hand…")
        )

    def _restyle(self) -> None:
        space = self.theme.space
        self._column.setContentsMargins(space(4), space(4), space(4), space(3))
        self._column.setSpacing(space(2))
