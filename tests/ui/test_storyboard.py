"""A film is told shot by shot, in the window that a form opens for it."""

import asyncio
import json
from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QDoubleSpinBox, QLabel, QPlainTextEdit, QWidget

from app.ui.storyboard.bar import StoryBar
from app.ui.storyboard.dialog import StoryboardDialog
from app.ui.storyboard.shot_row import Handle
from tests.ui.card_forms import Painter

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


async def until(condition: Callable[[], object]) -> None:
    """Wait while the loop goes on."""
    while not condition():  # noqa: ASYNC110
        await asyncio.sleep(0.01)


def fill(painter: Painter, prompt: str, seconds: str) -> None:
    """A form of Sora that comes back with its values."""
    card = painter.cards.get("sora-2")
    assert card is not None
    painter.form.show_card(card, {"prompt": prompt, "seconds": seconds})


class Teller:
    """Somebody in the storyboard of a form."""

    def __init__(self, painter: Painter, key: str = "prompt") -> None:
        self.painter = painter
        painter.clicks(f"form.{key}.editor")
        (self.dialog,) = painter.form.window().findChildren(StoryboardDialog)
        self.dialog.activateWindow()
        painter.qtbot.waitUntil(self.dialog.isActiveWindow)

    def find(self, name: str) -> QWidget:
        found = self.dialog.findChild(QWidget, f"storyboard.{name}")
        assert found is not None, name
        return found

    def presses(self, name: str) -> None:
        button = self.find(name)
        assert isinstance(button, QAbstractButton)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def tells(self, number: int, scene: str) -> None:
        field = self.find(f"shot.{number}.scene")
        assert isinstance(field, QPlainTextEdit)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, scene)

    def gives(self, number: int, seconds: str) -> None:
        box = self.find(f"shot.{number}.seconds")
        assert isinstance(box, QDoubleSpinBox)
        box.setFocus()
        box.selectAll()
        QTest.keyClicks(box, seconds)
        QTest.keyClick(box, Qt.Key.Key_Return)

    def keys(self, number: int, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
        """Press keys in the scene of a shot."""
        scene = self.find(f"shot.{number}.scene")
        scene.setFocus()
        QTest.keyClick(scene, key, modifier)

    @property
    def shots(self) -> list[tuple[str, str]]:
        return [(f"{shot.seconds:f}", shot.scene) for shot in self.dialog.board.shots]

    def order(self) -> str:
        return "".join(scene for _, scene in self.shots)

    @property
    def words(self) -> str:
        label = self.find("words")
        assert isinstance(label, QLabel)
        return label.text()

    def can_apply(self) -> bool:
        return self.find("apply").isEnabled()

    async def answers(self, name: str) -> None:
        """Press Escape, and a button of the question that comes."""
        QTest.keyClick(self.dialog, Qt.Key.Key_Escape)
        await until(lambda: self.dialog.findChildren(QAbstractButton, name))
        self.dialog.findChildren(QAbstractButton, name)[0].click()

    def applies(self) -> None:
        self.presses("apply")
        self.painter.qtbot.waitUntil(lambda: not self.painter.form.window().findChildren(StoryboardDialog))


def test_shots_are_told_until_they_add_up_and_stand_in_the_prompt(painter: Painter) -> None:
    painter.chooses_model("sora-2")
    painter.writes("images.prompt", "a fox")
    painter.picks("form.seconds", "12")
    teller = Teller(painter)
    assert teller.shots == [("12", "a fox")]
    teller.presses("add")
    assert [seconds for seconds, _ in teller.shots] == ["6", "6"]
    assert teller.words == "It adds up: 12 s. Each shot needs a scene."
    teller.tells(2, "snow")
    assert teller.can_apply()
    teller.gives(1, "4.5")
    assert teller.words == "10.5 of 12 s: 1.5 s are still to be given to a shot."
    assert not teller.can_apply()
    teller.gives(2, "8")
    assert teller.words == "12.5 of 12 s: the shots are 0.5 s too long."
    teller.presses("even")
    assert teller.words == "It adds up: 12 s."
    teller.find("opening").setFocus()
    QTest.keyClicks(teller.find("opening"), "in ink")
    teller.applies()
    told = "in ink\n\nShot 1:\nduration: 6sec\nScene: a fox\n\nShot 2:\nduration: 6sec\nScene: snow"
    assert painter.form.values()["prompt"] == told
    again = Teller(painter)
    assert again.shots == [("6", "a fox"), ("6", "snow")]
    again.presses("cancel")


def test_shots_change_places_by_keys_buttons_and_the_handle(painter: Painter) -> None:
    painter.chooses_model("sora-2")
    shots = "\n\n".join(f"Shot {place}:\nduration: 1sec\nScene: {place}" for place in (1, 2, 3, 4))
    fill(painter, shots, "4")
    teller = Teller(painter)
    teller.keys(1, Qt.Key.Key_Down, ALT)
    assert teller.order() == "2134"
    teller.keys(2, Qt.Key.Key_Up, ALT)
    assert teller.order() == "1234"
    teller.presses("shot.3.up")
    assert teller.order() == "1324"
    painter.qtbot.waitUntil(lambda: teller.find("shot.4").y() > teller.find("shot.3").y())
    handle = teller.find("shot.4").findChild(Handle)
    assert handle is not None
    first = teller.find("shot.1")
    target = handle.mapFromGlobal(first.mapToGlobal(QPoint(5, 5)))
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    QTest.mouseMove(handle, target)
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=target)
    assert teller.order() == "4132"
    teller.keys(1, Qt.Key.Key_D, CONTROL)
    assert teller.order() == "44132"
    teller.keys(1, Qt.Key.Key_Delete, CONTROL)
    assert teller.order() == "4132"
    teller.presses("undo")
    assert teller.order() == "44132"
    assert teller.words == "5 of 4 s: the shots are 1 s too long."
    teller.dialog.close()
    assert painter.form.values()["prompt"] == shots


