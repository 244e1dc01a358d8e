"""A button that is an icon of the theme."""

from PySide6.QtWidgets import QToolButton, QWidget

from app.ui.theme.theme import Theme


class IconButton(QToolButton):
    """Keeps its icon in the theme's colours. Its owner gives it an accessible name and a tool tip.

    Args:
        icon: name of an icon in ``resources/icons``.
        token: colour of the icon.
    """

    def __init__(
        self, theme: Theme, icon: str, name: str, parent: QWidget | None = None, *, token: str = "text_muted"
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._token = token
        self.setObjectName(name)
        self.setAutoRaise(True)
        theme.changed.connect(self._draw)
        self._draw()

    def show_icon(self, icon: str, token: str | None = None) -> None:
        """Change the icon, and its colour where one is given."""
        self._icon = icon
        self._token = token or self._token
        self._draw()

    def describe(self, text: str) -> None:
        """Say what the button does, to the eye and to assistive programs."""
        self.setToolTip(text)
        self.setAccessibleName(text)

    def _draw(self) -> None:
        self.setIcon(self._theme.icon(self._icon, self._token))
