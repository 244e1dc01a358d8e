"""The look: legible in every edition, scaled at run time, drawn with our own icons."""

import re
from dataclasses import asdict, fields
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.storage.places import resources_folder
from app.ui.theme.appearance import Appearance
from app.ui.theme.palette import make_palette
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Tokens

EDITIONS = [LIGHT, DARK, HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK]
CODE = Path(__file__).resolve().parents[2] / "app" / "ui"


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours as the web's accessibility guidelines define it."""
    lighter, darker = sorted((luminance(QColor(first)), luminance(QColor(second))), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(color: QColor) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tokens", EDITIONS)
def test_every_token_is_a_colour(tokens: Tokens) -> None:
    assert [name for name, value in asdict(tokens).items() if not QColor(value).isValid()] == []


@pytest.mark.parametrize("tokens", EDITIONS)
@pytest.mark.parametrize("ground", ["surface", "window", "raised", "sunken"])
@pytest.mark.parametrize("ink", ["text", "text_muted", "link", "danger", "success", "warning"])
def test_text_is_legible_on_every_ground(tokens: Tokens, ground: str, ink: str) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", [HIGH_CONTRAST_LIGHT, HIGH_CONTRAST_DARK])
@pytest.mark.parametrize("ink", [field.name for field in fields(Tokens) if field.name.startswith("text")])
def test_high_contrast_deserves_its_name(tokens: Tokens, ink: str) -> None:
    assert contrast(getattr(tokens, ink), tokens.surface) >= 7


@pytest.mark.parametrize("tokens", EDITIONS)
def test_text_on_the_accent_is_legible(tokens: Tokens) -> None:
    assert contrast(tokens.accent_text, tokens.accent) >= 4.5


def test_the_palette_is_made_of_tokens_alone(qapp: QApplication) -> None:
    palette = make_palette(DARK)
    assert palette.window().color() == QColor(DARK.surface)
    assert palette.text().color() == QColor(DARK.text)


def test_an_icon_takes_the_colour_of_its_token(theme: Theme) -> None:
    assert ink_of(theme.icon("stop", "danger")) == QColor(LIGHT.danger)
    theme.apply("dark", 1.0)
    assert ink_of(theme.icon("stop", "danger")) == QColor(DARK.danger)


def test_a_disabled_icon_is_faint(theme: Theme) -> None:
    assert ink_of(theme.icon("stop"), QIcon.Mode.Disabled) == QColor(LIGHT.text_faint)


def test_an_icon_is_sharp_at_any_size(theme: Theme) -> None:
    pixmap = theme.icon("search").pixmap(QSize(20, 20), 2.0)
    assert (pixmap.size(), pixmap.devicePixelRatio()) == (QSize(40, 40), 2.0)


def test_an_unknown_icon_is_a_mistake(theme: Theme) -> None:
    with pytest.raises(FileNotFoundError):
        theme.icon("no-such-icon")


def ink_of(icon: QIcon, mode: QIcon.Mode = QIcon.Mode.Normal) -> QColor:
    """The colour in the middle of an icon."""
    return icon.pixmap(QSize(24, 24), 1.0, mode).toImage().pixelColor(12, 12)


def test_all_icons_have_one_stroke_and_no_colour_of_their_own() -> None:
    for path in (resources_folder() / "icons").glob("*.svg"):
        source = path.read_text()
        assert set(re.findall(r'stroke-width="([\d.]+)"', source)) <= {"1.75", "0"}, path.name
        assert "#" not in source, path.name


def test_every_icon_that_the_code_names_is_drawn() -> None:
    named = {
        name
        for path in CODE.rglob("*.py")
        for name in re.findall(r'(?:\.icon\(|IconButton\([^,()]*, )"([a-z-]+)"', path.read_text())
    }
    assert named
    assert {name for name in named if not (resources_folder() / "icons" / f"{name}.svg").exists()} == set()


def test_no_colour_is_named_outside_the_theme() -> None:
    elsewhere = (path for path in CODE.rglob("*.py") if "theme" not in path.parts)
    assert [path.name for path in elsewhere if re.search(r'"#[0-9a-fA-F]{6}"', path.read_text())] == []


def test_choosing_dark_dresses_the_application(qapp: QApplication, appearance: Appearance) -> None:
    appearance.choose("dark", 1.0)
    assert qapp.palette().window().color() == QColor(DARK.surface)
    assert DARK.accent in qapp.styleSheet()


def test_listeners_hear_of_a_change_and_only_of_a_change(qtbot: QtBot, appearance: Appearance) -> None:
    with qtbot.waitSignal(appearance.theme.changed, timeout=1000):
        appearance.choose("dark", 1.0)
    with qtbot.assertNotEmitted(appearance.theme.changed):
        appearance.choose("dark", 1.0)


@pytest.mark.parametrize(("wanted", "given"), [(0.1, 0.8), (1.25, 1.25), (9.0, 2.0)])
def test_the_scale_stays_legible(appearance: Appearance, wanted: float, given: float) -> None:
    appearance.choose("light", wanted)
    assert appearance.theme.scale == given


def test_a_button_grows_with_the_scale(qtbot: QtBot, appearance: Appearance) -> None:
    button = QPushButton("Send")
    qtbot.addWidget(button)
    button.show()
    before = button.sizeHint()
    appearance.choose("light", 2.0)
    assert button.sizeHint().height() >= 1.8 * before.height()
    assert button.sizeHint().width() > before.width()


def test_without_a_wish_of_the_system_the_look_is_light(appearance: Appearance) -> None:
    appearance.choose("dark", 1.0)
    appearance.choose("system", 1.0)
    assert appearance.theme.scheme == "light"


def test_motion_stops_where_it_is_not_wanted(appearance: Appearance, qapp: QApplication) -> None:
    usual = qapp.styleHints().cursorFlashTime()
    appearance.choose("light", 1.0, reduce_motion=True)
    assert appearance.theme.reduce_motion
    assert qapp.styleHints().cursorFlashTime() == 0
    appearance.choose("light", 1.0)
    assert qapp.styleHints().cursorFlashTime() == usual
