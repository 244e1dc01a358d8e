"""Word of what is done: once for many, never for what was done before."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.domain.ids import ProfileId, TaskId
from app.domain.remote_task import RemoteTask, TaskState
from app.services.events import Hub, TaskChanged
from app.ui.bridge import Bridge
from app.ui.queue.finished_tasks import FinishedTasks


@dataclass
class Desktop:
    """What a person is told, and whether they look elsewhere."""

    hub: Hub = field(default_factory=Hub)
    owner: QObject = field(default_factory=QObject)
    told: list[tuple[str, str]] = field(default_factory=list)
    looks_elsewhere: bool = True

    def __post_init__(self) -> None:
        self.bridge = Bridge(self.hub, self.owner)
        self.finished = FinishedTasks(self.bridge, lambda: self.looks_elsewhere, self.tell, self.owner)

    def tell(self, title: str, text: str, _tasks: tuple[RemoteTask, ...]) -> None:
        self.told.append((title, text))

    def goes(self, prompt: str, *states: TaskState) -> None:
        """A task goes through states."""
        task = RemoteTask(
            TaskId(prompt), ProfileId("p"), "", "", "", "", "m", prompt, "", "", states[0], datetime.now(UTC)
        )
        for state in states:
            self.hub.publish(TaskChanged(replace(task, state=state)))


@pytest.fixture
def desktop(qtbot: QtBot) -> Iterator[Desktop]:
    desktop = Desktop()
    yield desktop
    desktop.owner.deleteLater()


def test_one_task_is_named_by_its_prompt(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.goes("a fox", TaskState.RUNNING, TaskState.DONE)
    qtbot.waitUntil(lambda: desktop.told == [("It is done", "a fox")])


def test_many_at_once_are_one_message(desktop: Desktop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desktop.bridge.tasks_changed):
        for number in range(20):
            desktop.goes(f"fox {number}", TaskState.SUBMITTING, TaskState.DONE)
        desktop.goes("a cat", TaskState.SUBMITTING, TaskState.FAILED)
    desktop.finished.tell_now()
    assert desktop.told == [("20 done · 1 did not succeed", "fox 0")]


def test_who_looks_at_the_window_is_not_told(desktop: Desktop, qtbot: QtBot) -> None:
    desktop.looks_elsewhere = False
    with qtbot.waitSignal(desktop.bridge.tasks_changed):
        desktop.goes("a fox", TaskState.RUNNING, TaskState.DONE)
    desktop.finished.tell_now()
    desktop.looks_elsewhere = True
    desktop.finished.tell_now()
    assert desktop.told == []


def test_what_was_done_before_or_taken_out_is_no_news(desktop: Desktop, qtbot: QtBot) -> None:
    with qtbot.waitSignal(desktop.bridge.tasks_changed):
        desktop.goes("a fox", TaskState.DONE)
        desktop.goes("a cat", TaskState.WAITING, TaskState.CANCELLED)
    desktop.finished.tell_now()
    assert desktop.told == []


def test_a_thousand_changes_are_told_in_one_go(desktop: Desktop, qtbot: QtBot) -> None:
    told: list[int] = []
    desktop.bridge.tasks_changed.connect(lambda tasks: told.append(len(tasks)))
    with qtbot.waitSignal(desktop.bridge.tasks_changed):
        for number in range(1_000):
            desktop.goes(f"fox {number}", TaskState.WAITING)
    assert told == [1_000]
