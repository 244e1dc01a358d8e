"""Conversations become files: readable everywhere, safe to open, whole or not there."""

# ruff: noqa: ASYNC240  # a test may wait for the disk

# a test may wait for the disk

import asyncio
import json
import re
from collections.abc import Callable
from dataclasses import asdict, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.domain.conversation import (
    AttachmentPart,
    ChatSettings,
    Message,
    ReasoningPart,
    Role,
    TextPart,
    ToolCallPart,
    ToolResultPart,
)
from app.domain.errors import ErrorKind, StudioError
from app.domain.export import ExportFormat, ExportOptions, ExportScheme, file_stem, free_name
from app.domain.ids import ConversationId, MessageId
from app.domain.media import Attachment
from app.domain.tool import ToolCall, ToolResult
from app.services.clock import new_id, now
from app.services.studio import Studio
from app.ui.exports.job import ExportJob, Look
from app.ui.exports.words import export_words
from app.ui.theme.tokens import DARK, LIGHT
from tests.demo.native_files import PICTURE

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)> [x](javascript:alert(3)) ![p](http://evil.example/p.png)"
ANSWER = f"""# 二分查找

Half each time: $O(\\log n)$.

$$\\frac{{a}}{{b}}$$

```python
def search() -> int: return 1
```

| 方法 | Cost |
|:--|--:|
| one | two |

{EVIL}
"""
Convert = Callable[[ExportOptions, Path], "asyncio.Future[list[Path]]"]


@pytest.fixture
async def talk(studio: Studio) -> ConversationId:
    """A conversation with two answers to one question, a thought, a tool, and a picture."""
    conversation = await studio.conversations.create(ChatSettings(system_prompt="Be brief.", model="m"))
    await studio.conversations.rename(conversation.id, "Binary: search?")
    picture = await studio.attachments.add_bytes(PICTURE, "tiles.png")
    question = said(conversation.id, None, Role.USER, TextPart("解释 please"), attachment=picture)
    other = said(conversation.id, question, Role.ASSISTANT, TextPart("The other answer"))
    call = ToolCallPart(ToolCall("k", "clock", '{"zone": "Asia/Tokyo"}'))
    answer = said(
        conversation.id, question, Role.ASSISTANT, ReasoningPart("Let me think", 3.0), TextPart(ANSWER), call
    )
    result = said(
        conversation.id, answer, Role.TOOL, ToolResultPart(ToolResult("k", "clock", "18:04 in Tokyo"))
    )
    last = said(conversation.id, result, Role.ASSISTANT, TextPart("It is four past six."))
    await studio.conversations.add(conversation.id, question, other)
    await studio.conversations.add(conversation.id, answer, result, last)
    return conversation.id


def said(
    conversation_id: ConversationId,
    above: Message | None,
    role: Role,
    *parts: object,
    attachment: Attachment | None = None,
) -> Message:
    """A message."""
    files = (AttachmentPart(attachment),) if attachment else ()
    parent = above.id if above else None
    return Message(MessageId(new_id()), conversation_id, parent, role, (*parts, *files), now())  # type: ignore[arg-type]


async def export(
    studio: Studio,
    talk: ConversationId,
    target: Path,
    options: ExportOptions,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> list[Path]:
    """What the window does."""
    look = Look(("Noto Sans CJK SC",), ("DejaVu Sans Mono",), asdict(LIGHT), asdict(DARK))

    def order(source: Path) -> str:
        attachments = str(studio.places.attachments)
        return ExportJob(str(source), str(target), attachments, options, export_words("en"), look).as_text()

    return await studio.exports.convert(talk, target, order, progress)


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


async def test_markdown_has_its_files_in_a_folder_beside_it(
    studio: Studio, talk: ConversationId, tmp_path: Path
) -> None:
    written = await export(studio, talk, tmp_path / "talk.md", ExportOptions())

    text = (tmp_path / "talk.md").read_text()
    assert written == [tmp_path / "talk.md", tmp_path / "talk files"]
    assert (tmp_path / "talk files" / "tiles.png").read_bytes() == PICTURE
    assert "![tiles.png](talk%20files/tiles.png)" in text
    assert "<summary>Thought for 3 s</summary>\n\nLet me think" in text
    assert "<summary>Tool call: clock</summary>" in text
    assert "18:04 in Tokyo" in text
    assert "The other answer" not in text
    assert ANSWER.strip() in text

    plain = replace(ExportOptions(), reasoning=False, tools=False, attachments=False, details=False)
    await export(studio, talk, tmp_path / "plain.md", plain)
    text = (tmp_path / "plain.md").read_text()
    assert not [word for word in ("Let me think", "18:04", "Be brief", "plain files") if word in text]


async def test_all_branches_are_told_once_and_in_order(
    studio: Studio, talk: ConversationId, tmp_path: Path
) -> None:
    await export(studio, talk, tmp_path / "talk.md", ExportOptions(whole_tree=True))
    text = (tmp_path / "talk.md").read_text()
    assert text.count("解释 please\n") == 1
    assert text.index("It is four past six.") < text.index("## Branch 2") < text.index("The other answer")


async def test_a_page_runs_nothing_and_loads_nothing(
    studio: Studio, talk: ConversationId, tmp_path: Path
) -> None:
    options = ExportOptions(ExportFormat.HTML, scheme=ExportScheme.SYSTEM)
    (path,) = await export(studio, talk, tmp_path / "talk.html", options)

    text = path.read_text()
    page = Page(text)
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "iframe", "link", "object", "embed", "base", "form"}
    for tag, attributes in page.tags:
        assert not [name for name in attributes if name.startswith("on")]
        for name in ("src", "srcset", "poster", "data"):
            assert (attributes.get(name) or "data:").startswith("data:"), (tag, attributes)
        assert not (attributes.get("href") or "").startswith("javascript:")
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "prefers-color-scheme: dark" in text
    assert '<span class="code_keyword">def</span>' in text
    assert sum(tag == "svg" for tag, _ in page.tags) == 2
    assert any(
        (a.get("src") or "").startswith("data:image/png;base64,") for tag, a in page.tags if tag == "img"
    )


@pytest.mark.parametrize("scheme", [ExportScheme.LIGHT, ExportScheme.DARK])
async def test_pages_and_pictures_have_the_colours_that_were_chosen(
    studio: Studio, talk: ConversationId, tmp_path: Path, scheme: ExportScheme
) -> None:
    options = ExportOptions(ExportFormat.PICTURE, scheme=scheme)
    (path,) = await export(studio, talk, tmp_path / "talk.png", options)
    picture = QImage(str(path))
    tokens = DARK if scheme is ExportScheme.DARK else LIGHT
    assert picture.pixelColor(2, 2).name() == tokens.surface
    assert picture.width() == 1520

    options = ExportOptions(ExportFormat.PDF, scheme=scheme)
    (path,) = await export(studio, talk, tmp_path / "talk.pdf", options)
    data = path.read_bytes()
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", data)) >= 1


async def test_a_long_conversation_becomes_pages_and_several_pictures(studio: Studio, tmp_path: Path) -> None:
    row = await studio.conversations.create(ChatSettings())
    above: Message | None = None
    messages: list[Message] = []
    for number in range(120):
        role = Role.ASSISTANT if number % 2 else Role.USER
        above = said(
            row.id, above, role, TextPart("\n\n".join(f"Line {line} of {number}" for line in range(12)))
        )
        messages.append(above)
    await studio.conversations.add(row.id, *messages)

    written = await export(studio, row.id, tmp_path / "long.png", ExportOptions(ExportFormat.PICTURE))
    assert [path.name for path in written[:2]] == ["long.png", "long 2.png"]
    assert all(QImage(str(path)).height() <= 16_000 for path in written)

    (path,) = await export(studio, row.id, tmp_path / "long.pdf", ExportOptions(ExportFormat.PDF))
    assert len(re.findall(rb"/Type\s*/Page\b", path.read_bytes())) > 20


async def test_json_holds_everything_but_keys(studio: Studio, talk: ConversationId, tmp_path: Path) -> None:
    settings = ChatSettings(extra_json='{"api_key": "sk-canary", "user": "me"}')
    await studio.conversations.change_settings(talk, settings)
    await studio.exports.write_json(talk, tmp_path / "talk.json", files=True)
    text = (tmp_path / "talk.json").read_text()
    assert "sk-canary" not in text
    entry = json.loads(text)["conversations"][0]
    assert len(entry["messages"]) == 5
    assert next(iter(entry["files"])) == entry["messages"][0]["parts"][1]["attachment"]["id"]


@pytest.mark.parametrize("format_", [ExportFormat.PDF, ExportFormat.PICTURE, ExportFormat.MARKDOWN])
async def test_stopping_leaves_nothing_behind(studio: Studio, tmp_path: Path, format_: ExportFormat) -> None:
    row = await studio.conversations.create(ChatSettings())
    above: Message | None = None
    messages: list[Message] = []
    for number in range(400):
        role = Role.ASSISTANT if number % 2 else Role.USER
        above = said(row.id, above, role, TextPart(ANSWER))
        messages.append(above)
    await studio.conversations.add(row.id, *messages)
    target = tmp_path / f"talk.{format_}"
    target.write_bytes(b"what was there before")
    began = asyncio.Event()
    options = ExportOptions(format_)
    work = asyncio.create_task(export(studio, row.id, target, options, lambda done, of: began.set()))
    await began.wait()
    work.cancel()
    with pytest.raises(asyncio.CancelledError):
        await work
    assert [path.name for path in tmp_path.glob("talk*")] == [target.name]
    assert target.read_bytes() == b"what was there before"
    assert not list(studio.places.scratch.iterdir())


async def test_a_place_that_cannot_be_written_to_is_told(
    studio: Studio, talk: ConversationId, tmp_path: Path
) -> None:
    for format_ in (ExportFormat.MARKDOWN, ExportFormat.HTML, ExportFormat.PDF, ExportFormat.PICTURE):
        target = tmp_path / "nowhere" / f"talk.{format_}"
        with pytest.raises(StudioError) as refused:
            await export(studio, talk, target, ExportOptions(format_))
        assert refused.value.kind is ErrorKind.NOT_WRITABLE


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Trip to Kyoto", "Trip to Kyoto"),
        ("a/b\\c:d*e?f", "a b c d e f"),
        ("..", "talk"),
        ("CON", "talk"),
        ("\u202eevil\u0000", "evil"),
        ("去京都的计划", "去京都的计划"),
        ("字" * 200, "字" * 53),
    ],
)
def test_a_title_becomes_a_name_on_every_system(title: str, stem: str) -> None:
    assert file_stem(title, "talk") == stem


def test_names_do_not_meet_where_case_is_not_told_apart() -> None:
    taken: set[str] = set()
    names = [free_name(stem, "md", taken) for stem in ("Talk", "talk", "Talk")]
    assert names == ["Talk.md", "talk (2).md", "Talk (3).md"]
