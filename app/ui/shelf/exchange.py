"""Taking items of a shelf in from a file, and giving them out into one."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from app.domain.errors import ErrorKind, InputError, StudioError
from app.domain.text import Language
from app.services.shelf import Shelf
from app.services.shelf_files import LARGEST_BYTES, Found, ShelfFormat, found_in, written
from app.storage.failures import storage_errors
from app.storage.files import write_bytes
from app.ui import dialogs
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.shelf.import_dialog import ImportDialog
from app.ui.shelf.manager import ShelfManager
from app.ui.theme.theme import Theme


class ShelfExchange(QObject):
    """Serves one window of one shelf."""

    def __init__(
        self,
        shelf: Shelf[Any],
        form: ShelfFormat[Any],
        folder: Path,
        notices: Notices,
        theme: Theme,
        manager: ShelfManager,
    ) -> None:
        super().__init__(manager)
        self._shelf = shelf
        self._form = form
        self._folder = folder
        self._notices = notices
        self._theme = theme
        self._manager = manager

    def take_in(self, language: Language) -> None:
        """Choose a file, show what it holds, and take in what the person ticks."""
        Operation(self, self._take_in(language), done=self._tell_taken, failed=self._tell_error)

    def give_out(self, items: Sequence[Any]) -> None:
        """Write items into a file of the person's choice."""
        Operation(self, self._give_out(items), done=self._tell_saved, failed=self._tell_error)

    async def _take_in(self, language: Language) -> int:
        paths = await dialogs.pick_files(self._manager, self.tr("Import"), "JSON (*.json)")
        if not paths:
            return 0
        text = await asyncio.to_thread(_read, paths[0])
        present = self._shelf.all(language)
        found = await asyncio.to_thread(found_in, self._form, text, present)
        items = await self._ask(found)
        await self._shelf.save(*items)
        return len(items)

    async def _ask(self, found: Sequence[Found[Any]]) -> list[Any]:
        dialog = ImportDialog(found, self._theme, self._manager)
        chosen: list[Any] = []
        dialog.taken.connect(chosen.extend)
        await dialogs.finished(dialog)
        return chosen

    async def _give_out(self, items: Sequence[Any]) -> Path | None:
        name = self._folder / f"{self._form.kind}.json"
        target = await dialogs.pick_target(self._manager, self.tr("Export"), name, "JSON (*.json)")
        if target is not None:
            text = written(self._form, items)
            await asyncio.to_thread(write_bytes, target, text.encode("utf-8"))
        return target

    def _tell_taken(self, count: int) -> None:
        if count:
            self._manager.show_remark(self.tr("Imported: {count}").format(count=count))

    def _tell_saved(self, target: Path | None) -> None:
        if target is not None:
            self._manager.show_remark(self.tr("Saved: {file}").format(file=target))

    def _tell_error(self, error: StudioError) -> None:
        words = self._notices.words(error)
        self._manager.show_remark(" ".join(filter(None, (words.sentence, words.step))))


def _read(path: Path) -> str:
    """The text of a file that is not larger than any of ours.

    Raises:
        InputError: it is too large, or no text.
        StorageError: it cannot be read.
    """
    with storage_errors():
        if path.stat().st_size > LARGEST_BYTES:
            limit = f"{LARGEST_BYTES // 1_000_000} MB"
            raise InputError(ErrorKind.ATTACHMENT_TOO_LARGE, {"name": path.name, "limit": limit})
        data = path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(ErrorKind.SHELF_FILE_INVALID, {"reason": str(error)}) from error
