"""Files that belong to messages, copied into the data folder so that they exist tomorrow."""

import asyncio
import hashlib
import io
import os
import unicodedata
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from app.domain.errors import ErrorKind, InputError, Technical
from app.domain.ids import AttachmentId
from app.domain.media import Attachment
from app.storage.failures import storage_errors
from app.storage.file_types import (
    HEAD_BYTES,
    TAIL_BYTES,
    FileType,
    dimensions,
    has_known_header,
    is_archive,
    recognise,
    recognise_archive,
    text_of,
)
from app.storage.files import settle

LIMIT_BYTES = 50 * 1024 * 1024
_CHUNK_BYTES = 1024 * 1024
_NAME_LENGTH = 120
_NOWHERE = "outside"
"""A name that no copy has: in place of one that leads out of the folder."""


class AttachmentStore:
    """Keeps each content once, under the name of its checksum.

    Args:
        folder: where the copies lie.
        limit_bytes: largest file that is taken.
    """

    def __init__(self, folder: Path, limit_bytes: int = LIMIT_BYTES) -> None:
        self._folder = Path(os.path.normpath(folder))
        self._limit_bytes = limit_bytes

    async def add_file(self, path: Path) -> Attachment:
        """Copy a file.

        Raises:
            InputError: it is empty, too large, or cannot be read.
            StorageError: the disk refused the copy.
        """
        return await asyncio.to_thread(self._add_file, path)

    async def add_bytes(self, data: bytes, name: str) -> Attachment:
        """Keep bytes, for example a pasted picture; errors as in ``add_file``."""
        return await asyncio.to_thread(self._add, io.BytesIO(data), name)

    async def read(self, attachment: Attachment) -> bytes:
        """The content.

        Raises:
            InputError: the copy is gone.
        """
        try:
            return await asyncio.to_thread(self.path(attachment).read_bytes)
        except OSError as error:
            raise _refused(ErrorKind.ATTACHMENT_UNREADABLE, attachment.name, error) from error

    async def read_text(self, attachment: Attachment) -> str:
        """The content as text, in whichever of the usual encodings it is.

        Raises:
            InputError: the copy is gone, or holds no text.
        """
        text = text_of(await self.read(attachment))
        if text is None:
            raise _refused(ErrorKind.ATTACHMENT_UNREADABLE, attachment.name)
        return text

    def path(self, attachment: Attachment) -> Path:
        """Where the copy lies. What a stranger wrote down may name no other file of the computer."""
        path = Path(os.path.normpath(self._folder / attachment.path))
        return path if path.is_relative_to(self._folder) else self._folder / _NOWHERE

    def holds(self, attachment: Attachment) -> bool:
        """Whether the copy is here."""
        return self.path(attachment).is_file()

    def _add_file(self, path: Path) -> Attachment:
        try:
            if not path.is_file():
                raise _refused(ErrorKind.ATTACHMENT_UNREADABLE, path.name)
            if path.stat().st_size > self._limit_bytes:
                raise self._too_large(path.name)
            source = path.open("rb")
        except OSError as error:
            raise _refused(ErrorKind.ATTACHMENT_UNREADABLE, path.name, error) from error
        with source:
            return self._add(source, path.name)

    def _add(self, source: BinaryIO, name: str) -> Attachment:
        name = _plain_name(name)
        head = source.read(HEAD_BYTES)
        if not head:
            raise _refused(ErrorKind.ATTACHMENT_EMPTY, name)
        file_type = recognise(head, name)
        if is_archive(file_type):
            file_type = recognise_archive(_tail(source))
        size = dimensions(head, file_type)
        if size is None and has_known_header(file_type):
            raise _refused(ErrorKind.ATTACHMENT_UNREADABLE, name)
        source.seek(0)
        with storage_errors():
            path, size_bytes = self._keep(source, name, file_type)
        width, height = size or (None, None)
        return Attachment(
            AttachmentId(path.stem),
            file_type.kind,
            name,
            file_type.mime,
            size_bytes,
            path.relative_to(self._folder).as_posix(),
            width,
            height,
        )

    def _keep(self, source: BinaryIO, name: str, file_type: FileType) -> tuple[Path, int]:
        """Copy to a passing name, then give it the name of its content."""
        part = self._folder / f"{uuid4().hex}.part"
        checksum = hashlib.sha256()
        size_bytes = 0
        try:
            with part.open("wb") as copy:
                while chunk := source.read(_CHUNK_BYTES):
                    size_bytes += len(chunk)
                    if size_bytes > self._limit_bytes:
                        raise self._too_large(name)
                    checksum.update(chunk)
                    copy.write(chunk)
            digest = checksum.hexdigest()
            target = self._folder / digest[:2] / f"{digest}{file_type.extension}"
            target.parent.mkdir(exist_ok=True)
            settle(part, target)
        finally:
            part.unlink(missing_ok=True)
        return target, size_bytes

    def _too_large(self, name: str) -> InputError:
        limit = f"{self._limit_bytes / (1024 * 1024):g} MB"
        return InputError(ErrorKind.ATTACHMENT_TOO_LARGE, {"name": name, "limit": limit}, field="attachments")


def _tail(source: BinaryIO) -> bytes:
    """The end of a file."""
    length = source.seek(0, io.SEEK_END)
    source.seek(max(0, length - TAIL_BYTES))
    return source.read()


def _refused(kind: ErrorKind, name: str, error: OSError | None = None) -> InputError:
    cause = str(error) if error else ""
    return InputError(kind, {"name": name}, technical=Technical(cause=cause), field="attachments")


def _plain_name(name: str) -> str:
    """The last part of a path-like name, without what steers a terminal or a text's direction."""
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"})
    return shown.strip()[-_NAME_LENGTH:] or "file"
