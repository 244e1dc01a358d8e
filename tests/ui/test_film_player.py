"""Somebody looks at films: real files, decoded and played without a screen and without a sound device."""

import asyncio
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QGuiApplication, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QMenu, QSlider, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.storage.settings import SettingsStore
from app.ui.films.compare import ComparedFilm, FilmComparison
from app.ui.films.glimpse import Glimpse
from app.ui.films.player import FilmPlayer
from app.ui.films.seek_bar import SeekBar
from app.ui.languages import Languages
from app.ui.theme.appearance import Appearance
from app.ui.theme.theme import Theme
from app.ui.widgets.choice_box import ChoiceBox
from tests.ui.film_files import SPOKEN, grey_film, level_of, ramp

pytestmark = pytest.mark.qt_log_ignore(*SPOKEN, "grabbing the keyboard", extend=True)
PATIENCE_MS = 20_000
LOOK_EVERY_S = 0.01
COUNT = 14
Kind = TypeVar("Kind", bound=QWidget)


class Watcher:
    """Presses and looks, and waits until it is so."""

    def __init__(self, qtbot: QtBot, player: FilmPlayer) -> None:
        self.qtbot = qtbot
        self.player = player

    def until(self, so: Callable[[], object]) -> None:
        self.qtbot.waitUntil(lambda: bool(so()), timeout=PATIENCE_MS)

    def shows(self, path: Path) -> None:
        """Open a film and wait for its first frame."""
        self.player.show_film(path)
        self.until(lambda: not self.player.surface.image.isNull())

    def sees(self, level: int) -> None:
        self.until(lambda: not self.player.surface.image.isNull() and self.level == level)

    @property
    def level(self) -> int:
        return level_of(self.player.surface.image)

    async def till(self, so: Callable[[], object]) -> None:
        """As ``until``, where coroutines go on meanwhile; an image has no event for «looks different»."""
        async with asyncio.timeout(PATIENCE_MS / 1000):
            while not so():  # noqa: ASYNC110
                await asyncio.sleep(LOOK_EVERY_S)

    def press(self, key: Qt.Key, *, shift: bool = False) -> None:
        held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
        QTest.keyClick(self.player, key, held)

    def click(self, name: str) -> None:
        QTest.mouseClick(self.button(name), Qt.MouseButton.LeftButton)

    def button(self, name: str) -> QToolButton:
        return self.find(QToolButton, name)

    def find(self, kind: type[Kind], name: str) -> Kind:
        found = self.player.findChild(kind, f"videos.player.{name}")
        assert isinstance(found, kind)
        return found

    @property
    def bar(self) -> SeekBar:
        return self.find(SeekBar, "seek")

    def place_of(self, position_ms: int) -> QPoint:
        """Where a time stands on the bar."""
        bar = self.bar
        x = next(x for x in range(bar.width()) if bar.time_at(x) >= position_ms)
        return QPoint(x, bar.height() // 2)

    @property
    def time(self) -> str:
        return str(self.find(QLabel, "time").text())

    @property
    def playing(self) -> bool:
        return self.player.playback is not None and self.player.playback.is_playing


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json")


@pytest.fixture
def watcher(
    qtbot: QtBot, theme: Theme, appearance: Appearance, languages: Languages, settings: SettingsStore
) -> Iterator[Watcher]:
    window = QWidget()
    player = FilmPlayer(theme, window, settings=settings)
    window.resize(640, 480)
    player.resize(640, 480)
    window.show()
    qtbot.waitExposed(window)
    yield Watcher(qtbot, player)
    player.stop()
    QGuiApplication.clipboard().clear()
    window.hide()
    window.deleteLater()


@pytest.fixture
def film(tmp_path: Path) -> Path:
    return grey_film(tmp_path / "film.mp4", ramp(COUNT))


def test_a_film_stands_at_its_first_frame_and_plays_to_its_last(watcher: Watcher, film: Path) -> None:
    watcher.shows(film)
    watcher.sees(ramp(COUNT)[0])
    assert watcher.time == "0:00.0 / 0:01.4"
    assert not watcher.playing
    watcher.press(Qt.Key.Key_Space)
    watcher.until(lambda: watcher.playing)
    watcher.until(lambda: not watcher.playing)
    watcher.sees(ramp(COUNT)[-1])
    assert watcher.time == "0:01.4 / 0:01.4"
    watcher.click("play")
    watcher.until(lambda: watcher.level < ramp(COUNT)[-1])


def test_the_arrows_go_by_exactly_one_frame(watcher: Watcher, film: Path) -> None:
    levels = ramp(COUNT)
    watcher.shows(film)
    for level in levels[1:]:
        watcher.press(Qt.Key.Key_Right)
        watcher.sees(level)
    watcher.press(Qt.Key.Key_Right)
    watcher.click("forward")
    for level in levels[-2::-1]:
        watcher.press(Qt.Key.Key_Left)
        watcher.sees(level)
    watcher.click("back")
    watcher.click("forward")
    watcher.sees(levels[1])


def test_steps_that_come_quickly_are_all_made(watcher: Watcher, film: Path) -> None:
    watcher.shows(film)
    for _ in range(6):
        watcher.press(Qt.Key.Key_Right)
    watcher.press(Qt.Key.Key_Left)
    watcher.sees(ramp(COUNT)[5])


def test_from_the_end_one_steps_back_to_the_last_frame_but_one(watcher: Watcher, film: Path) -> None:
    watcher.shows(film)
    watcher.press(Qt.Key.Key_Space)
    watcher.until(lambda: watcher.playing)
    watcher.until(lambda: not watcher.playing)
    watcher.sees(ramp(COUNT)[-1])
    watcher.press(Qt.Key.Key_Left)
    watcher.sees(ramp(COUNT)[-2])


def test_with_shift_one_goes_by_a_second_and_never_beyond_the_ends(watcher: Watcher, film: Path) -> None:
    watcher.shows(film)
    watcher.press(Qt.Key.Key_Right, shift=True)
    watcher.until(lambda: watcher.time.startswith("0:01.0"))
    watcher.press(Qt.Key.Key_Right, shift=True)
    watcher.sees(ramp(COUNT)[-1])
    watcher.press(Qt.Key.Key_Home)
    watcher.sees(ramp(COUNT)[0])
    watcher.press(Qt.Key.Key_Left, shift=True)
    assert watcher.time.startswith("0:00.0")


def test_a_press_on_the_bar_goes_there(watcher: Watcher, film: Path) -> None:
    watcher.shows(film)
    QTest.mouseClick(watcher.bar, Qt.MouseButton.LeftButton, pos=watcher.place_of(750))
    watcher.sees(ramp(COUNT)[7])


@pytest.mark.parametrize("sound_s", [1.5, 3])
def test_where_the_sound_goes_on_the_last_frame_is_seen_to_the_end(
    watcher: Watcher, tmp_path: Path, sound_s: float
) -> None:
    watcher.shows(grey_film(tmp_path / "film.mp4", ramp(6), sound_s=sound_s))
    watcher.press(Qt.Key.Key_End)
    watcher.sees(ramp(6)[5])
    watcher.press(Qt.Key.Key_Left)
    watcher.sees(ramp(6)[4])


async def test_a_look_over_the_bar_shows_what_is_there_and_leaves_the_film_where_it_is(
    watcher: Watcher, film: Path
) -> None:
    watcher.player.show_film(film)
    await watcher.till(lambda: not watcher.player.surface.image.isNull())
    glimpse = watcher.find(Glimpse, "glimpse")
    for number in (11, 3, 8):
        move_over(watcher.bar, watcher.place_of(100 * number + 50))
        await watcher.till(lambda: not glimpse.picture.isNull())
        await watcher.till(partial(shows, glimpse, ramp(COUNT)[number]))
    assert watcher.level == ramp(COUNT)[0]
    QApplication.sendEvent(watcher.bar, QEvent(QEvent.Type.Leave))
    assert not glimpse.isVisible()


def test_a_film_that_loops_begins_again(watcher: Watcher, film: Path) -> None:
    watcher.shows(film)
    watcher.press(Qt.Key.Key_L)
    assert watcher.button("loop").isChecked()
    watcher.press(Qt.Key.Key_End)
    watcher.sees(ramp(COUNT)[-1])
    watcher.press(Qt.Key.Key_Space)
    watcher.until(lambda: watcher.level < ramp(COUNT)[3])
    assert watcher.playing
    watcher.press(Qt.Key.Key_Space)
    watcher.until(lambda: not watcher.playing)


def test_the_speed_is_chosen_and_shown(watcher: Watcher, film: Path) -> None:
    watcher.shows(film)
    speed: ChoiceBox = watcher.find(ChoiceBox, "speed")
    speed.setCurrentIndex(speed.findData("0.25"))
    speed.activated.emit(speed.currentIndex())
    assert watcher.player.playback is not None
    assert watcher.player.playback.speed == 0.25
    assert speed.currentText() == "0.25×"


def test_how_loud_it_is_holds_for_the_next_film_and_the_next_start(
    watcher: Watcher, theme: Theme, settings: SettingsStore, tmp_path: Path
) -> None:
    watcher.shows(grey_film(tmp_path / "sound.mp4", ramp(4), sound_s=0.4))
    watcher.find(QSlider, "volume").setValue(30)
    assert settings.current.film_volume == 0.3
    other = FilmPlayer(theme, watcher.player.window(), settings=settings)
    volume = other.findChild(QSlider, "videos.player.volume")
    assert isinstance(volume, QSlider)
    assert volume.value() == 30


def test_what_cannot_be_heard_is_said(watcher: Watcher, film: Path) -> None:
    watcher.shows(film)
    assert not watcher.button("mute").isEnabled()
    assert watcher.button("mute").toolTip() == "This film has no sound"


@pytest.mark.parametrize("content", [None, b"", b"\0\0\0\x18ftypisom" + b"x" * 4000])
def test_a_film_that_cannot_be_shown_says_so_and_the_next_one_plays(
    watcher: Watcher, film: Path, tmp_path: Path, content: bytes | None
) -> None:
    bad = tmp_path / "bad.mp4"
    if content is not None:
        bad.write_bytes(content)
    watcher.player.show_film(bad)
    playback = watcher.player.playback
    assert playback is not None
    watcher.until(lambda: playback.problem is not None)
    assert not watcher.button("play").isEnabled()
    watcher.shows(film)
    assert playback.problem is None
    watcher.sees(ramp(COUNT)[0])


def test_it_fills_the_screen_and_comes_back_without_losing_its_place(watcher: Watcher, film: Path) -> None:
    watcher.shows(film)
    watcher.press(Qt.Key.Key_Right)
    watcher.sees(ramp(COUNT)[1])
    watcher.press(Qt.Key.Key_F)
    screen = watcher.player.window().findChild(QDialog, "videos.player.screen")
    assert screen is not None
    assert screen.isVisible()
    assert screen.isAncestorOf(watcher.player.surface)
    QTest.keyClick(screen, Qt.Key.Key_Right)
    watcher.sees(ramp(COUNT)[2])
    QTest.keyClick(screen, Qt.Key.Key_Escape)
    assert watcher.player.isAncestorOf(watcher.player.surface)
    assert watcher.player.surface.isVisible()
    assert watcher.level == ramp(COUNT)[2]


def test_out_of_sight_it_stands_still(watcher: Watcher, film: Path) -> None:
    watcher.shows(film)
    watcher.press(Qt.Key.Key_L)
    watcher.press(Qt.Key.Key_Space)
    watcher.until(lambda: watcher.playing)
    watcher.player.hide()
    watcher.until(lambda: not watcher.playing)


async def test_the_frame_that_is_shown_is_copied_and_given_on_in_its_own_size(
    watcher: Watcher, tmp_path: Path
) -> None:
    watcher.player.show_film(grey_film(tmp_path / "large.mp4", ramp(4), size=(1280, 720)))
    await watcher.till(lambda: not watcher.player.surface.image.isNull())
    assert list(offered(watcher)) == ["save", "copy", "program"]
    taken: list[QImage] = []
    watcher.player.frame_taken.connect(taken.append)
    watcher.press(Qt.Key.Key_Right)
    await watcher.till(lambda: watcher.level == ramp(4)[1])
    offered(watcher)["use"].trigger()
    await watcher.till(lambda: taken)
    offered(watcher)["copy"].trigger()
    await watcher.till(lambda: watcher.find(QLabel, "note").isVisible())
    for image in (taken[0], QGuiApplication.clipboard().image()):
        assert (image.width(), image.height(), level_of(image)) == (1280, 720, ramp(4)[1])


async def test_the_frame_that_is_shown_is_saved_where_one_wants(watcher: Watcher, tmp_path: Path) -> None:
    watcher.player.show_film(grey_film(tmp_path / "a fox.mp4", ramp(4)))
    await watcher.till(lambda: not watcher.player.surface.image.isNull())
    watcher.press(Qt.Key.Key_End)
    await watcher.till(lambda: watcher.level == ramp(4)[3])
    offered(watcher)["save"].trigger()
    await watcher.till(lambda: QApplication.activeModalWidget() is not None)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    assert Path(dialog.selectedFiles()[0]).name == "a fox 0-00.4.png"
    dialog.filesSelected.emit([str(tmp_path / "frame.png")])
    dialog.accepted.emit()
    dialog.done(QDialog.DialogCode.Accepted)
    await watcher.till(lambda: watcher.find(QLabel, "note").isVisible())
    assert level_of(QImage(str(tmp_path / "frame.png"))) == ramp(4)[3]


def test_films_side_by_side_go_together_and_one_is_heard(
    qtbot: QtBot, theme: Theme, appearance: Appearance, languages: Languages, tmp_path: Path
) -> None:
    long = grey_film(tmp_path / "long.mp4", ramp(12), sound_s=1.2)
    short = grey_film(tmp_path / "short.mp4", ramp(6), sound_s=0.6)
    window = QWidget()
    window.resize(900, 600)
    window.show()
    films = [ComparedFilm(short, "short"), ComparedFilm(long, "long")]
    comparison = FilmComparison(films, theme, window)
    comparison.open()

    def see(*levels: int) -> None:
        images = [surface.image for surface in comparison.surfaces]
        qtbot.waitUntil(
            lambda: (
                [level_of(surface.image) for surface in comparison.surfaces if not surface.image.isNull()]
                == list(levels)
            ),
            timeout=PATIENCE_MS,
        )
        assert len(images) == len(levels)

    see(ramp(12)[0], ramp(12)[0])
    QTest.keyClick(comparison, Qt.Key.Key_Right)
    see(ramp(12)[1], ramp(12)[1])
    comparison.together.seek(850)
    see(ramp(6)[5], ramp(12)[8])
    QTest.keyClick(comparison, Qt.Key.Key_Left)
    see(ramp(6)[5], ramp(12)[7])
    comparison.together.seek(250)
    see(ramp(12)[2], ramp(12)[2])
    QTest.keyClick(comparison, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: comparison.together.is_playing, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: not comparison.together.is_playing, timeout=PATIENCE_MS)
    see(ramp(6)[5], ramp(12)[11])
    assert [playback.is_audible for playback in comparison.playbacks] == [True, False]
    ear = comparison.findChild(QToolButton, "videos.compare.hear.1")
    assert isinstance(ear, QToolButton)
    ear.click()
    assert [playback.is_audible for playback in comparison.playbacks] == [False, True]
    QTest.keyClick(comparison, Qt.Key.Key_Escape)
    assert not comparison.isVisible()
    assert not any(playback.is_open for playback in comparison.playbacks)
    window.hide()
    window.deleteLater()


def offered(watcher: Watcher) -> dict[str, QAction]:
    """What the menu offers, by its names."""
    watcher.player.show_menu(QPoint(0, 0))
    menu = watcher.player.findChildren(QMenu, "videos.player.menu")[-1]
    menu.close()
    entries = (action for action in menu.actions() if not action.isSeparator())
    return {action.objectName().rpartition(".")[2]: action for action in entries}


def shows(glimpse: Glimpse, level: int) -> bool:
    """Whether the small picture is that of a frame."""
    return level_of(glimpse.picture.toImage()) == level


def move_over(bar: SeekBar, place: QPoint) -> None:
    """Move the mouse over the bar, without a button."""
    here, there = QPointF(place), QPointF(bar.mapToGlobal(place))
    nothing, plain = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(bar, QMouseEvent(QEvent.Type.MouseMove, here, there, nothing, nothing, plain))
