"""Keeps the Chinese of the window in step with the English in the code.

One ``.ts`` file per folder of ``app/ui`` (and ``window.ts`` for the modules beside them) holds the Chinese
of that folder's ``tr()`` texts.

    python packaging/translations.py            update every .ts from the code (new texts come in unfinished)
    python packaging/translations.py profiles   update one of them
    python packaging/translations.py --build    compile .qm files that are older than their .ts
    python packaging/translations.py --check    fail on unfinished, vanished or missing texts
"""

import subprocess
import sys
import sysconfig
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "app" / "ui"
FOLDER = ROOT / "resources" / "i18n"
SCRIPTS = Path(sysconfig.get_path("scripts"))


def areas() -> dict[str, list[Path]]:
    """Name of each .ts file → the modules whose texts it holds."""
    found = {"window": sorted(SOURCES.glob("*.py"))}
    for folder in sorted(SOURCES.iterdir()):
        if folder.is_dir() and (modules := sorted(folder.rglob("*.py"))):
            found[folder.name] = modules
    return found


def update(name: str, modules: Iterable[Path], target: Path) -> None:
    """Bring one .ts file up to the code, keeping the Chinese that still fits."""
    command: list[str | Path] = [
        SCRIPTS / "pyside6-lupdate",
        "-no-obsolete",
        "-locations",
        "none",
        "-source-language",
        "en",
    ]
    command += ["-target-language", "zh_CN", *modules, "-ts", target]
    subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def messages(path: Path) -> dict[tuple[str, str, str], bool]:
    """(context, source, comment) → whether its Chinese is there and finished."""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            text = "" if translation is None else "".join(translation.itertext()).strip()
            finished = translation is not None and not translation.get("type") and bool(text)
            key = (name, message.findtext("source", ""), message.findtext("comment", ""))
            found[key] = finished
    return found


def check() -> list[str]:
    """What is wrong, a line each."""
    problems = []
    with tempfile.TemporaryDirectory() as scratch:
        for name, modules in areas().items():
            fresh = Path(scratch, f"{name}.ts")
            update(name, modules, fresh)
            wanted = set(messages(fresh))
            path = FOLDER / f"{name}.ts"
            held = messages(path) if path.exists() else {}
            problems += [
                f"{name}: missing: {source!r} in {context}" for context, source, _ in wanted - set(held)
            ]
            problems += [
                f"{name}: vanished: {source!r} in {context}" for context, source, _ in set(held) - wanted
            ]
            problems += [
                f"{name}: unfinished: {key[1]!r} in {key[0]}"
                for key, done in held.items()
                if key in wanted and not done
            ]
    return problems


def build() -> None:
    """Compile every .qm that is missing or older than its .ts."""
    for source in sorted(FOLDER.glob("*.ts")):
        compiled = source.with_suffix(".qm")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            command: list[str | Path] = [SCRIPTS / "pyside6-lrelease", "-silent", source, "-qm", compiled]
            subprocess.run(command, check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


def main(arguments: list[str]) -> int:
    """Run one verb; the exit code."""
    if "--build" in arguments:
        build()
        return 0
    if "--check" in arguments:
        problems = check()
        print("\n".join(problems) or "All texts are translated.")
        return 1 if problems else 0
    for name, modules in areas().items():
        if not arguments or name in arguments:
            update(name, modules, FOLDER / f"{name}.ts")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
