"""Export and import at the window; their parts are loaded when somebody first wants one."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.domain.ids import ConversationId
from app.services.studio import Studio
from app.ui.languages import Languages
from app.ui.theme.theme import Theme
from app.ui.window import Window

if TYPE_CHECKING:
    from app.ui.exports.desk import ExportDesk
    from app.ui.imports.desk import ImportDesk


class DataDesks(QObject):
    """What menus and the palette ask for."""

    def __init__(self, studio: Studio, window: Window, languages: Languages, theme: Theme) -> None:
        super().__init__(window)
        self._studio = studio
        self._window = window
        self._languages = languages
        self._theme = theme

    def export(self, ids: list[ConversationId]) -> None:
        """Make files of conversations."""
        self._exports.export(ids)

    def import_conversations(self) -> None:
        """Take in conversations from a file."""
        self._imports.pick()

    def backups_section(self) -> QWidget:
        """The group of settings about back-ups."""
        from app.ui.backups.section import BackupsSection

        studio = self._studio
        return BackupsSection(studio.backups, studio.hub, self._window.notices, self._theme)

    @cached_property
    def _exports(self) -> "ExportDesk":
        from app.ui.exports.desk import ExportDesk

        return ExportDesk(self._studio, self._window.notices, self._languages, self._theme, self._window)

    @cached_property
    def _imports(self) -> "ImportDesk":
        from app.ui.imports.desk import ImportDesk

        return ImportDesk(self._studio, self._window.notices, self._theme, self._window)
