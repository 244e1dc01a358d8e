"""LaTeX as a picture. Slow to import and to run: for a worker's thread alone."""

import logging
import re
import warnings
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.ui.markdown.flanking import is_cjk

with warnings.catch_warnings():
    # It finds its fonts by a function that Python gives up.
    warnings.simplefilter("ignore", DeprecationWarning)
    from ziafont.config import config as font_config
    from ziamath.config import config as formula_config
    from ziamath.zmath import Latex

log = logging.getLogger(__name__)

# QtSvg knows no symbols by reference, in which the glyphs of SVG 2 would come.
formula_config.svg2 = False
font_config.svg2 = False

_WITHOUT_SHAPE = re.compile(r"\\(?:nonumber|notag)\b|\\label\s*\{[^{}]*\}")
_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")
_UNKNOWN_COMMAND = re.compile(r"<m[io]>\\")
_LONGEST_SOURCE = 3_000
_LARGEST_IMAGE = 16_000_000


@dataclass(frozen=True, slots=True)
class FormulaPicture:
    """A formula in its colour on nothing; sizes in logical pixels."""

    image: QImage
    width: float
    height: float
    ascent: float
    """From its top to the baseline of the text beside it."""


def typeset(source: str, display: bool, size: float, color: str, ratio: float) -> FormulaPicture | None:
    """Draw a formula; ``None`` when it cannot be drawn as it was meant.

    Args:
        size: of the text beside it, in logical pixels.
        color: ``#rrggbb``.
        ratio: device pixels for each logical one.
    """
    svg = vector(source, display, size, color)
    return _painted(svg, ratio) if svg else None


def vector(source: str, display: bool, size: float, color: str) -> str:
    """A formula as SVG whose baseline lies at zero; empty when it cannot be drawn as it was meant."""
    if len(source) > _LONGEST_SOURCE or any(map(is_cjk, source)):
        return ""
    try:
        return _svg(source, display, size, color)
    except Exception as error:  # noqa: BLE001 (its parser fails in dozens of ways on unfinished LaTeX)
        log.debug("A formula is shown as its source: %r", error)
        return ""


def _svg(source: str, display: bool, size: float, color: str) -> str:
    drawable = _TAG.sub(r"\\qquad(\\text{\1})", _WITHOUT_SHAPE.sub("", source))
    formula = Latex(drawable, size=size, color=color, inline=not display)
    if _UNKNOWN_COMMAND.search(formula.mathmlstr()):
        return ""
    return str(formula.svg())


def _painted(svg: str, ratio: float) -> FormulaPicture | None:
    renderer = QSvgRenderer(QByteArray(svg.encode()))
    box = renderer.viewBoxF()
    width, height = round(box.width() * ratio + 0.5), round(box.height() * ratio + 0.5)
    if not renderer.isValid() or box.isEmpty() or width * height > _LARGEST_IMAGE:
        return None
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, box.width() * ratio, box.height() * ratio))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return FormulaPicture(image, width / ratio, height / ratio, -box.top())
