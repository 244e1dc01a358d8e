"""A check of a profile on its way: one at a time, shown as it goes, stopped with one press."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.errors import StudioError
from app.domain.ids import KeyId
from app.domain.profile import Profile
from app.ui.operation import Operation
from app.ui.profiles.checks import ChecksView
from app.ui.profiles.tools import ProfileTools


class CheckRun(QObject):
    """Runs checks and shows their steps in a view.

    ``found`` carries each step; ``passed`` comes when the last one was good; ``running_changed`` tells of
    every beginning and end.
    """

    found = Signal(object)
    passed = Signal()
    running_changed = Signal()

    def __init__(self, tools: ProfileTools, view: ChecksView, owner: QWidget) -> None:
        super().__init__(owner)
        self._tools = tools
        self._view = view
        self._operation: Operation[None] | None = None

    @property
    def running(self) -> bool:
        """Whether a check is on its way."""
        return self._operation is not None

    def start(self, profile: Profile, typed: dict[KeyId, str]) -> None:
        """Check a profile with what was typed and is not saved yet."""
        self.stop()
        self._view.start()
        work = self._run(profile, typed)
        self._operation = Operation(self, work, done=self._ended, failed=self._failed)
        self.running_changed.emit()

    def stop(self) -> None:
        """End it; what came stays in view."""
        if self._operation is not None:
            self._operation.cancel()
            self._finish()

    def forget(self) -> None:
        """The values have changed: what was found holds no longer."""
        self.stop()
        self._view.clear()

    async def _run(self, profile: Profile, typed: dict[KeyId, str]) -> None:
        async for step in self._tools.check.run(profile, typed):
            self._view.add(step)
            self.found.emit(step)

    def _ended(self, _: None) -> None:
        self._finish()
        if not self._view.has_failed:
            self.passed.emit()

    def _failed(self, error: StudioError) -> None:
        self._finish()
        self._tools.report(error)

    def _finish(self) -> None:
        self._operation = None
        self._view.finish()
        self.running_changed.emit()
