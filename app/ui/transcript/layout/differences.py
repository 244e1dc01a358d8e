"""What must be painted anew when rows move or change."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from app.ui.transcript.layout.flow import Placed


@dataclass(slots=True)
class Repaint:
    """Move the picture by ``shift`` pixels down, then paint these stretches (top, bottom) anew."""

    shift: int = 0
    stretches: list[tuple[int, int]] = field(default_factory=list)


def difference(before: Sequence[Placed], after: Sequence[Placed]) -> Repaint:
    """How to come from one picture to the other. Rows that are the same object look the same."""
    old = {item.row: item for item in before}
    shift = _common_shift(old, after)
    repaint = Repaint(shift)
    kept = set()
    by_plan_key = {(item.entry, item.plan.key): item for item in before}
    for item in after:
        known = old.get(item.row)
        if known is not None and known.y + shift == item.y:
            kept.add(item.row)
            continue
        grown = by_plan_key.get((item.entry, item.plan.key))
        same_place = grown is not None and grown.row is not item.row and grown.y + shift == item.y
        unchanged = item.row.changed_from(grown.row) if same_place and grown is not None else 0
        repaint.stretches.append((item.y + unchanged, item.bottom))
    gone = [item for item in before if item.row not in kept]
    covered = {item.y: item for item in after}
    for item in gone:
        new = covered.get(item.y + shift)
        top = item.y + shift
        if new is not None and (new.entry, new.plan.key) == (item.entry, item.plan.key):
            top = min(new.bottom, item.bottom + shift)
        if top < item.bottom + shift:
            repaint.stretches.append((top, item.bottom + shift))
    return repaint


def _common_shift(old: dict[object, Placed] | dict, after: Sequence[Placed]) -> int:  # type: ignore[type-arg]
    for item in after:
        known = old.get(item.row)
        if known is not None:
            return int(item.y - known.y)
    return 0
