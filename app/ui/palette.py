"""Ctrl+P: one field that leads to everything the pages offer."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from app.ui.palette_entry import PaletteEntry, Provider
from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from app.ui.palette_popover import PalettePopover


class CommandPalette:
    """Knows who offers entries; what is seen is built when it is first wanted."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        self._theme = theme
        self._window = window
        self._providers: list[Provider] = []
        self._popover: PalettePopover | None = None

    def register(self, provider: Provider) -> None:
        """Ask ``provider`` for entries whenever the text changes; it is given the text and must be quick."""
        self._providers.append(provider)

    def open(self) -> None:
        """Show the palette with an empty field and everything there is."""
        if self._popover is None:
            from app.ui.palette_popover import PalettePopover  # not needed before the first paint

            self._popover = PalettePopover(self._theme, self._entries, self._window)
        self._popover.open()

    def _entries(self, query: str) -> list[PaletteEntry]:
        return [entry for provider in self._providers for entry in provider(query)]
