"""Makes the virtual environment, installs what the locks name, then runs the studio or the checks.

Standard library only: it runs with the system's python3, before anything is installed. What is already
there is not installed again: a stamp beside the environment's packages tells what was installed last.
"""

import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import system_packages

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
OLDEST_PYTHON = (3, 11)

LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}
# The tests' lock holds all that the studio needs.
SETTLED_BY = {"run": ("run",), "test": ("run", "test")}

OPEN_A_WINDOW = "from PySide6.QtWidgets import QApplication; QApplication([])"


class SetUpError(Exception):
    """The set-up cannot go on; says what to do."""


def main(arguments: Sequence[str]) -> int:
    """Run one verb (``run`` or ``test``) and return its exit code."""
    verb, *rest = arguments or ["run"]
    if verb not in LOCKS:
        print(f"usage: {Path(__file__).name} run|test [arguments]", file=sys.stderr)
        return 2
    try:
        set_up(verb)
        return run_studio(rest) if verb == "run" else run_checks(rest)
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def set_up(verb: str) -> None:
    """Bring environment, texts and system libraries to the state that the verb needs."""
    if not is_installed(verb):
        print("Setting up …", file=sys.stderr)
        make_environment()
        install(verb)
    check_system(verb)


def is_installed(verb: str) -> bool:
    """Whether nothing changed since the verb's lock was installed."""
    return stamp(verb).exists() and stamp(verb).read_text(encoding="utf-8") == fingerprint(verb)


def stamp(verb: str) -> Path:
    """The file that tells what was installed for a verb."""
    return ENVIRONMENT / f"installed-{verb}"


def fingerprint(verb: str) -> str:
    """What an installation depends on: the lock, the interpreter and the place of the checkout."""
    lock = (ROOT / "packaging" / LOCKS[verb]).read_bytes()
    return hashlib.sha256(lock + f"{sys.version_info[:2]} {ROOT}".encode()).hexdigest()


def make_environment() -> None:
    """Create the virtual environment inside the checkout unless a working one is there."""
    if PYTHON.exists() and succeeds(PYTHON, "-m", "pip", "--version"):
        return
    if sys.version_info < OLDEST_PYTHON:
        raise SetUpError("Python 3.11 or newer is needed; this is " + sys.version.split()[0])
    if importlib.util.find_spec("ensurepip") is None:
        raise SetUpError("Python's venv module is missing. Install it: apt install python3-venv")
    if subprocess.run([sys.executable, "-m", "venv", "--clear", ENVIRONMENT], check=False).returncode != 0:
        raise SetUpError(f"The virtual environment could not be made in {ENVIRONMENT}")


def install(verb: str) -> None:
    """Install a verb's lock and stamp what it settles."""
    lock = ROOT / "packaging" / LOCKS[verb]
    command: list[str | Path] = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    command += ["--no-deps", "--require-hashes", "--requirement", lock]
    if subprocess.run(command, check=False).returncode != 0:
        raise SetUpError("The packages could not be installed; what pip says stands above.")
    link_project()
    for settled in SETTLED_BY[verb]:
        stamp(settled).write_text(fingerprint(settled), encoding="utf-8")


def link_project() -> None:
    """Put the checkout on the environment's path and its command beside python, without building anything."""
    asked = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = subprocess.run(asked, check=True, capture_output=True, text=True).stdout.strip()
    Path(packages, "relay_studio.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if os.name == "nt":
        (SCRIPTS / "relay-studio.cmd").write_text(f'@"{PYTHON}" -m app %*\r\n', encoding="utf-8")
        return
    command = SCRIPTS / "relay-studio"
    command.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m app "$@"\n', encoding="utf-8")
    command.chmod(0o755)


def check_system(verb: str) -> None:
    """See to the system's packages; name those that are missing, and stop where Qt cannot start without."""
    missing = system_packages.provide(for_tests=verb == "test")
    if not missing:
        return
    print("Install these system packages: apt install", *missing, file=sys.stderr)
    if not succeeds(PYTHON, "-c", OPEN_A_WINDOW, environment=window_environment(verb)):
        raise SetUpError("No window can be opened without them.")


def window_environment(verb: str) -> dict[str, str]:
    """The environment for Qt: without a screen it draws into memory."""
    environment = dict(os.environ)
    has_screen = "DISPLAY" in environment or "WAYLAND_DISPLAY" in environment
    if verb == "test":
        environment["QT_QPA_PLATFORM"] = "offscreen"
    elif sys.platform.startswith("linux") and not has_screen:
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return environment


def succeeds(*command: object, environment: Mapping[str, str] | None = None) -> bool:
    """Run a command without showing what it prints; whether it ended well."""
    silent = subprocess.DEVNULL
    words = [str(word) for word in command]
    return subprocess.run(words, check=False, env=environment, stdout=silent, stderr=silent).returncode == 0


def run_studio(arguments: Sequence[str]) -> int:
    """Start the studio from the checkout, with the demo profile at hand."""
    build_texts()
    environment = window_environment("run")
    if environment.get("QT_QPA_PLATFORM") == "offscreen":
        print("There is no screen: the studio runs, but its window is drawn into memory.", file=sys.stderr)
    return subprocess.run(
        [PYTHON, "-m", "app", "--demo", *arguments], check=False, cwd=ROOT, env=environment
    ).returncode


def build_texts() -> None:
    """Compile the Chinese of the window where it changed."""
    if (
        subprocess.run([PYTHON, "packaging/translations.py", "--build"], check=False, cwd=ROOT).returncode
        != 0
    ):
        raise SetUpError("The Chinese of the window could not be compiled.")


def run_checks(arguments: Sequence[str]) -> int:
    """Run every check, then the tests, whose closing line stands last; the first failure ends it."""
    build_texts()
    checks: list[list[str | Path]] = [
        [PYTHON, "-m", "ruff", "check", "."],
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [PYTHON, "-m", "mypy"],
        [SCRIPTS / "lint-imports"],
        [PYTHON, "packaging/translations.py", "--check"],
        [PYTHON, "-m", "pytest", "-n", "2", *arguments],
    ]
    environment = {**window_environment("test"), "PYTHONUTF8": "1"}
    for check in checks:
        print("·", *(str(word) for word in check[1:] or check), flush=True)
        if (code := subprocess.run(check, check=False, cwd=ROOT, env=environment).returncode) != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
