"""Where the parts of a row stand: side by side where there is room, below each other where there is not."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize

from app.ui.theme.theme import Theme

ROW_STEPS = 16
WIDE_STEPS = 165
"""From this width on a row has columns, and still room for a prompt."""
_STATE_STEPS = 44
_TIME_STEPS = 14
_COST_STEPS = 24


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Empty rectangles are left out."""

    picture: QRect
    words: QRect
    state: QRect
    time: QRect
    cost: QRect

    @property
    def is_wide(self) -> bool:
        """Whether the state has a column of its own."""
        return self.state.isValid()


def row_height(theme: Theme) -> int:
    """All rows are of one height, so that ten thousand of them need no measuring."""
    return theme.space(ROW_STEPS)


def picture_size(theme: Theme) -> QSize:
    """What the small pictures fit into: films are mostly wide."""
    height = theme.space(ROW_STEPS - 4)
    return QSize(height * 16 // 9, height)


def places_of(row: QRect, theme: Theme) -> RowPlaces:
    """The parts of a row."""
    space, size = theme.space, picture_size(theme)
    inner = row.adjusted(space(3), space(2), -space(3), -space(2))
    picture = QRect(inner.topLeft(), size)
    picture.moveTop(row.top() + (row.height() - size.height()) // 2)
    left, right, gap = picture.right() + space(3), inner.right(), space(3)
    words = row.adjusted(0, space(1), 0, -space(2))
    state = time = cost = QRect()
    if row.width() >= space(WIDE_STEPS):
        cost = QRect(right - space(_COST_STEPS), inner.top(), space(_COST_STEPS), inner.height())
        time = QRect(cost.left() - gap - space(_TIME_STEPS), inner.top(), space(_TIME_STEPS), inner.height())
        state = QRect(
            time.left() - gap - space(_STATE_STEPS), inner.top(), space(_STATE_STEPS), inner.height()
        )
        right, words = state.left() - gap, inner
    return RowPlaces(
        picture, QRect(left, words.top(), max(0, right - left), words.height()), state, time, cost
    )
