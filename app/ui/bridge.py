"""The hub's events as Qt signals."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance

from app.services import events

if TYPE_CHECKING:
    from app.domain.remote_task import RemoteTask


class Bridge(QObject):
    """One signal for each class of event; it carries the event.

    Changes of tasks come by the thousand: ``tasks_changed`` tells all of one turn of the loop at once.
    """

    profiles_changed = Signal(object)
    models_changed = Signal(object)
    balance_changed = Signal(object)
    prices_changed = Signal(object)
    conversations_changed = Signal(object)
    branch_changed = Signal(object)
    message_changed = Signal(object)
    message_grew = Signal(object)
    streaming_changed = Signal(object)
    retry_waiting = Signal(object)
    tool_call_changed = Signal(object)
    tool_servers_changed = Signal(object)
    tasks_changed = Signal(object)
    """A tuple of tasks in the order in which they changed; one that changed twice is there twice."""
    tasks_removed = Signal(object)
    partial_shown = Signal(object)
    download_moved = Signal(object)
    queue_changed = Signal(object)
    asset_added = Signal(object)
    library_changed = Signal(object)
    characters_changed = Signal(object)
    assistants_changed = Signal(object)
    prompts_changed = Signal(object)

    def __init__(self, hub: events.Hub, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changed: list[RemoteTask] = []
        hub.listen(events.ProfilesChanged, _emitter(self.profiles_changed))
        hub.listen(events.ModelsChanged, _emitter(self.models_changed))
        hub.listen(events.BalanceChanged, _emitter(self.balance_changed))
        hub.listen(events.PricesChanged, _emitter(self.prices_changed))
        hub.listen(events.ConversationsChanged, _emitter(self.conversations_changed))
        hub.listen(events.BranchChanged, _emitter(self.branch_changed))
        hub.listen(events.MessageChanged, _emitter(self.message_changed))
        hub.listen(events.MessageGrew, _emitter(self.message_grew))
        hub.listen(events.StreamingChanged, _emitter(self.streaming_changed))
        hub.listen(events.RetryWaiting, _emitter(self.retry_waiting))
        hub.listen(events.ToolCallChanged, _emitter(self.tool_call_changed))
        hub.listen(events.ToolServersChanged, _emitter(self.tool_servers_changed))
        hub.listen(events.TaskChanged, self._task_changed)
        hub.listen(events.TasksRemoved, _emitter(self.tasks_removed))
        hub.listen(events.PartialShown, _emitter(self.partial_shown))
        hub.listen(events.DownloadMoved, _emitter(self.download_moved))
        hub.listen(events.QueueChanged, _emitter(self.queue_changed))
        hub.listen(events.AssetAdded, _emitter(self.asset_added))
        hub.listen(events.LibraryChanged, _emitter(self.library_changed))
        hub.listen(events.CharactersChanged, _emitter(self.characters_changed))
        hub.listen(events.AssistantsChanged, _emitter(self.assistants_changed))
        hub.listen(events.PromptsChanged, _emitter(self.prompts_changed))

    def _task_changed(self, event: events.TaskChanged) -> None:
        if not self._changed:
            QTimer.singleShot(0, self, self._tell_changed)
        self._changed.append(event.task)

    def _tell_changed(self) -> None:
        changed, self._changed = tuple(self._changed), []
        self.tasks_changed.emit(changed)


def _emitter(signal: SignalInstance) -> Callable[[object], None]:
    """A listener that the hub keeps; bound methods of signals cannot be held weakly."""
    return lambda event: signal.emit(event)
