"""Product §3 «Transcript»: sounds play where they stand, films and documents are looked at in the studio."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit

from app.bootstrap.command_line import Arguments
from app.domain.errors import ErrorKind
from app.ui.films.viewer import FilmViewer
from app.ui.sounds.sounds import SoundState
from app.ui.transcript.rows.sound_chip import SEEK, TOGGLE
from app.ui.transcript.view import TranscriptView
from tests.services.test_native_answers import quiet_sound
from tests.stories.conftest import started
from tests.stories.person import Person
from tests.stories.talking import messages, say
from tests.stories.test_comparing import answers, choose_two, columns
from tests.ui.film_files import SPOKEN, grey_film, ramp

pytestmark = pytest.mark.qt_log_ignore(*SPOKEN, extend=True)

LENGTH_S = 20.0
SPEAKER = "gpt-audio-mini-demo"


@pytest.fixture
async def person(qapp: QApplication, tmp_path: Path) -> AsyncIterator[Person]:
    """A person with the built-in demo, whose models hear, see and speak."""
    async with started(qapp, tmp_path, Arguments(demo=True)) as person:
        yield person


async def choose_model(person: Person, model: str) -> None:
    """Take a model from the list."""
    person.press("composer.model")
    await person.until(lambda: person.sees("composer.models.search"))
    person.write("composer.models.search", model)
    person.key("composer.models.search", Qt.Key.Key_Return)
    await person.until(lambda: person.chat.conversation.models.settings.model == model)


async def attach(person: Person, *files: Path) -> None:
    """Put files into the composer."""
    composer = person.chat.conversation.composer
    person.chat.conversation.attachments.take_files(list(files))
    await person.until(lambda: len(composer.draft.attachments) == len(files))


def sound(folder: Path, name: str) -> Path:
    """A file of silence."""
    path = folder / name
    path.write_bytes(quiet_sound(LENGTH_S + len(name)))
    return path


def press_control(view: TranscriptView, name: str, number: int = 0, along: float = 0.5) -> None:
    """Press a control of the transcript with the mouse, at a share of its width."""
    found = [(item, spot) for item in view.stage.placed for spot in item.row.spots() if spot.name == name]
    item, spot = found[number]
    inside = QPoint(round(spot.rect.width() * along), spot.rect.height() // 2)
    place = spot.rect.topLeft() + inside + QPoint(view.stage.left, item.y)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)


def states(view: TranscriptView) -> list[SoundState]:
    """How the sounds on the screen are, from above."""
    spots = [spot for item in view.stage.placed for spot in item.row.spots() if spot.name == TOGGLE]
    return [view.sounds.state(spot.value) for spot in spots]


def playing(view: TranscriptView) -> list[bool]:
    """Which of the sounds on the screen play."""
    return [state.is_playing for state in states(view)]


def read_controls(view: TranscriptView) -> list[QAccessibleInterface]:
    """What a screen reader finds in the first message."""
    message = QAccessible.queryAccessibleInterface(view).child(0)
    return [message.child(number) for number in range(message.childCount())]


async def test_one_sound_plays_at_a_time_and_its_line_is_pressed(person: Person, tmp_path: Path) -> None:
    view = person.chat.conversation.transcript
    await choose_model(person, "demo-omni")
    await attach(person, sound(tmp_path, "rain.wav"), sound(tmp_path, "waves.wav"))
    await say(person, "What do you hear?")
    view.scroll_to_start()
    assert playing(view) == [False, False]
    press_control(view, TOGGLE)
    await person.until(lambda: playing(view) == [True, False] and states(view)[0].position_ms > 0)
    press_control(view, SEEK, along=0.5)
    await person.until(lambda: states(view)[0].position_ms > 0.4 * states(view)[0].duration_ms)
    press_control(view, TOGGLE, 1)
    await person.until(lambda: playing(view) == [False, True])
    press_control(view, TOGGLE, 1)
    await person.until(lambda: playing(view) == [False, False])
    assert states(view)[1].duration_ms == pytest.approx(1000 * (LENGTH_S + len("waves.wav")), abs=100)


async def test_keys_and_a_screen_reader_play_it_too(person: Person, tmp_path: Path) -> None:
    view = person.chat.conversation.transcript
    await choose_model(person, "demo-omni")
    await attach(person, sound(tmp_path, "rain.wav"))
    await say(person, "What do you hear?")
    view.scroll_to_start()
    button, line = read_controls(view)[:2]
    assert button.text(QAccessible.Text.Name) == "Play rain.wav"
    assert line.role() is QAccessible.Role.Slider
    button.actionInterface().doAction("Press")
    await person.until(lambda: states(view)[0].duration_ms)
    assert read_controls(view)[0].text(QAccessible.Text.Name) == "Pause rain.wav"
    assert read_controls(view)[1].text(QAccessible.Text.Value).endswith(" / 0:28")
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_Up)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_Space)
    await person.until(lambda: playing(view) == [False])
    before = states(view)[0].position_ms
    QTest.keyClick(view, Qt.Key.Key_Right)
    await person.until(lambda: states(view)[0].position_ms >= before + 4_900)


async def test_an_answer_speaks_in_its_column_and_is_silent_behind_it(person: Person) -> None:
    await choose_model(person, SPEAKER)
    await choose_two(person)
    await say(person, "Hello, who are you?")
    await person.until(lambda: len(answers(person)) == 2 and bool(answers(person)[0].attachments))
    view = columns(person)[0].view
    spoken = str(person.session.studio.attachments.path(answers(person)[0].attachments[0]))
    view.scroll_to_start()
    await person.until(lambda: len(states(view)) == 1)
    press_control(view, TOGGLE)
    await person.until(lambda: playing(view) == [True])
    person.press("compare.close")
    sounds = person.chat.conversation.transcript.sounds
    await person.until(lambda: not sounds.state(spoken).is_playing)


async def test_what_cannot_be_played_says_so_calmly(person: Person, tmp_path: Path) -> None:
    view = person.chat.conversation.transcript
    await choose_model(person, "demo-omni")
    await attach(person, sound(tmp_path, "rain.wav"))
    question = (await say(person, "What do you hear?")).parent_id
    view.scroll_to_start()
    asked = next(message for message in messages(person) if message.id == question)
    stored = person.session.studio.attachments.path(asked.attachments[0])
    stored.unlink()
    press_control(view, TOGGLE)
    await person.until(lambda: states(view)[0].problem is ErrorKind.FILE_GONE)
    stored.write_bytes(b"RIFF\0\0\0\0WAVEnothing")
    press_control(view, TOGGLE)
    await person.until(lambda: states(view)[0].problem is ErrorKind.ATTACHMENT_UNREADABLE)


async def test_a_film_plays_in_the_studio_and_a_text_is_looked_at(person: Person, tmp_path: Path) -> None:
    view = person.chat.conversation.transcript
    note = tmp_path / "notes.txt"
    note.write_text("Buy milk and honey.")
    await choose_model(person, "demo-omni")
    await attach(person, grey_film(tmp_path / "clip.mp4", ramp(8)), note)
    await say(person, "What is this?")
    view.scroll_to_start()
    press_control(view, "file", 0)
    await person.until(lambda: person.sees("film"))
    viewer = person.find("film", FilmViewer)
    assert viewer.windowTitle() == "clip.mp4"
    await person.until(lambda: viewer.player.playback and viewer.player.playback.duration_ms)
    QTest.keyClick(viewer, Qt.Key.Key_Escape)
    await person.until(lambda: not person.sees("film"))
    press_control(view, "file", 1)
    await person.until(lambda: person.sees("document.text"))
    await person.until(lambda: "honey" in person.find("document.text", QPlainTextEdit).toPlainText())
    assert person.sees("document.open")
    person.press("document.close")
    await person.until(lambda: not person.sees("document"))


async def test_who_leaves_the_conversation_hears_it_no_longer(person: Person, tmp_path: Path) -> None:
    view = person.chat.conversation.transcript
    await choose_model(person, "demo-omni")
    await attach(person, sound(tmp_path, "rain.wav"))
    question = (await say(person, "What do you hear?")).parent_id
    asked = next(message for message in messages(person) if message.id == question)
    source = str(person.session.studio.attachments.path(asked.attachments[0]))
    view.scroll_to_start()
    press_control(view, TOGGLE)
    await person.until(lambda: view.sounds.state(source).position_ms > 0)
    person.press("conversations.new")
    await person.until(lambda: not view.sounds.state(source).is_playing)
    person.chat.conversation.open(asked.conversation_id)
    await person.until(lambda: len(states(view)) == 1)
    press_control(view, TOGGLE)
    await person.until(lambda: playing(view) == [True])
    person.window.close()
