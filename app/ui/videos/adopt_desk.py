"""Opens the dialog in which a task is adopted."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.catalog.cards import Cards
from app.domain.card import MediaFamily, ModelCard
from app.domain.errors import StudioError
from app.domain.remote_task import RemoteTask
from app.domain.text import Language
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.videos.adopt_dialog import AdoptDialog


class AdoptDesk(QObject):
    """Serves one page.

    Args:
        card: the card of the form, whose kind of task is offered first.
    """

    adopted = Signal(str)
    """The id of a task that is watched from now on."""

    def __init__(
        self,
        studio: Studio,
        card: Callable[[], ModelCard | None],
        notices: Notices,
        language: Callable[[], Language],
        theme: Theme,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._studio = studio
        self._card = card
        self._notices = notices
        self._language = language
        self._theme = theme
        self._page = page

    def open(self, lost: RemoteTask | None = None) -> None:
        """Ask which task; for one whose answer was lost only by which id it is known."""
        Operation(self, self._ask(lost), failed=self._notices.show_error)

    async def _ask(self, lost: RemoteTask | None) -> None:
        cards = self._kinds(await self._studio.cards.all(), lost)
        dialog = AdoptDialog(
            self._studio, cards, lost, self._sentence, self._language(), self._theme, self._page.window()
        )
        result = await dialogs.finished(dialog)
        if result == QDialog.DialogCode.Accepted and dialog.adopted is not None:
            self.adopted.emit(dialog.adopted.id)

    def _kinds(self, cards: Cards, lost: RemoteTask | None) -> Sequence[ModelCard]:
        """What can be asked for by an id; the kind of the form, or of what was lost, comes first."""
        if lost is not None:
            card = cards.get(lost.card_id)
            return (card,) if card is not None else ()
        present = self._card()
        films = (card for card in cards.all(MediaFamily.VIDEO) if self._studio.tasks.lost.can_adopt(card))
        return sorted(films, key=lambda card: present is None or card.id != present.id)

    def _sentence(self, error: StudioError) -> str:
        return self._notices.words(error).sentence
