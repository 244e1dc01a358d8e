"""The only place that knows everybody: builds every object once and hands it to who needs it."""

from collections.abc import Sequence


def run(arguments: Sequence[str]) -> int:
    """Run the studio until its window is closed; the exit code."""
    raise NotImplementedError(arguments)
