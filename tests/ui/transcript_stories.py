"""A conversation view as tests use it: real parts, messages by name, a person's hands."""

from collections.abc import Sequence
from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.conversation import BranchNode, Message, MessageState, Part, Role, Siblings, TextPart
from app.domain.ids import ConversationId, MessageId
from app.ui.transcript.layout.flow import Placed
from app.ui.transcript.view import TranscriptView

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
PARAGRAPH = "流式输出时只解析最后一个块。The finished blocks keep their layout. " * 4
ANSWER = f"""## 小节 heading

{PARAGRAPH}

- 第一项 one
- 第二项 two

```
print("你好")
```

| a | b |
|---|---|
| 1 | 2 |

{PARAGRAPH}"""


def said(
    name: str,
    role: Role,
    text: str,
    state: MessageState = MessageState.COMPLETE,
    *parts: Part,
    siblings: Sequence[str] = (),
    **more: object,
) -> BranchNode:
    """A message of a branch."""
    ids = tuple(MessageId(each) for each in siblings) or (MessageId(name),)
    message = Message(
        id=MessageId(name),
        conversation_id=ConversationId("c"),
        parent_id=None,
        role=role,
        parts=(*parts, *((TextPart(text),) if text else ())),
        created_at=NOW,
        state=state,
        model="demo-chat",
        **more,  # type: ignore[arg-type]
    )
    return BranchNode(message, Siblings(ids.index(message.id), ids))


def exchange(number: int, answer: str = ANSWER) -> list[BranchNode]:
    """A question and its answer."""
    return [
        said(f"q{number}", Role.USER, f"问题 {number}: what is it?"),
        said(f"a{number}", Role.ASSISTANT, answer),
    ]


def history(count: int) -> list[BranchNode]:
    """So many exchanges."""
    return [node for number in range(count) for node in exchange(number)]


class Reader:
    """Somebody who reads, with a mouse."""

    def __init__(self, view: TranscriptView, qtbot: QtBot) -> None:
        self.view = view
        self._qtbot = qtbot

    def sees(self, text: str) -> bool:
        """Whether a row on the screen shows a text."""
        return any(text in item.row.text for item in self.view.stage.placed)

    def row_with(self, text: str) -> Placed:
        """The row on the screen that shows a text."""
        return next(item for item in self.view.stage.placed if text in item.row.text)

    def place_of(self, text: str) -> QRect:
        """Where a text stands on the screen."""
        item = self.row_with(text)
        start = len(item.row.text[: item.row.text.index(text)].encode("utf-16-le")) // 2
        rect = item.row.rects(start, start + len(text.encode("utf-16-le")) // 2)[0]
        return rect.translated(self.view.stage.left, item.y)

    def button(self, name: str, message_id: str) -> QPoint:
        """The middle of a message's control."""
        for item in self.view.stage.placed:
            for spot in item.row.spots():
                if spot.name == name and item.entry.message.id == message_id:
                    return spot.rect.center() + QPoint(self.view.stage.left, item.y)
        raise AssertionError(f"no {name} on the screen")

    def picture(self) -> QImage:
        """What the screen shows, as it was painted step by step."""
        self.see()
        shot = self.view.screen().grabWindow(self.view.winId()).toImage()
        return shot.convertToFormat(QImage.Format.Format_RGB32)

    def painted_anew(self) -> QImage:
        """The same, painted at once."""
        return self.view.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)

    def sees_the_whole_picture(self) -> None:
        """What was painted step by step comes to equal what is painted at once, in every pixel."""
        self._qtbot.waitUntil(lambda: self.picture() == self.painted_anew())

    def see(self) -> None:
        """Let what is due be painted."""
        for _ in range(2):
            QCoreApplication.sendPostedEvents()

    def hears(self, message_id: str, text: str) -> None:
        """More of an answer arrives and is shown."""
        self.view.grow(message_id, text)
        self.view.flush()

    def click(self, point: QPoint) -> None:
        """Click with the left button."""
        QTest.mouseClick(self.view.viewport(), Qt.MouseButton.LeftButton, pos=point)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Select from one point to another."""
        viewport, left = self.view.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(viewport, left, pos=start)
        for point in (QPoint((start + end) / 2), end):
            moved = QMouseEvent(
                QEvent.Type.MouseMove,
                QPointF(point),
                QPointF(viewport.mapToGlobal(point)),
                Qt.MouseButton.NoButton,
                left,
                Qt.KeyboardModifier.NoModifier,
            )
            QCoreApplication.sendEvent(viewport, moved)
        QTest.mouseRelease(viewport, left, pos=end)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key in the view."""
        QTest.keyClick(self.view, key, modifiers)

    def top_of(self, message_id: str) -> int:
        """Where a message begins on the screen."""
        return next(item.y for item in self.view.stage.placed if item.entry.message.id == message_id)
