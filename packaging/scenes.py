"""Scenes that are played in the real studio for its pictures."""

import itertools
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget

from app.domain.conversation import MessageState
from app.domain.price import Cost
from app.domain.spending import Spending, SpendingKind
from app.domain.usage import TokenUsage
from app.ui.spending.desk import SpendingDesk
from tests.stories import filming, imaging, talking
from tests.stories.person import Person

FILMED_IN_S = 180

Language = Literal["zh", "en"]
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
