"""The library page: files in a grid, the chosen one beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Signal
from PySide6.QtGui import QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from app.domain.ids import AssetId
from app.domain.media import Asset
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.bridge import Bridge
from app.ui.languages import Languages
from app.ui.library.asset_desk import AssetDesk
from app.ui.library.browser import LibraryBrowser
from app.ui.library.housekeeping_dialog import HousekeepingDialog
from app.ui.library.naming import page_name
from app.ui.library.preview import PreviewPane
from app.ui.library.tags_popover import TagsPopover
from app.ui.library.thumbnails import Thumbnails
from app.ui.library.verbs import Verb
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.page import Page
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures
from app.ui.viewer.facts import Fact, facts_of
from app.ui.widgets.icon_button import IconButton

MOST_KNOWN = 1_000
"""Of so many chosen files everything is known; what is done to all of them needs their ids alone."""

WIDE_STEPS = 190
"""From this width on there is room for the preview beside three tiles."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen: the files that are known, how many there are, and what is known of a single one."""

    assets: tuple[Asset, ...]
    count: int
    facts: tuple[Fact, ...] = ()


class LibraryPage(Page):
    """Everything that was made or attached."""

    key = "library"
    icon = "library"

    reference_wanted = Signal(object)
    """Paths of pictures that are to be used in the image form."""
    mask_wanted = Signal(object)
    """The path of a picture that is to be edited with a mask."""
    video_wanted = Signal(object)
    """The path of a picture that is to begin a film."""
    again_wanted = Signal(object)
    """A file whose settings are to be shown in the form of its kind."""

    def __init__(
        self, studio: Studio, bridge: Bridge, notices: Notices, languages: Languages, theme: Theme
    ) -> None:
        super().__init__()
        self._studio = studio
        self._bridge = bridge
        self._notices = notices
        self._languages = languages
        self._theme = theme
        self._reading: Operation[Chosen] | None = None
        self.setObjectName("library")
        self.browser = LibraryBrowser(studio, bridge, notices, theme, self)
        self.grid = self.browser.grid
        self._files = IconButton(theme, "archive", "library.files.open", self)
        self._files.clicked.connect(self._show_files)
        self.browser.bar.add_tool(self._files)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.browser, 1)
        self._connect()
        self.retranslate()

    def title(self) -> str:
        """The same name in the window's title."""
        return page_name()

    def shown(self) -> None:
        """Read what came since it was shown last; begin in the grid, where keys act on files."""
        self.browser.refresh()
        self.grid.setFocus()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._files.describe(self.tr("Files and storage"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a wide window the preview has a place of its own, so that nothing moves under the mouse."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show_chosen()

    @cached_property
    def _preview(self) -> PreviewPane:
        """Made once the files are listed, so that the grid is there before it."""
        preview = PreviewPane(Thumbnails(None, self), self._studio.settings, self._theme, self)
        preview.wanted.connect(self._do)
        preview.opened.connect(self._open)
        preview.player.frame_taken.connect(self._begin_with_frame)
        self._row.addWidget(preview)
        return preview

    @cached_property
    def _desk(self) -> AssetDesk:
        """Made when something is first done with a file."""
        desk = AssetDesk(
            self._studio,
            self.browser.assets,
            Pictures(parent=self),
            lambda: self._languages.current,
            self._notices,
            self._theme,
            self,
        )
        desk.tags_wanted.connect(self._edit_tags)
        desk.reference_wanted.connect(self.reference_wanted)
        desk.mask_wanted.connect(self.mask_wanted)
        desk.video_wanted.connect(self.video_wanted)
        desk.again_wanted.connect(self.again_wanted)
        return desk

    @cached_property
    def _tags(self) -> TagsPopover:
        return TagsPopover(self._studio.library, self._notices, self._theme, self)

    def _connect(self) -> None:
        self.grid.chosen_changed.connect(self._show_chosen)
        self.grid.opened.connect(self._open)
        self.grid.star_wanted.connect(self._star)
        self.grid.tags_wanted.connect(self._edit_tags)
        self.grid.deletion_wanted.connect(self._delete)
        self.grid.copy_wanted.connect(self._copy)
        self.grid.menu_wanted.connect(self._show_menu)
        self.browser.assets.filled.connect(self._fit)
        self._bridge.library_changed.connect(self._show_chosen)
        self._theme.changed.connect(self._fit)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.browser.bar.search.setFocus)

    def _fit(self) -> None:
        if self.browser.assets.is_read:
            is_wide = self.width() >= self._theme.space(WIDE_STEPS)
            self._preview.keep_place(keep=is_wide and self.browser.assets.rowCount() > 0)

    def _show_chosen(self) -> None:
        """Read what is chosen; a reading for what was chosen before is of no use any more."""
        if self._reading is not None:
            self._reading.cancel()
        reading = self._read(self.grid.chosen_ids)
        self._reading = Operation(self, reading, done=self._take, failed=self._notices.show_error)

    async def _read(self, ids: Sequence[AssetId]) -> Chosen:
        chosen = await self._studio.library.get_many(ids[:MOST_KNOWN])
        if len(chosen) != 1:
            return Chosen(chosen, len(ids))
        card_id = chosen[0].provenance.card_id
        card = await self._studio.cards.get(card_id) if card_id else None
        return Chosen(chosen, len(ids), facts_of(chosen[0], None, card, self._languages.current))

    def _take(self, chosen: Chosen) -> None:
        self._preview.show_chosen(chosen.assets, chosen.count)
        self._preview.show_facts(chosen.facts)

    def _star(self, ids: Sequence[AssetId]) -> None:
        self._desk.star(ids)

    def _open(self, index: QModelIndex | None = None) -> None:
        self._do(Verb.OPEN)

    def _delete(self) -> None:
        self._do(Verb.DELETE)

    def _copy(self) -> None:
        self._do(Verb.COPY)

    def _do(self, key: str) -> None:
        verb, ids = Verb(key), self.grid.chosen_ids
        if verb is Verb.DELETE:
            self._preview.player.stop()
        elif verb in (Verb.OPEN, Verb.PROGRAM):
            self._preview.player.pause()
        self._desk.do(verb, ids[:1] if verb is Verb.OPEN else ids)

    def _begin_with_frame(self, image: QImage) -> None:
        self._desk.films.begin_with(image, self._preview.player.path)

    def _edit_tags(self) -> None:
        ids = self.grid.chosen_ids
        if ids:
            self._tags.open_for(ids, self._preview.anchor if self._preview.isVisible() else self.browser.bar)

    def _show_menu(self, place: QPoint) -> None:
        reading = self._studio.library.get_many(self.grid.chosen_ids[:MOST_KNOWN])
        Operation(self, reading, done=lambda chosen: self._desk.show_menu(chosen, place))

    def _show_files(self) -> None:
        dialog = HousekeepingDialog(
            self._studio.library.housekeeping, self._notices, self._theme, self.window()
        )
        Operation(self, dialogs.finished(dialog), failed=self._notices.show_error)
