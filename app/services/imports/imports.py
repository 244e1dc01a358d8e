"""Importing: a look at what a file holds, then what the person ticked, and a way back."""

import asyncio
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.domain.errors import ErrorKind, InputError, StorageError
from app.domain.ids import AttachmentId, MessageId, ProfileId
from app.domain.imported import (
    FaultyEntry,
    ImportedFile,
    ImportEntry,
    ImportReport,
    ImportSource,
    Loss,
)
from app.services.conversation.conversations import Conversations
from app.services.imports.adopting import Adopting
from app.services.imports.archive import Members
from app.services.own_process import OwnProcess
from app.storage.attachments import AttachmentStore
from app.storage.conversation_json import ConversationEntry, read_entry
from app.storage.conversation_trees import ConversationTrees
from app.storage.failures import storage_errors

WORD = "--read-import"


@dataclass(frozen=True, slots=True)
class ImportOffer:
    """What lies in a file; its conversations wait in ``spool`` until it is closed."""

    path: Path
    spool: Path
    entries: tuple[ImportEntry, ...]
    faulty: tuple[FaultyEntry, ...]
    offsets: tuple[int, ...]
    cut: bool = False
    """Whether the file breaks off."""


class Imports:
    """Reads files of conversations and takes them in.

    Args:
        trees: keeps conversations.
        conversations: the list, which learns of them.
        attachments: keeps their files.
        is_profile: whether a provider is known here.
        scratch: folder for what the reading process writes.
    """

    def __init__(
        self,
        trees: ConversationTrees,
        conversations: Conversations,
        attachments: AttachmentStore,
        is_profile: Callable[[ProfileId], bool],
        scratch: Path,
    ) -> None:
        self._trees = trees
        self._conversations = conversations
        self._attachments = attachments
        self._is_profile = is_profile
        self._scratch = scratch

    async def look(self, path: Path, progress: Callable[[int], None]) -> ImportOffer:
        """Read a file; ``progress`` hears how many conversations were found so far.

        Raises:
            InputError: nobody knows such a file, or it is too large.
            StorageError: a later version of the studio wrote it, or the disk refuses.
        """
        spool = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="import-", dir=self._scratch))
        told: list[dict[str, Any]] = []

        def hear(line: str) -> None:
            told.append(json.loads(line))
            progress(len(told))

        try:
            await OwnProcess((WORD, str(path), str(spool / "entries")), hear).run()
            ending = told.pop() if told else {}
            if "end" not in ending:
                raise _refusal(ending, path)
            return await self._offer(path, spool, told, cut=bool(ending.get("cut")))
        except BaseException:
            await asyncio.to_thread(shutil.rmtree, spool, ignore_errors=True)
            raise

    async def take_in(
        self,
        offer: ImportOffer,
        numbers: Collection[int],
        folder: str,
        progress: Callable[[int, int], None],
    ) -> ImportReport:
        """Take in the conversations of these numbers, into a new folder where it has a name.

        What was taken in before it is given up stays, and is in the list.

        Raises:
            StorageError: the disk refuses; what was taken in before that stays.
        """
        made = await self._conversations.add_folder(folder) if folder.strip() else None
        faulty = list(offer.faulty)
        ids = []
        losses: Counter[Loss] = Counter()
        try:
            with await asyncio.to_thread(Members, offer.path) as members:
                adopting = Adopting(self._attachments, members, self._is_profile, made.id if made else None)
                for done, number in enumerate(numbers):
                    progress(done, len(numbers))
                    entry = offer.entries[number]
                    try:
                        read, files = await asyncio.to_thread(_read, offer, number)
                        tree = await adopting.adopt(read.tree, files)
                    except ValueError as error:
                        faulty.append(FaultyEntry(entry.title, str(error)))
                        continue
                    await self._trees.add(tree, entry.source, entry.source_id)
                    ids.append(tree.conversation.id)
                    losses.update(entry.losses)
                losses.update(adopting.losses)
        finally:
            await self._conversations.load_new(ids)
        return ImportReport(tuple(ids), made.id if made else None, tuple(faulty), dict(losses))

    async def undo(self, report: ImportReport) -> None:
        """Delete what an import brought, and the folder that was made for it."""
        await self._conversations.delete(report.conversations)
        if report.folder_id is not None:
            await self._conversations.remove_folder(report.folder_id)

    async def close(self, offer: ImportOffer) -> None:
        """Forget what waits."""
        await asyncio.to_thread(shutil.rmtree, offer.spool, ignore_errors=True)

    async def _offer(self, path: Path, spool: Path, told: list[dict[str, Any]], *, cut: bool) -> ImportOffer:
        faulty = [FaultyEntry(one["faulty"], one["reason"]) for one in told if "faulty" in one]
        found = [one for one in told if "offset" in one]
        known = {source: await self._trees.known(source) for source in ImportSource}
        known[ImportSource.STUDIO] |= await self._trees.there()
        entries = await asyncio.to_thread(lambda: [_entry(number, one) for number, one in enumerate(found)])
        return ImportOffer(
            path,
            spool,
            tuple(replace(one, known=one.source_id in known[one.source]) for one in entries),
            tuple(faulty),
            tuple(one["offset"] for one in found),
            cut,
        )


def _entry(number: int, told: Mapping[str, Any]) -> ImportEntry:
    return ImportEntry(
        number=number,
        source=ImportSource(told["source"]),
        source_id=told["source_id"],
        title=told["title"],
        updated_at=datetime.fromisoformat(told["updated_at"]),
        messages=told["messages"],
        files=told["files"],
        losses={Loss(name): count for name, count in told["losses"].items()},
    )


def _read(offer: ImportOffer, number: int) -> tuple[ConversationEntry, tuple[ImportedFile, ...]]:
    """The line of a conversation."""
    with storage_errors(), (offer.spool / "entries").open("rb") as file:
        file.seek(offer.offsets[number])
        value = json.loads(file.readline())
    return read_entry(value["entry"]), tuple(_file(row) for row in value["files"])


def _file(row: Mapping[str, Any]) -> ImportedFile:
    place = row["attachment_id"]
    return ImportedFile(
        MessageId(row["message_id"]),
        row["name"],
        row["data"],
        row["member"],
        AttachmentId(place) if place else None,
    )


def _refusal(ending: Mapping[str, Any], path: Path) -> InputError | StorageError:
    kind = ErrorKind(ending.get("error", ErrorKind.IMPORT_NOT_UNDERSTOOD))
    values = ending.get("values") or {"name": path.name}
    return StorageError(kind, values) if kind is ErrorKind.DATA_NEWER else InputError(kind, values)
