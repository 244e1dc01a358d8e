"""A person before the mask editor."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QSlider, QSpinBox, QWidget

from app.ui.masks.canvas import MaskCanvas
from app.ui.masks.editor import MaskEditor

LEFT, RIGHT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton
NONE, SHIFT, CONTROL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
Place = tuple[float, float]


class Masker:
    """Points at places of the picture, wherever it is on the screen."""

    def __init__(self, editor: MaskEditor) -> None:
        self.editor = editor

    @property
    def canvas(self) -> MaskCanvas:
        return self.editor.canvas

    def find(self, name: str) -> QWidget:
        """The control of this name."""
        widget = self.editor.findChild(QWidget, name)
        assert widget is not None, name
        return widget

    def place(self, x: float, y: float) -> QPointF:
        """Where a place of the picture is in the canvas."""
        return self.canvas.scenery.viewpoint.transform.map(QPointF(x, y)) / self.canvas.devicePixelRatioF()

    def drag(self, *places: Place, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE) -> None:
        """Press at the first place, go through the others, and let go at the last."""
        self.press(*places, button=button, keys=keys)
        self.let_go(places[-1], button=button, keys=keys)

    def press(self, *places: Place, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE) -> None:
        """The same without letting go."""
        self._send(QEvent.Type.MouseButtonPress, places[0], button, button, keys)
        for place in places[1:]:
            self._send(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, button, keys)

    def let_go(self, place: Place, button: Qt.MouseButton = LEFT, keys: Qt.KeyboardModifier = NONE) -> None:
        """Release the button."""
        self._send(QEvent.Type.MouseButtonRelease, place, button, Qt.MouseButton.NoButton, keys)

    def key(self, key: Qt.Key, keys: Qt.KeyboardModifier = NONE) -> None:
        """Press a key in the canvas."""
        QTest.keyClick(self.canvas, key, keys)

    def wheel(self, notches: int, place: Place, keys: Qt.KeyboardModifier = NONE) -> None:
        """Turn the wheel over a place."""
        at = self.place(*place)
        event = QWheelEvent(
            at, self.canvas.mapToGlobal(at), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
            keys, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.canvas, event)

    def click(self, name: str) -> None:
        """Press a button."""
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        QTest.mouseClick(button, LEFT)

    def sets(self, name: str, value: int) -> None:
        """Type a measure."""
        field = self.find(f"{name}.number")
        assert isinstance(field, QSpinBox)
        field.setValue(value)

    def measure(self, name: str) -> int:
        """What a measure is set to."""
        field, slider = self.find(f"{name}.number"), self.find(name)
        assert isinstance(field, QSpinBox)
        assert isinstance(slider, QSlider)
        return field.value()

    def reads(self, name: str) -> str:
        label = self.find(name)
        assert isinstance(label, QLabel)
        return label.text()

    def is_red(self, x: int, y: int) -> bool:
        """Whether a place of the picture is seen under the veil."""
        at = self.place(x + 0.5, y + 0.5).toPoint()
        seen = self.canvas.grab(QRect(at, at)).toImage().pixelColor(0, 0)
        return seen.red() > 110 and seen.red() > seen.green() + 60

    def all_red(self, places: Iterable[tuple[int, int]]) -> bool:
        return all(self.is_red(x, y) for x, y in places)

    def made(self) -> QImage:
        """The file that came out."""
        return QImage.fromData(self.editor.mask_png())

    def _send(
        self,
        kind: QEvent.Type,
        place: Place,
        button: Qt.MouseButton,
        held: Qt.MouseButton,
        keys: Qt.KeyboardModifier,
    ) -> None:
        at = self.place(*place)
        QApplication.sendEvent(
            self.canvas, QMouseEvent(kind, at, self.canvas.mapToGlobal(at), button, held, keys)
        )
