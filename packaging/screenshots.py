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
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Literal

import qasync
import translations
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QTreeWidget, QWidget

from app.bootstrap.command_line import Arguments
from app.domain.conversation import MessageState
from app.domain.price import Cost
from app.domain.spending import Spending, SpendingKind
from app.domain.usage import TokenUsage
from app.storage.settings import SettingsStore
from app.ui.application import make_application
from app.ui.spending.desk import SpendingDesk
from tests.stories import filming, imaging, talking
from tests.stories.conftest import started
from tests.stories.person import Person

FOLDER = Path(__file__).resolve().parent / "screenshots"
WIDTH, HEIGHT = 1280, 800
SCREEN = "2560x1600x24"
LOOK_EVERY_S = 0.15
FILMED_IN_S = 180

Language = Literal["zh", "en"]
Look = Literal["light", "dark"]
Scene = Callable[[Person, Language], Awaitable[None]]

SHOP_MESSAGE = {
    "en": "Thank you for your order! Address: https://yibuapi.com/v1 Key: sk-Nd83kfWq02LmZx7PvTbY4rQe",
    "zh": "亲，您购买的密钥：sk-Nd83kfWq02LmZx7PvTbY4rQe\n接口地址：https://yibuapi.com/v1 ，请勿外泄哦～",
}
QUESTIONS: dict[Language, tuple[tuple[str, str], ...]] = {
    "en": (
        ("demo-chat", "Hello, what can you do?"),
        ("demo-chat", "Where are my conversations stored?"),
        ("demo-thinking", "A puzzle, step by step: chickens and rabbits, 35 heads and 94 feet"),
    ),
    "zh": (
        ("demo-chat", "你好，你能做什么？"),
        ("demo-chat", "我的数据存在哪里？"),
        ("demo-thinking", "鸡兔同笼：35 个头、94 只脚，各有几只？一步一步来"),
    ),
}
# Message and row at the top of the picture.
SHOWN_FROM = {"en": (3, 18), "zh": (0, 0)}
SHOW_ALL = {"en": "Now show me a table, code and a formula", "zh": "再展示一下表格、代码和公式的排版"}


DRAWN: dict[Language, tuple[str, ...]] = {
    "en": ("a fox in the snow", "a lighthouse at dusk", "a paper boat on a pond", "a tea house in the fog"),
    "zh": ("雪地里的狐狸", "黄昏的灯塔", "池塘上的纸船", "雾中的茶馆"),
}
FILMED: dict[Language, tuple[str, ...]] = {
    "en": ("a hot-air balloon over the hills", "waves at a pier", "a train through the snow"),
    "zh": ("热气球飞过山丘", "码头边的海浪", "列车穿过雪原"),
}


CALCULATED = {
    "en": 'Use the calculator for "(18.50 + 7.25) * 12"',
    "zh": '用 calculator 算一下 "(18.50 + 7.25) * 12"',
}
FETCHED = {
    "en": 'Now fetch the web page "https://example.com"',
    "zh": '再用 fetch_web_page 读取 "https://example.com"',
}
COMPARED = ("demo-chat", "demo-fast")
SPENT = (
    ("gpt-5.1", 4_200, 1_150),
    ("claude-sonnet-4-5", 6_800, 2_400),
    ("gemini-3-pro", 3_100, 900),
    ("deepseek-v3.1", 5_400, 1_700),
)
"""Models, with the tokens of a usual question and of its answer."""
SPENT_DAYS = 30


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


async def conversation(person: Person, language: Language) -> None:
    """Three conversations; the last one holds thoughts, a table, code and formulas."""
    for model, question in QUESTIONS[language]:
        person.press("conversations.new")
        await choose_model(person, model)
        await say(person, question)
    await choose_model(person, "demo-showcase")
    await say(person, SHOW_ALL[language])
    message, row = SHOWN_FROM[language]
    feed = person.chat.conversation.feed
    person.chat.conversation.transcript.scroll_to(feed.nodes[message].message.id, row)


async def profile(person: Person, language: Language) -> None:
    """The dialog for a provider, filled by pasting what a shop wrote."""
    person.press("topbar.profile")
    await person.until(lambda: person.sees("switcher.add"))
    person.press("switcher.add")
    await person.until(lambda: person.sees("profile.address"))
    person.paste("profile.address", SHOP_MESSAGE[language])


async def first_run(person: Person, language: Language) -> None:
    """The first screen, with a shop's message pasted."""
    person.paste("first_run.text", SHOP_MESSAGE[language])


async def images(person: Person, language: Language) -> None:
    """The image page: a form and what came of four orders."""
    imaging.at_images(person)
    await imaging.choose_model(person, imaging.MODEL)
    for prompt in DRAWN[language]:
        await imaging.make(person, prompt)


