"""The files of the library as rows: all ids at once, records only for what is in sight."""

from collections import OrderedDict
from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QUrl,
    Signal,
)

from app.domain.ids import AssetId
from app.domain.library import AssetFilter
from app.domain.media import Asset
from app.services.events import LibraryChanged
from app.services.library import Library
from app.ui.bridge import Bridge
from app.ui.library.words import kind_name, title_of
from app.ui.operation import Operation

Index = QModelIndex | QPersistentModelIndex
ASSET_ROLE = Qt.ItemDataRole.UserRole + 1
KEPT = 3_000
"""Records that are held; those that were looked at longest ago go first."""


class AssetsModel(QAbstractListModel):
    """Rows stay where they are while records come and change; another filter makes all of them anew."""

    filled = Signal()
    """It is known which files there are."""
    failed = Signal(object)

    def __init__(self, library: Library, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._library = library
        self._filter = AssetFilter()
        self._ids: tuple[AssetId, ...] = ()
        self._assets: OrderedDict[AssetId, Asset] = OrderedDict()
        self._listing: Operation[tuple[AssetId, ...]] | None = None
        self._reading: Operation[tuple[Asset, ...]] | None = None
        self._in_sight: Sequence[AssetId] = ()
        self._stale: set[AssetId] = set()
        self.is_read = False
        bridge.asset_added.connect(self.refresh)
        bridge.library_changed.connect(self._library_changed)

    @property
    def filter(self) -> AssetFilter:
        """What is looked for."""
        return self._filter

    def look_for(self, wanted: AssetFilter) -> None:
        """Show other files."""
        self._filter = wanted
        self.refresh()

    def refresh(self) -> None:
        """Read anew which files there are; a reading that is under way is of no use any more."""
        if self._listing is not None:
            self._listing.cancel()
        listing = self._library.ids(self._filter)
        self._listing = Operation(self, listing, done=self._show, failed=self.failed.emit)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """One row for each file."""
        return 0 if parent.isValid() else len(self._ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a row says; None while its record is read."""
        asset = self.asset_at(index.row()) if index.isValid() else None
        if asset is None:
            return None
        if role == ASSET_ROLE:
            return asset
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return title_of(asset)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{kind_name(asset.kind)}: {title_of(asset)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Files can be dragged out of the window."""
        return super().flags(index) | Qt.ItemFlag.ItemIsDragEnabled

    def mimeData(self, indexes: Iterable[QModelIndex]) -> QMimeData:
        """The files themselves."""
        data = QMimeData()
        assets = [asset for index in indexes if (asset := self.asset_at(index.row())) is not None]
        data.setUrls([QUrl.fromLocalFile(asset.path) for asset in assets])
        return data

    def asset_at(self, row: int) -> Asset | None:
        """The record of a row, as far as it is read."""
        return self._assets.get(self._ids[row])

    def ids_between(self, first: int, last: int) -> tuple[AssetId, ...]:
        """The ids of some rows, both ends included."""
        return self._ids[first : last + 1]

    def rows_of(self, ids: Collection[AssetId]) -> list[int]:
        """Where some files stand now."""
        if not ids:
            return []
        return [row for row, asset_id in enumerate(self._ids) if asset_id in ids]

    def look_at(self, first: int, last: int) -> None:
        """Have the records of these rows read; those of rows that left the sight meanwhile are not."""
        self._in_sight = self._ids[first : last + 1]
        if self._reading is None:
            self._read_on()

    def _read_on(self) -> None:
        missing = [one for one in self._in_sight if one not in self._assets or one in self._stale]
        if missing:
            self._stale.difference_update(missing)
            reading = self._library.get_many(missing)
            self._reading = Operation(self, reading, done=self._take, failed=self._give_up)

    def _take(self, assets: Sequence[Asset]) -> None:
        self._reading = None
        for asset in assets:
            self._assets[asset.id] = asset
        while len(self._assets) > KEPT:
            self._assets.popitem(last=False)
        if self._ids:
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))
        if assets:
            self._read_on()

    def _give_up(self, error: object) -> None:
        self._reading = None
        self.failed.emit(error)

    def _show(self, ids: tuple[AssetId, ...]) -> None:
        self._listing = None
        self.is_read = True
        if ids != self._ids:
            self.beginResetModel()
            self._ids = ids
            self.endResetModel()
        self.filled.emit()

    def _library_changed(self, event: LibraryChanged) -> None:
        """Read changed files anew; which files are shown may be another matter now."""
        self._stale.update(event.ids & self._assets.keys())
        if self._reading is None:
            self._read_on()
        self.refresh()
