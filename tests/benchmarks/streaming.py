"""Answers on their way from a gateway into the window: ``python -m tests.benchmarks.streaming``."""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.domain.conversation import ChatSettings, Draft
from app.domain.ids import ConversationId, ProfileId
from app.domain.profile import Profile
from app.ui.chat.composer_input import ComposerInput
from app.ui.transcript.view import TranscriptView
from tests.benchmarks.fill import fill, identity
from tests.benchmarks.paced_gateway import paced_gateway, stamps
from tests.benchmarks.studio_window import StudioWindow, Turns, in_studio, until
from tests.benchmarks.table import Row, print_table

FRAME_MS = 1_000 / 60
SECONDS = 5
ROUNDS = 3
HISTORY = 1_000
KEYS = 60
KEY_EVERY_S = 0.05
NO_MODIFIER = Qt.KeyboardModifier.NoModifier
PROFILE = ProfileId("paced")


def rows() -> Iterator[Row]:
    """Delay until a token is painted, bursts of the window's thread, and typing meanwhile."""
    with tempfile.TemporaryDirectory() as name, paced_gateway() as root:
        folder = Path(name)
        fill(folder, (HISTORY,))
        yield from in_studio(folder, partial(_measure, root=root))


async def _measure(studio: StudioWindow, root: str) -> list[Row]:
    await studio.session.studio.profiles.save(Profile(PROFILE, "Paced", (root,)), {})
    await _open(studio, identity(HISTORY))
    return [*await _delay(studio), *await _bursts(studio), await _typing(studio)]


async def _delay(studio: StudioWindow) -> list[Row]:
    """From the moment at which the gateway sends a token to the end of the paint that shows it."""
    delays: list[float] = []

    def painted(widget: QWidget) -> None:
        if not isinstance(widget, TranscriptView):
            return
        text = widget.flow.entries.last(1)[0].text
        now = time.monotonic()
        if text[:1].isdigit():
            delays.extend((now - sent) * 1_000 for sent in stamps(text)[len(delays) :])

    studio.painted = painted
    await _answered(studio, f"stamped-200-{SECONDS}")
    studio.painted = lambda widget: None
    delays.sort()
    names = {"p50": (0.5, 1.0), "p95": (0.95, 1.5)}
    return [
        Row(
            f"server send → painted, 200 tokens/s, {name}",
            delays[int(len(delays) * share)] / FRAME_MS,
            limit,
            "frames",
        )
        for name, (share, limit) in names.items()
    ]


async def _bursts(studio: StudioWindow) -> list[Row]:
    """The longest turn of the event loop while an answer comes, from the socket to the pixels."""
    found = []
    for rate, limit in ((200, 4.0), (2_000, 6.0)):
        longest = []
        for _ in range(ROUNDS):
            with Turns() as turns:
                await _answered(studio, f"paced-{rate}-{SECONDS}")
            longest.append(max(turns.costs))
        burst, repaint = statistics.median(longest), _repaint_ms(studio.view)
        found.append(
            Row(f"window: longest burst at {rate:,} tokens/s ÷ one full repaint", burst / repaint, limit)
        )
        found.append(Row(f"window: the same in milliseconds, {rate:,} tokens/s", burst, 16.0, "ms"))
    return found


async def _typing(studio: StudioWindow) -> Row:
    """From a key press to the end of the paint of its glyph, while three answers come."""
    services = studio.session.studio
    model = f"paced-200-{SECONDS}"
    for name in (identity(HISTORY), *[await _begun(studio) for _ in range(2)]):
        await services.conversations.change_settings(name, ChatSettings(PROFILE, model))
        await services.chat.send(name, Draft("Go."))
    delays = await _type(studio)
    await until(lambda: not services.chat.streaming)
    return Row("key press → glyph while three streams run, p95", delays[int(KEYS * 0.95)], 50.0, "ms")


async def _begun(studio: StudioWindow) -> ConversationId:
    return (await studio.session.studio.conversations.create(ChatSettings())).id


async def _type(studio: StudioWindow) -> list[float]:
    """Post keys as the window system does, and note when the field has painted each; sorted milliseconds."""
    pressed: list[float] = []
    delays: list[float] = []

    def painted(widget: QWidget) -> None:
        if isinstance(widget, ComposerInput):
            now, typed = time.monotonic(), len(widget.text)
            delays.extend((now - moment) * 1_000 for moment in pressed[len(delays) : typed])

    studio.painted = painted
    keys = [QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, NO_MODIFIER, "a") for _ in range(KEYS)]
    await asyncio.to_thread(_press, keys, studio.field, pressed)
    await until(lambda: len(delays) == KEYS)
    studio.painted = lambda widget: None
    return sorted(delays)


def _press(keys: list[QKeyEvent], field: ComposerInput, pressed: list[float]) -> None:
    for key in keys:
        time.sleep(KEY_EVERY_S)
        pressed.append(time.monotonic())
        QCoreApplication.postEvent(field, key)


async def _open(studio: StudioWindow, name: ConversationId) -> None:
    studio.chat.open(name)
    await until(lambda: len(studio.view.flow.entries) >= HISTORY)


async def _answered(studio: StudioWindow, model: str) -> None:
    """Ask in the conversation that is shown and wait for the whole answer."""
    services = studio.session.studio
    await services.conversations.change_settings(identity(HISTORY), ChatSettings(PROFILE, model))
    await services.chat.send(identity(HISTORY), Draft("Go."))
    await until(lambda: not services.chat.streaming)


def _repaint_ms(view: TranscriptView) -> float:
    costs = []
    for _ in range(9):
        start = time.thread_time()
        view.viewport().repaint()
        costs.append((time.thread_time() - start) * 1_000)
    return statistics.median(costs)


if __name__ == "__main__":
    print_table(rows())
