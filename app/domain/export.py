"""What of a conversation goes into a file, and how the file is called."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LONGEST_NAME = 80
_FORBIDDEN = set('<>:"/\\|?*')
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
"""Names that Windows keeps for devices."""


class ExportFormat(StrEnum):
    """The kinds of files that a conversation can become; each value is the file's ending."""

    MARKDOWN = "md"
    HTML = "html"
    PDF = "pdf"
    JSON = "json"
    PICTURE = "png"


class ExportScheme(StrEnum):
    """Dark on light, light on dark, or as the reader's system has it (HTML alone)."""

    LIGHT = "light"
    DARK = "dark"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What the person chose; a JSON file always holds everything but perhaps the files."""

    format: ExportFormat = ExportFormat.MARKDOWN
    whole_tree: bool = False
    """All branches instead of the one that is shown."""
    attachments: bool = True
    """Files beside the Markdown, inside everything else."""
    reasoning: bool = True
    tools: bool = True
    """Calls of tools, and what came back."""
    details: bool = True
    """Times, models and tokens."""
    scheme: ExportScheme = ExportScheme.LIGHT


def file_stem(title: str, fallback: str) -> str:
    """A title as a file name on every system, without an ending."""
    plain = "".join(" " if _is_unusable(sign) else sign for sign in title)
    stem = " ".join(plain.split()).strip(". ")
    while len(stem.encode()) > 2 * LONGEST_NAME or len(stem) > LONGEST_NAME:
        stem = stem[:-1]
    stem = stem.strip(". ")
    return fallback if not stem or stem.lower() in _RESERVED else stem


def free_name(stem: str, ending: str, taken: set[str]) -> str:
    """A name with its ending that nobody has yet, letters of either case taken as the same; notes it."""
    name, number = f"{stem}.{ending}", 1
    while name.lower() in taken:
        number += 1
        name = f"{stem} ({number}).{ending}"
    taken.add(name.lower())
    return name


def _is_unusable(sign: str) -> bool:
    return sign in _FORBIDDEN or unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
