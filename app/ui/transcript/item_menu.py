"""What can be done at a point of the conversation."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from app.domain.conversation import MessageState, Role
from app.domain.tool_pairing import missing
from app.ui.markdown.blocks import BlockKind
from app.ui.transcript.layout.flow import Placed
from app.ui.transcript.phrases import Phrases
from app.ui.transcript.rows.row import Spot
from app.ui.transcript.rows.sound_chip import SOUND_SPOTS

Do = Callable[[str], None]


def names_for(item: Placed, spot: Spot | None, formula: str, *, selected: bool) -> list[Sequence[str]]:
    """Names of the entries, group by group."""
    groups: list[Sequence[str]] = []
    if selected:
        groups.append(("copy_markdown", "copy_plain"))
    if spot is not None and spot.name == "link":
        groups.append(("open_link", "copy_link"))
    if spot is not None and spot.name == "picture":
        groups.append(("zoom_picture", "copy_picture", "save_picture", "use_picture"))
    if spot is not None and spot.name in ("file", *SOUND_SPOTS):
        groups.append(("open_file", "save_file"))
    if item.plan.content is not None and item.plan.content.kind is BlockKind.CODE:
        groups.append(("copy_code", "save_code"))
    if formula:
        groups.append(("copy_formula",))
    if not selected:
        groups.append(("copy_message", "copy_message_plain"))
    return [*groups, *message_names(item)]


def message_names(item: Placed) -> list[Sequence[str]]:
    """What can be done to the whole message, group by group."""
    message = item.entry.message
    if message.state is MessageState.STREAMING:
        return [("raw", "select_all")]
    change = ["edit"]
    if message.role is Role.ASSISTANT:
        change += ["regenerate", "regenerate_with"]
    if message.state in (MessageState.STOPPED, MessageState.INTERRUPTED):
        change.append("continue")
    elif _waits_for_tools(item):
        change.append("go_on")
    may_hold_data = message.role is Role.ASSISTANT and any(sign in message.text for sign in "{[")
    data = ["show_data"] if may_hold_data else []
    return [[*change, "branch"], (*data, "raw", "select_all"), ("delete",)]


def _waits_for_tools(item: Placed) -> bool:
    """Whether calls were left, or all that they gave was but nothing was said to it."""
    message = item.entry.message
    left = missing(message.tool_calls, message.tool_results)
    return bool(left) or (bool(message.tool_calls) and item.entry.shown_last)


def make_menu(parent: QWidget, phrases: Phrases, groups: Sequence[Sequence[str]], do: Do) -> QMenu:
    """A menu that calls ``do`` with the name of what was chosen; it deletes itself."""
    menu = QMenu(parent)
    menu.setObjectName("transcript.menu")
    for number, names in enumerate(groups):
        if number:
            menu.addSeparator()
        for name in names:
            entry = menu.addAction(phrases.label(name))
            entry.setObjectName(f"transcript.menu.{name}")
            entry.setData(name)
    menu.triggered.connect(lambda entry: do(entry.data()))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
