"""Pictures that a gateway is still drawing, where it shows by a link how far it is."""

import logging

from app.domain.errors import StudioError
from app.domain.generation import PartialPicture
from app.domain.ids import TaskId
from app.domain.media import MediaBytes, MediaLink
from app.domain.remote_task import RemoteTask, TaskSnapshot
from app.services.events import Hub, PartialShown
from app.services.jobs.result_links import absolute
from app.services.jobs.task_board import TaskBoard
from app.services.jobs.task_calls import TaskCalls
from app.services.supervisor import Supervisor
from app.transport.http import HttpTransport

log = logging.getLogger(__name__)

LIMIT_BYTES = 16_000_000


class Previews:
    """Fetches what can be seen so far. One that does not come is no matter: the next one shows more."""

    def __init__(
        self,
        *,
        board: TaskBoard,
        calls: TaskCalls,
        transport: HttpTransport,
        hub: Hub,
        supervisor: Supervisor,
    ) -> None:
        self._board = board
        self._calls = calls
        self._transport = transport
        self._hub = hub
        self._supervisor = supervisor
        self._links: dict[TaskId, str] = {}
        self._fetching: set[TaskId] = set()

    def show(self, task: RemoteTask, said: TaskSnapshot) -> None:
        """Fetch what an answer shows of a task, unless it is known, or another one is still on its way."""
        link = next((one.media.url for one in said.previews if isinstance(one.media, MediaLink)), "")
        if not link or task.id in self._fetching or self._links.get(task.id) == link:
            return
        self._links = {one: seen for one, seen in self._links.items() if self._board.get(one)}
        self._links[task.id] = link
        self._fetching.add(task.id)
        self._supervisor.start(f"preview {task.id}", self._fetch(task, link))

    async def _fetch(self, task: RemoteTask, link: str) -> None:
        try:
            place = await self._calls.destination(task)
            response = await self._transport.fetch(
                absolute(link, place.root),
                limit_bytes=LIMIT_BYTES,
                proxy=place.proxy,
                proxy_password=place.proxy_password,
                home=place.root,
            )
        except StudioError as error:
            log.info("No preview: %s", error)
            return
        finally:
            self._fetching.discard(task.id)
        if response.status == 200 and response.body:
            picture = PartialPicture(0, 0, MediaBytes(response.body, response.content_type))
            self._hub.publish(PartialShown(task.id, picture))
