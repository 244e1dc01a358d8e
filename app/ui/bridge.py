"""The hub's events as Qt signals."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, SignalInstance

from app.services import events


class Bridge(QObject):
    """One signal for each class of event; it carries the event."""

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
    task_changed = Signal(object)
    tasks_removed = Signal(object)
    partial_shown = Signal(object)
    queue_changed = Signal(object)
    asset_added = Signal(object)
    library_changed = Signal(object)

    def __init__(self, hub: events.Hub, parent: QObject | None = None) -> None:
        super().__init__(parent)
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
        hub.listen(events.TaskChanged, _emitter(self.task_changed))
        hub.listen(events.TasksRemoved, _emitter(self.tasks_removed))
        hub.listen(events.PartialShown, _emitter(self.partial_shown))
        hub.listen(events.QueueChanged, _emitter(self.queue_changed))
        hub.listen(events.AssetAdded, _emitter(self.asset_added))
        hub.listen(events.LibraryChanged, _emitter(self.library_changed))


def _emitter(signal: SignalInstance) -> Callable[[object], None]:
    """A listener that the hub keeps; bound methods of signals cannot be held weakly."""
    return lambda event: signal.emit(event)
