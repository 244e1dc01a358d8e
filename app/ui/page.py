"""What a page of the window is."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """One place of the rail, built on the first visit and kept, with its state, to the end."""

    key: ClassVar[str]
    """Its name in the rail and in the settings."""
    icon: ClassVar[str]
    """Name of its icon in ``resources/icons``."""

    def title(self) -> str:
        """What stands in the window's title while the page is shown."""
        raise NotImplementedError

    async def keep(self) -> None:
        """Have on the disk what the next start shall find.

        Raises:
            StorageError: the disk refuses.
        """

    def shown(self) -> None:
        """The page has come to the front; put the focus where one starts."""
