"""Saves what stands in a conversation where the person wants it: a picture as it came, a code as a file."""

import asyncio
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.storage.file_types import recognise
from app.storage.files import copy_to, write_bytes
from app.ui import dialogs
from app.ui.transcript.content.pictures import Pictures, Source


async def save_picture(parent: QWidget, pictures: Pictures, source: Source, folder: Path) -> Path | None:
    """Ask where to, and write the picture's own bytes; None where the person backed out.

    Raises:
        StudioError: the picture is gone, or the disk refuses.
    """
    data = await pictures.original(source)
    stem = source.stem if isinstance(source, Path) else "picture"
    suggested = folder / f"{stem}{recognise(data[:64]).extension}"
    return await _save(parent, data, suggested)


async def save_file(parent: QWidget, source: Path, suggested: Path) -> Path | None:
    """Ask where to, and copy a file there; None where the person backed out.

    Raises:
        StudioError: the file is gone, or the disk refuses.
    """
    target = await dialogs.pick_target(parent, _title(), suggested)
    if target is not None:
        await asyncio.to_thread(copy_to, target, source)
    return target


async def save_code(parent: QWidget, code: str, language: str, folder: Path) -> Path | None:
    """Ask where to, and write a code as a text file with its language's ending.

    Raises:
        StorageError: the disk refuses.
    """
    suffix = await asyncio.to_thread(_ending, language)
    return await _save(parent, code.encode(), folder / f"code{suffix}")


async def _save(parent: QWidget, data: bytes, suggested: Path) -> Path | None:
    target = await dialogs.pick_target(parent, _title(), suggested)
    if target is not None:
        await asyncio.to_thread(write_bytes, target, data)
    return target


def _title() -> str:
    return QCoreApplication.translate("Saving", "Save as")


def _ending(language: str) -> str:
    """``.py`` for Python; ``.txt`` for what has no ending of its own. Loading a lexer may take 50 ms."""
    from app.ui.transcript.content.lexing import find_lexer  # brings the lexers' library, not at the start

    lexer = find_lexer(language) if language else None
    endings = [name[1:] for name in (lexer.filenames if lexer else ()) if name.startswith("*.")]
    return endings[0] if endings and endings[0].isascii() else ".txt"
