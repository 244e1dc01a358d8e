"""The conversations of a file, each with a tick."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from app.domain.imported import ImportEntry
from app.ui.imports.words import loss_words

TITLE, DATE, MESSAGES, NOTE = range(4)
_TICKED, _EMPTY = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class EntryList(QTreeWidget):
    """What is here already has no tick, unless it may be taken in again."""

    ticked = Signal()

    def __init__(self, entries: Sequence[ImportEntry], parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("import.entries")
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAlternatingRowColors(False)
        self.setColumnCount(4)
        self._entries = entries
        self._again = False
        self._items = [QTreeWidgetItem() for _ in entries]
        for entry, item in zip(entries, self._items, strict=True):
            self._fill(item, entry)
        self.addTopLevelItems(self._items)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(60)
        self.itemChanged.connect(self._changed)
        self.retranslate()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The entries that are ticked."""
        return tuple(
            entry.number
            for entry, item in zip(self._entries, self._items, strict=True)
            if item.checkState(TITLE) is _TICKED
        )

    def show_titles(self, text: str) -> None:
        """Show only titles that hold every word."""
        words = text.casefold().split()
        for item in self._items:
            title = item.text(TITLE).casefold()
            item.setHidden(not all(word in title for word in words))

    def tick_shown(self, *, ticked: bool) -> None:
        """Tick or clear every row that is shown."""
        self.blockSignals(True)
        for item in self._items:
            if not item.isHidden() and item.flags() & Qt.ItemFlag.ItemIsEnabled:
                item.setCheckState(TITLE, _TICKED if ticked else _EMPTY)
        self.blockSignals(False)
        self.viewport().update()
        self.ticked.emit()

    def allow_again(self, *, again: bool) -> None:
        """Whether what is here already may be taken in once more."""
        self._again = again
        self.blockSignals(True)
        for entry, item in zip(self._entries, self._items, strict=True):
            if entry.known:
                self._allow(item, allowed=again)
        self.blockSignals(False)
        self.viewport().update()
        self.ticked.emit()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setHeaderLabels([self.tr("Conversation"), self.tr("Date"), self.tr("Messages"), self.tr("Note")])
        self.headerItem().setTextAlignment(MESSAGES, Qt.AlignmentFlag.AlignRight)
        self.setAccessibleName(self.tr("Conversations in the file"))
        for entry, item in zip(self._entries, self._items, strict=True):
            item.setText(TITLE, entry.title or self.tr("Conversation"))
            item.setText(NOTE, self._note(entry))

    def _fill(self, item: QTreeWidgetItem, entry: ImportEntry) -> None:
        item.setText(
            DATE, f"{entry.updated_at.astimezone():%Y-%m-%d}" if entry.updated_at.year > 1970 else ""
        )
        item.setText(MESSAGES, str(entry.messages))
        item.setTextAlignment(MESSAGES, Qt.AlignmentFlag.AlignRight)
        self._allow(item, allowed=not entry.known)

    def _allow(self, item: QTreeWidgetItem, *, allowed: bool) -> None:
        flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        item.setFlags(flags | Qt.ItemFlag.ItemIsEnabled if allowed else flags)
        item.setCheckState(TITLE, _TICKED if allowed else _EMPTY)

    def _note(self, entry: ImportEntry) -> str:
        here = self.tr("already here") if entry.known else ""
        losses = loss_words(entry.losses)
        left = self.tr("without {losses}").format(losses=losses) if losses else ""
        return " · ".join(filter(None, (here, left)))

    def _changed(self, item: QTreeWidgetItem, column: int) -> None:
        if column == TITLE:
            self.ticked.emit()
