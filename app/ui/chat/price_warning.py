"""The question before something is sent that may cost as much as a month of others."""

from collections.abc import Awaitable, Callable, Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from app.catalog.models import ModelCatalog
from app.ui import dialogs


class PriceWarning:
    """Asks each time: nobody should get used to it."""

    def __init__(self, catalog: ModelCatalog, owner: QWidget) -> None:
        self._catalog = catalog
        self._owner = owner

    async def before(self, model: str, work: Callable[[], Awaitable[None]]) -> None:
        """Ask a model for something, where the person lets it."""
        if await self.lets_pass([model]):
            await work()

    async def lets_pass(self, models: Iterable[str]) -> bool:
        """Whether a message may go to these models; the usual ones pass without a word."""
        dear = [model for model in models if self._catalog.traits(model).price_warning]
        if not dear:
            return True
        translate = QCoreApplication.translate
        title = translate("PriceWarning", "This may be expensive")
        text = translate(
            "PriceWarning",
            "{model} searches for many minutes, and one answer can cost tens of dollars. "
            "It goes on at the provider even where the connection is cut.",
        ).format(model=", ".join(dear))
        yes, no = translate("PriceWarning", "Send it"), translate("PriceWarning", "Do not send")
        return await dialogs.confirm(self._owner.window(), title, text, yes, no=no)
