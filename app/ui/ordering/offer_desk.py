"""Finds out what each model of the list is offered for, at what price, and how long it took here."""

from PySide6.QtCore import QObject

from app.domain.model import Model
from app.services.studio import Studio
from app.ui.operation import Operation
from app.ui.ordering.model_cards import begun_cards, sent_model
from app.ui.ordering.model_offer import ModelOffer, offer_of
from app.ui.ordering.model_picker import OrderModelPicker
from app.ui.ordering.order_panel import OrderPanel


class OfferDesk(QObject):
    """Serves one list of models."""

    def __init__(self, studio: Studio, panel: OrderPanel, picker: OrderModelPicker) -> None:
        super().__init__(panel)
        self._studio = studio
        self._panel = panel
        self._picker = picker
        self._times_s: dict[str, float] = {}
        picker.find_offer = self.find

    def refresh(self) -> None:
        """Read how long each model took the last time; the list shows it as soon as that is known."""
        reading = self._studio.tasks.last_times_s(self._panel.page.family)
        Operation(self, reading, done=self._take_times)

    def find(self, model: Model) -> ModelOffer:
        """What is known of a model; nothing where no card is its own."""
        found = self._picker.cards.for_model(model.id, model.endpoint_types, self._panel.page.family)
        cards = begun_cards(found)
        prices = (self._panel.find_price(card, model.id) for card in cards)
        times_s = (self._times_s.get(sent_model(card, model.id)) for card in cards)
        return offer_of(cards, next(filter(None, prices), None), next(filter(None, times_s), None))

    def _take_times(self, times_s: dict[str, float]) -> None:
        if times_s != self._times_s:
            self._times_s = times_s
            self._picker.refresh_offers()
