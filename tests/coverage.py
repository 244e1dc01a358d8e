"""Which entries of the gateways' documents a test proves, gathered from ``@pytest.mark.covers``.

The list of all entries lies beside the repository; where it is absent, nothing is checked.
"""

import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

LIST = Path(__file__).resolve().parents[2] / "shared" / "reference" / "coverage.toml"

COVERED = pytest.StashKey[frozenset[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--coverage-table``."""
    text = "show how many entries of the gateways' documents the collected tests prove"
    parser.addoption("--coverage-table", action="store_true", help=text)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: Iterable[pytest.Item]) -> None:
    """Keep the ids that the collected tests name."""
    config.stash[COVERED] = frozenset(
        str(entry) for item in items for mark in item.iter_markers("covers") for entry in mark.args
    )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print covered/total per family where it was asked for."""
    if not config.getoption("--coverage-table") or not LIST.exists():
        return
    terminalreporter.section("coverage of the gateways' documents")
    for line in table(known_entries(), config.stash.get(COVERED, frozenset())):
        terminalreporter.line(line)


def known_entries() -> dict[str, frozenset[str]]:
    """Family → the ids of its entries, as ``family/entry``."""
    families = tomllib.loads(LIST.read_text(encoding="utf-8"))["family"]
    return {
        name: frozenset(f"{name}/{entry.partition('|')[0].strip()}" for entry in family["entries"])
        for name, family in families.items()
    }


def table(known: Mapping[str, frozenset[str]], covered: frozenset[str]) -> list[str]:
    """Lines of ``family  covered/total``, with the sum last."""
    counts = {name: Counter(entry in covered for entry in entries) for name, entries in known.items()}
    lines = [f"{name:20} {count[True]:3}/{count.total()}" for name, count in counts.items()]
    total = sum(counts.values(), Counter[bool]())
    return [*lines, f"{'all':20} {total[True]:3}/{total.total()}"]
