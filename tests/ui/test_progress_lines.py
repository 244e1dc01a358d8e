"""Progress that relays write into answers: one line that moves on, however the text arrives."""

import pytest

from app.ui.transcript.layout.source import Source

DRAWN = (
    "> 🕐 排队中\n> ID: task_1\n> 进度 12%\n> 进度 37%\n> 进度 100%\n> ✅ 生成完成\n\n"
    "![gen](https://pictures.test/b.png)\n\n[点击下载](https://pictures.test/b.png)\n"
)
APART = "> Queued\n\n> Progress 12%\n\n> Progress 68%\n\nHere it is.\n"
BARE = "进度：50%\n\n进度：60%\n\nDone.\n"
TALK = "Prices rose by\n\n50% of all\n\n> It took all day.\n> 20% of it was lost on the way\n"


def shown(source: Source) -> list[str]:
    """The text of every block."""
    return ["".join(run.text for run in block.runs) for block in source.blocks]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (DRAWN, ["✅ 生成完成", "gen", "点击下载"]),
        (APART, ["Progress 68%", "Here it is."]),
        (BARE, ["进度：60%", "Done."]),
    ],
)
def test_a_column_of_progress_is_one_line(text: str, kept: list[str]) -> None:
    source = Source(text, growing=False)
    assert shown(source) == kept
    assert source.text == text, "what is sent with the next turn is what was said"


def test_words_that_are_no_progress_stay() -> None:
    expected = ["Prices rose by", "50% of all", "It took all day.\n20% of it was lost on the way"]
    assert shown(Source(TALK, growing=False)) == expected


def test_the_line_moves_on_while_it_streams() -> None:
    source = Source("", growing=True)
    source.append("> 🕐 Queued\n")
    assert shown(source) == ["🕐 Queued"]
    source.append("> Progress 12%\n")
    assert shown(source) == ["Progress 12%"]
    source.append("\n> Progress 37%")
    assert shown(source) == ["Progress 37%"]


@pytest.mark.parametrize("size", [1, 3, 7, 50])
def test_the_end_is_the_same_however_it_came(size: int) -> None:
    text = DRAWN + APART + TALK + BARE
    source = Source("", growing=True)
    for start in range(0, len(text), size):
        before = list(source.blocks)
        first = source.append(text[start : start + size])
        assert source.blocks[:first] == before[:first], "only what is told as changed has changed"
    source.finish()
    assert source.blocks == Source(text, growing=False).blocks
