"""A file of a message, as its row shows it."""

from dataclasses import dataclass

from PySide6.QtCore import QLocale, QSize

from app.domain.media import MediaKind
from app.ui.transcript.content.pictures import Picture


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file or linked picture of a message. ``source`` is its address or path."""

    source: str
    name: str
    kind: MediaKind
    size_bytes: int | None = None
    picture: Picture | None = None
    size: QSize = QSize()

    @property
    def about(self) -> str:
        """Its size in words."""
        if self.size_bytes is None:
            return ""
        return QLocale().formattedDataSize(self.size_bytes, 0, QLocale.DataSizeFormat.DataSizeSIFormat)
