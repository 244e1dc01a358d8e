"""Profiles in the palette: switch to one, add one, see them all."""

from functools import partial

from PySide6.QtCore import QObject

from app.ui.palette_entry import PaletteEntry
from app.ui.profiles.desk import ProfileDesk
from app.ui.profiles.rows import detail_of
from app.ui.profiles.tools import ProfileTools


class ProfileEntries(QObject):
    """What the profiles offer to the palette."""

    def __init__(self, tools: ProfileTools, desk: ProfileDesk) -> None:
        super().__init__(desk)
        self._tools = tools
        self._desk = desk

    def __call__(self, query: str) -> list[PaletteEntry]:
        """All of them; the palette finds what fits."""
        return [
            *self._switches(),
            PaletteEntry(self.tr("Add a provider"), self.tr("Provider"), "plus", self._desk.add),
            PaletteEntry(
                self.tr("Import providers from another app"),
                self.tr("Provider"),
                "upload",
                self._desk.import_file,
            ),
            PaletteEntry(self.tr("Manage providers"), self.tr("Provider"), "key", self._desk.manage),
        ]

    def _switches(self) -> list[PaletteEntry]:
        return [
            PaletteEntry(
                self.tr("Use {0}").format(profile.name),
                detail_of(profile, self._tools),
                "key",
                partial(self._desk.activate, profile.id),
            )
            for profile in self._tools.profiles.all
        ]
