"""Python's garbage collection, kept in the window's thread.

The collector runs in whatever thread happens to allocate. In a worker thread it would take Qt objects apart
there, which Qt forbids and answers with a crash.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication

LOOK_EVERY_MS = 100
YOUNGEST, MIDDLE, OLDEST = 0, 1, 2
PATIENCE = 20
"""How often the costly look through everything is put off while the person works."""


class Collector(QObject):
    """Collects about when Python would, but only between two turns of the window's event loop.

    What lives since the start is never looked through again. The look through everything else can take
    longer than a frame: it waits until the person looks elsewhere, within reason.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def end(self) -> None:
        """Leave collecting to Python again."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _look(self) -> None:
        """Collect the oldest generation that is due."""
        for generation in (OLDEST, MIDDLE, YOUNGEST):
            if self._is_due(generation):
                gc.collect(generation)
                return

    def _is_due(self, generation: int) -> bool:
        count = gc.get_count()[generation]
        working = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        patience = PATIENCE if generation == OLDEST and working else 1
        return count > self._thresholds[generation] * patience