async def videos(person: Person, language: Language) -> None:
    """The video page: two films that are done, one in the detail, and one that is being made."""
    filming.at_videos(person)
    await filming.choose_film_model(person, filming.FILM_MODEL)
    ordered = [await filming.submit(person, prompt) for prompt in FILMED[language]]
    await person.until(lambda: all(filming.job_of(person, one).assets for one in ordered[:2]), FILMED_IN_S)
    filming.choose_job(person, filming.job_of(person, ordered[0]).task)
    await person.until(lambda: person.sees("videos.player"))


async def tools(person: Person, language: Language) -> None:
    """A call that has run, and one that waits for permission."""
    person.press("composer.tools")
    await person.until(lambda: person.sees("tools.chooser.tree"))
    built_in = person.find("tools.chooser.tree", QTreeWidget).topLevelItem(0)
    assert built_in is not None
    built_in.setCheckState(0, Qt.CheckState.Checked)
    person.key("tools.chooser.tree", Qt.Key.Key_Escape)
    await talking.say(person, CALCULATED[language])
    talking.send(person, FETCHED[language])
    await person.until(lambda: _asks(person))


def _asks(person: Person) -> bool:
    placed = person.chat.conversation.transcript.stage.placed
    return any(spot.name == "allow_call" for item in placed for spot in item.row.spots())


async def compare(person: Person, language: Language) -> None:
    """Two models that answer side by side."""
    await choose_model(person, COMPARED[0])
    person.press("composer.compare")
    await person.until(lambda: person.sees("compare.addressees"))
    person.press("compare.add")
    await person.until(lambda: person.sees("composer.models.search"))
    person.write("composer.models.search", COMPARED[1])
    person.key("composer.models.search", Qt.Key.Key_Return)
    await person.until(lambda: not person.sees("composer.models.search"))
    person.key("compare.addressees", Qt.Key.Key_Escape)
    talking.send(person, QUESTIONS[language][0][1])
    columns = person.chat.conversation.comparing
    await person.until(lambda: columns.is_open and len(columns.view.columns) == len(COMPARED))
    await person.until(lambda: talking.ended(person))
    for column in columns.view.columns:
        column.view.scroll_to_start()


async def statistics(person: Person, language: Language) -> None:
    """What a month of conversations has cost."""
    await person.session.studio.spending.enter(*month_of_spending(person))
    spending = person.window.findChild(SpendingDesk)
    assert spending is not None
    spending.open()
    await person.until(lambda: person.sees("spending.chart"))


def month_of_spending(person: Person) -> Iterator[Spending]:
    """Some calls on each day, more in the middle of the week."""
    profile = person.session.studio.profiles.all[0]
    now = datetime.now(UTC)
    for ago, (model, prompt, answer) in itertools.product(range(SPENT_DAYS), SPENT):
        at = now - timedelta(days=ago)
        calls = (ago * prompt // 700 + at.weekday() * 3) % 7 if at.weekday() < 5 else ago % 2
        usage = TokenUsage(prompt * calls, answer * calls)
        cost = Cost(Decimal(2 * prompt + 8 * answer) * calls / 1_000_000, "$")
        if calls:
            yield Spending(
                f"{model}-{ago}", at, SpendingKind.MESSAGE, profile.id, profile.name, model,
                usage=usage, cost=cost,
            )  # fmt: skip


async def settings(person: Person, language: Language) -> None:
    """The page of choices."""
    person.press("rail.settings")
    await person.until(lambda: person.sees("settings.language"))


SCENES: dict[str, Scene] = {
    "conversation": conversation,
    "profile": profile,
    "first-run": first_run,
    "settings": settings,
    "tools": tools,
    "compare": compare,
    "statistics": statistics,
    "images": images,
    "videos": videos,
}


async def choose_model(person: Person, model: str) -> None:
    """Take a model from the list beside the composer."""
    await person.until(lambda: person.sees("composer.model"))
    person.press("composer.model")
    await person.until(lambda: person.sees("composer.models.search"))
    person.write("composer.models.search", model)
    person.key("composer.models.search", Qt.Key.Key_Return)
    await person.until(lambda: not person.sees("composer.models.search"))


async def say(person: Person, text: str) -> None:
    """Send a message and wait for the whole answer."""
    feed = person.chat.conversation.feed
    before = len(feed.nodes)
    person.write("composer.input", text)
    person.key("composer.input", Qt.Key.Key_Return)
    await person.until(
        lambda: len(feed.nodes) == before + 2 and feed.nodes[-1].message.state is MessageState.COMPLETE
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
