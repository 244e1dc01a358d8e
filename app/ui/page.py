"""What a page of the window is."""

from typing import ClassVar

from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """One place of the rail. The window builds it on the first visit and keeps it until the end."""

    key: ClassVar[str]
    """Name in the rail, in shortcuts and in the saved state."""
    icon: ClassVar[str]
    """Name of its icon in ``resources/icons``."""

    def title(self) -> str:
        """What stands in the window's title while the page is shown."""
        raise NotImplementedError

    def shown(self) -> None:
        """The page has come to the front; put the focus where one starts."""

    def state(self) -> dict[str, object]:
        """What the next start shall restore, as JSON values."""
        return {}

    def restore(self, state: dict[str, object]) -> None:
        """Take over what ``state`` gave, perhaps in an older version; unknown values are ignored."""
