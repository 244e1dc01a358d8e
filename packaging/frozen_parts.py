"""Which files of Qt and of the building machine go into the frozen folder.

PyInstaller takes all that it finds. Here is what the studio uses of it, as patterns over the names inside
the folder. Two things stay although no code of ours names them: the QML and Quick libraries, which the
FFmpeg plug-in of Qt links, and every library of FFmpeg as it is, for ``strip`` would damage them. Without
either, films are silently dead.
"""

import sys
from collections.abc import Iterable, Iterator
from fnmatch import fnmatch
from pathlib import Path

Entry = tuple[str, str, str]
"""Name inside the folder, where it comes from, and its kind, as PyInstaller lists them."""

PLUGINS = {
    "platforms": ("*xcb*", "*wayland*", "*offscreen*", "*windows*", "*cocoa*"),
    "platforminputcontexts": ("*compose*", "*ibus*"),
    "platformthemes": ("*xdgdesktopportal*",),
    "iconengines": ("*svgicon*",),
    "imageformats": ("*jpeg*", "*gif*", "*webp*", "*svg*", "*ico*", "*tiff*"),
    "tls": ("*",),
    "multimedia": ("*ffmpeg*",),
    "networkinformation": ("*",),
    "styles": ("*",),
    "xcbglintegrations": ("*",),
    "wayland-shell-integration": ("*xdg-shell*",),
    "wayland-decoration-client": ("*",),
    "wayland-graphics-integration-client": ("*qt-plugin-wayland-egl*",),
}
TRANSLATIONS = ("qtbase_zh_CN.qm", "qtbase_zh_TW.qm", "qtbase_en.qm")

UNUSED_LIBRARIES = ("libQt6Pdf.*", "libQt6VirtualKeyboard*", "libQt6EglF*")

FROM_THIS_MACHINE = (
    "libpython3*",
    "libssl.so.*",
    "libcrypto.so.*",
    "libsqlite3.so.*",
    "libffi.so.*",
    "libexpat.so.*",
    "libz.so.*",
    "libbz2.so.*",
    "liblzma.so.*",
    "libuuid.so.*",
    "libmpdec.so.*",
    "libbrotli*.so.*",
    "libzstd.so.*",
    "libxcb-cursor.so.*",
    "libxcb-icccm.so.*",
    "libxcb-image.so.*",
    "libxcb-keysyms.so.*",
    "libxcb-render-util.so.*",
    "libxcb-util.so.*",
)
"""System libraries that travel along: Python's own, and what a GNOME or XFCE desktop lacks for Qt.

All others are the target's: an older libstdc++ in the folder keeps a newer graphics driver from loading.
"""

_QT = "PySide6/"
_PLUGIN_FOLDER = "/plugins/"
_TRANSLATION_FOLDER = "/translations/"


def wanted(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries that the studio uses."""
    return (entry for entry in entries if is_wanted(*entry[:2]))


def is_wanted(name: str, source: str) -> bool:
    """Whether a file is needed, by its name in the folder and the place that it comes from."""
    name = name.replace("\\", "/")
    file = name.rpartition("/")[2]
    if _matches(file, UNUSED_LIBRARIES):
        return False
    if name.startswith(_QT) and _PLUGIN_FOLDER in name:
        folder, _, plugin = name.partition(_PLUGIN_FOLDER)[2].partition("/")
        return _matches(plugin, PLUGINS.get(folder, ()))
    if name.startswith(_QT) and _TRANSLATION_FOLDER in name:
        return file in TRANSLATIONS
    if name.startswith(_QT) and "/qml/" in name:
        return False
    if is_system_library(file, source):
        return _matches(file, FROM_THIS_MACHINE)
    return True


def is_system_library(file: str, source: str) -> bool:
    """Whether a file is a Linux system's shared library rather than a part of Python or of a wheel."""
    place = Path(source)
    of_python = not {"site-packages", "lib-dynload"}.isdisjoint(place.parts)
    # What is linked inside the folder has a relative source.
    return sys.platform.startswith("linux") and ".so" in file and place.is_absolute() and not of_python


def _matches(file: str, patterns: Iterable[str]) -> bool:
    return any(fnmatch(file, pattern) for pattern in patterns)
