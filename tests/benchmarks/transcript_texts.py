"""Chinese and English Markdown from a fixed seed, and messages made of it."""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from app.domain.conversation import BranchNode, Message, MessageState, Role, Siblings, TextPart
from app.domain.ids import ConversationId, MessageId

CHARACTERS_PER_TOKEN = 2.09
_NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
_ENGLISH = (
    *("the", "model", "streams", "tokens", "while", "the", "view", "keeps", "its", "anchor", "and", "every"),
    *("block", "is", "laid", "out", "only", "once", "near", "the", "screen", "so", "that", "the", "cost"),
    *("stays", "flat", "with", "the", "length", "of", "a", "reply", "or", "the", "history", "of", "it"),
)
_CHINESE = (
    "我们把消息分成块，只有靠近屏幕的块才会排版；新的文字到来时，"
    "只解析最后一个块。这样无论对话多长，每一帧的开销都不变"
)


def markdown(characters: int, seed: int = 1) -> str:
    """About so many characters of paragraphs, lists, code, tables and quotes."""
    chance = random.Random(seed)
    parts: list[str] = []
    length = 0
    while length < characters:
        parts.append(chance.choice(_KINDS)(chance))
        length += len(parts[-1]) + 2
    return "\n\n".join(parts)[:characters]


def sentence(chance: random.Random) -> str:
    """A sentence in one of the two languages."""
    if chance.random() < 0.5:
        start = chance.randrange(len(_CHINESE) - 20)
        return _CHINESE[start : start + chance.randint(8, 40)] + "。"
    words = chance.choices(_ENGLISH, k=chance.randint(5, 16))
    words[chance.randrange(len(words))] = f"**{chance.choice(_ENGLISH)}**"
    return " ".join(words).capitalize() + ". "


def _paragraph(chance: random.Random) -> str:
    return "".join(sentence(chance) for _ in range(chance.randint(2, 6)))


def _list(chance: random.Random) -> str:
    return "\n".join(f"- {sentence(chance)}" for _ in range(chance.randint(3, 7)))


def _code(chance: random.Random) -> str:
    lines = [f"    value_{number} = compute({number}, '字符')" for number in range(chance.randint(4, 16))]
    return "```python\ndef run(self) -> None:\n" + "\n".join(lines) + "\n```"


def _table(chance: random.Random) -> str:
    rows = [
        f"| {chance.choice(_ENGLISH)} | {number} | 中文 {number} |" for number in range(chance.randint(3, 8))
    ]
    return "| name | count | 说明 |\n|:--|--:|:-:|\n" + "\n".join(rows)


def _quote(chance: random.Random) -> str:
    return f"> {sentence(chance)}"


def _heading(chance: random.Random) -> str:
    return f"## {chance.choice(_ENGLISH).capitalize()} 小节"


_KINDS = (_paragraph, _paragraph, _paragraph, _list, _code, _table, _quote, _heading)


def conversation(count: int) -> list[BranchNode]:
    """So many messages in turn, of about 820 characters on average."""
    texts = [markdown(size, seed) for seed, size in enumerate((60, 1500, 200, 1000, 120, 2100))]
    return [
        node(f"m{number}", Role.ASSISTANT if number % 2 else Role.USER, texts[number % len(texts)])
        for number in range(count)
    ]


def node(
    name: str, role: Role, text: str, state: MessageState = MessageState.COMPLETE, *, model: str = "demo-chat"
) -> BranchNode:
    """A message without alternatives."""
    message = Message(
        MessageId(name), ConversationId("c"), None, role, (TextPart(text),), _NOW, state, model=model
    )
    return BranchNode(message, Siblings(0, (message.id,)))


def tokens(text: str, seed: int = 7) -> Iterator[str]:
    """The text in pieces as a model sends them."""
    chance = random.Random(seed)
    position = 0
    while position < len(text):
        length = chance.choice((1, 1, 2, 2, 3, 4))
        yield text[position : position + length]
        position += length


def frames(text: str, per_frame: float) -> Sequence[str]:
    """The text as it comes together in frames of so many tokens."""
    found: list[str] = []
    due = 0.0
    for number, token in enumerate(tokens(text)):
        if number >= due:
            found.append("")
            due += per_frame
        found[-1] += token
    return found
