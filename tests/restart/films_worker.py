"""A studio that makes films until it is killed.

``python -m tests.restart.films_worker FOLDER ROOT COUNT`` puts so many films into the queue, says «is STATE»
whenever one is in a state, and «done» once all are over. With a COUNT of 0 it goes on with what is there.
"""

import asyncio
import sys
from pathlib import Path

from app.services.events import QueueChanged, TaskChanged
from app.services.studio import Studio
from tests.restart.writer import say
from tests.services.making import Board
from tests.services.test_film_faults import with_provider
from tests.services.workshop import FastClock
from tests.studio import open_at


def _tell(event: TaskChanged) -> None:
    say(f"is {event.task.state}")


async def _is_over(studio: Studio) -> bool:
    tasks = await studio.tasks.get_many(await studio.tasks.ids())
    return bool(tasks) and all(task.state.is_final for task in tasks)


async def work(folder: Path, root: str, count: int) -> None:
    """One life."""
    opened = await open_at(folder, FastClock(40.0))
    studio, happened = opened.studio, asyncio.Event()

    def note(_event: object) -> None:
        happened.set()

    studio.hub.listen(TaskChanged, _tell)
    studio.hub.listen(TaskChanged, note)
    studio.hub.listen(QueueChanged, note)
    await with_provider(studio, root)
    board = Board(studio)
    for number in range(count):
        values = {"prompt": f"film {number}", "seconds": "4"}
        await board.order("sora-2.links", "sora-2", values=values)
    while not await _is_over(studio):
        if studio.generate.is_paused():
            studio.generate.resume()  # a start leaves the queue to the person
        await happened.wait()
        happened.clear()
    await opened.close()
    say("done")


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
