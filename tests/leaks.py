"""Finds windows and threads that a test left behind."""

import gc
import threading

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

JOIN_S = 5.0


class LeakWatch:
    """Remembers what was there at the start of a test."""

    def __init__(self) -> None:
        self._threads = set(threading.enumerate())
        self._widgets = {shiboken6.getCppPointer(widget)[0] for widget in _top_level_widgets()}

    def problems(self) -> list[str]:
        """What is there now and was not before, a name each."""
        return [*self._threads_left(), *self._widgets_left()]

    def _threads_left(self) -> list[str]:
        started = [thread for thread in threading.enumerate() if thread not in self._threads]
        ours = [thread for thread in started if not isinstance(thread, threading._DummyThread)]
        for thread in ours:
            thread.join(JOIN_S)
        return [f"thread {thread.name}" for thread in ours if thread.is_alive()]

    def _widgets_left(self) -> list[str]:
        if not self._new_widgets():
            return []
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        return [f"{type(widget).__name__} {widget.objectName()!r}" for widget in self._new_widgets()]

    def _new_widgets(self) -> list[QWidget]:
        return [
            widget
            for widget in _top_level_widgets()
            if shiboken6.getCppPointer(widget)[0] not in self._widgets
        ]


def _top_level_widgets() -> list[QWidget]:
    return QApplication.topLevelWidgets() if QApplication.instance() is not None else []
