"""Takes pictures into the studio for the form that they are given to."""

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from app.domain.card import SlotRole
from app.domain.errors import StudioError
from app.domain.media import Attachment
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.ordering.order_panel import OrderPanel
from app.ui.theme.theme import Theme
from app.ui.transcript.content.decoding import bytes_of_file, decode

THUMBNAIL_PX = 256


class InputsDesk(QObject):
    """Serves one form."""

    def __init__(
        self, studio: Studio, panel: OrderPanel, bridge: Bridge, notices: Notices, theme: Theme
    ) -> None:
        super().__init__(panel)
        self._studio = studio
        self._panel = panel
        self._bridge = bridge
        self._notices = notices
        self._theme = theme
        panel.form.offer_library()
        panel.form.library_wanted.connect(self._pick_from_library)
        panel.form.files_given.connect(self.take_files)
        panel.form.picture_given.connect(self.take_picture)
        panel.form.thumbnail_wanted.connect(self._load_thumbnail)

    def take_files(self, role: str, paths: Sequence[Path]) -> None:
        """Put files into a slot, in their order; those before a refused one stay."""
        taking = self._panel.held.until(self._take_in(SlotRole(role), paths))
        Operation(self, taking, failed=partial(self._refuse, role))

    def take_picture(self, role: str, png: bytes) -> None:
        """Put a pasted picture into a slot."""
        name = self.tr("pasted picture.png")
        taking = self._panel.held.until(self._take_bytes(SlotRole(role), png, name))
        Operation(self, taking, failed=partial(self._refuse, role))

    def _pick_from_library(self, role: str) -> None:
        """Have the person choose among everything that was made or attached."""
        from app.ui.library.picker import LibraryPicker  # for who looks there

        window = self._panel.window()
        picker = LibraryPicker(self._studio, self._bridge, self._notices, self._theme, window)
        Operation(self, picker.pick(), done=partial(self.take_files, role), failed=self._notices.show_error)

    async def _take_in(self, role: SlotRole, paths: Sequence[Path]) -> None:
        for path in paths:
            self._panel.form.add_input(await self._studio.generate.input_from_file(role, path))

    async def _take_bytes(self, role: SlotRole, png: bytes, name: str) -> None:
        self._panel.form.add_input(await self._studio.generate.input_from_bytes(role, png, name))

    def _refuse(self, role: str, error: StudioError) -> None:
        self._panel.form.show_problem(f"slot:{role}", self._notices.words(error).sentence)

    def _load_thumbnail(self, attachment: Attachment) -> None:
        loading = asyncio.to_thread(_thumbnail, self._studio.attachments.path(attachment))
        Operation(self, loading, done=partial(self._panel.form.show_thumbnail, attachment.id))


def _thumbnail(path: Path) -> QImage:
    decoded = decode(bytes_of_file(path), THUMBNAIL_PX)
    return decoded.image if decoded else QImage()
