"""Markdown as the flat list of blocks that the conversation view shows."""

from app.ui.transcript.blocks import Block
from app.ui.transcript.flatten import flatten


def parse(source: str) -> tuple[Block, ...]:
    """All blocks of a source; never fails, whatever the text is."""
    return flatten(source).blocks
