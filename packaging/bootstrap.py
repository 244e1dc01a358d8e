"""Makes the virtual environment, installs what the locks name, then runs the studio or the checks.

Standard library only: it runs with the system's python3, before anything is installed. What is already
there is not installed again: a stamp holds the hash of the lock that was installed last.
"""

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
PYTHON = SCRIPTS / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"run": "requirements.lock", "test": "requirements-dev.lock"}

# Library that Qt's wheels load from the system → the Debian package that brings it.
WINDOW_LIBRARIES = {
    "glib-2.0": "libglib2.0-0",
    "GL": "libgl1",
    "EGL": "libegl1",
    "xkbcommon": "libxkbcommon0",
    "fontconfig": "libfontconfig1",
    "freetype": "libfreetype6",
    "dbus-1": "libdbus-1-3",
    "pulse": "libpulse0",
    "Xrandr": "libxrandr2",
    "Xext": "libxext6",
    "drm": "libdrm2",
}
DISPLAY_LIBRARIES = {
    "xcb-cursor": "libxcb-cursor0",
    "xcb-icccm": "libxcb-icccm4",
    "xcb-image": "libxcb-image0",
    "xcb-keysyms": "libxcb-keysyms1",
    "xcb-randr": "libxcb-randr0",
    "xcb-render-util": "libxcb-render-util0",
    "xcb-render": "libxcb-render0",
    "xcb-shape": "libxcb-shape0",
    "xcb-shm": "libxcb-shm0",
    "xcb-sync": "libxcb-sync1",
    "xcb-util": "libxcb-util1",
    "xcb-xfixes": "libxcb-xfixes0",
    "xcb-xkb": "libxcb-xkb1",
    "xcb-glx": "libxcb-glx0",
    "xkbcommon-x11": "libxkbcommon-x11-0",
    "X11-xcb": "libx11-xcb1",
    "wayland-client": "libwayland-client0",
    "wayland-cursor": "libwayland-cursor0",
    "wayland-egl": "libwayland-egl1",
}
# Programs that the tests drive: a real Secret Service on a session bus of its own.
TEST_PROGRAMS = {"dbus-run-session": "dbus", "gnome-keyring-daemon": "gnome-keyring"}
CHINESE_FONT = "fonts-noto-cjk"


def main(arguments: Sequence[str]) -> int:
    """Run one verb (``run`` or ``test``) and return its exit code."""
    verb, *rest = arguments or ["run"]
    if verb not in LOCKS:
        print(f"usage: {Path(__file__).name} run|test [arguments]", file=sys.stderr)
        return 2
    try:
        make_environment()
        install(verb)
    except subprocess.CalledProcessError as failure:
        print(f"Set-up failed: {failure}", file=sys.stderr)
        return 1
    install_system_packages(verb)
    subprocess.run([PYTHON, "packaging/translations.py", "--build"], check=True, cwd=ROOT)
    return run_studio(rest) if verb == "run" else run_checks(rest)


def make_environment() -> None:
    """Create the virtual environment inside the checkout unless a working one is there."""
    if PYTHON.exists() and succeeds([PYTHON, "-c", "import pip"]):
        return
    made = subprocess.run([sys.executable, "-m", "venv", ENVIRONMENT], check=False)
    if made.returncode != 0:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        print(f"Install the venv module first: apt install python{version}-venv", file=sys.stderr)
        raise subprocess.CalledProcessError(made.returncode, "python3 -m venv")


def install(verb: str) -> None:
    """Bring the environment to the state of the verb's lock; quick when it is there already."""
    lock = ROOT / "packaging" / LOCKS[verb]
    stamp = ENVIRONMENT / "installed"
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    installed = stamp.read_text(encoding="utf-8").split() if stamp.exists() else []
    if [verb, wanted] == installed[:2] or (
        verb == "run" and installed[:1] == ["test"] and wanted in installed
    ):
        return
    print("Setting up …", file=sys.stderr)
    stamp.unlink(missing_ok=True)
    if not install_with_uv(lock):
        subprocess.run(
            [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "--requirement", lock], check=True
        )
    link_project()
    hashes = [wanted]
    if verb == "test":
        # The test lock holds all that the studio needs, so starting it afterwards installs nothing.
        run_lock = ROOT / "packaging" / LOCKS["run"]
        pinned = run_lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()
        hashes.append(hashlib.sha256(pinned).hexdigest())
    stamp.write_text("\n".join([verb, *hashes]), encoding="utf-8")


