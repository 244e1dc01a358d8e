"""The one table that every benchmark prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Row:
    """A bar of quality: what was measured, the figure, and the limit it must not pass."""

    bar: str
    figure: float
    limit: float
    unit: str = "×"

    @property
    def holds(self) -> bool:
        """Whether the bar is reached."""
        return self.figure <= self.limit


def print_table(rows: Iterable[Row]) -> None:
    """Print rows as they are measured, a missed bar with a mark of its own."""
    print(f"{'bar':<74} {'figure':>10} {'limit':>10}")
    for row in rows:
        mark = "" if row.holds else "  MISSED"
        unit = row.unit if row.unit == "×" else f" {row.unit}"
        print(f"{row.bar:<74} {row.figure:>8.2f}{unit:<3}{row.limit:>8.2f}{unit:<3}{mark}", flush=True)


def measure(name: str, full: bool) -> list[Row]:
    """The rows of a benchmark; ``full`` where it has a longer way."""
    module = import_module(f"tests.benchmarks.{name}")
    rows = getattr(module, "full_rows", module.rows) if full else module.rows
    return list(rows())
