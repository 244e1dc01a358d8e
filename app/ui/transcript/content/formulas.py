"""Pictures of formulas, drawn beside the frame and kept."""

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from app.ui.transcript.content.worker import Worker

if TYPE_CHECKING:
    from app.ui.transcript.content.typeset import FormulaPicture

_KEPT_BYTES = 24_000_000
_COST_OF_FAILURE = 500


class Formulas(QObject):
    """Draws each formula once for each size, colour and kind of screen, in one thread."""

    ready = Signal(str)
    """The formula with this source was drawn or turned out not to be drawable: ask again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = Worker("formulas", self)
        self._known: OrderedDict[_Key, FormulaPicture | None] = OrderedDict()
        self._kept = 0
        self._waiting: set[_Key] = set()

    def picture(
        self, source: str, display: bool, size_px: float, color: QColor, ratio: float = 1.0
    ) -> "FormulaPicture | None":
        """The picture, or ``None`` while it is drawn or when it cannot be: its source is shown then.

        Args:
            source: LaTeX without delimiters.
            display: on a line of its own.
            size_px: of the text beside it, in logical pixels.
            ratio: device pixels for each logical one.
        """
        key = _Key(source, display, size_px, color.name(), ratio)
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        if key not in self._waiting:
            self._waiting.add(key)
            self._worker.submit(partial(_typeset, key), partial(self._keep, key))
        return None

    def failed(self, source: str) -> bool:
        """Whether it is known that a formula cannot be drawn."""
        return any(key.source == source and picture is None for key, picture in self._known.items())

    def close(self) -> None:
        """End the thread."""
        self._worker.close()

    def _keep(self, key: "_Key", picture: "FormulaPicture | None") -> None:
        self._waiting.discard(key)
        self._known[key] = picture
        self._kept += _cost(picture)
        while self._kept > _KEPT_BYTES and len(self._known) > 1:
            self._kept -= _cost(self._known.popitem(last=False)[1])
        self.ready.emit(key.source)


class _Key(NamedTuple):
    source: str
    display: bool
    size: float
    color: str
    ratio: float


def _typeset(key: _Key) -> "FormulaPicture | None":
    from app.ui.transcript.content.typeset import typeset

    return typeset(*key)


def _cost(picture: "FormulaPicture | None") -> int:
    return picture.image.sizeInBytes() if picture is not None else _COST_OF_FAILURE
