"""Kinds, sizes and lengths of files, as a person reads them."""

from pathlib import PurePath

from PySide6.QtCore import QCoreApplication, QLocale

from app.domain.media import Asset, MediaKind

KIND_ICONS = {
    MediaKind.PICTURE: "images",
    MediaKind.VIDEO: "videos",
    MediaKind.AUDIO: "audio",
    MediaKind.TEXT: "text",
    MediaKind.FILE: "file",
}


def kind_name(kind: MediaKind) -> str:
    """What one file of a kind is called."""
    names = {
        MediaKind.PICTURE: QCoreApplication.translate("LibraryWords", "Picture"),
        MediaKind.VIDEO: QCoreApplication.translate("LibraryWords", "Video"),
        MediaKind.AUDIO: QCoreApplication.translate("LibraryWords", "Music or speech"),
        MediaKind.TEXT: QCoreApplication.translate("LibraryWords", "Text"),
        MediaKind.FILE: QCoreApplication.translate("LibraryWords", "File"),
    }
    return names[kind]


def title_of(asset: Asset) -> str:
    """The prompt in one line, else the file's name."""
    return " ".join(asset.provenance.prompt.split()) or file_name(asset)


def file_name(asset: Asset) -> str:
    """What the person called it, else what it is called in its folder."""
    return asset.name or PurePath(asset.path).name


def size_words(size_bytes: int) -> str:
    """A number of bytes in the usual unit."""
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def length_words(duration_ms: int) -> str:
    """``1:05``, or ``1:02:03`` from an hour on."""
    seconds = round(duration_ms / 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
