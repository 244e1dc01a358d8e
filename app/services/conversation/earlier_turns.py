"""What was asked and said before, for requests that go on from a result."""

import asyncio
from pathlib import Path

from app.domain.errors import ErrorKind, GatewayError, InputError
from app.domain.form import GenerationForm
from app.domain.generation import EarlierTurn, MediaOutput
from app.domain.ids import TaskId
from app.domain.media import MediaBytes, MediaLink
from app.domain.remote_task import RemoteTask
from app.protocols.media_types import kind_of_mime, mime_of
from app.services.jobs.inputs import Inputs
from app.storage import provenance
from app.storage.media_files import MediaFiles
from app.storage.records import from_text
from app.storage.task_turns import TaskTurnStore

MOST_TURNS = 8
MOST_BYTES = 14 * 1024 * 1024
"""Pictures that go back; Google takes 20 MB in a request, and base64 makes a third more of them."""


class EarlierTurns:
    """Reads the chain of tasks that a form goes on from.

    Each picture in it is sent and charged anew, so only the newest turns go along; the last one always does.
    """

    def __init__(self, store: TaskTurnStore, inputs: Inputs, files: MediaFiles) -> None:
        self._store = store
        self._inputs = inputs
        self._files = files

    async def before(self, form: GenerationForm) -> tuple[EarlierTurn, ...]:
        """The turns, the oldest first; none where the gateway itself knows what is gone on from.

        Raises:
            InputError: a picture is gone; nothing can be gone on from without it.
            GatewayError: nobody knows the task by now.
            StorageError: the disk refuses.
        """
        turns: list[EarlierTurn] = []
        room, task_id = MOST_BYTES, form.continues if form.parent is None else None
        while task_id is not None and len(turns) < MOST_TURNS:
            turn, task_id = await self._turn(task_id)
            room -= _weight(turn)
            if turns and room < 0:
                break
            turns.append(turn)
        return tuple(reversed(turns))

    async def _turn(self, task_id: TaskId) -> tuple[EarlierTurn, TaskId | None]:
        """What was asked and said in one task, and the task before it."""
        found = await self._store.find(task_id)
        if found is None or not found[0].request:
            raise GatewayError(ErrorKind.TASK_FORGOTTEN)
        task, answer = found
        form = from_text(GenerationForm, task.request)
        turn = EarlierTurn(
            prompt=str(form.values.get("prompt") or ""),
            media=tuple([await self._inputs.of_attachment(one) for one in form.inputs]),
            answer=answer,
            outputs=tuple([await self._output(task, one) for one in task.outputs if one.error is None]),
        )
        return turn, form.continues

    async def _output(self, task: RemoteTask, output: MediaOutput) -> MediaBytes | MediaLink:
        """A picture as it came: from its file, or else from where it lay at the gateway."""
        planned = task.files[output.index] if output.index < len(task.files) else ""
        data = await asyncio.to_thread(self._read, planned) if planned else b""
        if data:
            mime = mime_of(data)
            return MediaBytes(data, mime, Path(planned).name, kind_of_mime(mime))
        if isinstance(output.media, MediaLink) and output.media.url.startswith("http"):
            return output.media
        raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": Path(planned).name})

    def _read(self, planned: str) -> bytes:
        path = self._files.finished(planned)
        try:
            return provenance.without(path.read_bytes()) if path else b""
        except OSError:
            return b""


def _weight(turn: EarlierTurn) -> int:
    return sum(len(one.data) for one in (*turn.media, *turn.outputs) if isinstance(one, MediaBytes))
