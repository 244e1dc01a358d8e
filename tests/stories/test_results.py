"""What a person does with results: looks closely, compares, keeps, sorts out, and begins again from them."""

import asyncio
import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QPoint, QSize, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QListView, QListWidget, QPlainTextEdit, QWidget

from app.bootstrap.command_line import Arguments
from app.domain.card import MediaFamily
from app.domain.ids import KeyId, ProfileId
from app.domain.profile import KeyReference, Profile
from app.domain.remote_task import TaskState
from app.ui.images.page import ImagesPage
from app.ui.viewer.canvas import PictureCanvas
from app.ui.viewer.overlay_canvas import OverlayCanvas
from tests.gateway import Gateway
from tests.services.test_chat_requests import red_picture
from tests.stories.conftest import started
from tests.stories.imaging import (
    CONTROL,
    EDITS,
    GENERATIONS,
    MODEL,
    RETURN,
    at_images,
    choose,
    choose_model,
    choose_more,
    clear,
    drop,
    make,
    picture_file,
    prompt,
    results,
)
from tests.stories.person import LOOK_EVERY_S, PATIENCE_S, Person
from tests.studio import add_gateway

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
async def page(person: Person) -> ImagesPage:
    """The image page, large enough for every sign, its models read."""
    person.window.resize(1280, 860)
    page = at_images(person)
    await choose_model(person, MODEL)
    return page


@pytest.fixture
def opened_folders(qapp: QApplication) -> Iterator[list[str]]:
    """Folders that the system was asked to show."""
    desktop = _Desktop()
    QDesktopServices.setUrlHandler("file", desktop, "open")  # type: ignore[arg-type]  # the stubs say bytes
    yield desktop.shown
    QDesktopServices.unsetUrlHandler("file")


class _Desktop(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.shown.append(url.toLocalFile())


async def make_several(person: Person, words: str, count: int) -> None:
    """One order of several pictures."""
    person.key("form.n", Qt.Key.Key_A, CONTROL)
    person.write("form.n", str(count))
    await make(person, words)


async def save_in_dialog(person: Person, target: Path) -> None:
    """Answer the question where to."""
    await person.until(lambda: person.sees("dialog.files"))
    dialog = person.find("dialog.files", QFileDialog)
    dialog.filesSelected.emit([str(target)])
    dialog.done(QFileDialog.DialogCode.Accepted)
    await person.until(lambda: not person.sees("dialog.files"))


def content_of(path: str) -> bytes:
    """The bytes of a file."""
    return Path(path).read_bytes()


async def look_at(person: Person, row: int) -> PictureCanvas:
    """Open a result in the viewer."""
    choose(person, row)
    person.key("images.results", RETURN)
    await person.until(lambda: person.sees("picture.view"))
    canvas = person.find("picture.view", PictureCanvas)
    await person.until(lambda: canvas.picture is not None)
    return canvas


async def test_one_goes_through_all_pictures_of_all_results(person: Person, page: ImagesPage) -> None:
    await make(person, "a fox in the snow")
    await make(person, "something moderated")
    await make_several(person, "a quiet harbour", 2)
    await look_at(person, 0)
    assert person.label("picture.place") == "1 of 2"
    person.key("picture.view", Qt.Key.Key_Right)
    await person.until(lambda: person.label("picture.place") == "2 of 2")
    person.key("picture.view", Qt.Key.Key_Right)
    viewer: QWidget = person.find("picture.view").window()
    await person.until(lambda: viewer.windowTitle() == "a fox in the snow")
    person.key("picture.view", Qt.Key.Key_Right)
    person.key("picture.view", Qt.Key.Key_Left)
    await person.until(lambda: viewer.windowTitle().startswith("a quiet harbour · 2 of 2"))
    person.press("picture.close")


async def test_a_picture_of_a_conversation_is_looked_at_in_the_same_way(person: Person) -> None:
    address = f"data:image/png;base64,{base64.b64encode(red_picture(40, 30)).decode()}"
    person.chat.conversation.transcript.picture_clicked.emit("message", address)
    await person.until(lambda: person.sees("picture.view"))
    canvas = person.find("picture.view", PictureCanvas)
    await person.until(lambda: canvas.picture is not None)
    assert canvas.picture is not None
    assert canvas.picture.natural == QSize(40, 30)
    assert not person.sees("picture.facts")
    person.key("picture.view", Qt.Key.Key_Escape)
    await person.until(lambda: not person.sees("picture.view"))


async def test_one_comes_as_close_as_the_pixels(person: Person, page: ImagesPage) -> None:
    await make_several(person, "a fox in the snow", 2)
    canvas = await look_at(person, 0)
    assert canvas.zoom.is_whole
    person.press("picture.percent")
    assert round(canvas.percent) == 100
    person.press("picture.larger")
    assert canvas.percent > 120
    before = canvas.zoom
    person.key("picture.view", Qt.Key.Key_Right)
    await person.until(lambda: person.label("picture.place") == "2 of 2")
    assert canvas.zoom == before
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    QTest.mouseMove(canvas, QPoint(120, 160))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(120, 160))
    assert canvas.zoom.center_x > before.center_x
    person.press("picture.fit")
    assert canvas.zoom.is_whole
    person.press("picture.close")


