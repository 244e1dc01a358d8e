"""Where the parts of a result's card lie, for painting and for pressing alike."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect

from app.ui.theme.theme import Theme

MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class CardPlaces:
    """One card. ``pictures`` are the cells of the first pictures."""

    card: QRect
    stage: QRect
    pictures: tuple[QRect, ...]

    def picture_at(self, place: QPoint) -> int | None:
        """Which picture lies there."""
        return next((number for number, cell in enumerate(self.pictures) if cell.contains(place)), None)


def places_of(item: QRect, count: int, theme: Theme) -> CardPlaces:
    """The places in a grid's item that shows so many pictures."""
    inset, gap = theme.space(1.5), theme.space(1.5)
    card = item.adjusted(inset, inset, -inset, -inset)
    stage = QRect(card.left(), card.top(), card.width(), item.width() * 3 // 4 - 2 * inset)
    inner = stage.adjusted(gap, gap, -gap, -gap)
    return CardPlaces(card, inner, tuple(_cells(inner, min(count, MOST_SHOWN), gap)) if count else ())


def _cells(area: QRect, count: int, gap: int) -> list[QRect]:
    """One, two, or up to four places of one size."""
    columns = 1 if count == 1 else 2
    rows = 1 if count <= columns else 2
    width = (area.width() - gap * (columns - 1)) // columns
    height = (area.height() - gap * (rows - 1)) // rows
    return [
        QRect(
            area.left() + (number % columns) * (width + gap),
            area.top() + number // columns * (height + gap),
            width,
            height,
        )
        for number in range(count)
    ]
