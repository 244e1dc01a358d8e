"""The pictures of one result at full size, one after the other."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from app.ui.chat.picture_viewer import PictureViewer
from app.ui.transcript.content.pictures import Pictures


class ResultViewer(PictureViewer):
    """Left and right go through the pictures."""

    def __init__(self, paths: Sequence[Path], pictures: Pictures, parent: QWidget) -> None:
        super().__init__(paths[0], pictures, parent)
        self._paths = tuple(paths)
        self._place = 0
        for key, step in ((Qt.Key.Key_Left, -1), (Qt.Key.Key_Right, 1)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setProperty("step", step)
            shortcut.activated.connect(self._go)
        self._show_title()

    def _go(self) -> None:
        shortcut = self.sender()
        if isinstance(shortcut, QShortcut):
            self._place = (self._place + int(shortcut.property("step"))) % len(self._paths)
            self.show_source(self._paths[self._place])
            self._show_title()

    def _show_title(self) -> None:
        if len(self._paths) > 1:
            text = self.tr("Picture %1 of %2").replace("%1", str(self._place + 1))
            self.setWindowTitle(text.replace("%2", str(len(self._paths))))
