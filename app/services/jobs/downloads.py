"""Saves the results of finished tasks at once: their links die within the hour."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial

from app.domain.download import Download
from app.domain.errors import ErrorKind, ProtocolError, Stopped, StorageError, StudioError
from app.domain.generation import MediaOutput
from app.domain.ids import TaskId
from app.domain.media import Asset, MediaBytes, MediaKind, MediaLink, Provenance
from app.domain.remote_task import RemoteTask, TaskSnapshot, TaskState
from app.services.events import DownloadMoved, Hub
from app.services.jobs.download_meter import DownloadMeter
from app.services.jobs.download_places import DownloadPlaces
from app.services.jobs.fetching import Fetching
from app.services.jobs.polling import ended, is_usable, with_outputs
from app.services.jobs.result_links import SPOOL, bytes_of_data_url, link_of
from app.services.jobs.result_records import record_of
from app.services.jobs.task_board import TaskBoard
from app.services.jobs.task_calls import TaskCalls
from app.services.jobs.task_clock import TaskClock
from app.services.off_loop import computed
from app.services.supervisor import Supervisor
from app.storage.media_files import MediaFiles, MediaName

log = logging.getLogger(__name__)

IsBlank = Callable[[Asset], bool]
AskAgain = Callable[[RemoteTask], Awaitable[TaskSnapshot | None]]

_PAUSES_S = (2.0, 5.0, 15.0, 30.0, 60.0)
_DEAD = (401, 403, 404, 410)


class Downloads:
    """Fetches, checks and files what a task has made, output by output; each counts as soon as it is here.

    Args:
        ask_again: asks the gateway for fresh links of a task.
        is_blank: whether a picture shows nothing; works in a thread of its own.
    """

    def __init__(
        self,
        *,
        board: TaskBoard,
        calls: TaskCalls,
        files: MediaFiles,
        fetching: Fetching,
        is_blank: IsBlank,
        hub: Hub,
        supervisor: Supervisor,
        clock: TaskClock,
    ) -> None:
        self._board = board
        self._calls = calls
        self._files = files
        self._fetching = fetching
        self._is_blank = is_blank
        self._hub = hub
        self._supervisor = supervisor
        self._clock = clock
        self._running: dict[TaskId, asyncio.Task[None]] = {}
        self._places = DownloadPlaces(supervisor, clock)
        self.ask_again: AskAgain | None = None

    async def keep_bytes(self, outputs: tuple[MediaOutput, ...]) -> tuple[MediaOutput, ...]:
        """The outputs with every inline byte in a file of its own, before anything else happens to them.

        Raises:
            StorageError: the disk refuses.
        """
        return tuple([await self._kept(output) for output in outputs])

    def start(self, *tasks: RemoteTask) -> None:
        """Save the results of those tasks that have any, links that die first before the others."""
        for task in sorted(tasks, key=_expiry):
            if task.state is TaskState.DOWNLOADING and task.id not in self._running:
                self._begin(task.id, partial(self._save_all, task.id))

    def try_places(self, task: RemoteTask, places: Sequence[str]) -> None:
        """Save what is missing of a task from other addresses than it was told."""
        if task.id not in self._running:
            self._begin(task.id, partial(self._save_from, task.id, places))

    def stop(self, task_id: TaskId) -> None:
        """End it; what came stays for the next attempt."""
        if (running := self._running.pop(task_id, None)) is not None:
            running.cancel()

    def remember(self, tasks: Iterable[RemoteTask]) -> None:
        """Names that tasks of an earlier run have promised to their files."""
        for task in tasks:
            self._files.remember(task.files)

    async def _kept(self, output: MediaOutput) -> MediaOutput:
        media = output.media
        if isinstance(media, MediaLink) and media.url.startswith("data:"):
            url = media.url
            try:
                data = await computed(lambda: bytes_of_data_url(url), len(url))
            except StudioError as error:
                return replace(output, media=MediaLink(""), error=error)
        elif isinstance(media, MediaBytes):
            data = media.data
        else:
            return output
        return replace(output, media=MediaLink(f"{SPOOL}{await self._files.spool(data)}", output.kind))

    def _begin(self, task_id: TaskId, save: Callable[[], Awaitable[StudioError | None]]) -> None:
        name = f"save the results of {task_id}"
        self._running[task_id] = self._supervisor.start(name, self._save(task_id, save))

    async def _save(self, task_id: TaskId, save: Callable[[], Awaitable[StudioError | None]]) -> None:
        try:
            error = await save()
            if (task := self._board.get(task_id)) is not None:
                await self._end(task, error)
        except StorageError:
            log.exception("That a task's results are saved could not be kept; the next start looks again")
        except Exception:
            log.exception("Our own fault, while results were saved")
            if (task := self._board.get(task_id)) is not None:
                await self._end(task, StudioError(ErrorKind.INTERNAL))
        finally:
            if self._running.get(task_id) is asyncio.current_task():
                del self._running[task_id]

    async def _end(self, task: RemoteTask, error: StudioError | None) -> None:
        now = self._clock.now()
        if error is not None:
            return await self._board.save(ended(task, TaskState.DOWNLOAD_FAILED, now, error))
        await self._board.save(replace(ended(task, TaskState.DONE, now), progress_percent=100.0))
        spooled = (link_of(output) for output in task.outputs)
        await self._files.clear_spool(link.removeprefix(SPOOL) for link in spooled if link.startswith(SPOOL))
        return None

    async def _save_all(self, task_id: TaskId) -> StudioError | None:
        """Try until everything is here; the error that stays in the way, or None."""
        error: StudioError | None = None
        if self._has_dead_links(task_id):
            await self._refresh_links(task_id)
        for pause_s in (*_PAUSES_S, None):
            error = await self._save_missing(task_id)
            if error is None or _is_hopeless(error) or pause_s is None:
                return error
            await self._clock.sleep(pause_s)
            if _is_dead(error):
                await self._refresh_links(task_id)
        return error

    async def _save_missing(self, task_id: TaskId) -> StudioError | None:
        """One attempt at each output that is not here yet."""
        last: StudioError | None = None
        task = self._board.get(task_id)
        for output in _missing(task) if task else ():
            try:
                async with self._places.one(task.expires_at if task else None):
                    await self._save_one(task_id, output)
            except StorageError as error:
                return error
            except StudioError as error:
                last = error
        return last

    async def _save_from(self, task_id: TaskId, places: Sequence[str]) -> StudioError | None:
        """Try one place after the other; the last error where something is still missing."""
        error: StudioError | None = None
        for place in places:
            missing = _missing(self._alive(task_id))
            if not missing:
                break
            error = await self._save_elsewhere(task_id, missing[0], place)
            if isinstance(error, StorageError):
                break
        return error

    async def _save_elsewhere(self, task_id: TaskId, output: MediaOutput, place: str) -> StudioError | None:
        """Save an output from another place, where a file of its kind lies there."""
        try:
            task = await self._planned(task_id, output)
            part = self._files.part_of(task.files[output.index])
            await asyncio.to_thread(part.unlink, missing_ok=True)
            elsewhere = replace(output, media=MediaLink(place, output.kind))
            await self._save_one(task_id, elsewhere, only=output.kind)
        except StudioError as error:
            return error
        return None

    async def _save_one(self, task_id: TaskId, output: MediaOutput, only: MediaKind | None = None) -> None:
        task = await self._planned(task_id, output)
        planned = task.files[output.index]
        record = record_of(task, output)
        finished = await asyncio.to_thread(self._files.finished, planned)
        if finished is None:
            link = link_of(output)
            meter = DownloadMeter(partial(self._tell, task_id), self._clock)
            place = await self._calls.result_destination(task, link)
            await self._fetching.fetch(link, planned, place, meter)
            asset = await self._finish(planned, record, only)
        else:
            asset = await self._files.asset_at(finished, record, self._clock.now())
        await self._add(task_id, output.index, asset)

    def _tell(self, task_id: TaskId, download: Download) -> None:
        self._hub.publish(DownloadMoved(task_id, download))

    async def _finish(self, planned: str, record: Provenance, only: MediaKind | None) -> Asset:
        """Check and name the file; one that is no good is thrown away and will be fetched anew."""
        try:
            if only is not None:
                await self._files.check_kind(planned, only)
            return await self._files.finish(planned, record, self._clock.now())
        except ProtocolError:
            await asyncio.to_thread(self._files.part_of(planned).unlink, missing_ok=True)
            raise

    async def _planned(self, task_id: TaskId, output: MediaOutput) -> RemoteTask:
        """The task with a name for the output, kept before any file takes it."""
        task = self._alive(task_id)
        if output.index < len(task.files) and task.files[output.index]:
            return task
        name = MediaName(output.kind, task.created_at, task.model, task.prompt, output.index)
        planned = await asyncio.to_thread(self._files.plan, name)
        files = [*task.files, *[""] * (output.index + 1 - len(task.files))]
        files[output.index] = planned
        task = replace(self._alive(task_id), files=tuple(files))
        await self._board.save(task)
        return task

    async def _add(self, task_id: TaskId, index: int, asset: Asset) -> None:
        is_blank = asset.kind is MediaKind.PICTURE and await asyncio.to_thread(self._is_blank, asset)
        task = self._alive(task_id)
        with_asset = replace(
            task,
            assets=(*task.assets, asset.id),
            asset_of=(*task.asset_of, index),
            blank=(*task.blank, index) if is_blank else task.blank,
        )
        await self._board.save_with_asset(with_asset, asset)

    def _has_dead_links(self, task_id: TaskId) -> bool:
        """Whether the time of its links is over, for example because the program was away for long."""
        task = self._board.get(task_id)
        expires_at = task.expires_at if task and any(map(_is_remote, _missing(task))) else None
        return expires_at is not None and expires_at <= self._clock.now()

    async def _refresh_links(self, task_id: TaskId) -> None:
        """Take the links that the gateway gives now; it may sign them anew, or not have them ready before."""
        task = self._board.get(task_id)
        if task is None or task.handle is None or self.ask_again is None:
            return
        try:
            said = await self.ask_again(task)
        except StudioError as error:
            log.info("No fresh links: %s", error)
            return
        if said is not None and len(said.outputs) == len(task.outputs) and all(map(is_usable, said.outputs)):
            current = replace(self._alive(task_id), expires_at=said.expires_at)
            await self._board.save(with_outputs(current, said.outputs, self._clock.now()))

    def _alive(self, task_id: TaskId) -> RemoteTask:
        task = self._board.get(task_id)
        if task is None:
            raise Stopped
        return task


def _missing(task: RemoteTask) -> list[MediaOutput]:
    return [output for output in task.outputs if is_usable(output) and output.index not in task.asset_of]


def _is_remote(output: MediaOutput) -> bool:
    return link_of(output).startswith(("http", "/"))


def _is_hopeless(error: StudioError) -> bool:
    """Whether another attempt would end the same."""
    return isinstance(error, StorageError) or error.kind is ErrorKind.ADDRESS_PRIVATE


def _is_dead(error: StudioError) -> bool:
    """Whether the link may be at fault, so that a fresh one may help."""
    return error.technical.status in _DEAD or error.kind is ErrorKind.RESULT_NOT_MEDIA


def _expiry(task: RemoteTask) -> float:
    return task.expires_at.timestamp() if task.expires_at else float("inf")
