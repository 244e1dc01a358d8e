"""A person at the window: finds controls by their names, presses, types, and waits to see."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QListView, QMenu, QTextEdit, QWidget

from app.bootstrap.session import Session
from app.ui.chat.page import ChatPage

PATIENCE_S = 20.0
LOOK_EVERY_S = 0.01
Widget = TypeVar("Widget", bound=QWidget)


class Person:
    """Acts on one running studio."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.window = session.window

    @property
    def chat(self) -> ChatPage:
        """The conversation page."""
        page = self.window.page("conversations")
        assert isinstance(page, ChatPage)
        return page

    @property
    def focused(self) -> QWidget:
        """Where the keyboard is."""
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def find(self, name: str, kind: type[Widget] = QWidget) -> Widget:  # type: ignore[assignment]
        """The visible control of this name."""
        for widget in self._everywhere(kind):
            if widget.objectName() == name and widget.isVisible():
                return widget
        raise LookupError(f"{name} is not to be seen")

    def sees(self, name: str) -> bool:
        """Whether a control of this name is visible."""
        return any(widget.objectName() == name and widget.isVisible() for widget in self._everywhere(QWidget))

    def reads(self, text: str) -> bool:
        """Whether a visible label or button says this."""
        labels = (label.text() for label in self._everywhere(QLabel) if label.isVisible())
        buttons = (button.text() for button in self._everywhere(QAbstractButton) if button.isVisible())
        return any(text in shown for shown in (*labels, *buttons))

    def press(self, name: str) -> None:
        """Press a button with the mouse."""
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def write(self, name: str, text: str) -> None:
        """Type into a field; Chinese comes by the clipboard, as from an input method."""
        field = self.find(name, QWidget)
        field.setFocus()
        if text.isascii() and text.isprintable():
            QTest.keyClicks(field, text)
        else:
            self.paste(name, text)

    def paste(self, name: str, text: str) -> None:
        """Paste into a field."""
        QApplication.clipboard().setText(text)
        QTest.keyClick(self.find(name), Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def press_text(self, text: str) -> None:
        """Press the visible button that says this."""
        buttons = self._everywhere(QAbstractButton)
        button = next(one for one in buttons if one.isVisible() and one.text() == text)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def text_of(self, name: str) -> str:
        """What stands in a text field."""
        return self.find(name, QTextEdit).toPlainText()

    def label(self, name: str) -> str:
        """What a label says."""
        return self.find(name, QLabel).text()

    def rows(self, name: str) -> list[str]:
        """The rows of a list."""
        model = self.find(name, QListView).model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def row(self, name: str, text: str) -> QModelIndex:
        """The row of a list that begins with a text."""
        view = self.find(name, QListView)
        model = view.model()
        indexes = [model.index(row, 0) for row in range(model.rowCount())]
        return next(index for index in indexes if str(index.data()).startswith(text))

    def press_row(
        self,
        name: str,
        text: str,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a row of a list with the mouse."""
        view = self.find(name, QListView)
        index = self.row(name, text)
        view.scrollTo(index)
        place = view.visualRect(index).center()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifier, place)

    def open_menu(self, name: str) -> None:
        """Press the menu key in a control."""
        control = self.find(name, QWidget)
        control.setFocus()
        place = control.rect().center()
        pressed = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, place, control.mapToGlobal(place))
        QApplication.sendEvent(control, pressed)

    async def choose_in_menu(self, name: str, text: str) -> None:
        """Open the menu of a control as soon as it offers this, and choose it."""

        def is_offered() -> bool:
            if not self._menus():
                self.open_menu(name)
            return any(action.text().partition("\t")[0] == text for action in self._entries())

        await self.until(is_offered)
        self.choose(text)

    def choose(self, text: str) -> None:
        """Choose from the open menu, or from the menu inside it."""
        menus = self._menus()
        next(action for action in self._entries() if action.text().partition("\t")[0] == text).trigger()
        for menu in menus:
            menu.close()

    def _menus(self) -> list[QMenu]:
        return [menu for menu in self._everywhere(QMenu) if menu.isVisible()]

    def _entries(self) -> list[QAction]:
        """What the open menus offer, and the menus inside them."""
        menus = self._menus()
        inner = [menu for outer in menus for menu in outer.findChildren(QMenu)]
        return [action for menu in (*menus, *inner) for action in menu.actions()]

    def key(
        self, name: str, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Press a key in a control that has the focus."""
        control = self.find(name, QWidget)
        control.setFocus()
        QTest.keyClick(control, key, modifier)

    async def until(self, condition: Callable[[], object], patience_s: float = PATIENCE_S) -> None:
        """Wait until something is to be seen; a window has no event for «looks different»."""
        async with asyncio.timeout(patience_s):
            while not condition():  # noqa: ASYNC110
                await asyncio.sleep(LOOK_EVERY_S)

    def _everywhere(self, kind: type[Widget]) -> list[Widget]:
        found: list[Widget] = []
        for top in [window for window in QApplication.topLevelWidgets() if window.isVisible()]:
            found += [top] if isinstance(top, kind) else []
            found += top.findChildren(kind)
        return found
