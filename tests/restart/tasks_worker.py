"""A studio that makes pictures until it is killed.

``python -m tests.restart.tasks_worker FOLDER ROOT COUNT`` puts so many tasks into the queue, and says «kept»
for each that is kept, then «begun», a line «is STATE» whenever one is in a state, and «done» once all are
over. With a COUNT of 0 it goes on with what is there.
"""

import asyncio
import sys
from pathlib import Path

from app.services.events import TaskChanged
from tests.restart.writer import say
from tests.services.workshop import CALL_CARD, TASK_CARD, Workshop


def _tell(event: TaskChanged) -> None:
    say(f"is {event.task.state}")


async def work(folder: Path, root: str, count: int) -> None:
    """One life."""
    workshop = await Workshop.open(folder, root, speed=40.0, at_once=3)
    workshop.hub.listen(TaskChanged, _tell)
    await workshop.transport.fetch(f"{root}/warm", limit_bytes=1000)  # the first request loads libraries
    workshop.generate.pause()
    for number in range(count):
        card = CALL_CARD if number % 4 == 3 else TASK_CARD
        say(f"kept {(await workshop.ask_for(f'prompt {number}', card=card)).id}")
    workshop.generate.resume()
    say("begun")
    while workshop.tasks.running:
        await workshop.something()
    await workshop.close()
    say("done")


if __name__ == "__main__":
    asyncio.run(work(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
