"""The look in force: tokens, scale, fonts and icons, with one signal when any of them changes."""

from functools import cached_property
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QFontMetricsF, QIcon

from app.ui.theme.icons import line_icon
from app.ui.theme.tokens import DARK, GRID, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Tokens

Scheme = Literal["light", "dark"]
BASE_POINT_SIZE = 10.0
ICON_STEPS = 5
CHINESE_FAMILIES = [
    "PingFang SC",
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
]
"""What follows the system's own font, so that no Chinese text gets Japanese glyph shapes."""
FIXED_FAMILIES = [
    "Cascadia Mono",
    "SF Mono",
    "Menlo",
    "Consolas",
    "DejaVu Sans Mono",
    "Liberation Mono",
    "Noto Sans Mono CJK SC",
]
"""What stands in for a system's fixed font that is none; the first installed one gives the letters."""

_EDITIONS: dict[tuple[Scheme, bool], Tokens] = {
    ("light", False): LIGHT,
    ("dark", False): DARK,
    ("light", True): HIGH_CONTRAST_LIGHT,
    ("dark", True): HIGH_CONTRAST_DARK,
}


class Theme(QObject):
    """Handed to whoever paints. Widgets that cache anything made from it listen to ``changed``."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.scheme: Scheme = "light"
        self.tokens: Tokens = LIGHT
        self.scale = 1.0
        self.high_contrast = False
        self.reduce_motion = False
        self._icons: dict[tuple[str, str], QIcon] = {}

    def apply(self, scheme: Scheme, scale: float, *, high_contrast: bool = False) -> None:
        """Change the look; ``scale`` is 0.8 to 2.0."""
        if (scheme, scale, high_contrast) == (self.scheme, self.scale, self.high_contrast):
            return
        self.scheme, self.scale, self.high_contrast = scheme, scale, high_contrast
        self.tokens = _EDITIONS[scheme, high_contrast]
        self._icons.clear()
        self.changed.emit()

    @property
    def dark(self) -> bool:
        """Whether the dark edition is in force."""
        return self.scheme == "dark"

    @property
    def icon_size(self) -> int:
        """Edge of an icon in a button, in pixels at the present scale."""
        return self.space(ICON_STEPS)

    def color(self, token: str) -> QColor:
        """A token as a colour, by its name."""
        return QColor(getattr(self.tokens, token))

    def icon(self, name: str, token: str = "text") -> QIcon:
        """An icon of ``resources/icons`` in a token's colour; fetch it again on ``changed``.

        Raises:
            FileNotFoundError: no icon has this name.
        """
        key = (name, token)
        if key not in self._icons:
            self._icons[key] = line_icon(name, getattr(self.tokens, token), self.tokens.text_faint)
        return self._icons[key]

    def space(self, steps: float) -> int:
        """A distance of so many grid steps, in whole pixels at the present scale."""
        return round(steps * GRID * self.scale)

    def font(self, size: float = 1.0, *, bold: bool = False) -> QFont:
        """The interface font, ``size`` times its base size."""
        font = QFont(self._general_font)
        font.setPointSizeF(BASE_POINT_SIZE * size * self.scale)
        font.setBold(bold)
        return font

    def code_font(self, size: float = 0.95) -> QFont:
        """The fixed-width font, ``size`` times the base size."""
        font = QFont(self._fixed_font)
        font.setPointSizeF(BASE_POINT_SIZE * size * self.scale)
        return font

    @cached_property
    def _general_font(self) -> QFont:
        return _with_fallbacks(
            QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont), CHINESE_FAMILIES
        )

    @cached_property
    def _fixed_font(self) -> QFont:
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        # Fontconfig's alias «monospace» would lose against the real families that follow it.
        font.setFamily(QFontInfo(font).family())
        if not _is_fixed(font):
            font.setFamily(FIXED_FAMILIES[0])
        return _with_fallbacks(font, [*FIXED_FAMILIES, *CHINESE_FAMILIES])


def _is_fixed(font: QFont) -> bool:
    """Whether letters are equally wide; what the font says of itself is wrong for some."""
    metrics = QFontMetricsF(font)
    return metrics.horizontalAdvance("i") == metrics.horizontalAdvance("W")


def _with_fallbacks(font: QFont, families: list[str]) -> QFont:
    font.setFamilies([font.family(), *families])
    return font
