"""What a row of the conversation is: built for one width, painted, asked for positions and controls."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from app.ui.transcript.rows.rich_text import Mark


@dataclass(frozen=True, slots=True)
class Spot:
    """A painted control: a link, a button, a fold.

    ``name`` says what it does, ``value`` with what, ``label`` is read out and shown as a hint. Quiet spots
    show only while the mouse or the focus is on their message.
    """

    rect: QRect
    name: str
    value: str = ""
    label: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What a row needs to know while it is painted; heights are from the row's top."""

    clip: tuple[int, int]
    marks: Sequence[Mark] = ()
    awake: bool = False
    """The mouse or the focus is on the message."""
    hot: Spot | None = None
    """The control under the mouse."""
    focused: Spot | None = None
    """The control with the keyboard's focus."""


@dataclass(eq=False)
class Row:
    """One row. ``height`` is in whole pixels, with the distance to the row above."""

    width: int
    height: int = field(default=0, init=False)

    @property
    def selectable(self) -> bool:
        """Whether it holds text of the message."""
        return False

    @property
    def text(self) -> str:
        """What can be selected and found in it."""
        return ""

    @property
    def length(self) -> int:
        """Length of the text in UTF-16 units."""
        return 0

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Draw it at the painter's origin."""

    def spots(self) -> Sequence[Spot]:
        """Its controls, in reading order."""
        return ()

    def position_at(self, x: int, y: int) -> int:
        """The nearest place in the text, in UTF-16 units."""
        return 0

    def copied(self, start: int, end: int, *, whole: bool) -> str:
        """Markdown of a part of the text; ``whole`` says that the selection goes beyond this row."""
        return ""

    def rects(self, start: int, end: int) -> list[QRect]:
        """Where a part of the text stands."""
        return []

    def changed_from(self, before: "Row") -> int:
        """How far down it still looks like the row that it follows."""
        return 0

    def formula_at(self, x: int, y: int) -> str:
        """LaTeX of the formula under a point."""
        return ""

    @property
    def wakes(self) -> bool:
        """Whether it looks different while the mouse or the focus is on its message."""
        return False

    def scroll_sideways(self, pixels: int) -> bool:
        """Move wide content; whether anything moved."""
        return False
