"""What a whole copy of the program can do. Each check tells what it found, or raises ``Lacking``."""

import asyncio
import importlib
import ssl
import sys
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

from PySide6.QtCore import (
    QCollator,
    QCoreApplication,
    QLibraryInfo,
    QLocale,
    QPluginLoader,
    QSize,
    QStringDecoder,
    QTimeZone,
    qVersion,
)
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QImageReader

from app.bootstrap.pages import PAGES
from app.bootstrap.session import Session
from app.demo.film.filming import film
from app.domain.conversation import ChatSettings, Draft
from app.domain.errors import ProfileError
from app.services.events import MessageGrew, StreamingChanged
from app.storage.secrets import Secrets
from app.transport.certificates import system_tls
from app.ui.films.multimedia import image_of
from app.ui.films.reader import FilmReader
from app.ui.first_paint import first_paint

Check = Callable[[Session], Awaitable[str]]

QUESTION = "packaging"
INPUT_METHODS = ("ibus", "compose")
PICTURE_FORMATS = ("gif", "jpeg", "png", "svg", "webp")
CHINESE = {("SettingsPage", "Settings"): "设置", ("QPlatformTheme", "Cancel"): "取消"}
"""A text of ours, and one that Qt brings itself."""
CITIES = ("阿里", "北京", "重庆", "上海")
"""By their sound: a, běi, chóng, shàng."""
LOADED_LATE = ("mcp", "jsonschema", "pypdf", "webdav4.client", "httpx_auth")


class Lacking(Exception):
    """Something that every copy should have is not there."""


async def window(session: Session) -> str:
    """The window stands on open data and shows more than one colour."""
    if not session.ready:
        raise Lacking("the data could not be opened")
    await first_paint(session.window)
    _demand_picture(session.window.grab().toImage(), "the window is blank")
    return f"{session.window.width()}×{session.window.height()}, Qt {qVersion()}"


async def pages(session: Session) -> str:
    """Every page, also those that are loaded when they are first shown."""
    for key in PAGES:
        page = session.window.show_page(key)
        await first_paint(page)
        if not page.title():
            raise Lacking(f"the page {key} has no title")
    session.window.show_page(PAGES[0])
    return ", ".join(PAGES)


async def platform(session: Session) -> str:
    """Qt's way to the screen."""
    return QGuiApplication.platformName()


async def input_methods(session: Session) -> str:
    """The plug-ins through which Chinese is typed on Linux can be loaded."""
    folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath), "platforminputcontexts")
    if not sys.platform.startswith("linux"):
        return "the system's own"
    for name in INPUT_METHODS:
        loader = QPluginLoader(str(folder / f"lib{name}platforminputcontextplugin.so"))
        if not loader.load():
            raise Lacking(loader.errorString())
    return ", ".join(INPUT_METHODS)


async def chinese(session: Session) -> str:
    """Chinese texts, ours and Qt's."""
    for (context, english), wanted in CHINESE.items():
        if QCoreApplication.translate(context, english) != wanted:
            raise Lacking(f"«{english}» stays English")
    return "、".join(CHINESE.values())


async def icons(session: Session) -> str:
    """Drawn icons, and the formats of pictures."""
    formats = {bytes(each.data()).decode() for each in QImageReader.supportedImageFormats()}
    if missing := set(PICTURE_FORMATS) - formats:
        raise Lacking(f"cannot read {', '.join(sorted(missing))}")
    _demand_picture(_drawn(session.window.windowIcon()), "the program's icon is blank")
    return ", ".join(PICTURE_FORMATS)


