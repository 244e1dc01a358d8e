"""Fonts, colours and distances of the conversation, resolved from the theme."""

from dataclasses import dataclass
from math import ceil

from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QTextCharFormat

from app.ui.markdown.blocks import Run
from app.ui.theme.theme import Theme

READABLE_EMS = 46
"""Longest line of text, in widths of a Chinese character."""

_HEADING_SIZES = (1.55, 1.35, 1.2, 1.1, 1.1, 1.1)


@dataclass(frozen=True, eq=False)
class TextStyle:
    """How a text is set. Lines stand ``pitch`` pixels apart, the first one's letters on ``baseline``."""

    font: QFont
    color: str
    pitch: int
    baseline: int


class Look:
    """What rows are built with. A change of the theme makes a new one, so that nothing old is kept."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.body = self._style(theme.font(1.1), "text", 1.65)
        self.thought = self._style(theme.font(1.0), "text_muted", 1.6)
        self.small = self._style(theme.font(0.9), "text_muted", 1.5)
        self.strong = self._style(theme.font(0.95, bold=True), "text", 1.5)
        self.code = self._style(theme.code_font(0.98), "text", 1.5)
        self.headings = [self._style(theme.font(size, bold=True), "text", 1.4) for size in _HEADING_SIZES]
        self._formats: dict[tuple[int, Run], QTextCharFormat] = {}
        self._colors: dict[str, QColor] = {}

    @property
    def em(self) -> int:
        """Size of the body font, in pixels."""
        return QFontInfo(self.body.font).pixelSize()

    @property
    def readable_width(self) -> int:
        """Widest that the column of text becomes, in pixels."""
        return READABLE_EMS * self.em

    def space(self, steps: float) -> int:
        """A distance of so many grid steps, in pixels."""
        return self.theme.space(steps)

    def color(self, token: str) -> QColor:
        """A token of the theme as a colour."""
        if token not in self._colors:
            self._colors[token] = self.theme.color(token)
        return self._colors[token]

    def wash(self, token: str, strength: float) -> QColor:
        """A token that lets what is behind it shine through."""
        color = QColor(self.color(token))
        color.setAlphaF(strength)
        return color

    def format(self, run: Run, style: TextStyle) -> QTextCharFormat | None:
        """The format of a run that does not look like its surroundings."""
        if not (run.bold or run.italic or run.strike or run.code or run.link or run.footnote):
            return None
        key = (id(style), _look_of(run))
        if key not in self._formats:
            self._formats[key] = self._make_format(run, style)
        return self._formats[key]

    def _make_format(self, run: Run, style: TextStyle) -> QTextCharFormat:
        made = QTextCharFormat()
        font = QFont(style.font)
        if run.code:
            font = self.theme.code_font(0.95 * style.font.pointSizeF() / self.body.font.pointSizeF() * 1.05)
        font.setBold(run.bold or style.font.bold())
        font.setItalic(run.italic)
        font.setStrikeOut(run.strike)
        made.setFont(font)
        if run.link:
            made.setForeground(self.color("link"))
            made.setFontUnderline(True)
        if run.footnote:
            made.setForeground(self.color("link"))
            made.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        return made

    def _style(self, font: QFont, color: str, leading: float) -> TextStyle:
        metrics = QFontMetricsF(font)
        pitch = max(round(QFontInfo(font).pixelSize() * leading), ceil(metrics.height()))
        baseline = round((pitch - metrics.height()) / 2 + metrics.ascent())
        return TextStyle(font, color, pitch, baseline)


def _look_of(run: Run) -> Run:
    """A run that stands for all of the same look."""
    return Run(
        "",
        run.bold,
        run.italic,
        run.strike,
        run.code,
        "x" if run.link else "",
        footnote="x" if run.footnote else "",
    )
