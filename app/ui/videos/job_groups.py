"""The four things that a job can mean to a person, whatever its state is called."""

from collections.abc import Iterable
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.domain.library import TaskRow
from app.domain.remote_task import TaskState

HEADING = "group:"
"""What the key of a heading begins with; no id of a task does."""


class Group(StrEnum):
    """In the order in which they are shown."""

    ATTENTION = "attention"
    """The person has to decide something."""
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


STATES = {
    Group.ATTENTION: frozenset(
        {
            TaskState.UNCONFIRMED,
            TaskState.WAITING_FOR_INPUT,
            TaskState.DOWNLOAD_FAILED,
            TaskState.EXPIRED,
        }
    ),
    Group.RUNNING: frozenset(state for state in TaskState if not state.is_final),
    Group.DONE: frozenset({TaskState.DONE}),
    Group.FAILED: frozenset({TaskState.FAILED, TaskState.CANCELLED, TaskState.DRAFT}),
}
_GROUP_OF = {state: group for group, states in STATES.items() for state in states}


def group_of(state: TaskState) -> Group:
    """What a state means."""
    return _GROUP_OF[state]


def group_words(group: Group) -> str:
    """A group in the language of the window."""
    words = {
        Group.ATTENTION: QCoreApplication.translate("JobGroups", "Needs attention"),
        Group.RUNNING: QCoreApplication.translate("JobGroups", "Running"),
        Group.DONE: QCoreApplication.translate("JobGroups", "Done"),
        Group.FAILED: QCoreApplication.translate("JobGroups", "Failed"),
    }
    return words[group]


def by_group(rows: Iterable[TaskRow]) -> list[str]:
    """The ids of rows below the headings of their groups; within a group their order stays."""
    ids: dict[Group, list[str]] = {group: [] for group in Group}
    for row in rows:
        ids[_GROUP_OF[row.state]].append(row.id)
    return [key for group, keys in ids.items() if keys for key in (f"{HEADING}{group}", *keys)]
