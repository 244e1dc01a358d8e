"""Chooses pictures or films from the library, for a form that wants some."""

from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.ids import AssetId
from app.domain.media import Asset, MediaKind
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.bridge import Bridge
from app.ui.library.browser import LibraryBrowser
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button


class LibraryPicker(QDialog):
    """What was made, attached or came in answers; Enter or a double click takes what is chosen.

    Args:
        kind: what is wanted; nothing else is taken.
    """

    def __init__(
        self,
        studio: Studio,
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
        parent: QWidget,
        kind: MediaKind = MediaKind.PICTURE,
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._notices = notices
        self._theme = theme
        self._kind = kind
        self.chosen: tuple[Asset, ...] = ()
        self.setObjectName("library.picker")
        self._browser = LibraryBrowser(studio, bridge, notices, theme, self)
        self._use = Button("library.picker.use", self, "primary")
        self._use.clicked.connect(self._take)
        self._cancel = Button("library.picker.cancel", self)
        self._cancel.clicked.connect(self.reject)
        self._foot = QHBoxLayout()
        self._foot.addStretch()
        self._foot.addWidget(self._use)
        self._foot.addWidget(self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._browser, 1)
        column.addLayout(self._foot)
        self._browser.grid.opened.connect(self._take)
        self._browser.grid.star_wanted.connect(self._star)
        self._browser.grid.chosen_changed.connect(self._show_count)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self.resize(parent.size() * 0.85)
        self._browser.only(kind)
        self._browser.refresh()

    async def pick(self) -> list[Path]:
        """Show it, and wait for the paths of what was chosen; empty where the person backed out."""
        accepted = await dialogs.finished(self)
        return [Path(asset.path) for asset in self.chosen] if accepted else []

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("From the library"))
        self._cancel.setText(self.tr("Cancel"))
        self._show_count()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_count(self) -> None:
        count = len(self._browser.grid.chosen_ids)
        self._use.setEnabled(bool(count))
        self._use.setText(self.tr("Use (%n)", "", count) if count else self.tr("Use"))

    def _star(self, ids: tuple[AssetId, ...]) -> None:
        marking = self._studio.library.toggle_favourite(ids)
        Operation(self, marking, failed=self._notices.show_error)

    def _take(self) -> None:
        reading = self._studio.library.get_many(self._browser.grid.chosen_ids)
        Operation(self, reading, done=self._finish, failed=self._notices.show_error)

    def _finish(self, chosen: tuple[Asset, ...]) -> None:
        self.chosen = tuple(asset for asset in chosen if asset.kind is self._kind)
        if self.chosen:
            self.accept()

    def _restyle(self) -> None:
        space = self._theme.space
        self._foot.setContentsMargins(space(4), 0, space(4), space(3))
        self._foot.setSpacing(space(2))
