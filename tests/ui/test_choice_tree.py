"""The tree in which a conversation's tools are ticked."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.domain.ids import ToolServerId
from app.domain.tool_server import ToolServer
from app.services.tools.server_link import LinkState
from app.transport.tool_servers.target import ServerTool
from app.ui.theme.theme import Theme
from app.ui.tools.choice_tree import ChoiceTree
from tests.stories.calling import row_of

ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@dataclass
class Link:
    """What the tree needs to know of a server."""

    server: ToolServer
    known_tools: tuple[ServerTool, ...] | None
    state: LinkState = LinkState.READY


def _tree(qtbot: QtBot, theme: Theme, tools: int | None, *chosen: str) -> ChoiceTree:
    tree = ChoiceTree(theme)
    qtbot.addWidget(tree)
    known = None if tools is None else tuple(ServerTool(f"tool_{number}") for number in range(tools))
    link = Link(ToolServer(ToolServerId("s"), "Server", "s"), known)
    tree.show_tools(["calculator", "current_time"], [link], chosen)  # type: ignore[list-item]
    return tree


def test_a_whole_server_is_one_choice_and_one_change(qtbot: QtBot, theme: Theme) -> None:
    tree = _tree(qtbot, theme, 3000)
    changes: list[None] = []
    tree.changed.connect(lambda: changes.append(None))
    with qtbot.waitSignal(tree.changed):
        row_of(tree, "Server").setCheckState(0, ON)
    assert tree.chosen == ("s/*",)
    assert len(changes) == 1


def test_a_server_with_one_tool_off_is_chosen_tool_by_tool(qtbot: QtBot, theme: Theme) -> None:
    tree = _tree(qtbot, theme, 3, "s/*", "built_in/calculator")
    row_of(tree, "tool_1").setCheckState(0, OFF)
    assert tree.chosen == ("built_in/calculator", "s/tool_0", "s/tool_2")


def test_what_was_chosen_of_a_server_that_nobody_has_listed_stays_chosen(qtbot: QtBot, theme: Theme) -> None:
    tree = _tree(qtbot, theme, None, "s/tool_7", "gone/tool")
    assert tree.chosen == ("s/tool_7",)
    row_of(tree, "Server").setCheckState(0, ON)
    assert tree.chosen == ("s/*",)


def test_the_filter_shows_what_matches_and_ticks_nothing(qtbot: QtBot, theme: Theme) -> None:
    tree = _tree(qtbot, theme, 20, "s/tool_3")
    tree.filter("tool_1")
    assert not row_of(tree, "tool_19").isHidden()
    assert row_of(tree, "tool_2").isHidden()
    assert row_of(tree, "Built in").isHidden()
    assert tree.chosen == ("s/tool_3",)
