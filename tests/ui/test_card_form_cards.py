"""Every card of the catalogue has a form that can be used."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.catalog.cards import Cards
from app.domain.form_check import check, defaults
from app.domain.text import Language
from app.storage.places import resources_folder
from app.ui.languages import Languages
from app.ui.theme.appearance import Appearance
from tests.ui.card_forms import Painter

WIDTH = 320
"""Pixels for the form on the page, at its usual scale."""
ALL = Cards.load(resources_folder()).all()
FAMILIES = sorted({card.family for card in ALL})


@pytest.mark.parametrize("family", FAMILIES)
def test_every_field_keeps_its_default_and_has_a_name(painter: Painter, family: str) -> None:
    for card in (card for card in ALL if card.family == family):
        painter.form.show_card(card, {})
        assert painter.form.values() == defaults(card), card.id
        for parameter in card.parameters:
            name = "images.prompt" if parameter.key == "prompt" else f"form.{parameter.key}"
            assert painter.find(name).accessibleName(), (card.id, parameter.key)
        assert painter.form.problems() == check(card, {}), card.id


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_every_form_fits_into_its_column(
    painter: Painter, languages: Languages, appearance: Appearance, language: Language, scale: float
) -> None:
    languages.switch(language)
    appearance.choose("dark", scale)
    painter.form.resize(round(WIDTH * scale), 700)
    for card in ALL[:: max(1, len(ALL) // 40)]:
        painter.form.show_card(card, {})
        if painter.sees("form.more"):
            painter.clicks("form.more")
        QApplication.processEvents()
        assert painter.form.minimumSizeHint().width() <= WIDTH * scale, card.id


def test_the_tab_key_follows_the_eye(painter: Painter) -> None:
    painter.chooses_model("openai.gpt-image-1.edit")
    painter.form.activateWindow()
    painter.find("images.prompt").setFocus()
    passed = []
    while (focused := QApplication.focusWidget()) is not None and focused.objectName() not in passed:
        passed.append(focused.objectName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert passed == [
        "images.prompt",
        "images.references.paste",
        "images.references.add",
        "form.slot.mask.paste",
        "form.slot.mask.add",
        "form.size.auto",
        "form.quality",
        "form.n.slider",
        "form.n",
        "form.more",
    ]
