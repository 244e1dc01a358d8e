"""A line of buttons that never breaks: what does not fit goes into a menu at its end."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.icon_button import IconButton


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done. ``in_words`` shows its text, not its sign alone."""

    key: str
    text: str
    icon: str
    in_words: bool = False
    token: str = "text_muted"
    """Colour of its sign."""
    keeps: int = 0
    """Where there is little room, actions with the smallest number go into the menu first."""
    is_rare: bool = False
    """It stands in the menu alone."""


class ActionRow(QWidget):
    """Shows actions in their order.

    Args:
        name: the buttons are named after it: ``name.key``, and ``name.more``.
    """

    wanted = Signal(str)
    """An action's key."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._theme = theme
        self._actions: tuple[Action, ...] = ()
        self._buttons: list[QAbstractButton] = []
        self._more = IconButton(theme, "more", f"{name}.more", self)
        self._more.clicked.connect(self._open_menu)
        theme.changed.connect(self._rebuild)
        self.retranslate()

    def show_actions(self, actions: Sequence[Action]) -> None:
        """Offer these and no others; buttons that stay are not made anew."""
        if tuple(actions) != self._actions:
            self._actions = tuple(actions)
            self._rebuild()

    def retranslate(self) -> None:
        """Name the button that has no text."""
        self._more.describe(self.tr("More"))

    def sizeHint(self) -> QSize:
        """All common buttons side by side, and the menu's beside them where there are rare ones."""
        heights = [button.sizeHint().height() for button in (*self._buttons, self._more)]
        common = self._common()
        menu = [self._more] if len(common) < len(self._buttons) else []
        return QSize(self._width_of([*common, *menu]), max(heights))

    def minimumSizeHint(self) -> QSize:
        """The menu alone."""
        return QSize(self._more.sizeHint().width(), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Place what fits."""
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _rebuild(self) -> None:
        for button in self._buttons:
            button.hide()
            button.setParent(None)
            button.deleteLater()
        self._buttons = [self._make_button(action) for action in self._actions]
        for before, after in pairwise((*self._buttons, self._more)):
            QWidget.setTabOrder(before, after)
        self.updateGeometry()
        self._place()

    def _make_button(self, action: Action) -> QAbstractButton:
        name = f"{self._name}.{action.key}"
        button: QAbstractButton
        if action.in_words:
            button = Button(name, self)
            button.setText(action.text)
            button.setIcon(self._theme.icon(action.icon, action.token))
            button.setAccessibleName(action.text)
        else:
            sign = IconButton(self._theme, action.icon, name, self, token=action.token)
            sign.describe(action.text)
            button = sign
        button.clicked.connect(partial(self.wanted.emit, action.key))
        return button

    def _place(self) -> None:
        shown = self._fitting()
        left = 0
        for button in (*self._buttons, self._more):
            is_shown = button in shown
            if is_shown:
                size = button.sizeHint()
                button.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())
                left += size.width() + self._gap
            button.setVisible(is_shown)

    def _fitting(self) -> list[QAbstractButton]:
        """The buttons for which there is room, and the menu's where it holds any."""
        common = self._common()
        if len(common) == len(self._buttons) and self._width_of(common) <= self.width():
            return common
        shown = [*common, self._more]
        by_worth = sorted(range(len(self._actions)), key=lambda place: (self._actions[place].keeps, -place))
        for button in (self._buttons[place] for place in by_worth):
            if self._width_of(shown) <= self.width():
                break
            if button in shown:
                shown.remove(button)
        return shown

    def _common(self) -> list[QAbstractButton]:
        pairs = zip(self._actions, self._buttons, strict=True)
        return [button for action, button in pairs if not action.is_rare]

    def _width_of(self, buttons: Sequence[QAbstractButton]) -> int:
        return sum(button.sizeHint().width() for button in buttons) + self._gap * max(0, len(buttons) - 1)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setObjectName(f"{self._name}.menu")
        for action, button in zip(self._actions, self._buttons, strict=True):
            if button.isHidden():
                entry = menu.addAction(self._theme.icon(action.icon), action.text)
                entry.triggered.connect(partial(self.wanted.emit, action.key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    @property
    def _gap(self) -> int:
        return self._theme.space(1.5)
