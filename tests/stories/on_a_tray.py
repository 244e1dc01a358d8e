"""A person closes the window while a film is made; run by test_tray on a screen and a bus of its own.

Prints one JSON object: what was seen.
"""

import asyncio
import json
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox

from app.bootstrap.command_line import Arguments
from app.domain.ids import TaskId
from app.domain.remote_task import TaskState
from app.ui.application import make_application
from app.ui.desktop_notices import DesktopNotices
from app.ui.instance_socket import hand_over, socket_name
from app.ui.widgets.choice_box import ChoiceBox
from tests.gateway import Gateway
from tests.qt_loop import QtLoop
from tests.services.workshop import FastClock
from tests.stories.conftest import started
from tests.stories.filming import FILM_MODEL, VIDEOS, at_videos, choose_film_model, jobs
from tests.stories.person import Person
from tests.stories.tray_host import MessageHost, TrayHost
from tests.studio import add_gateway

HURRY = 20.0
Seen = dict[str, object]


async def order(person: Person, prompt: str) -> TaskId:
    """Order a film with the mouse: no window manager is there to give the window the keyboard."""
    before = {job.task.id for job in jobs(person)}
    person.write("videos.prompt", prompt)
    await person.until(person.find("videos.generate").isEnabled)
    person.press("videos.generate")
    await person.until(lambda: {job.task.id for job in jobs(person)} - before)
    return next(job.task.id for job in jobs(person) if job.task.id not in before)


async def close_and_keep_running(
    person: Person, tray: TrayHost, messages: MessageHost, gateway: Gateway
) -> Seen:
    """The first close asks; the job goes on meanwhile, and a press on the message about it shows it."""
    task_id = await order(person, "a fox in the snow")
    studio, window = person.session.studio, person.window
    await person.until(lambda: studio.tasks.is_busy and not studio.tasks.sending)
    window.show_page("conversations")
    window.close()
    await person.until(lambda: person.sees("dialog.tray"))
    asked = person.reads("A job goes on at the provider")
    person.press("dialog.tray")
    await person.until(lambda: not window.isVisible() and tray.items)
    await person.until(lambda: studio.tasks._poller.relaxed)
    tip, entries = await tray.tool_tip(), list(await tray.entries())
    questions = len(gateway.asked(f"{VIDEOS}/{studio.tasks.running[0].handle.id}"))  # type: ignore[union-attr]
    await tray.choose("Pause the queue")
    await person.until(lambda: studio.generate.is_paused())
    await tray.choose("Pause the queue")
    await person.until(lambda: not studio.generate.is_paused())
    gateway.server.pace.full_speed = True
    await person.until(lambda: not studio.tasks.is_busy)
    made = await studio.tasks.get(task_id)
    assert made is not None
    assert made.handle is not None
    hidden = not window.isVisible()
    await person.until(lambda: bool(messages.shown))
    _program, _replaced, _icon, title, prompt, _actions, hints, _expires = messages.shown[0]
    await person.until(lambda: bool(person_is_told(person)))
    messages.press_last()
    await person.until(lambda: window.isVisible() and window.current_page == "videos")
    page = at_videos(person)
    await person.until(lambda: page.board.view.current() is not None)
    shown = page.board.view.current()
    return {
        "told": [title, prompt, hints["image-data"][1][:2]],
        "shown": shown is not None and shown.task.id == task_id,
        "asked": asked,
        "tip": tip,
        "entries": entries,
        "asked for on": len(gateway.asked(f"{VIDEOS}/{made.handle.id}")) > questions,
        "done while hidden": hidden and made.state is TaskState.DONE,
    }


def person_is_told(person: Person) -> object:
    """What stands on the desktop."""
    (notices,) = person.window.findChildren(DesktopNotices)
    return notices._shown


async def remember_and_come_back(person: Person, tray: TrayHost) -> Seen:
    """The answer is kept, no question is asked again, and another start shows the window."""
    window, settings = person.window, person.session.studio.settings
    window.show_page("settings")
    closing = person.find("settings.when_closed", ChoiceBox)
    can_choose = closing.isEnabled()
    closing.setCurrentIndex(closing.findData("tray"))
    closing.chosen.emit("tray")
    kept = settings.current.when_closed
    window.close()
    await person.until(lambda: not window.isVisible())
    await tray.press()
    await person.until(window.isVisible)
    window.close()
    await person.until(lambda: not window.isVisible())
    data = person.session.studio.places.data
    await asyncio.to_thread(hand_over, socket_name(data), "")
    await person.until(window.isVisible)
    return {"can choose": can_choose, "kept": kept}


async def ask_again(person: Person, gateway: Gateway) -> Seen:
    """«From now on» is kept with the answer."""
    window, studio = person.window, person.session.studio
    studio.settings.change(when_closed="ask")
    gateway.server.pace.full_speed = False
    at_videos(person)
    await order(person, "ducks")
    await person.until(lambda: studio.tasks.is_busy and not studio.tasks.sending)
    window.close()
    await person.until(lambda: person.sees("dialog.remember"))
    person.key("dialog.remember", Qt.Key.Key_Space)
    checked = person.find("dialog.remember", QCheckBox).isChecked()
    person.press("dialog.cancel")
    await person.until(lambda: not person.sees("dialog.remember") and window._leaving is None)
    stays = window.isVisible() and studio.settings.current.when_closed == "ask"
    window.close()
    await person.until(lambda: person.sees("dialog.remember"))
    person.key("dialog.remember", Qt.Key.Key_Space)
    person.press("dialog.tray")
    await person.until(lambda: not window.isVisible())
    return {"checked": checked, "stays": stays, "from now on": studio.settings.current.when_closed}


async def play(application: QApplication, folder: Path) -> Seen:
    tray, messages, gateway = TrayHost(), MessageHost(), Gateway()
    gateway.root = await gateway.server.start()
    gateway.server.pace.full_speed = False
    ended: list[bool] = []
    try:
        async with started(application, folder, Arguments(), clock=FastClock(HURRY)) as person:
            person.window.closed.connect(lambda: ended.append(True))
            profile = await add_gateway(person.session.studio, gateway)
            await person.session.studio.models.refresh(profile)
            at_videos(person)
            await choose_film_model(person, FILM_MODEL)
            await person.until(lambda: person.session._instance._socket is not None)
            seen = await close_and_keep_running(person, tray, messages, gateway)
            seen |= await remember_and_come_back(person, tray)
            seen |= await ask_again(person, gateway)
            await tray.choose("Quit")
            await person.until(lambda: bool(ended))
        return seen | {"quit": bool(ended)}
    finally:
        await gateway.server.stop()


def main(folder: Path) -> None:
    """Play the story."""
    application = make_application()
    loop = QtLoop(application)
    asyncio.set_event_loop(loop)
    with loop:
        seen = loop.run_until_complete(play(application, folder))
    sys.stdout.write(json.dumps(seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
