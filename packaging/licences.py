"""Lists what is inside the frozen folder and under which terms.

python packaging/licences.py FILE
"""

import re
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path

LOCK = Path(__file__).resolve().parent / "requirements.lock"
SOURCES = {
    "pyside6-essentials": "LGPL-3.0-only; Qt's libraries can be replaced by other builds of them",
    "pyside6-addons": "LGPL-3.0-only; holds FFmpeg's libraries under LGPL-2.1-or-later",
    "shiboken6": "LGPL-3.0-only",
}
FOREWORD = """\
Relay Studio stands on the work of others. Each part below is unchanged and stays under its own terms.
Qt and PySide are used under the LGPL 3, FFmpeg's libraries under the LGPL 2.1 or later: they lie as ordinary
files in this folder and may be replaced by builds of your own. Their source is published by The Qt Company
and by the FFmpeg project. Python is under the PSF licence; the program that starts it is PyInstaller's
bootloader, whose GPL has an exception for what it starts.
"""


def main(target: Path) -> None:
    """Write the list."""
    parts = [FOREWORD, *(_entry(part) for part in _parts())]
    target.write_text("\n".join(parts), encoding="utf-8")


def _parts() -> Iterator[Distribution]:
    """What the lock names and this system has."""
    for name in re.findall(r"^([A-Za-z0-9_.-]+)==", LOCK.read_text(encoding="utf-8"), re.MULTILINE):
        try:
            yield distribution(name)
        except ModuleNotFoundError:
            continue  # only on another system


def _entry(part: Distribution) -> str:
    name = part.metadata["Name"]
    terms = SOURCES.get(name.lower().replace("_", "-")) or _terms(part)
    return "\n".join([f"{'=' * 76}\n{name} {part.version} · {terms}", *_texts(part)])


def _terms(part: Distribution) -> str:
    fields = part.metadata.json
    said = str(fields.get("license_expression") or fields.get("license") or "")
    classifiers = part.metadata.get_all("Classifier") or []
    from_classifiers = [each.rpartition(" :: ")[2] for each in classifiers if each.startswith("License ::")]
    return said.partition("\n")[0] or ", ".join(from_classifiers) or "see its text"


def _texts(part: Distribution) -> Iterator[str]:
    for file in part.files or ():
        inside = ".dist-info" in file.parts[0] and file.suffix not in (".py", ".json")
        if inside and re.match(r"(licen[cs]e|copying|notice)", file.name, re.IGNORECASE):
            yield file.read_text(encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
