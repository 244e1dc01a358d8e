"""The buttons that a provider sends with a result, in its order and its rows."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.remote_task import TaskButton
from app.ui.images.button_words import ICONS, button_text, button_words
from app.ui.theme.theme import Theme
from app.ui.widgets.bounded_area import BoundedArea
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout

HEIGHT_STEPS = 30
IN_A_ROW = 5
"""As many as Discord shows side by side."""
_MARKED = "success"


class ButtonRows(BoundedArea):
    """Out of sight where there are none; rows that are too wide for the window break."""

    pressed = Signal(object)
    """A ``TaskButton``."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("images.result.buttons", HEIGHT_STEPS, theme, parent)
        self._offered: tuple[TaskButton, ...] = ()
        self.hide()
        theme.changed.connect(self.rebuild)

    def show_buttons(self, buttons: Sequence[TaskButton]) -> None:
        """Offer these and no others; a button that is pressed stays where it is."""
        if tuple(buttons) != self._offered:
            self._offered = tuple(buttons)
            self.rebuild()

    def rebuild(self) -> None:
        """Make the buttons anew, in the language and the theme of the window."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.space(1.5))
        for start, part in _rows(self._offered):
            column.addWidget(self._make_row(start, part, content))
        self.show_content(content)
        self.setVisible(bool(self._offered))

    def _make_row(self, start: int, buttons: Sequence[TaskButton], content: QWidget) -> QWidget:
        row = QWidget(content)
        flow = FlowLayout(row, self._theme.space(1.5))
        for number, button in enumerate(buttons, start):
            flow.addWidget(self._make_button(number, button, row))
        return row

    def _make_button(self, number: int, button: TaskButton, row: QWidget) -> Button:
        made = Button(f"images.result.button.{number}", row, "chip")
        made.setText(button_text(button))
        made.setToolTip(button_words(button))
        made.setAccessibleName(button_words(button))
        icon = "check" if button.is_used else ICONS.get(button.meaning, "")
        if icon:
            made.setIcon(self._theme.icon(icon, _MARKED if button.is_used else "text_muted"))
        made.clicked.connect(partial(self.pressed.emit, button))
        return made


def _rows(buttons: Sequence[TaskButton]) -> Iterator[tuple[int, Sequence[TaskButton]]]:
    for start in range(0, len(buttons), IN_A_ROW):
        yield start, buttons[start : start + IN_A_ROW]