def install_with_uv(lock: Path) -> bool:
    """Install the lock with uv, the quicker way; False where uv cannot be had or fails."""
    if not succeeds([PYTHON, "-m", "uv", "--version"]):
        succeeds([PYTHON, "-m", "pip", "install", "--quiet", "uv"])
    command = [
        PYTHON,
        "-m",
        "uv",
        "pip",
        "install",
        "--quiet",
        "--python",
        PYTHON,
        "--require-hashes",
        "-r",
        lock,
    ]
    return succeeds(command)


def succeeds(command: Sequence[object]) -> bool:
    """Run a command without showing what it prints; whether it ended well."""
    silent = subprocess.DEVNULL
    ended = subprocess.run(
        [str(word) for word in command], check=False, env=mirror_environment(), stdout=silent, stderr=silent
    )
    return ended.returncode == 0


def mirror_environment() -> dict[str, str]:
    """The environment with pip's choice of index handed on to uv, which does not read pip's variables."""
    environment = dict(os.environ)
    for pip_name, uv_name in (("PIP_INDEX_URL", "UV_DEFAULT_INDEX"), ("PIP_CERT", "SSL_CERT_FILE")):
        if pip_name in environment:
            environment.setdefault(uv_name, environment[pip_name])
    return environment


def link_project() -> None:
    """Put the checkout on the environment's path and its command beside python, without building anything."""
    site = subprocess.run(
        [PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        check=True, capture_output=True, text=True,
    ).stdout.strip()  # fmt: skip
    Path(site, "relay_studio.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if os.name == "nt":
        (SCRIPTS / "relay-studio.cmd").write_text(f'@"{PYTHON}" -m app %*\r\n', encoding="utf-8")
        return
    command = SCRIPTS / "relay-studio"
    command.write_text(f'#!/bin/sh\nexec "{PYTHON}" -m app "$@"\n', encoding="utf-8")
    command.chmod(0o755)


def missing_packages(verb: str) -> list[str]:
    """Debian packages whose library, program or font is not on this Linux system."""
    if not sys.platform.startswith("linux"):
        return []
    libraries = dict(WINDOW_LIBRARIES)
    if verb == "run":
        libraries.update(DISPLAY_LIBRARIES)
    missing = [package for name, package in libraries.items() if ctypes.util.find_library(name) is None]
    if verb == "test":
        missing += [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    if not has_chinese_font():
        missing.append(CHINESE_FONT)
    return missing


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font with Chinese glyphs; True where it cannot be asked."""
    if shutil.which("fc-list") is None:
        return Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").exists()
    listed = subprocess.run(["fc-list", ":lang=zh", "family"], check=False, capture_output=True, text=True)
    return listed.returncode != 0 or bool(listed.stdout.strip())


def install_system_packages(verb: str) -> None:
    """Install what Qt needs from the system where we may; name the exact packages where we may not."""
    missing = missing_packages(verb)
    if not missing:
        return
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get")
    if may_install:
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        install_command = ["apt-get", "install", "--yes", "--no-install-recommends", *missing]
        for command in (["apt-get", "update"], install_command):
            subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)
        missing = missing_packages(verb)
    if missing:
        print(f"Install these system packages: apt install {' '.join(missing)}", file=sys.stderr)


def run_studio(arguments: Sequence[str]) -> int:
    """Start the studio from the checkout, with the demo profile at hand."""
    environment = dict(os.environ)
    if sys.platform.startswith("linux") and not (
        environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    ):
        environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    return subprocess.run(
        [PYTHON, "-m", "app", "--demo", *arguments], check=False, cwd=ROOT, env=environment
    ).returncode


def run_checks(arguments: Sequence[str]) -> int:
    """Run every check, then the tests, whose closing line stands last; the first failure ends it."""
    checks: list[list[str | Path]] = [
        [PYTHON, "-m", "ruff", "check", "."],
        [PYTHON, "-m", "ruff", "format", "--check", "."],
        [PYTHON, "-m", "mypy"],
        [SCRIPTS / "lint-imports"],
        [PYTHON, "packaging/translations.py", "--check"],
        [PYTHON, "-m", "pytest", "-n", "2", *arguments],
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    for check in checks:
        print("·", *(str(word) for word in check[1:] or check), flush=True)
        if (code := subprocess.run(check, check=False, cwd=ROOT, env=environment).returncode) != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
