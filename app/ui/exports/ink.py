"""Fonts and colours of documents that are laid out here: pages and pictures."""

from dataclasses import dataclass

from PySide6.QtGui import QColor, QFont, QFontMetricsF, QTextBlockFormat, QTextCharFormat, QTextFrameFormat

from app.ui.exports.job import ExportJob
from app.ui.markdown.blocks import Run

TEXT_SIZE = 10.5
"""In points."""
SMALL = 0.86
HEADINGS = (1.5, 1.3, 1.15, 1.05, 1.0, 1.0)
PIXELS_PER_POINT = 96 / 72
LINE_HEIGHT = 1.6
"""At least, in sizes of the text: fonts with Chinese are high enough by themselves, others are not."""
_AT_LEAST = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
_LOCAL_SHAPES = QFont.Tag("locl")


@dataclass(frozen=True, slots=True)
class Ink:
    """Makes the formats of a document.

    Args:
        job: gives fonts and colours.
        ratio: pixels of the file for each one of the layout.
    """

    job: ExportJob
    ratio: float

    def color(self, token: str) -> QColor:
        """A colour by its meaning."""
        return QColor(self.job.tokens[token])

    def font(self, size: float = 1.0, *, fixed: bool = False) -> QFont:
        """A font, ``size`` times that of the text."""
        font = QFont()
        look = self.job.look
        font.setFamilies([*look.fixed_families, *look.families] if fixed else list(look.families))
        font.setPointSizeF(TEXT_SIZE * size)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        font.setFeature(
            _LOCAL_SHAPES, 0
        )  # some fonts swap digits by it, and nobody could copy them from a PDF
        return font

    def text(self, token: str = "text", size: float = 1.0, *, bold: bool = False) -> QTextCharFormat:
        """The format of a text in one colour."""
        style = QTextCharFormat()
        style.setFont(self.font(size))
        style.setForeground(self.color(token))
        if bold:
            style.setFontWeight(QFont.Weight.DemiBold)
        return style

    def code(self, token: str = "text") -> QTextCharFormat:
        """The format of code."""
        style = QTextCharFormat()
        style.setFont(self.font(SMALL, fixed=True))
        style.setForeground(self.color(token or "text"))
        return style

    def run(self, run: Run, base: QTextCharFormat) -> QTextCharFormat:
        """The format of a run within a text of the format ``base``."""
        style = QTextCharFormat(base)
        if run.code:
            style.setFont(self.font(SMALL, fixed=True), QTextCharFormat.FontPropertiesInheritanceBehavior(0))
            style.setBackground(self.color("sunken"))
        if run.bold:
            style.setFontWeight(QFont.Weight.Bold)
        style.setFontItalic(run.italic)
        style.setFontStrikeOut(run.strike)
        if run.link:
            style.setAnchor(True)
            style.setAnchorHref(run.link)
            style.setForeground(self.color("link"))
        return style

    def block(
        self, above: float = 0, left: float = 0, below: float = 0, size: float = 1.0
    ) -> QTextBlockFormat:
        """The format of a paragraph with its distances in pixels; ``size`` is that of its text."""
        style = QTextBlockFormat()
        style.setTopMargin(above)
        style.setLeftMargin(left)
        style.setBottomMargin(below)
        style.setLineHeight(TEXT_SIZE * PIXELS_PER_POINT * LINE_HEIGHT * size, _AT_LEAST)
        return style

    def box(self, token: str, left: float = 0, *, framed: bool = False) -> QTextFrameFormat:
        """The format of a box on a ground of its own."""
        style = QTextFrameFormat()
        style.setBackground(self.color(token))
        style.setPadding(8)
        style.setTopMargin(6)
        style.setBottomMargin(10)
        style.setLeftMargin(left)
        style.setBorder(1 if framed else 0)
        style.setBorderBrush(self.color("border"))
        style.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        return style

    def width_of(self, text: str) -> float:
        """How wide a text of the usual size is."""
        return QFontMetricsF(self.font()).horizontalAdvance(text)
