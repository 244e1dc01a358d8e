"""The list from which a model is chosen for what a page makes."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QWidget

from app.catalog.cards import Cards
from app.domain.model import Model
from app.ui.chat.model_delegate import MODEL_ROLE, ModelDelegate
from app.ui.chat.model_picker import ModelPicker, Section
from app.ui.ordering.model_cards import is_made_for
from app.ui.ordering.model_offer import ModelOffer
from app.ui.ordering.offer_delegate import OFFER_ROLE, OfferDelegate
from app.ui.ordering.order_page import VIDEOS, OrderPage
from app.ui.theme.theme import Theme


class OrderModelPicker(ModelPicker):
    """Models that are made for the page first, by vendor; every other one can be reached below them."""

    def __init__(self, page: OrderPage, theme: Theme, owner: QWidget) -> None:
        self._page = page
        self.cards = Cards(())
        self.find_offer: Callable[[Model], ModelOffer] = lambda _model: ModelOffer()
        super().__init__(theme, owner, f"{page.name}.models")
        self.list.setUniformItemSizes(False)

    def show_cards(self, cards: Cards, models: Sequence[Model], current: str) -> None:
        """Fill the list, now that it is known which models are made for the page."""
        self.cards = cards
        self.show_models(models, current)

    def refresh_offers(self) -> None:
        """Other offers are known; where one looks in the list stays as it is."""
        for item in map(self.items.item, range(self.items.rowCount())):
            model = item.data(MODEL_ROLE)
            if isinstance(model, Model):
                item.setData(self.find_offer(model), OFFER_ROLE)

    def make_delegate(self) -> ModelDelegate:
        """Rows that tell what a model offers."""
        return OfferDelegate(self.theme, self)

    def make_item(self, model: Model) -> QStandardItem:
        """With what the model offers."""
        item = super().make_item(model)
        item.setData(self.find_offer(model), OFFER_ROLE)
        return item

    def spoken(self, model: Model) -> str:
        """The offer in words as well."""
        return " · ".join((super().spoken(model), *self.find_offer(model).words()))

    def sections(self, models: Sequence[Model]) -> list[Section]:
        """By vendor, those of unknown vendors after them, and what is made for something else last."""
        fitting = [model for model in models if is_made_for(self._page, model, self.cards)]
        others = tuple(model for model in models if model not in fitting)
        vendors = sorted(
            {self._vendor(model) for model in fitting}, key=lambda name: (not name, name.lower())
        )
        films = self._page is VIDEOS
        unknown = self.tr("More film models") if films else self.tr("More picture models")
        found = [
            Section(
                vendor or unknown,
                tuple(model for model in fitting if self._vendor(model) == vendor),
            )
            for vendor in vendors
        ]
        return [*found, Section(self.tr("All other models"), others)] if others else found

    def _vendor(self, model: Model) -> str:
        cards = self.cards.for_model(model.id)
        return model.traits.vendor or (cards[0].vendor if cards else "")
