"""One thing to filter by: a chip that opens its choices, and shows the chosen one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

Choice = tuple[str, str]
"""Key and text; an empty key leaves all in."""


class FilterChip(QPushButton):
    """Marked while it filters."""

    chosen = Signal()
    about_to_open = Signal()
    """The choices may be brought up to date."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices: tuple[Choice, ...] = ()
        self._title = ""
        self.key = ""
        self.setObjectName(name)
        self.setProperty("kind", "chip")
        self.setCheckable(True)
        self.clicked.connect(self._open)

    def set_title(self, title: str) -> None:
        """What stands in it while it leaves all in."""
        self._title = title
        self._show()

    def set_choices(self, choices: Sequence[Choice]) -> None:
        """What can be chosen."""
        self._choices = tuple(choices)
        self._show()

    def choose(self, key: str) -> None:
        """Filter by one of the choices, or by none."""
        if key != self.key:
            self.key = key
            self.chosen.emit()
        self._show()

    def clear(self) -> None:
        """Leave all in, without telling anybody."""
        self.key = ""
        self._show()

    def _open(self) -> None:
        self._show()
        self.about_to_open.emit()
        menu = QMenu(self)
        menu.setObjectName(f"{self.objectName()}.menu")
        for key, text in self._choices:
            entry = menu.addAction(text.replace("&", "&&"))
            entry.setCheckable(True)
            entry.setChecked(key == self.key)
            entry.triggered.connect(partial(self.choose, key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _show(self) -> None:
        text = next((text for key, text in self._choices if key == self.key), self.key)
        short = text if len(text) <= 28 else f"{text[:27]}…"
        self.setText(short.replace("&", "&&") if self.key else self._title)
        self.setAccessibleName(f"{self._title}: {text}" if self.key else self._title)
        self.setToolTip(self.accessibleName())
        self.setChecked(bool(self.key))
        self.updateGeometry()
