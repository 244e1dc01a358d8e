"""Keeps the half-filled form, so that neither a restart nor a crash loses it."""

from PySide6.QtCore import QObject, QTimer

from app.domain.errors import StudioError
from app.domain.form import FormDraft
from app.domain.ids import ProfileId
from app.services.studio import Studio
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.ordering.order_panel import OrderPanel

SAVE_AFTER_MS = 400
"""A change is on the disk soon after it was made, however fast one types on."""


class FormKeeper(QObject):
    """Serves the form of one page. A disk that refuses is told of once."""

    def __init__(self, studio: Studio, panel: OrderPanel, notices: Notices) -> None:
        super().__init__(panel)
        self._studio = studio
        self._panel = panel
        self._page = panel.page.family
        self._notices = notices
        self._kept: FormDraft | None = None
        self._has_complained = False
        self._timer = QTimer(self, singleShot=True, interval=SAVE_AFTER_MS)
        self._timer.timeout.connect(self._save_soon)

    async def read(self) -> FormDraft | None:
        """The form as it was left; changes are kept from here on.

        Raises:
            StorageError: the disk refuses.
        """
        self._kept = await self._studio.drafts.read(self._page)
        self._panel.changed.connect(self._begin)
        return self._kept

    async def keep(self) -> None:
        """Have the form on the disk when this returns; errors as of ``read``."""
        self._timer.stop()
        draft = self._draft()
        if draft is not None and draft != self._kept:
            await self._studio.drafts.save(self._page, draft)
            self._kept = draft

    def _begin(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _save_soon(self) -> None:
        Operation(self, self.keep(), failed=self._complain)

    def _draft(self) -> FormDraft | None:
        form = self._panel.filled()
        profile = self._studio.profiles.active
        if form is None:
            return None
        return FormDraft(profile.id if profile else ProfileId(""), self._panel.model, form)

    def _complain(self, error: StudioError) -> None:
        if not self._has_complained:
            self._has_complained = True
            self._notices.show_error(error)