async def answer(session: Session) -> str:
    """A message to the demo gateway is answered piece by piece."""
    studio = session.studio
    pieces: list[str] = []
    ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def grew(event: MessageGrew) -> None:
        pieces.append(event.text)

    def changed(event: StreamingChanged) -> None:
        if not event.streaming and not ended.done():
            ended.set_result(None)

    studio.hub.listen(MessageGrew, grew)
    studio.hub.listen(StreamingChanged, changed)
    talk = await studio.conversations.create(ChatSettings(model="demo-chat"))
    await studio.chat.send(talk.id, Draft(QUESTION))
    await ended
    if len(pieces) < 2:
        raise Lacking("the answer did not come in pieces")
    return f"{len(''.join(pieces))} characters in {len(pieces)} pieces"


async def search(session: Session) -> str:
    """What was just said is found by SQLite's full-text search."""
    hits = await session.studio.conversations.search(QUESTION[1:-1])
    if not hits:
        raise Lacking("the full-text search finds nothing")
    return f"{len(hits)} hits"


async def unicode(session: Session) -> str:
    """Chinese is sorted by its sound, its older encoding is read, and time zones have names."""
    collator = QCollator(QLocale("zh_CN"))
    cities = sorted(CITIES, key=collator.sortKey)
    if cities != list(CITIES):
        raise Lacking(f"Chinese is sorted as {'、'.join(cities)}")
    if not QStringDecoder("gb18030").isValid():
        raise Lacking("GB 18030 is not read")
    zone = QTimeZone(b"Asia/Shanghai")
    name = zone.displayName(QTimeZone.TimeType.StandardTime, QTimeZone.NameType.LongName, QLocale("zh_CN"))
    if not name:
        raise Lacking("time zones have no names")
    return f"{'、'.join(cities)}; {name}"


async def packages(session: Session) -> str:
    """Libraries that are loaded when somebody first needs them."""
    await asyncio.to_thread(lambda: [importlib.import_module(name) for name in LOADED_LATE])
    return ", ".join(LOADED_LATE)


async def keyring(session: Session) -> str:
    """The keyring of this system; one that has none says nothing about the program."""
    secrets = Secrets()
    try:
        return await secrets.backend_name()
    except ProfileError as error:
        return f"none ({error.kind})"
    finally:
        secrets.close()


async def tls(session: Session) -> str:
    """Certificates that this system trusts."""
    return await asyncio.to_thread(_trusted)


async def video(session: Session) -> str:
    """A frame from the middle of an H.264 film."""
    path = session.studio.places.data / "self-test.mp4"
    path.write_bytes(await asyncio.to_thread(film, QUESTION, 320, 180, 1.0))
    reader = FilmReader()
    try:
        length_ms = await reader.open(path)
        frame = await reader.frame_at(length_ms // 2)
        image = await asyncio.to_thread(image_of, frame) if frame is not None else QImage()
        _demand_picture(image, "the frame is blank")
        return f"{image.width()}×{image.height()} of {length_ms} ms"
    finally:
        reader.leave()


CHECKS: Mapping[str, Check] = {
    "window": window,
    "pages": pages,
    "platform": platform,
    "input_methods": input_methods,
    "chinese": chinese,
    "icons": icons,
    "answer": answer,
    "search": search,
    "unicode": unicode,
    "packages": packages,
    "keyring": keyring,
    "tls": tls,
    "video": video,
}


def _trusted() -> str:
    context = system_tls()
    if not sys.platform.startswith("linux"):
        return "the system's own"
    known = ssl.get_default_verify_paths()
    in_folder = len(list(Path(known.capath).iterdir())) if known.capath else 0
    if not (count := context.cert_store_stats()["x509_ca"] or in_folder):
        raise Lacking("no certificate is known")
    return f"{count} from {known.cafile or known.capath or 'a bundle'}"


def _drawn(icon: QIcon) -> QImage:
    return icon.pixmap(QSize(64, 64)).toImage()


def _demand_picture(image: QImage, otherwise: str) -> None:
    """Refuse an image of a single colour."""
    small = image.scaled(QSize(16, 16)).convertToFormat(QImage.Format.Format_RGB32)
    colours = {small.pixel(x, y) for x in range(small.width()) for y in range(small.height())}
    if len(colours) < 2:
        raise Lacking(otherwise)
