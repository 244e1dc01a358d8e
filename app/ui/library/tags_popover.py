"""Tags of the chosen files: those that are there can be taken away, others given."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QStringListModel, Qt
from PySide6.QtWidgets import QCompleter, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.ids import AssetId
from app.services.library import Library
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.popover import Popover

WIDTH_STEPS = 72


class TagsPopover(Popover):
    """Enter gives the tag that was typed; a press on a tag takes it away."""

    def __init__(self, library: Library, notices: Notices, theme: Theme, owner: QWidget) -> None:
        super().__init__(theme, owner)
        self._library = library
        self._notices = notices
        self._ids: tuple[AssetId, ...] = ()
        self._counts: dict[str, int] = {}
        self.setObjectName("library.tags")
        self._title = QLabel(self)
        self._title.setProperty("kind", "muted")
        self._known = QStringListModel(self)
        self._field = QLineEdit(self)
        self._field.setObjectName("library.tags.field")
        completer = QCompleter(self._known, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._field.setCompleter(completer)
        self._field.returnPressed.connect(self._add)
        self._given = QWidget(self)
        self._flow = FlowLayout(self._given)
        self._column = QVBoxLayout(self)
        for widget in (self._title, self._field, self._given):
            self._column.addWidget(widget)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def open_for(self, ids: Sequence[AssetId], anchor: QWidget) -> None:
        """Show the tags of some files."""
        self._ids = tuple(ids)
        self._field.clear()
        self._refresh()
        self.open_below(anchor)
        self._field.setFocus()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._title.setText(self.tr("Tags (%n chosen)", "", len(self._ids)))
        self._field.setPlaceholderText(self.tr("Add a tag"))
        self._field.setAccessibleName(self._field.placeholderText())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._show()

    def _refresh(self) -> None:
        Operation(self, self._read(), done=self._take, failed=self._notices.show_error)

    async def _read(self) -> tuple[dict[str, int], tuple[str, ...]]:
        return await self._library.tags_of(self._ids), await self._library.tags()

    def _take(self, read: tuple[Mapping[str, int], Sequence[str]]) -> None:
        counts, known = read
        self._counts = dict(counts)
        self._known.setStringList([tag for tag in known if counts.get(tag) != len(self._ids)])
        self.retranslate()
        self._show()

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, (tag, count) in enumerate(sorted(self._counts.items())):
            self._flow.addWidget(self._chip(number, tag, count))
        self._given.setVisible(bool(self._counts))
        self.adjustSize()

    def _chip(self, number: int, tag: str, count: int) -> Button:
        """A tag of some of the files says of how many."""
        chip = Button(f"library.tags.{number}", self._given, "chip")
        chip.setText(tag if count == len(self._ids) else f"{tag} · {count}")
        chip.setIcon(self.theme.icon("close", "text_muted"))
        chip.setAccessibleName(self.tr("Take away: %1").replace("%1", tag))
        chip.setToolTip(chip.accessibleName())
        chip.clicked.connect(partial(self._remove, tag))
        chip.show()
        return chip

    def _add(self) -> None:
        tag = self._field.text().strip()
        if tag:
            self._field.clear()
            self._change(tag, add=True)

    def _remove(self, tag: str) -> None:
        self._change(tag, add=False)

    def _change(self, tag: str, *, add: bool) -> None:
        change = self._library.add_tag if add else self._library.remove_tag
        Operation(
            self, change(self._ids, tag), done=lambda _: self._refresh(), failed=self._notices.show_error
        )

    def _restyle(self) -> None:
        space = self.theme.space
        self._column.setContentsMargins(space(3), space(3), space(3), space(3))
        self._column.setSpacing(space(2))
        self._flow.setSpacing(space(1.5))
        self.setFixedWidth(space(WIDTH_STEPS))
