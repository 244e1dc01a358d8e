"""What a conversation may call, as a tree with ticks: the studio's own tools, and those of each server."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from app.services.tools.built_in import BUILT_IN
from app.services.tools.offer import EVERY
from app.services.tools.server_link import LinkState, ServerLink
from app.ui.theme.theme import Theme
from app.ui.tools.tool_words import built_in_hint, built_in_title

_NAME = Qt.ItemDataRole.UserRole
_ON, _OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class ChoiceTree(QTreeWidget):
    """Reads and shows ``ChatSettings.tools``. A server whose tools nobody has listed is chosen as a whole."""

    changed = Signal()
    """Told once for all the rows that one tick has changed: a server may have thousands."""
    list_wanted = Signal(str)
    """A server was unfolded whose tools are not known; its id."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._before: dict[str, frozenset[str]] = {}
        self.setObjectName("tools.chooser.tree")
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.changed)
        self.itemChanged.connect(lambda: self._soon.start())
        self.itemExpanded.connect(self._expanded)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def rows(self) -> int:
        """How many rows there are to see."""
        return sum(1 + (source.childCount() if source.isExpanded() else 0) for source in self._sources())

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is ticked, as ``source/name``."""
        found: list[str] = []
        for source in self._sources():
            found += [f"{source.data(0, _NAME)}/{name}" for name in self._chosen_of(source)]
        return tuple(found)

    def show_tools(self, built_in: Iterable[str], links: Sequence[ServerLink], chosen: Sequence[str]) -> None:
        """Fill it; what was unfolded stays so."""
        self._before = _by_source(chosen)
        opened = {source.data(0, _NAME) for source in self._sources() if source.isExpanded()}
        self.blockSignals(True)
        self.clear()
        own = self._add_source(BUILT_IN, self.tr("Built in"), "tool")
        for name in built_in:
            self._add_tool(own, name, built_in_title(name), built_in_hint(name))
        own.setExpanded(True)
        for link in links:
            self._add_server(link).setExpanded(link.server.id in opened and link.known_tools is not None)
        self.blockSignals(False)

    def flush(self) -> None:
        """Tell now what would be told with the next turn of the loop."""
        if self._soon.isActive():
            self._soon.stop()
            self.changed.emit()

    def filter(self, text: str) -> None:
        """Show only tools whose name or description holds a text."""
        wanted = text.casefold().strip()
        for source in self._sources():
            found = False
            for tool in _children(source):
                matches = wanted in f"{tool.text(0)} {tool.toolTip(0)}".casefold()
                tool.setHidden(not matches)
                found = found or matches
            named = wanted in source.text(0).casefold()
            source.setHidden(not (found or named))
            if wanted and found:
                source.setExpanded(True)

    def _add_server(self, link: ServerLink) -> QTreeWidgetItem:
        server = link.server
        icon = "error" if link.state is LinkState.FAILED else "globe" if server.url else "tool"
        source = self._add_source(server.id, server.name, icon)
        if link.known_tools is None:
            every = EVERY in self._before.get(server.id, frozenset())
            some = bool(self._before.get(server.id))
            state = _ON if every else Qt.CheckState.PartiallyChecked if some else _OFF
            source.setCheckState(0, state)
            source.setChildIndicatorPolicy(QTreeWidgetItem.ChildIndicatorPolicy.ShowIndicator)
            return source
        source.setText(0, f"{server.name} ({len(link.known_tools)})")
        for tool in link.known_tools:
            self._add_tool(source, tool.name, tool.title or tool.name, tool.description)
        return source

    def _add_source(self, name: str, title: str, icon: str) -> QTreeWidgetItem:
        source = QTreeWidgetItem(self, [title])
        source.setData(0, _NAME, name)
        source.setIcon(0, self._theme.icon(icon, "text_muted"))
        source.setFlags(
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsAutoTristate
        )
        source.setCheckState(0, _OFF)
        return source

    def _add_tool(self, source: QTreeWidgetItem, name: str, title: str, hint: str) -> None:
        names = self._before.get(source.data(0, _NAME), frozenset())
        tool = QTreeWidgetItem(source, [title])
        tool.setData(0, _NAME, name)
        tool.setToolTip(0, hint)
        tool.setFlags(
            Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        )
        tool.setCheckState(0, _ON if names & {name, EVERY} else _OFF)

    def _chosen_of(self, source: QTreeWidgetItem) -> Iterable[str]:
        if source.checkState(0) == _ON:
            return (EVERY,)
        if source.checkState(0) == _OFF:
            return ()
        if not source.childCount():
            return sorted(self._before.get(source.data(0, _NAME), frozenset()))
        return [tool.data(0, _NAME) for tool in _children(source) if tool.checkState(0) == _ON]

    def _sources(self) -> list[QTreeWidgetItem]:
        return _children(self.invisibleRootItem())

    def _restyle(self) -> None:
        self.setIconSize(QSize(self._theme.icon_size, self._theme.icon_size))
        self.setIndentation(self._theme.space(5))

    def _expanded(self, item: QTreeWidgetItem) -> None:
        if item.parent() is None and not item.childCount():
            self.list_wanted.emit(item.data(0, _NAME))


def _children(source: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    return [child for row in range(source.childCount()) if (child := source.child(row)) is not None]


def _by_source(chosen: Sequence[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for entry in chosen:
        source, _, name = entry.partition("/")
        found[source] = found.get(source, frozenset()) | {name}
    return found
