"""A text of many megabytes, or one word of many thousand letters, does not stop the window."""

from itertools import pairwise

import pytest

from app.ui.transcript.layout.source import LARGEST_MARKDOWN, Source

HEAD = "# Title\n\nSome **strong** words.\n\n"


@pytest.mark.parametrize("piece", ["A" * 700_000, "word " * 40_000])
def test_what_grows_beyond_measure_shows_as_it_is(piece: str) -> None:
    source = Source(HEAD, growing=True)
    while len(source.text) <= 2 * LARGEST_MARKDOWN:
        before = list(source.blocks)
        first = source.append(piece)
        assert source.blocks[:first] == before[:first]
    source.finish()
    assert source.blocks[0].runs[0].text == "Title"
    assert source.blocks[-1].end >= len(source.text) - 1
    assert all(above.start <= above.end <= below.start for above, below in pairwise(source.blocks))
    plain = [block for block in source.blocks if block.start > LARGEST_MARKDOWN]
    assert all(block.runs[0].text == source.text[block.start : block.end] for block in plain)
    assert max(block.end - block.start for block in plain) <= 2_000


def test_a_long_text_that_is_continued_goes_on_as_it_is() -> None:
    source = Source("word " * 100_000, growing=False)
    source.append("and more")
    source.finish()
    assert source.blocks[-1].runs[0].text.endswith("and more")
    assert source.blocks[-1].end == len(source.text)