async def test_what_was_written_is_not_thrown_away_by_a_slip(painter: Painter) -> None:
    painter.chooses_model("sora-2")
    teller = Teller(painter)
    teller.tells(1, "a fox")
    await teller.answers("dialog.cancel")
    await until(lambda: not teller.dialog.findChildren(QAbstractButton, "dialog.cancel"))
    assert teller.shots[0][1] == "a fox"
    await teller.answers("dialog.yes")
    await until(lambda: not painter.form.window().findChildren(StoryboardDialog))
    assert painter.form.values()["prompt"] is None


def test_the_edge_between_two_shots_is_pulled_in_the_bar(painter: Painter) -> None:
    painter.chooses_model("sora-2")
    shots = "Shot 1:\nduration: 5sec\nScene: a\n\nShot 2:\nduration: 5sec\nScene: b"
    fill(painter, shots, "10")
    teller = Teller(painter)
    bar = teller.find("bar")
    assert isinstance(bar, StoryBar)
    tenth = bar.width() / 10
    height = bar.height() // 2
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(5 * tenth), height))
    QTest.mouseMove(bar, QPointF(7 * tenth, height).toPoint())
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton)
    assert [seconds for seconds, _ in teller.shots] == ["7", "3"]
    QTest.mousePress(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(7 * tenth), height))
    QTest.mouseMove(bar, QPointF(20 * tenth, height).toPoint())
    QTest.mouseRelease(bar, Qt.MouseButton.LeftButton)
    assert [seconds for seconds, _ in teller.shots] == ["9.5", "0.5"]
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(round(2 * tenth), height))
    assert teller.find("shot.1.scene").hasFocus()
    teller.presses("shot.2.remove")
    teller.gives(1, "10")
    teller.applies()
    assert painter.form.values()["prompt"] == "Shot 1:\nduration: 10sec\nScene: a"


def test_the_length_of_the_film_is_chosen_where_the_shots_are(painter: Painter) -> None:
    painter.chooses_model("unified.sora")
    painter.writes("images.prompt", "a fox")
    teller = Teller(painter)
    length = teller.find("length")
    length.setCurrentIndex(1)  # type: ignore[attr-defined]
    assert teller.words == "10 of 15 s: 5 s are still to be given to a shot."
    teller.gives(1, "15")
    teller.applies()
    assert painter.form.values()["duration"] == 15


def test_a_form_whose_length_no_longer_fits_says_so(painter: Painter) -> None:
    painter.chooses_model("sora-2")
    painter.writes("images.prompt", "a fox")
    Teller(painter).applies()
    painter.picks("form.seconds", "8")
    assert painter.reads("form.prompt.problem") == "The shots make 4 s and the film 8 s: they must be equal."
    assert not painter.form.can_be_sent


def test_a_flag_goes_along_where_a_provider_wants_one(painter: Painter) -> None:
    painter.chooses_model("yijia.film")
    painter.writes("images.prompt", "a fox")
    teller = Teller(painter)
    assert teller.words == "Together 10 s; the model decides the film's length."
    teller.applies()
    assert painter.form.values()["is_story"] == "1"


def test_klings_shots_stand_beside_the_prompt_in_whole_seconds(painter: Painter) -> None:
    painter.chooses_model("kling.text2video")
    painter.picks("form.model_name", "kling-v3")
    painter.clicks("form.multi_shot")
    teller = Teller(painter, "multi_prompt")
    assert not teller.find("opening").isVisible()
    teller.tells(1, "a fox")
    teller.presses("add")
    teller.tells(2, "snow")
    assert [seconds for seconds, _ in teller.shots] == ["3", "2"]
    teller.applies()
    assert json.loads(str(painter.form.values()["multi_prompt"])) == [
        {"index": 1, "prompt": "a fox", "duration": "3"},
        {"index": 2, "prompt": "snow", "duration": "2"},
    ]
    assert painter.form.can_be_sent
