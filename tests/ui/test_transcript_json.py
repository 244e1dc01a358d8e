"""An answer that was asked for as JSON is shown as code while it comes and after."""

import pytest

from app.ui.markdown.blocks import BlockKind
from app.ui.transcript.layout.source import Source

JSON = '{\n  "a": [1, 2],\n  "b": "**no stars**"\n}'


def test_json_is_one_block_of_code_however_it_comes() -> None:
    whole = Source(JSON, growing=False, code="json")
    grown = Source("", growing=True, code="json")
    for letter in f"\n {JSON}":
        grown.append(letter)
    (block,) = grown.blocks
    assert (block.kind, block.text, block.closed) == (BlockKind.CODE, grown.text, False)
    grown.finish()
    assert grown.blocks[0].closed
    (block,) = whole.blocks
    assert (block.kind, block.language, block.text) == (BlockKind.CODE, "json", JSON)
    assert block.closed


@pytest.mark.parametrize("text", ["Here it is:\n\n```json\n{}\n```", "no", "", "  "])
def test_words_stay_markdown(text: str) -> None:
    assert Source(text, growing=False, code="json").blocks == Source(text, growing=False).blocks
    grown, plain = Source("", growing=True, code="json"), Source("", growing=True)
    for letter in text:
        grown.append(letter)
        plain.append(letter)
    grown.finish()
    plain.finish()
    assert grown.blocks == plain.blocks
