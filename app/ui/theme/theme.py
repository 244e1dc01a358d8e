"""The look in force: tokens, scale and fonts, with one signal when any of them changes."""

from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase

from app.ui.theme.tokens import DARK, GRID, LIGHT, Tokens

Scheme = Literal["light", "dark"]
BASE_POINT_SIZE = 10.0


class Theme(QObject):
    """Handed to whoever paints. Widgets that cache anything made from it listen to ``changed``."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scheme: Scheme = "light"
        self.tokens: Tokens = LIGHT
        self.scale = 1.0

    def apply(self, scheme: Scheme, scale: float) -> None:
        """Change the look; ``scale`` is 0.8 to 2.0."""
        if (scheme, scale) == (self.scheme, self.scale):
            return
        self.scheme, self.scale = scheme, scale
        self.tokens = DARK if scheme == "dark" else LIGHT
        self.changed.emit()

    @property
    def dark(self) -> bool:
        """Whether the dark edition is in force."""
        return self.scheme == "dark"

    def color(self, token: str) -> QColor:
        """A token as a colour, by its name."""
        return QColor(getattr(self.tokens, token))

    def space(self, steps: float) -> int:
        """A distance of so many grid steps, in whole pixels at the present scale."""
        return round(steps * GRID * self.scale)

    def font(self, size: float = 1.0, *, bold: bool = False) -> QFont:
        """The interface font, ``size`` times its base size."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setPointSizeF(BASE_POINT_SIZE * size * self.scale)
        font.setBold(bold)
        return font

    def code_font(self, size: float = 0.95) -> QFont:
        """The fixed-width font, ``size`` times the base size."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(BASE_POINT_SIZE * size * self.scale)
        return font
