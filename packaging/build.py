"""Builds the packages of the system that it runs on, from a checkout, into ``dist/``.

Standard library only. What freezes and what is frozen comes from the two locks into an environment of its
own below ``build/``; nothing else is fetched. Linux: a .deb, a portable folder and an installer that unpacks
itself. Windows and macOS: the frozen program, which the scripts in ``windows/`` and ``macos/`` wrap.
"""

import argparse
import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGING = ROOT / "packaging"
BUILD = ROOT / "build"
DIST = ROOT / "dist"
ENVIRONMENT = BUILD / "venv"
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
LOCKS = (PACKAGING / "requirements.lock", PACKAGING / "requirements-build.lock")
FROZEN = BUILD / "frozen" / "relay-studio"
ART = BUILD / "art"


def main() -> int:
    """Build what the command line asks for."""
    parser = argparse.ArgumentParser(description="Build the packages of this system.")
    parser.add_argument("--frozen-only", action="store_true", help="stop at the frozen folder")
    parser.add_argument("--reuse", action="store_true", help="wrap the folder that was frozen last")
    parser.add_argument(
        "--compression", choices=("xz", "zstd"), default="xz", help="of the .deb; zstd is quick and larger"
    )
    parser.add_argument(
        "--release-feed", default="", metavar="URL", help="where the package looks for newer ones"
    )
    said = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", commit_time())
    if not said.reuse:
        name_feed(said.release_feed)
        freeze()
    if said.frozen_only or not sys.platform.startswith("linux"):
        print(FROZEN)
        return 0
    sys.path.insert(0, str(ROOT))
    import linux_packages  # knows the version from the checkout

    DIST.mkdir(exist_ok=True)
    packages = linux_packages.Packages(FROZEN, ART, BUILD, DIST)
    made = [packages.deb(said.compression), *packages.portable()]
    write_checksums(made)
    for path in made:
        print(f"{path.relative_to(ROOT)}  {path.stat().st_size / 1e6:.1f} MB")
    return 0


def commit_time() -> str:
    """The time that all files of a package carry: that of the commit, however often it is built."""
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=ROOT, check=False, capture_output=True, text=True
    )
    return asked.stdout.strip() or "0"


def name_feed(url: str) -> None:
    """Have the package know a release feed; the spec takes it along where it is named."""
    BUILD.mkdir(exist_ok=True)
    named = BUILD / "release-feed"
    if url:
        named.write_text(url, encoding="utf-8")
    else:
        named.unlink(missing_ok=True)


def freeze() -> None:
    """Make the folder that holds the program and all that it needs."""
    install()
    run(PYTHON, PACKAGING / "translations.py", "--build")
    run(PYTHON, PACKAGING / "art.py", ART, QT_QPA_PLATFORM="offscreen")
    command = ["-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    places: list[str | Path] = ["--workpath", BUILD / "freeze", "--distpath", BUILD / "frozen"]
    run(PYTHON, *command, *places, PACKAGING / "relay-studio.spec", PYTHONHASHSEED="0")
    for library in (FROZEN / "_internal" / "PySide6" / "Qt" / "lib").glob("libicudata.so.*"):
        run(PYTHON, PACKAGING / "unicode_data.py", library)
    run(PYTHON, PACKAGING / "licences.py", FROZEN / "LICENCES.txt")


def install() -> None:
    """Bring the environment of the build to what the locks say, unless it is there."""
    stamp = ENVIRONMENT / "installed"
    wanted = hashlib.sha256(b"".join(lock.read_bytes() for lock in LOCKS)).hexdigest()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
        return
    run(sys.executable, "-m", "venv", "--clear", ENVIRONMENT)
    for lock in LOCKS:
        pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        run(PYTHON, *pip, "--no-deps", "--require-hashes", "--requirement", lock)
    stamp.write_text(wanted, encoding="utf-8")


def run(*command: str | Path, **environment: str) -> None:
    """Run a command in the checkout; end the build where it fails."""
    words = [str(word) for word in command]
    print("·", *(word.removeprefix(f"{ROOT}{os.sep}") for word in words), flush=True)
    subprocess.run(words, check=True, cwd=ROOT, env=os.environ | environment)


def write_checksums(files: Sequence[Path]) -> None:
    """One line a file, as ``sha256sum --check`` reads it."""
    lines = (f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)
    (DIST / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
