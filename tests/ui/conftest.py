"""The window and what it is made from."""

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.catalog.advice import Advice, ErrorWords
from app.catalog.cards import Cards
from app.catalog.problem_words import ProblemWords
from app.storage.places import resources_folder
from app.ui.forms.card_form import CardForm
from app.ui.languages import Languages
from app.ui.theme.appearance import Appearance
from app.ui.theme.theme import Theme
from app.ui.transcript.content.formulas import Formulas
from app.ui.transcript.content.highlight import Highlighter
from app.ui.transcript.content.pictures import Pictures
from app.ui.transcript.view import TranscriptView
from app.ui.window import Window
from tests.ui.card_forms import Painter
from tests.ui.transcript_stories import Reader


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme()


@pytest.fixture
def languages(qapp: QApplication) -> Iterator[Languages]:
    languages = Languages(resources_folder() / "i18n")
    languages.switch("en")
    yield languages
    languages.switch("en")


@pytest.fixture
def appearance(qapp: QApplication, theme: Theme) -> Iterator[Appearance]:
    """Dresses the application for one test."""
    appearance = Appearance(qapp, theme)
    yield appearance
    appearance.choose("light", 1.0)
    appearance.deleteLater()
    qapp.setStyleSheet("")


@pytest.fixture(scope="session")
def advice() -> Advice:
    return Advice.load(resources_folder())


@pytest.fixture
def window(qtbot: QtBot, theme: Theme, languages: Languages, advice: Advice) -> Iterator[Window]:
    window = Window(theme, languages, lambda: advice)
    yield window
    window.hide()
    window.deleteLater()


@pytest.fixture
def reader(qtbot: QtBot, theme: Theme, languages: Languages) -> Iterator[Reader]:
    """Somebody before an empty conversation view."""
    parts = (Highlighter(), Formulas(), Pictures())
    words = ErrorWords("Too many requests", "The gateway asks for a pause.", "Wait a moment.", "retry")
    view = TranscriptView(theme, *parts, lambda error: words)
    view.resize(700, 500)
    view.show()
    qtbot.waitExposed(view)
    yield Reader(view, qtbot)
    QGuiApplication.clipboard().clear()
    for part in parts:
        part.close()
    view.hide()
    view.deleteLater()


@pytest.fixture(scope="session")
def cards() -> Cards:
    return Cards.load(resources_folder())


@pytest.fixture
def painter(
    qtbot: QtBot, theme: Theme, appearance: Appearance, languages: Languages, cards: Cards
) -> Iterator[Painter]:
    """Somebody before an empty form."""
    appearance.choose("light", 1.0)
    words = ProblemWords.load(resources_folder())
    form = CardForm(theme, words, lambda: languages.current)
    form.resize(340, 700)
    form.show()
    qtbot.waitExposed(form)
    yield Painter(form, cards, qtbot)
    QGuiApplication.clipboard().clear()
    form.hide()
    form.deleteLater()
