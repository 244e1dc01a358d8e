"""Plays scenes in the real studio, with the demo gateway, and takes pictures of its window.

python packaging/screenshots.py                 the pictures of the README, into packaging/screenshots
python packaging/screenshots.py --every FOLDER  every scene in both languages, both themes, 100 % and 200 %

It brings its own X server and window manager (Xvfb, openbox); without them Qt draws into memory.
"""

import argparse
import asyncio
import itertools
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import qasync
import translations
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from scenes import SCENES, Language

from app.bootstrap.command_line import Arguments
from app.storage.settings import SettingsStore
from app.ui.application import make_application
from tests.stories.conftest import started

FOLDER = Path(__file__).resolve().parent / "screenshots"
WIDTH, HEIGHT = 1280, 800
SCREEN = "2560x1600x24"
LOOK_EVERY_S = 0.15

Look = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: which scene, and how the studio looks in it."""

    scene: str
    language: Language
    look: Look
    scale: int = 1

    @property
    def name(self) -> str:
        """The file's name without its suffix."""
        size = "" if self.scale == 1 else f"-{self.scale * 100}"
        return f"{self.scene}-{self.language}-{self.look}{size}"


README = (
    Picture("conversation", "en", "light"),
    Picture("conversation", "zh", "dark"),
    Picture("profile", "en", "light"),
    Picture("first-run", "zh", "dark"),
    Picture("tools", "en", "light"),
    Picture("tools", "zh", "dark"),
    Picture("compare", "en", "light"),
    Picture("compare", "zh", "dark"),
    Picture("statistics", "en", "light"),
    Picture("statistics", "zh", "dark"),
    Picture("images", "en", "light"),
    Picture("images", "zh", "dark"),
    Picture("videos", "en", "light"),
    Picture("videos", "zh", "dark"),
)


async def take(application: QApplication, picture: Picture, folder: Path) -> None:
    """Play a picture's scene on an empty data folder and keep what is to be seen at its end."""
    arguments = Arguments(language=picture.language, theme=picture.look, demo=picture.scene != "first-run")
    with tempfile.TemporaryDirectory() as scratch:
        await set_scale(Path(scratch), picture.scale)
        async with started(application, Path(scratch), arguments) as person:
            person.window.setGeometry(0, 0, WIDTH * picture.scale, HEIGHT * picture.scale)
            await SCENES[picture.scene](person, picture.language)
            (await still(person.window)).save(str(folder / f"{picture.name}.png"), quality=0)
    print(picture.name, flush=True)


async def set_scale(folder: Path, scale: int) -> None:
    """Choose the size of the interface before the start."""
    (folder / "data").mkdir()
    store = SettingsStore(folder / "data" / "settings.json")
    store.change(scale=float(scale), reduce_motion=True)
    await store.flush()


async def still(window: QWidget) -> QImage:
    """What is to be seen once nothing moves any more."""
    before, now = QImage(), seen(window)
    while now != before:
        await asyncio.sleep(LOOK_EVERY_S)
        before, now = now, seen(window)
    return now


def seen(window: QWidget) -> QImage:
    """The window and what stands in front of it."""
    if QApplication.platformName() != "offscreen":
        place = window.geometry()
        screen = window.screen()
        return screen.grabWindow(0, place.x(), place.y(), place.width(), place.height()).toImage()
    image = window.grab().toImage()
    painter = QPainter(image)
    for top in QApplication.topLevelWidgets():
        if top is not window and top.isVisible():
            painter.drawPixmap(top.mapToGlobal(QPoint()) - window.mapToGlobal(QPoint()), top.grab())
    painter.end()
    return image


@contextmanager
def own_display() -> Iterator[None]:
    """An X server and a window manager of our own for as long as it lasts; none where they are missing."""
    if not shutil.which("Xvfb") or not shutil.which("openbox"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
        yield
        return
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", SCREEN, "-nolisten", "tcp"]
    with ended_afterwards(command, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        os.environ.update(DISPLAY=f":{server.stdout.readline().strip()}", QT_QPA_PLATFORM="xcb")
        with ended_afterwards(["openbox", "--sm-disable"]):
            yield


@contextmanager
def ended_afterwards(command: Sequence[str], stdout: int | None = None) -> Iterator[subprocess.Popen[str]]:
    """A program that runs for as long as it is needed."""
    program = subprocess.Popen(command, stdout=stdout, stderr=subprocess.DEVNULL, text=True)
    try:
        yield program
    finally:
        program.terminate()
        program.wait()


def every_picture() -> Iterator[Picture]:
    """Each scene in each language, theme and size."""
    languages: tuple[Language, ...] = ("zh", "en")
    looks: tuple[Look, ...] = ("light", "dark")
    for scene, language, look, scale in itertools.product(SCENES, languages, looks, (1, 2)):
        yield Picture(scene, language, look, scale)


def main() -> None:
    """Take the pictures that the command line asks for."""
    parser = argparse.ArgumentParser(description="Take pictures of the studio.")
    parser.add_argument("--every", type=Path, metavar="FOLDER", help="every scene, language, theme and size")
    parser.add_argument("--only", default="", metavar="TEXT", help="pictures with this in their name")
    said = parser.parse_args()
    pictures = [one for one in (every_picture() if said.every else README) if said.only in one.name]
    folder = said.every or FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    translations.build()
    with own_display():
        take_all(pictures, folder)


def take_all(pictures: Sequence[Picture], folder: Path) -> None:
    """Take pictures one after the other in one program."""
    application = make_application()
    application.setCursorFlashTime(0)

    async def one_by_one() -> None:
        for picture in pictures:
            await take(application, picture, folder)

    with asyncio.Runner(loop_factory=lambda: qasync.QEventLoop(application)) as runner:
        runner.run(one_by_one())


if __name__ == "__main__":
    main()
