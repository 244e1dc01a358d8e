"""Drawings made of lines (SVG) as images. They come from strangers: nothing that they name is loaded."""

import re

from PySide6.QtCore import QByteArray, QSize, Qt
from PySide6.QtGui import QImage, QPainter

_LARGEST_BYTES = 4_000_000
_MOST_ELEMENTS = 50_000
_LONGEST_PX = 10_000
_MOST_COPIES = 200
"""Copies of copies grow without bound, and so does the time that they take."""
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*>\s*)*<svg[\s>]", re.DOTALL
)
_REFUSED = re.compile(rb"<!ENTITY|@import|encoding\s*=\s*[\"'](?!utf-?8)", re.IGNORECASE)
_LINK = re.compile(
    rb"""\bhref\s*=\s*(["'])(?!\#|data:image/(?:png|jpe?g|webp|gif)[;,]).*?\1""", re.IGNORECASE | re.DOTALL
)
"""One that leads out of the drawing; a picture inside it is no such."""
_NOWHERE = (
    b'href="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAAC0lEQVR42mNg'
    b'AAIAAAUAAen63NgAAAAASUVORK5CYII="'
)
"""A transparent dot: without any link the reader would refuse the whole drawing."""


def is_vector(data: bytes) -> bool:
    """Whether these are the bytes of a drawing made of lines."""
    return _BEGINNING.match(data[:4096]) is not None


def drawn(data: bytes, width: int) -> tuple[QImage, QSize] | None:
    """The drawing, at most ``width`` pixels wide, and its own size; None where it is none or asks too much.

    Scripts are never run, and files, addresses, entities and copies without end are taken out or refused.
    """
    if len(data) > _LARGEST_BYTES or data.count(b"<") > _MOST_ELEMENTS:
        return None
    if _REFUSED.search(data) or data.count(b"<use") > _MOST_COPIES:
        return None
    from PySide6.QtSvg import QSvgRenderer, QtSvg  # only for who gets such a drawing

    renderer = QSvgRenderer()
    renderer.setOptions(QtSvg.Option.Tiny12FeaturesOnly)
    renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
    if not renderer.load(QByteArray(_LINK.sub(_NOWHERE, data))):
        return None
    natural = renderer.defaultSize()
    if natural.isEmpty() or max(natural.width(), natural.height()) > _LONGEST_PX:
        return None
    size = natural.scaled(min(width, natural.width()), natural.height(), Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(size.expandedTo(QSize(1, 1)), QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image, natural
