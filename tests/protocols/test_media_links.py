"""Chat answers that hold pictures, clips and progress in their words, in the styles of the relays."""

import base64
from random import Random

import pytest

from app.domain.errors import ErrorKind
from app.domain.generation import MediaOutput
from app.domain.media import MediaBytes, MediaKind, MediaLink
from app.protocols.media_links import failure_in_text, ids_in, kind_of_address, media_in, progress_in

PNG = b"\x89PNG\r\n\x1a\n" + bytes(12)
PNG_ADDRESS = "data:image/png;base64," + base64.b64encode(PNG).decode()
CDN = "https://cdn.example.org/v"

TASK_STYLE = """```json
{"prompt": "猫在海边跑", "orientation": "portrait"}
```
> ID: `task_01kbw7h8n6fe9v2x3y4z`
> [数据预览](https://status.example.org/web/task_01kbw7h8n6fe9v2x3y4z) | [原始数据](https://status.example.org/source/task_01kbw7h8n6fe9v2x3y4z)
> 排队中......
> 生成中.
>🏃 进度 36..44..61..
"""
FINISHED = f"""{TASK_STYLE}..100
> 生成完成 ✅
> sid: s_6932f0c8
![预览]({CDN}/a.webp)
[在线播放▶️]({CDN}/a.mp4?sig=a%2Bb)
"""


def found(text: str, *listed: MediaBytes | MediaLink) -> list[tuple[MediaKind, str | bytes]]:
    outputs = media_in(text, listed)
    assert [output.index for output in outputs] == list(range(len(outputs)))
    return [(output.kind, _source(output)) for output in outputs]


def _source(output: MediaOutput) -> str | bytes:
    return output.media.url if isinstance(output.media, MediaLink) else output.media.data


PICTURE, VIDEO, AUDIO = MediaKind.PICTURE, MediaKind.VIDEO, MediaKind.AUDIO


@pytest.mark.parametrize(
    ("text", "percent"),
    [
        ("**Video Generation Progress**: 40% (processing)", 40),
        ("生成进度: 40%\n生成进度: 55 %", 55),
        (TASK_STYLE, 61),
        (">🏃 进度 36", 36),
        ("Progress: 12", 12),
        ("99.5%", 99),
        ("进度 100%", 100),
        ("1000%", None),
        ("300% better", None),
        ("排队中......", None),
        ("", None),
    ],
)
def test_progress_is_read_from_the_newest_words(text: str, percent: float | None) -> None:
    assert progress_in(text) == percent


def test_progress_is_told_of_a_long_text_without_reading_it_all() -> None:
    text = "1%\n" + "so far 0 " * 200_000 + "\n62%"
    assert progress_in(text) == 62


def test_a_finished_task_gives_its_video_with_the_preview_as_poster() -> None:
    (video,) = media_in(FINISHED)
    assert video.media == MediaLink(f"{CDN}/a.mp4?sig=a%2Bb", VIDEO)
    assert video.poster == MediaLink(f"{CDN}/a.webp", PICTURE)
    assert ids_in(FINISHED) == {"task": "task_01kbw7h8n6fe9v2x3y4z", "share": "s_6932f0c8"}
    assert ids_in("remix gen_01kc9qab1") == {"generation": "gen_01kc9qab1"}


@pytest.mark.parametrize(
    ("text", "media"),
    [
        (f"```html\n<video src='{CDN}/1.mp4' controls></video>\n```", [(VIDEO, f"{CDN}/1.mp4")]),
        (f"<video controls><source src='{CDN}/play?i=1&amp;s=2'></video>", [(VIDEO, f"{CDN}/play?i=1&s=2")]),
        (f"<video src={CDN}/play?id=1></video>", [(VIDEO, f"{CDN}/play?id=1")]),
        (f"![Generated Image]({CDN}/file/1)", [(PICTURE, f"{CDN}/file/1")]),
        (f"![a]({CDN}/1.png) ![a]({CDN}/1.png)\n[download]({CDN}/1.png)", [(PICTURE, f"{CDN}/1.png")]),
        (f"![image]({PNG_ADDRESS})", [(PICTURE, PNG)]),
        (f"[media]({PNG_ADDRESS})", [(PICTURE, PNG)]),
        (f'<img alt="x" src="{CDN}/1">', [(PICTURE, f"{CDN}/1")]),
        (f"完成：{CDN}/1.JPG?x=1，请下载。", [(PICTURE, f"{CDN}/1.JPG?x=1")]),
        (f"**{CDN}/song.mp3** and {CDN}/page.html", [(AUDIO, f"{CDN}/song.mp3")]),
        (f"{CDN}/1.webp", [(PICTURE, f"{CDN}/1.webp")]),
        ("![x](javascript:alert(1)) ![y](data:image/png;base64,AAAA)", []),
        ("no link at all", []),
    ],
)  # fmt: skip
def test_media_are_found_in_every_style(text: str, media: list[tuple[MediaKind, str | bytes]]) -> None:
    assert found(text) == media


def test_what_the_answer_lists_comes_first_and_nothing_twice() -> None:
    listed = (MediaLink(f"{CDN}/2.png"), MediaLink(f"{CDN}/1.mp4", VIDEO))
    text = f"![a]({CDN}/1.png)\n![b]({CDN}/2.png) [c]({CDN}/1.mp4)"
    assert found(text, *listed) == [
        (PICTURE, f"{CDN}/2.png"), (VIDEO, f"{CDN}/1.mp4"), (PICTURE, f"{CDN}/1.png"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("❌ 生成失败: 内容违规，请修改提示词", ErrorKind.CONTENT_REFUSED),
        ("Your request failed: content policy violation", ErrorKind.CONTENT_REFUSED),
        ("This is a guideline violation", ErrorKind.CONTENT_REFUSED),
        ("错误: upstream timeout", ErrorKind.GATEWAY_FAILED),
        ("生成失败：当前分组上游负载已饱和，请稍后再试", ErrorKind.RATE_LIMITED),
    ],
)
def test_a_failure_in_words_is_a_failure(text: str, kind: ErrorKind) -> None:
    error = failure_in_text(text)
    assert error is not None
    assert error.kind is kind
    assert error.values["reason"] == text


def test_words_without_failure_are_none() -> None:
    assert failure_in_text("Here is your picture.") is None
    assert ids_in("Here is your picture, class_ and s_mall.") == {}


def test_endings_tell_what_lies_at_an_address() -> None:
    assert kind_of_address(f"{CDN}/a.MP4?x=.png#y") is VIDEO
    assert kind_of_address(f"{CDN}/a.pdf") is None
    assert kind_of_address(f"{CDN}/task_1") is None


def test_nothing_makes_the_readers_fail_or_hang() -> None:
    random = Random("links")
    starts = ["![", "](", "<video ", "src=", "'", "https://", "进度 1..", "%", "\ud83d", "(" * 99]
    pieces = [FINISHED, PNG_ADDRESS, *starts]
    for _ in range(2000):
        text = "".join(random.choices(pieces, k=random.randint(1, 12)))[random.randint(0, 20) :]
        media_in(text)
        progress_in(text)
        failure_in_text(text)
        ids_in(text)
    for piece in ("<video ", "![", "进度 1", "..1", "](data:a/b;base64,", "https://", "<img src="):
        media_in(piece * 20_000)
        progress_in(piece * 20_000)