async def test_everything_that_is_known_of_a_picture_can_be_copied(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    made = await make(person, "a fox in the snow")
    await look_at(person, 0)
    person.press("picture.facts")
    await person.until(lambda: person.sees("picture.info.model"))
    assert person.label("picture.info.model") == MODEL
    assert person.label("picture.info.provider").startswith("Gateway · 127.0.0.1")
    assert "1024 × 1024" in person.label("picture.info.size")
    name = Path(made.sights[0].path).name
    assert person.label("picture.info.file").replace("\u200b", "") == name
    person.press("picture.info.file.copy")
    assert QApplication.clipboard().text() == name
    person.press("picture.close")


async def test_the_picture_that_is_pressed_is_meant(person: Person, page: ImagesPage, tmp_path: Path) -> None:
    await make_several(person, "a fox in the snow", 4)
    choose(person, 0, place=(0.75, 0.2))
    await person.until(lambda: person.label("images.result.words").startswith("2 of 4"))
    person.press("images.result.save")
    target = tmp_path / "kept.png"
    await save_in_dialog(person, target)
    await person.until(target.exists)
    assert target.read_bytes() == content_of(results(person)[0].sights[1].path)
    person.key("images.results", Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    assert person.label("images.result.words").startswith("3 of 4")


async def test_a_star_stays_on_its_picture(person: Person, page: ImagesPage) -> None:
    await make(person, "a fox in the snow")
    choose(person, 0)
    person.press("images.result.star")
    await person.until(lambda: results(person)[0].sights[0].favourite)
    await person.until(lambda: person.find("images.result.star").toolTip() == "Remove the star")
    person.press("images.result.star")
    await person.until(lambda: not results(person)[0].sights[0].favourite)


async def test_the_folder_of_a_picture_is_shown(
    person: Person, page: ImagesPage, opened_folders: list[str]
) -> None:
    made = await make(person, "a fox in the snow")
    choose(person, 0)
    person.press("images.result.folder")
    assert opened_folders == [str(Path(made.sights[0].path).parent)]


async def test_prompt_and_request_can_be_copied(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    await make(person, "a fox in the snow")
    choose(person, 0)
    choose_more(person, "Copy prompt")
    assert QApplication.clipboard().text() == "a fox in the snow"
    choose_more(person, "Show request")
    await person.until(
        lambda: person.sees("exchange.list") and person.find("exchange.list", QListWidget).count()
    )
    sent = person.find("exchange.sent", QPlainTextEdit).toPlainText()
    assert json.loads(sent) == gateway.asked(GENERATIONS)[0].json()
    assert "characters" in person.find("exchange.answer", QPlainTextEdit).toPlainText()
    person.press("exchange.curl")
    command = QApplication.clipboard().text()
    assert command.startswith(f"curl -X POST {gateway.root}{GENERATIONS}")
    assert "Bearer $API_KEY" in command
    assert gateway.key not in command
    person.press("exchange.close")


async def test_two_results_are_compared(person: Person, page: ImagesPage) -> None:
    await make(person, "a fox in the snow")
    await make(person, "a quiet harbour")
    choose(person, 0)
    choose(person, 1, CONTROL)
    assert person.label("images.result.prompt") == "2 chosen"
    person.press("images.result.compare")
    left, right = await compared(person)
    assert person.label("compare.title.left").startswith("a quiet harbour")
    left.zoom_by(3)
    assert right.zoom == left.zoom
    first, second = left.picture, right.picture
    QTest.keyPress(left, Qt.Key.Key_Space)
    assert (left.picture, right.picture) == (second, first)
    QTest.keyRelease(left, Qt.Key.Key_Space)
    assert (left.picture, right.picture) == (first, second)
    person.press("compare.close")


async def compared(person: Person) -> tuple[PictureCanvas, PictureCanvas]:
    """Both pictures of the comparison, once they are there."""
    await person.until(lambda: person.sees("compare.left"))
    left, right = (person.find(name, PictureCanvas) for name in ("compare.left", "compare.right"))
    await person.until(lambda: left.picture is not None and right.picture is not None)
    return left, right


async def test_a_result_is_compared_with_the_one_that_is_pressed_next(
    person: Person, page: ImagesPage
) -> None:
    await make(person, "a fox in the snow")
    await make(person, "a quiet harbour")
    choose(person, 0)
    person.press("images.result.compare")
    assert person.reads("Choose the picture to compare with.")
    choose(person, 1)
    await compared(person)
    assert person.label("compare.title.right").startswith("a fox")
    person.press("compare.close")
    await person.until(lambda: not person.reads("Choose the picture to compare with."))
    person.press("images.result.compare")
    person.key("images.results", Qt.Key.Key_Escape)
    assert not person.reads("Choose the picture to compare with.")
    choose(person, 0)
    assert not person.sees("compare.left")


async def test_an_edit_is_laid_over_what_was_edited(person: Person, page: ImagesPage, tmp_path: Path) -> None:
    drop(page, picture_file(tmp_path, Qt.GlobalColor.darkCyan))
    await person.until(lambda: person.sees("images.references.picture"))
    await make(person, "make it winter")
    choose(person, 0)
    person.press("images.result.before_after")
    await person.until(lambda: person.sees("compare.overlay"))
    overlay = person.find("compare.overlay", OverlayCanvas)
    await person.until(lambda: overlay.picture is not None and overlay.second is not None)
    assert shown_at(overlay, 0.25) == QColor(Qt.GlobalColor.darkCyan)
    before = overlay.grab().toImage()
    person.key("compare.overlay", Qt.Key.Key_Right)
    assert overlay.line > 0.5
    line = QPoint(round(overlay.width() * overlay.line), 30)
    QTest.mousePress(overlay, Qt.MouseButton.LeftButton, pos=line)
    QTest.mouseMove(overlay, QPoint(overlay.width() // 10, 30))
    QTest.mouseRelease(overlay, Qt.MouseButton.LeftButton, pos=QPoint(overlay.width() // 10, 30))
    assert overlay.line == pytest.approx(0.1, abs=0.02)
    assert overlay.grab().toImage() != before
    person.press("compare.close")


def shown_at(canvas: PictureCanvas, fraction: float) -> QColor:
    """The colour that is seen at a place, in the middle of its height."""
    grabbed = canvas.grab().toImage()
    return grabbed.pixelColor(round(grabbed.width() * fraction), grabbed.height() // 2)


async def test_what_is_chosen_together_is_saved_starred_and_deleted_together(
    person: Person, page: ImagesPage, tmp_path: Path
) -> None:
    await make(person, "a fox in the snow")
    await make_several(person, "a quiet harbour", 2)
    person.key("images.results", Qt.Key.Key_A, CONTROL)
    person.press("images.result.save")
    folder = tmp_path / "kept"
    folder.mkdir()
    await save_in_dialog(person, folder)
    await person.until(lambda: len(list(folder.glob("*.png"))) == 3)
    person.press("images.result.star")
    await person.until(lambda: all(one.favourite for result in results(person) for one in result.sights))
    person.press("images.result.delete")
    await person.until(lambda: person.sees("images.empty"))
    person.press_text("Undo")
    await person.until(lambda: person.sees("images.results") and len(results(person)) == 2)
    assert all(content_of(one.path) for result in results(person) for one in result.sights)


async def test_a_picture_that_is_deleted_while_it_is_looked_at_makes_room_for_the_next(
    person: Person, page: ImagesPage
) -> None:
    await make(person, "a fox in the snow")
    await make(person, "a quiet harbour")
    canvas = await look_at(person, 0)
    person.press("picture.do.delete")
    viewer: QWidget = canvas.window()
    await person.until(lambda: viewer.windowTitle() == "a fox in the snow")
    person.press("picture.do.delete")
    await person.until(lambda: not person.sees("picture.view"))
    await person.until(lambda: person.sees("images.empty"))


async def test_a_dropped_file_of_the_studio_fills_the_whole_form(
    person: Person, page: ImagesPage, tmp_path: Path, gateway: Gateway
) -> None:
    drop(page, picture_file(tmp_path, Qt.GlobalColor.darkRed))
    await person.until(lambda: person.sees("images.references.picture"))
    made = await make(person, "make it winter")
    elsewhere = tmp_path / "from a friend.png"
    elsewhere.write_bytes(content_of(made.sights[0].path))
    await choose_model(person, "dall-e-3-demo")
    clear(person)
    person.write("images.prompt", "something else")
    drop(page, elsewhere)
    await person.until(lambda: prompt(person) == "make it winter")
    assert page.panel.model == MODEL
    assert len(page.panel.form.inputs()) == 1
    await make(person, "make it winter")
    first, second = gateway.asked(EDITS)
    assert first.body.count(b"\x89PNG") == second.body.count(b"\x89PNG") == 1


async def test_a_dropped_file_of_the_studio_can_be_a_reference_instead(
    person: Person, page: ImagesPage
) -> None:
    made = await make(person, "a fox in the snow")
    clear(person)
    person.write("images.prompt", "now at night")
    drop(page, Path(made.sights[0].path))
    await person.until(lambda: prompt(person) == "a fox in the snow")
    person.press_text("Use as reference instead")
    await person.until(lambda: len(page.panel.form.inputs()) == 1)
    assert prompt(person) == "now at night"


async def test_a_file_that_is_dropped_on_the_prompt_is_dropped_on_the_page(
    person: Person, page: ImagesPage
) -> None:
    made = await make(person, "a fox in the snow")
    clear(person)
    drop(person.find("images.prompt", QPlainTextEdit).viewport(), Path(made.sights[0].path))
    await person.until(lambda: prompt(person) == "a fox in the snow")


async def test_what_failed_can_be_changed_and_told_to_a_seller(
    person: Person, page: ImagesPage, gateway: Gateway
) -> None:
    await make(person, "something moderated")
    clear(person)
    choose(person, 0)
    person.press("images.result.copy_details")
    details = QApplication.clipboard().text()
    assert MODEL in details
    assert "moderat" in details
    assert gateway.key not in details
    assert person.reads("Change and retry")
    person.press("images.result.again")
    await person.until(lambda: prompt(person) == "something moderated")


async def test_what_is_rare_or_finds_no_room_is_in_a_menu(person: Person, page: ImagesPage) -> None:
    made = await make(person, "a fox in the snow")
    choose(person, 0)
    assert person.sees("images.result.compare")
    assert not person.sees("images.result.copy_prompt")
    person.window.resize(person.window.minimumSize())
    await person.until(lambda: not person.sees("images.result.compare"))
    assert person.sees("images.result.delete")
    choose_more(person, "Copy prompt")
    assert QApplication.clipboard().text() == made.task.prompt


async def test_a_black_picture_may_have_been_withheld(person: Person, page: ImagesPage) -> None:
    seen = await make(person, "a fox in the snow")
    assert seen.task.blank == ()
    made = await make(person, "a black picture")
    assert made.task.state is TaskState.DONE
    assert made.task.blank == (0,)
    choose(person, 0)
    assert "may have been withheld" in person.label("images.result.words")
    person.press("images.result.request")
    await person.until(lambda: person.sees("exchange.sent"))
    person.press("exchange.close")


async def test_a_picture_becomes_the_first_frame_of_a_film(person: Person, page: ImagesPage) -> None:
    await make(person, "a fox in the snow")
    choose(person, 0)
    person.press("images.result.video")
    assert person.window.current_page == "videos"
    await person.until(lambda: person.reads("1 of "))


async def test_a_half_filled_form_is_there_after_a_restart(
    qapp: QApplication, tmp_path: Path, gateway: Gateway
) -> None:
    async with started(qapp, tmp_path, Arguments()) as person:
        profile = await add_gateway(person.session.studio, gateway)
        await person.session.studio.models.refresh(profile)
        page = at_images(person)
        await choose_model(person, "flux-of-tomorrow")
        person.write("images.prompt", "half a thought")
        drop(page, picture_file(tmp_path, Qt.GlobalColor.darkCyan))
        await person.until(lambda: len(page.panel.form.inputs()) == 1)
    async with started(qapp, tmp_path, Arguments()) as person:
        page = at_images(person)
        await person.until(lambda: person.sees("images.prompt"))
        assert prompt(person) == "half a thought"
        assert page.panel.model == "flux-of-tomorrow"
        assert len(page.panel.form.inputs()) == 1


async def test_what_is_typed_is_on_the_disk_before_anything_is_closed(
    person: Person, page: ImagesPage
) -> None:
    person.write("images.prompt", "half a thought")
    drafts = person.session.studio.drafts

    async def is_kept() -> bool:
        draft = await drafts.read(MediaFamily.IMAGE)
        return draft is not None and draft.form.values["prompt"] == "half a thought"

    async with asyncio.timeout(PATIENCE_S):
        while not await is_kept():  # noqa: ASYNC110
            await asyncio.sleep(LOOK_EVERY_S)


async def test_the_form_outlives_another_provider(person: Person, page: ImagesPage, gateway: Gateway) -> None:
    studio = person.session.studio
    person.write("images.prompt", "half a thought")
    await choose_model(person, "recraft-demo")
    key = KeyReference(KeyId("key-2"), "sk-…demo")
    other = await studio.profiles.save(
        Profile(ProfileId("profile-2"), "Other", (gateway.root,), (key,)),
        {key.id: gateway.key},
        session_only=True,
    )
    await studio.models.refresh(other)
    await studio.profiles.activate(other.id)
    await person.until(lambda: person.reads("Other"))
    await choose_model(person, MODEL)
    assert prompt(person) == "half a thought"
    await studio.profiles.activate(ProfileId("profile-1"))
    await person.until(lambda: page.panel.model == "recraft-demo")
    assert prompt(person) == "half a thought"


async def test_five_thousand_results_are_read_as_they_come_into_sight(
    person: Person, page: ImagesPage
) -> None:
    made = await make(person, "a fox in the snow")
    studio = person.session.studio
    profile, card, form = studio.profiles.active, page.panel.card, page.panel.filled()
    assert profile is not None
    assert card is not None
    assert form is not None
    studio.generate.pause()
    orders = await studio.generate.add(profile, card, *[form] * 5_000)
    view = person.find("images.results", QListView)
    await person.until(lambda: view.model().rowCount() == 5_001)
    await studio.generate.cancel(*[order.id for order in orders])
    choose(person, 0)
    person.key("images.results", Qt.Key.Key_End)
    await person.until(lambda: person.label("images.result.prompt") == made.task.prompt)
    assert person.sees("images.result.star")


async def test_words_of_verbs_follow_the_language(person: Person, page: ImagesPage) -> None:
    await make(person, "a fox in the snow")
    choose(person, 0)
    person.session.languages.switch("zh")
    await person.until(lambda: person.find("images.result.star").toolTip() == "收藏")
    canvas = await look_at(person, 0)
    assert canvas.accessibleName() == "图片"
    person.press("picture.close")


async def test_pressing_the_empty_ground_means_no_result(person: Person, page: ImagesPage) -> None:
    await make(person, "a fox in the snow")
    choose(person, 0)
    assert person.sees("images.result.open")
    ground = person.find("images.results", QListView).viewport()
    corner = ground.rect().bottomRight() - QPoint(4, 4)
    QTest.mouseClick(ground, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, corner)
    assert not person.sees("images.result.open")


async def test_no_card_moves_when_the_queue_has_something_to_say(person: Person, page: ImagesPage) -> None:
    await make(person, "a fox in the snow")
    view = person.find("images.results", QListView)
    place = view.mapTo(page, QPoint(0, 0))
    await person.until(person.find("images.generate").isEnabled)
    page.panel.order()
    await person.until(lambda: person.sees("images.queue"))
    assert view.mapTo(page, QPoint(0, 0)) == place
    await person.until(lambda: not person.sees("images.queue"))
