"""A conversation that calls two tools, one of which waits for the person for ever.

``python -m tests.restart.caller FOLDER GATEWAY`` says «waiting» when the other one's result lies on the disk.
"""

import asyncio
import json
import sys
from pathlib import Path

from app.domain.conversation import Draft
from app.domain.ids import ProfileId
from app.domain.profile import Profile
from tests.restart.writer import say
from tests.studio import begin_talk, open_at

ASK_ME = json.dumps([{"name": "ask_me", "description": "Asks the person.", "parameters": {"type": "object"}}])


async def call(folder: Path, root: str) -> None:
    """Ask, wait, and never end."""
    studio = (await open_at(folder)).studio
    await studio.profiles.save(Profile(ProfileId("gateway"), "Gateway", (root,)), {})
    talk = await begin_talk(studio, tools=("built_in/calculator",), functions=ASK_ME)
    await studio.chat.send(talk.id, Draft("Use the tools calculator and ask_me with “20+22”"))
    await talk.until(lambda: bool(studio.tools.consent.waiting))
    kept = False
    while not kept:
        kept = bool((await talk.branch())[-1].tool_results)
    say("waiting")
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(call(Path(sys.argv[1]), sys.argv[2]))
