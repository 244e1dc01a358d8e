"""Has the prices of a provider read, and shows them in the form."""

from PySide6.QtCore import QObject

from app.domain.card import ModelCard
from app.domain.price import GatewayPrice
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.operation import Operation
from app.ui.ordering.model_cards import sent_model
from app.ui.ordering.order_panel import OrderPanel


class PriceDesk(QObject):
    """Serves one panel, for the profile in use."""

    def __init__(self, studio: Studio, panel: OrderPanel, bridge: Bridge) -> None:
        super().__init__(panel)
        self._studio = studio
        self._panel = panel
        bridge.prices_changed.connect(self._show)
        bridge.profiles_changed.connect(self.refresh)
        self._show()
        self.refresh()

    def find(self, card: ModelCard, model: str) -> GatewayPrice | None:
        """What the provider asks for a model, by its name in the list or by the one that is sent."""
        profile = self._studio.profiles.active
        if profile is None:
            return None
        return self._studio.prices.of(profile.id, model, sent_model(card, model))

    def refresh(self) -> None:
        """Ask for the prices where they are old."""
        self._show()
        profile = self._studio.profiles.active
        if profile is not None:
            Operation(self, self._studio.prices.refresh(profile))

    def _show(self) -> None:
        self._panel.show_prices(self.find)
