"""The library's page over 100,000 files: ``python -m tests.benchmarks.library``."""

import asyncio
import statistics
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from random import Random

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.domain.ids import AssetId
from app.domain.media import Asset, MediaKind, Provenance
from app.storage.assets import AssetStore
from app.storage.database import Database
from app.storage.places import find_places
from app.ui.library.page import LibraryPage
from tests.benchmarks.fill import START, fill
from tests.benchmarks.studio_window import StudioWindow, Turns, in_studio, until
from tests.benchmarks.table import Row, print_table

ASSETS = 100_000
FILES = 12
ROUNDS = 5
LIMIT_MS = 16.0
START_S = 3.0
"""So long a person looks at something else first: what can wait at the start is done by then."""
WORDS = ("a fox in the snow", "一只红色的狐狸", "harbour at night", "茶馆海报", "an old sailor", "glass city")
MODELS = ("gpt-image-1", "seedream-4", "imagen-4")


def rows() -> Iterator[Row]:
    """The longest turn of the window's thread while a person does something, all pictures being of 4K."""
    with tempfile.TemporaryDirectory() as name:
        _fill(Path(name))
        for what, figure in in_studio(Path(name), _measure).items():
            yield Row(f"library of 100,000: longest burst, {what}", figure, LIMIT_MS, "ms")


async def _measure(studio: StudioWindow) -> dict[str, float]:
    window = studio.session.window
    await asyncio.sleep(START_S)
    with Turns() as turns:
        page = window.show_page("library")
        assert isinstance(page, LibraryPage)
        await _settled(page)
    first_visit = max(turns.costs)
    search, bar = page.browser.bar.search, page.grid.verticalScrollBar()

    async def open_again(number: int) -> None:
        window.show_page("conversations")
        window.show_page("library")

    async def scroll(number: int) -> None:
        for _ in range(40):
            _turn_wheel(page)
            await asyncio.sleep(0.01)

    async def jump(number: int) -> None:
        bar.setValue(bar.maximum() * (number + 1) // (ROUNDS + 2))

    async def look_for(number: int) -> None:
        search.clear()
        QTest.keyClicks(search, ("fox", "sailor", "glass", "1234", "harbour")[number])

    async def filter_by(number: int) -> None:
        page.browser.bar.show_only_favourites(number % 2 == 0)

    acts = {
        "opened again": open_again,
        "scrolled": scroll,
        "scrolled far": jump,
        "searched": look_for,
        "filtered": filter_by,
    }
    return {"opened": first_visit} | {what: await _burst_ms(page, act) for what, act in acts.items()}


async def _burst_ms(page: LibraryPage, act: Callable[[int], Awaitable[None]]) -> float:
    longest = []
    for number in range(ROUNDS):
        with Turns() as turns:
            await act(number)
            await _settled(page)
        longest.append(max(turns.costs))
    return statistics.median(longest)


async def _settled(page: LibraryPage) -> None:
    """Until the files are listed, and what is in sight is painted."""
    await asyncio.sleep(0.3)
    await until(lambda: page.browser.assets.is_read)
    await asyncio.sleep(0.7)


def _turn_wheel(page: LibraryPage) -> None:
    viewport = page.grid.viewport()
    place = QPointF(viewport.rect().center())
    turned = QWheelEvent(
        place,
        QPointF(viewport.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, turned)


def _fill(folder: Path) -> None:
    fill(folder, (20,))
    with ProcessPoolExecutor(1, get_context("spawn")) as processes:
        processes.submit(_make, folder).result()


def _make(folder: Path) -> None:
    places = find_places(folder, folder / "media")
    pictures = places.pictures / "2026-01"
    pictures.mkdir(parents=True)
    files = [_picture(pictures, number) for number in range(FILES)]
    asyncio.run(_save(folder, [_asset(number, files) for number in range(ASSETS)]))


def _picture(folder: Path, number: int) -> Path:
    """One of 4K, every third as PNG, in which no row is as easy as the next."""
    random = Random(number)
    image = QImage(3840, 2160, QImage.Format.Format_RGB32)
    image.fill(QColor.fromHsv(number * 29 % 360, 120, 200))
    for _ in range(200):
        left, top = random.randrange(3000), random.randrange(2000)
        image.setPixelColor(left, top, QColor.fromHsv(random.randrange(360), 200, 120))
    path = folder / f"{number}.{'png' if number % 3 == 0 else 'jpg'}"
    image.save(str(path))
    return path


def _asset(number: int, files: list[Path]) -> Asset:
    path = files[number % FILES]
    return Asset(
        id=AssetId(f"{number:032x}"),
        kind=MediaKind.PICTURE,
        mime="image/png" if path.suffix == ".png" else "image/jpeg",
        path=str(path),
        size_bytes=100_000 + number % 977,
        created_at=START + timedelta(minutes=number),
        width=3840,
        height=2160,
        checksum=f"{number:064x}",
        favourite=number % 50 == 0,
        provenance=Provenance(
            profile_name="Gateway",
            model=MODELS[number % 3],
            prompt=f"{WORDS[number % 6]}, {number}",
            values={"size": "3840x2160", "quality": "high"},
        ),
    )


async def _save(folder: Path, assets: list[Asset]) -> None:
    places = find_places(folder, folder / "media")
    database = await Database.open(places.database, places.backups)
    store = AssetStore(database)
    for start in range(0, len(assets), 5_000):
        await store.save(*assets[start : start + 5_000])
    await database.close()


if __name__ == "__main__":
    print_table(rows())
