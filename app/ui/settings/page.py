"""The page where the studio is fitted to the person."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.services.updates import Updates
from app.storage.places import Places
from app.storage.settings import SettingsStore
from app.ui.languages import Languages
from app.ui.notices import Notices
from app.ui.page import Page
from app.ui.settings.about import AboutSection
from app.ui.settings.elsewhere import ElsewhereSection
from app.ui.settings.looks import LooksSection
from app.ui.settings.spending import SpendingSection
from app.ui.settings.storage import StorageSection
from app.ui.settings.tools import ToolsSection
from app.ui.settings.updates import UpdatesSection
from app.ui.settings.writing import WritingSection
from app.ui.theme.appearance import Appearance

WIDTH_STEPS = 170


class SettingsPage(Page):
    """Sections below each other, in a column of readable width. A change holds at once and is saved."""

    key = "settings"
    icon = "settings"
    spending_wanted = Signal()
    tool_servers_wanted = Signal()
    permissions_wanted = Signal()
    """Every tool shall ask again."""
    background_changed = Signal()
    """What is to happen while one looks elsewhere was chosen anew."""

    def __init__(
        self,
        settings: SettingsStore,
        appearance: Appearance,
        languages: Languages,
        places: Places,
        updates: Updates,
        notices: Notices,
        beside_data: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = appearance.theme
        self._writing = WritingSection(settings, self._theme)
        self._sections = QWidget()
        self._column = QVBoxLayout(self._sections)
        self._looks = LooksSection(settings, appearance, languages)
        self._column.addWidget(self._looks)
        self._column.addWidget(self._writing)
        self._elsewhere = ElsewhereSection(settings, self._theme)
        self._elsewhere.changed.connect(self.background_changed)
        self._column.addWidget(self._elsewhere)
        tools = ToolsSection(settings, self._theme)
        tools.servers_wanted.connect(self.tool_servers_wanted)
        tools.permissions_wanted.connect(self.permissions_wanted)
        self._column.addWidget(tools)
        spending = SpendingSection(self._theme)
        spending.wanted.connect(self.spending_wanted)
        self._column.addWidget(spending)
        self._column.addWidget(StorageSection(places, self._theme))
        if beside_data is not None:
            self._column.addWidget(beside_data)
        self._updates = UpdatesSection(settings, updates, notices, self._theme)
        self._column.addWidget(self._updates)
        self._column.addWidget(AboutSection(self._theme))
        self._column.addStretch()
        self._lay_out()
        self._theme.changed.connect(self._fit)
        self._fit()

    @staticmethod
    def name() -> str:
        """The page's name in the present language, known before the page is built."""
        return QCoreApplication.translate("SettingsPage", "Settings")

    def title(self) -> str:
        """The same name in the window's title."""
        return self.name()

    def shown(self) -> None:
        """Show what was changed elsewhere."""
        self._writing.refresh()
        self._updates.refresh()
        self._elsewhere.refresh()
        self._looks.setFocus()

    def _lay_out(self) -> None:
        middle = QWidget()
        line = QHBoxLayout(middle)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch()
        line.addWidget(self._sections, 10)
        line.addStretch()
        area = QScrollArea(self)
        area.setObjectName("settings.sections")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        area.setWidget(middle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)

    def _fit(self) -> None:
        space = self._theme.space
        self._sections.setMaximumWidth(space(WIDTH_STEPS))
        self._column.setContentsMargins(space(4), space(6), space(4), space(6))
        self._column.setSpacing(space(7))
