"""Every bar in one table: ``python -m tests.benchmarks [--full] [NAME …]``."""

import argparse
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.benchmarks.table import Row, measure, print_table

NAMES = (
    "start",
    "stream_decode",
    "loop",
    "markdown",
    "transcript",
    "streaming",
    "opening",
    "conversation_list",
    "search",
    "coordinator",
    "library",
    "board",
    "spending",
)


def main() -> None:
    """Measure what is named, or everything, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--full", action="store_true", help="search a million messages; takes minutes")
    said = parser.parse_args()
    if unknown := set(said.names) - set(NAMES):
        parser.error(f"there is no {sorted(unknown)[0]}")
    print_table(_rows(said.names or NAMES, full=said.full))


def _rows(names: Sequence[str], *, full: bool) -> Iterator[Row]:
    """Each benchmark in a process of its own, so that none sees what another left behind."""
    with ProcessPoolExecutor(1, get_context("spawn"), max_tasks_per_child=1) as processes:
        for name in names:
            yield from processes.submit(measure, name, full).result()


if __name__ == "__main__":
    main()
