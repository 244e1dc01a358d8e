"""Conversations as files: the studio's own, and what a process of its own makes of it."""

import asyncio
import base64
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from app import __version__
from app.domain.conversation_tree import ConversationTree
from app.domain.errors import ErrorKind, InputError, StorageError
from app.domain.ids import AttachmentId, ConversationId
from app.domain.imported import MOST_BYTES
from app.domain.media import Attachment
from app.services.clock import now
from app.services.own_process import OwnProcess
from app.storage.attachments import AttachmentStore
from app.storage.conversation_json import entry_text, file_text
from app.storage.conversation_trees import ConversationTrees
from app.storage.failures import storage_errors
from app.storage.files import passing_folder, written_whole

WORD = "--write-export"

Progress = Callable[[int, int], None]
Order = Callable[[Path], str]
"""What the other process shall do with a file of the studio."""


@dataclass(frozen=True, slots=True)
class ExportContents:
    """What there is to export of some conversations."""

    conversations: int
    messages: int
    branch_messages: int
    files: int
    file_bytes: int
    has_branches: bool
    has_reasoning: bool
    has_tools: bool


class Exports:
    """Writes files whole or not at all.

    Args:
        trees: reads conversations.
        attachments: reads their files.
        scratch: folder for what the other process reads.
    """

    def __init__(self, trees: ConversationTrees, attachments: AttachmentStore, scratch: Path) -> None:
        self._trees = trees
        self._attachments = attachments
        self._scratch = scratch

    async def contents(self, ids: tuple[ConversationId, ...]) -> ExportContents:
        """What conversations hold."""
        trees = [tree for one in ids if (tree := await self._trees.read(one)) is not None]
        return await asyncio.to_thread(_contents, trees)

    async def write_json(self, conversation_id: ConversationId, target: Path, *, files: bool) -> None:
        """Write a conversation with everything that is known of it.

        Raises:
            InputError: the conversation is gone.
            StorageError: the disk refuses, or the file would be too large to be read back.
        """
        tree = await self._tree(conversation_id)
        attached = _attachments(tree) if files else ()
        await asyncio.to_thread(self._write, tree, attached, target)

    async def convert(
        self, conversation_id: ConversationId, target: Path, order: Order, progress: Progress
    ) -> list[Path]:
        """Have another process write a document of a conversation to a place; what it wrote.

        Raises:
            InputError: the conversation is gone.
            StorageError: the disk refuses, or the process failed.
        """
        tree = await self._tree(conversation_id)
        folder = Path(await asyncio.to_thread(tempfile.mkdtemp, prefix="export-", dir=self._scratch))
        source = folder / "conversation.json"
        lines: list[str] = []
        try:
            await asyncio.to_thread(self._write, tree, (), source)
            await OwnProcess((WORD,), lambda line: _hear(line, progress, lines)).run(order(source))
            return _written(lines)
        finally:
            for left in (folder, passing_folder(target)):
                await asyncio.to_thread(shutil.rmtree, left, ignore_errors=True)

    async def _tree(self, conversation_id: ConversationId) -> ConversationTree:
        tree = await self._trees.read(conversation_id)
        if tree is None:
            raise InputError(ErrorKind.FILE_GONE)
        return tree

    def _write(self, tree: ConversationTree, attached: tuple[Attachment, ...], target: Path) -> None:
        pieces = file_text([entry_text(tree, self._contents_of(attached))], __version__, now())
        size = 0
        with (
            storage_errors(),
            written_whole(target) as part,
            part.open("w", encoding="utf-8", newline="\n") as file,
        ):
            for piece in pieces:
                size += len(piece.encode())
                if size > MOST_BYTES:
                    raise StorageError(ErrorKind.EXPORT_TOO_LARGE)
                file.write(piece)

    def _contents_of(self, attached: tuple[Attachment, ...]) -> Iterator[tuple[AttachmentId, str]]:
        """Files that are still there, as base64."""
        for attachment in attached:
            if self._attachments.holds(attachment):
                data = self._attachments.path(attachment).read_bytes()
                yield attachment.id, base64.b64encode(data).decode("ascii")


def _hear(line: str, progress: Progress, lines: list[str]) -> None:
    done, _, of = line.partition(" ")
    if done.isdecimal() and of.isdecimal():
        progress(int(done), int(of))
    else:
        lines.append(line)


def _written(lines: list[str]) -> list[Path]:
    """The answer of the other process."""
    try:
        answer = json.loads(lines[-1]) if lines else {}
    except ValueError:
        answer = {}
    if "error" in answer:
        raise StorageError(ErrorKind(answer["error"]), answer.get("values"))
    if "written" not in answer:
        raise StorageError(ErrorKind.EXPORT_FAILED)
    return [Path(name) for name in answer["written"]]


def _attachments(tree: ConversationTree) -> tuple[Attachment, ...]:
    """The files of a conversation, each content once."""
    return tuple({one.id: one for message in tree.messages for one in message.attachments}.values())


def _contents(trees: list[ConversationTree]) -> ExportContents:
    files = [attachment for tree in trees for attachment in _attachments(tree)]
    messages = [message for tree in trees for message in tree.messages]
    branch = sum(len(tree.branch) for tree in trees)
    return ExportContents(
        conversations=len(trees),
        messages=len(messages),
        branch_messages=branch,
        files=len(files),
        file_bytes=sum(attachment.size_bytes for attachment in files),
        has_branches=branch < len(messages),
        has_reasoning=any(message.reasoning for message in messages),
        has_tools=any(message.tool_calls or message.tool_results for message in messages),
    )
