"""Has pictures described: the provider says which prompts would draw them."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.card import ModelCard, SlotRole
from app.domain.form import FormInput, GenerationForm
from app.domain.profile import Profile
from app.domain.remote_task import RemoteTask
from app.services.studio import Studio
from app.ui.images.result_verbs import ICONS, Verb, words_of
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme


class DescribeDesk(QObject):
    """Serves one page, which says by ``card`` how its provider describes pictures."""

    shown = Signal(str)
    """The id of the task whose card shall be the present one."""

    def __init__(self, studio: Studio, notices: Notices, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._studio = studio
        self._notices = notices
        self._theme = theme
        self._page = page
        self._under_way: set[str] = set()
        self.card: Callable[[], ModelCard | None] = lambda: None

    @property
    def can_describe(self) -> bool:
        """Whether the present provider describes pictures."""
        return self._studio.profiles.active is not None and self.card() is not None

    def describe(self, path: Path) -> None:
        """Order the description of a picture; it comes as a result of its own."""
        profile, card = self._studio.profiles.active, self.card()
        if profile is None or card is None or str(path) in self._under_way:
            return
        self._under_way.add(str(path))
        Operation(
            self,
            self._order(profile, card, path),
            done=self._show,
            failed=self._notices.show_error,
        )

    def show_menu(self, item: FormInput, place: QPoint) -> None:
        """Offer the same for a picture of the form."""
        if item.attachment is None or not self.can_describe:
            return
        path = self._studio.attachments.path(item.attachment)
        menu = QMenu(self._page)
        menu.setObjectName("images.tray.menu")
        entry = menu.addAction(self._theme.icon(ICONS[Verb.DESCRIBE]), words_of(Verb.DESCRIBE))
        entry.triggered.connect(lambda: self.describe(path))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    async def _order(self, profile: Profile, card: ModelCard, path: Path) -> RemoteTask:
        try:
            taken = await self._studio.generate.input_from_file(SlotRole.BASE, path)
            role = next((slot.role for slot in card.slots), SlotRole.BASE)
            form = GenerationForm(card.id, card.model, inputs=(FormInput(role, taken.attachment),))
            (task,) = await self._studio.generate.add(profile, card, form)
            return task
        finally:
            self._under_way.discard(str(path))

    def _show(self, task: RemoteTask) -> None:
        self.shown.emit(task.id)
