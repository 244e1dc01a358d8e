"""The way between pages: icons with labels along the window's left edge."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QToolButton, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme

ICON_STEPS = 6
LEAST_WIDE_STEPS = 18
NARROW_STEPS = 13
LABEL_SIZE = 0.9


class RailButton(QToolButton):
    """One page; its label goes where the window is narrow, the tool tip stays."""

    def __init__(self, theme: Theme, key: str, icon: str, title: Callable[[], str], shortcut: str) -> None:
        super().__init__()
        self.key = key
        self._theme = theme
        self._icon = icon
        self._title = title
        self._shortcut = shortcut
        self.setObjectName(f"rail.{key}")
        self.setProperty("kind", "rail")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.toggled.connect(self.draw)

    def draw(self) -> None:
        """Take icon and colours from the theme."""
        self.setIcon(self._theme.icon(self._icon, "accent" if self.isChecked() else "text_muted"))
        edge = self._theme.space(ICON_STEPS)
        self.setIconSize(QSize(edge, edge))

    def retranslate(self) -> None:
        """Take the title in the present language."""
        self.setText(self._title())
        self.setAccessibleName(self._title())
        self.setToolTip(f"{self._title()}  ({self._shortcut})")


class Rail(QWidget):
    """Buttons of the pages that exist, in order; some stand at the bottom."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._narrow = False
        self._buttons: dict[str, RailButton] = {}
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(self._choose)
        self.setObjectName("rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._top, self._bottom = QVBoxLayout(), QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._top)
        self._column.addStretch()
        self._column.addLayout(self._bottom)
        theme.changed.connect(self._fit)
        self._fit()

    def add(self, key: str, icon: str, title: Callable[[], str], shortcut: str, *, bottom: bool) -> None:
        """Add a page's button."""
        button = RailButton(self._theme, key, icon, title, shortcut)
        self._buttons[key] = button
        self._group.addButton(button)
        (self._bottom if bottom else self._top).addWidget(button)
        button.retranslate()
        self._fit()

    def show_current(self, key: str) -> None:
        """Mark the page that is in front."""
        self._buttons[key].setChecked(True)

    def set_narrow(self, narrow: bool) -> None:
        """Show icons without labels."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._fit()

    def retranslate(self) -> None:
        """Take the titles in the present language."""
        for button in self._buttons.values():
            button.retranslate()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _choose(self, button: RailButton) -> None:
        self.chosen.emit(button.key)

    def _fit(self) -> None:
        space = self._theme.space
        self.setFixedWidth(space(NARROW_STEPS) if self._narrow else self._width_for_labels())
        self._column.setContentsMargins(space(1.5), space(2), space(1.5), space(2))
        icon_only, labelled = (
            Qt.ToolButtonStyle.ToolButtonIconOnly,
            Qt.ToolButtonStyle.ToolButtonTextUnderIcon,
        )
        for layout in (self._top, self._bottom):
            layout.setSpacing(space(1))
        for button in self._buttons.values():
            button.setToolButtonStyle(icon_only if self._narrow else labelled)
            button.setFixedWidth(self.width() - space(3))
            button.draw()

    def _width_for_labels(self) -> int:
        """Room for the longest label of the present language."""
        metrics = QFontMetrics(self._theme.font(LABEL_SIZE))
        longest = max((metrics.horizontalAdvance(b.text()) for b in self._buttons.values()), default=0)
        return max(self._theme.space(LEAST_WIDE_STEPS), longest + self._theme.space(6))
