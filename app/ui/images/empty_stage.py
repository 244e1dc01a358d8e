"""What stands where the first pictures will be."""

from PySide6.QtWidgets import QWidget

from app.ui.ordering.empty_place import EmptyPlace
from app.ui.theme.theme import Theme


class EmptyStage(EmptyPlace):
    """Three prompts to begin with, each with its price."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("images", theme, parent)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.say(
            self.tr("What shall be drawn?"),
            self.tr("Write a prompt, or drop a picture here to edit it."),
            (
                self.tr("A fox in the snow, soft morning light, watercolour"),
                self.tr("A quiet harbour at night, lanterns on the water, long exposure"),
                self.tr("A poster for a tea house: one cup, much white space"),
            ),
        )
