"""What is most likely wanted next of a job, in words: wrapped into lines rather than cut."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.action_row import Action
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout


class NextSteps(QWidget):
    """A button for each action that is said in words; out of sight where there is none.

    Args:
        name: the buttons are named after it: ``name.key``.
    """

    wanted = Signal(str)
    """An action's key."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._theme = theme
        self._actions: tuple[Action, ...] = ()
        self._buttons: list[Button] = []
        self._flow = FlowLayout(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._rebuild)
        self._rebuild()

    def show_actions(self, actions: Sequence[Action]) -> None:
        """Offer these and no others; buttons that stay are not made anew."""
        if tuple(actions) != self._actions:
            self._actions = tuple(actions)
            self._rebuild()

    def _rebuild(self) -> None:
        for button in self._buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.setParent(None)
            button.deleteLater()
        self._flow.setSpacing(self._theme.space(1.5))
        self._buttons = [self._made(action) for action in self._actions]
        self.setVisible(bool(self._buttons))
        self.updateGeometry()

    def _made(self, action: Action) -> Button:
        button = Button(f"{self._name}.{action.key}", self)
        button.setText(action.text)
        button.setIcon(self._theme.icon(action.icon, action.token))
        button.setAccessibleName(action.text)
        button.clicked.connect(partial(self.wanted.emit, action.key))
        self._flow.addWidget(button)
        button.show()
        return button
