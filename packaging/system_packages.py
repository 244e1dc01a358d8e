"""What Qt needs from a Linux system, and the Debian packages that bring it."""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path

# Library that Qt's wheels load from the system → the Debian package that brings it.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libbrotlidec.so.1": "libbrotli1",
    "libzstd.so.1": "libzstd1",
    "libpulse.so.0": "libpulse0",
    "libXrandr.so.2": "libxrandr2",
    "libXext.so.6": "libxext6",
    "libdrm.so.2": "libdrm2",
}
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
# Programs that the tests drive: a real Secret Service on a session bus of its own.
TEST_PROGRAMS = {"dbus-run-session": "dbus", "gnome-keyring-daemon": "gnome-keyring"}
CHINESE_FONT = "fonts-noto-cjk"


def provide(*, for_tests: bool) -> list[str]:
    """Install what is missing where we may; the Debian packages that are missing still."""
    missing = missing_packages(for_tests=for_tests)
    if missing and may_install():
        print("Installing system packages:", *missing, file=sys.stderr)
        apt_get("update")
        apt_get("install", "--yes", "--no-install-recommends", *missing)
        missing = missing_packages(for_tests=for_tests)
    return missing


def missing_packages(*, for_tests: bool) -> list[str]:
    """Debian packages whose library, program or font is not on this Linux system.

    Args:
        for_tests: the tests need no screen, but programs to test against.
    """
    if not sys.platform.startswith("linux"):
        return []
    libraries = QT_LIBRARIES if for_tests else {**QT_LIBRARIES, **SCREEN_LIBRARIES}
    missing = [package for library, package in libraries.items() if not loads(library)]
    if for_tests:
        missing += [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    if not has_chinese_font():
        missing.append(CHINESE_FONT)
    return missing


def loads(library: str) -> bool:
    """Whether the system's loader finds a library, as Qt will ask for it."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_chinese_font() -> bool:
    """Whether fontconfig knows a font with Chinese glyphs."""
    if shutil.which("fc-list") is None:
        return any(Path("/usr/share/fonts").rglob("NotoSansCJK*"))
    listed = subprocess.run(["fc-list", ":lang=zh", "family"], check=False, capture_output=True, text=True)
    return listed.returncode != 0 or bool(listed.stdout.strip())


def may_install() -> bool:
    """Whether this is root on Debian or one of its kin."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_get(*arguments: str) -> None:
    """Call apt-get without questions; what it cannot do is seen by what is missing afterwards."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *arguments], check=False, env=environment, stdout=subprocess.DEVNULL)
