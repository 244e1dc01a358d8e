"""What can be said on the command line."""

import argparse
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app import __version__

DATA_DIR_VARIABLE = "RELAY_STUDIO_DATA_DIR"
LONGEST_LINK = 8192


@dataclass(frozen=True, slots=True)
class Arguments:
    """The command line, read."""

    data_dir: Path | None = None
    media_dir: Path | None = None
    language: Literal["", "zh", "en"] = ""
    theme: Literal["", "light", "dark", "system"] = ""
    demo: bool = False
    doctor: bool = False
    self_test: str = ""
    """Where the result of the self-test goes: a file, or ``-`` for the standard output."""
    link: str = ""


def read_arguments(words: Sequence[str]) -> Arguments:
    """Read the command line. It prints and exits on ``--help``, ``--version`` and what makes no sense."""
    parser = argparse.ArgumentParser(
        prog="relay-studio", description="A chat and media studio for relay gateways."
    )
    parser.add_argument("--data-dir", type=Path, help=f"where data lies (equals {DATA_DIR_VARIABLE})")
    parser.add_argument("--media-dir", type=Path, help="where pictures, videos and music are saved")
    parser.add_argument("--language", choices=("zh", "en"), default="", help="language of the window")
    parser.add_argument("--theme", choices=("light", "dark", "system"), default="", help="look of the window")
    parser.add_argument("--demo", action="store_true", help="have the built-in demo gateway ready")
    parser.add_argument("--version", action="version", version=f"Relay Studio {__version__}")
    parser.add_argument("--doctor", action="store_true", help="print what the studio finds on this system")
    parser.add_argument(
        "--self-test",
        nargs="?",
        const="-",
        default="",
        metavar="FILE",
        help="check whether this copy is whole; writes JSON",
    )
    parser.add_argument("link", nargs="?", default="", help="an import link of a provider")
    said = parser.parse_args(words)
    from_environment = os.environ.get(DATA_DIR_VARIABLE)
    return Arguments(
        data_dir=said.data_dir or (Path(from_environment) if from_environment else None),
        media_dir=said.media_dir,
        language=said.language,
        theme=said.theme,
        demo=said.demo,
        doctor=said.doctor,
        self_test=said.self_test,
        link=said.link[:LONGEST_LINK],
    )
