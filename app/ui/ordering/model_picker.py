"""The list from which a model for pictures is chosen."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.catalog.cards import Cards
from app.domain.model import Model
from app.ui.chat.model_picker import ModelPicker, Section
from app.ui.ordering.model_cards import makes_pictures
from app.ui.theme.theme import Theme


class ImageModelPicker(ModelPicker):
    """Models that make pictures first, by vendor; every other one can be reached below them."""

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        self._cards = Cards(())
        super().__init__(theme, owner, "images.models")

    def show_cards(self, cards: Cards, models: Sequence[Model], current: str) -> None:
        """Fill the list, now that it is known which models make pictures."""
        self._cards = cards
        self.show_models(models, current)

    def sections(self, models: Sequence[Model]) -> list[Section]:
        """By vendor, those of unknown vendors after them, and what is made for something else last."""
        drawing = [model for model in models if makes_pictures(model, self._cards)]
        others = tuple(model for model in models if model not in drawing)
        vendors = sorted(
            {self._vendor(model) for model in drawing}, key=lambda name: (not name, name.lower())
        )
        found = [
            Section(
                vendor or self.tr("More picture models"),
                tuple(model for model in drawing if self._vendor(model) == vendor),
            )
            for vendor in vendors
        ]
        return [*found, Section(self.tr("All other models"), others)] if others else found

    def _vendor(self, model: Model) -> str:
        cards = self._cards.for_model(model.id)
        return model.traits.vendor or (cards[0].vendor if cards else "")
