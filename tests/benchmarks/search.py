"""Full-text search: ``python -m tests.benchmarks.search [COUNT]``."""

import asyncio
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.conversation import Conversation, Message, Role, TextPart
from app.domain.ids import ConversationId, MessageId
from app.storage import messages
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from tests.benchmarks.table import Row, print_table

FEW, MANY = 100_000, 1_000_000
LIMIT_MS = 100.0
ROUNDS = 5
CONVERSATION_SIZE = 100
BATCH = 20_000
START = datetime(2025, 1, 1, tzinfo=UTC)

CHINESE = (
    "今天 天气 怎么样 我们 你们 可以 不是 的 了 一个 模型 图片 视频 生成 对话 中转 服务 价格 余额 接口 密钥 "
    "问题 回答 帮我 写 一首 诗 关于 秋天 程序 代码 错误 解释 为什么 因为 所以 但是 学习 数据 分析 北京 上海"
)
ENGLISH = "the model error token stream please write explain function class return python image video"
QUERIES = {
    "one character, everywhere": "的",
    "one character, once": "龘",
    "two characters, common": "天气",
    "two characters, never neighbours": "秋码",
    "three characters": "怎么样",
    "a long phrase, once": "只出现一次的句子",
    "one letter": "p",
    "two letters": "py",
    "a word": "python",
    "two words": "python 天气",
    "a common and a rare word": "的 龘龘龘",
    "a common word and a rare character": "python 龘",
    "absent": "量子纠缠态",
}


def rows(count: int = FEW) -> Iterator[Row]:
    """Time until the first finds of each kind of query."""
    with tempfile.TemporaryDirectory() as folder:
        yield from asyncio.run(_measure(Path(folder), count))


def full_rows() -> Iterator[Row]:
    """The same over a million messages, which take minutes to write."""
    return rows(MANY)


async def _measure(folder: Path, count: int) -> list[Row]:
    path = folder / "studio.db"
    (folder / "backups").mkdir()
    database = await Database.open(path, folder / "backups")
    store = ConversationStore(database)
    await _fill(database, store, count)
    found = [await _row(store, f"{count:,} messages, {name}", query) for name, query in QUERIES.items()]
    await database.close()
    return found


async def _row(store: ConversationStore, name: str, query: str) -> Row:
    taken = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        await store.search(query)
        taken.append((time.perf_counter() - began) * 1000)
    return Row(f"search in {name}", statistics.median(taken), LIMIT_MS, "ms")


async def _fill(database: Database, store: ConversationStore, count: int) -> None:
    for number in range(count // CONVERSATION_SIZE):
        await store.save(Conversation(ConversationId(f"c{number}"), f"对话 {number}", START, START))
    source = _messages(count)
    for _ in range(0, count, BATCH):
        await database.transaction(_batch(source))


def _batch(source: Iterator[Message]) -> Callable[[sqlite3.Connection], None]:
    def work(connection: sqlite3.Connection) -> None:
        for message, _ in zip(source, range(BATCH), strict=False):
            messages.save(connection, message)

    return work


def _messages(count: int) -> Iterator[Message]:
    chance = random.Random(1)
    chinese, english = CHINESE.split(), ENGLISH.split()
    rare = {count // 3: "龘龘龘", count // 2: "只出现一次的句子"}
    for number in range(count):
        words = chance.choices(chinese, k=chance.randint(4, 16)) + chance.choices(english, k=2)
        chance.shuffle(words)
        text = "".join(words) + rare.get(number, "")
        conversation = ConversationId(f"c{number // CONVERSATION_SIZE}")
        created_at = START + timedelta(seconds=number)
        yield Message(MessageId(f"m{number}"), conversation, None, Role.USER, (TextPart(text),), created_at)


if __name__ == "__main__":
    print_table(rows(int(sys.argv[1]) if len(sys.argv) > 1 else FEW))
