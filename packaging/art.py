"""Draws the program's icon in every size and container that a desktop asks for.

python packaging/art.py FOLDER    writes <size>.png, and relay-studio.ico and .icns of them
"""

import struct
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

SOURCE = Path(__file__).resolve().parent.parent / "resources" / "relay-studio.svg"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512, 1024)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)
APPLE_KINDS = {b"icp4": 16, b"icp5": 32, b"icp6": 64, b"ic07": 128, b"ic08": 256, b"ic09": 512, b"ic10": 1024}


def main(folder: Path) -> None:
    """Draw everything into a folder."""
    application = QGuiApplication([])
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {size: png(size) for size in SIZES}
    for size, data in drawn.items():
        (folder / f"{size}.png").write_bytes(data)
    (folder / "relay-studio.ico").write_bytes(ico(drawn))
    (folder / "relay-studio.icns").write_bytes(icns(drawn))
    application.quit()


def png(size: int) -> bytes:
    """The icon as a PNG file of a width in pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(SOURCE)).render(painter, QRectF(0, 0, size, size))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def ico(drawn: Mapping[int, bytes]) -> bytes:
    """A file of Windows: a directory, then PNG files; a width of 256 is written as 0."""
    place = 6 + 16 * len(WINDOWS_SIZES)
    directory, pictures = struct.pack("<HHH", 0, 1, len(WINDOWS_SIZES)), b""
    for size in WINDOWS_SIZES:
        data = drawn[size]
        edge = size % 256
        directory += struct.pack("<BBBBHHII", edge, edge, 0, 0, 1, 32, len(data), place + len(pictures))
        pictures += data
    return directory + pictures


def icns(drawn: Mapping[int, bytes]) -> bytes:
    """A file of macOS: PNG files, each behind its kind and length."""
    chunks = b"".join(
        kind + struct.pack(">I", len(drawn[size]) + 8) + drawn[size] for kind, size in APPLE_KINDS.items()
    )
    return b"icns" + struct.pack(">I", len(chunks) + 8) + chunks


if __name__ == "__main__":
    main(Path(sys.argv[1]))
