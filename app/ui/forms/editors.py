"""The windows that a card may name as ``editor`` of a parameter."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.domain.card import ModelCard
from app.domain.parameter import Parameter, Values
from app.domain.story_cards import EDITOR as STORYBOARD
from app.domain.text import Language
from app.ui.forms.value_editor import ValueEditor
from app.ui.theme.theme import Theme


def editor_name(editor: str) -> str:
    """What stands on the button that opens an editor."""
    return {STORYBOARD: QCoreApplication.translate("Editors", "Storyboard…")}[editor]


def make_editor(
    card: ModelCard, parameter: Parameter, values: Values, language: Language, theme: Theme, parent: QWidget
) -> ValueEditor:
    """The editor of a parameter, holding what the form holds."""
    from app.ui.storyboard.dialog import StoryboardDialog  # seldom needed, and made of fields itself

    return {STORYBOARD: StoryboardDialog}[parameter.editor](card, parameter, values, language, theme, parent)
