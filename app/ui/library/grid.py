"""The grid of files, for mouse and keyboard alike; only files in sight are known and painted."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from app.domain.ids import AssetId
from app.domain.media import Asset
from app.ui.library.assets_model import ASSET_ROLE, AssetsModel
from app.ui.library.thumbnails import Thumbnails
from app.ui.library.tile_view import Index, TileView, pieces_of
from app.ui.library.tiles import TilePainter
from app.ui.theme.theme import Theme

OPENING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
GAP_STEPS = 2
DRAGGED_STEPS = 24


@dataclass(frozen=True, slots=True)
class _Kept:
    """What shall stay so while rows change: what is chosen, and which file stands at the upper edge."""

    chosen: frozenset[AssetId]
    current: tuple[AssetId, ...]
    row: int
    """Where the present file stood: its successor stands there once it is deleted."""
    top: tuple[AssetId, ...]
    offset: int


class AssetGrid(TileView):
    """Enter looks at a file, F stars, T tags, Delete deletes what is chosen."""

    opened = Signal(QModelIndex)
    chosen_changed = Signal()
    star_wanted = Signal(object)
    """The ids of the files to be marked or unmarked."""
    tags_wanted = Signal()
    deletion_wanted = Signal()
    copy_wanted = Signal()
    menu_wanted = Signal(QPoint)
    """Where on the screen."""

    def __init__(
        self, name: str, assets: AssetsModel, thumbnails: Thumbnails, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._assets = assets
        self._thumbnails = thumbnails
        self._theme = theme
        self._tiles = TilePainter(theme)
        self._hovered = -1
        self._kept: _Kept | None = None
        self.setObjectName(name)
        assets.modelAboutToBeReset.connect(self._remember)
        self.setModel(assets)
        assets.modelReset.connect(self._recall)  # after the selection has forgotten everything
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setMouseTracking(True)
        self.doubleClicked.connect(self.opened)
        thumbnails.ready.connect(self._repaint)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setAccessibleName(self.tr("Files of the library"))

    @property
    def chosen_ids(self) -> tuple[AssetId, ...]:
        """The ids of all chosen files, in their order."""
        return tuple(one for lines in self._chosen_rows() for one in self._assets.ids_between(*lines))

    def current(self) -> Asset | None:
        """The present file, as far as it is read."""
        asset = self.currentIndex().data(ASSET_ROLE)
        return asset if isinstance(asset, Asset) else None

    def choose(self, row: int) -> None:
        """Make a row the present one, and the only one that is chosen."""
        index = self._assets.index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def reset(self) -> None:
        """Other rows."""
        super().reset()
        self._hovered = -1
        self.updateGeometries()
        self._repaint()

    def dataChanged(self, first: Index, last: Index, roles: Sequence[int] = ()) -> None:
        """Paint anew what is in sight."""
        self._repaint()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Other files are chosen."""
        self._repaint()
        self.chosen_changed.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Bring it into sight."""
        super().currentChanged(current, previous)
        self._repaint()

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Take the chosen files out of the window, as files."""
        data = self._assets.mimeData(self._loaded_choice())
        if not data.urls():
            return
        drag = QDrag(self)
        drag.setMimeData(data)
        asset = self.current()
        image = self._thumbnails.of(asset).image if asset is not None else None
        if image is not None:
            drag.setPixmap(QPixmap.fromImage(image).scaledToWidth(self._theme.space(DRAGGED_STEPS)))
        drag.exec(Qt.DropAction.CopyAction)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """What is under the mouse moves away."""
        self._hover(-1)
        super().scrollContentsBy(dx, dy)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tiles of another size where there is little room."""
        before = self._tiles.size
        self._tiles.fit(event.size().width())
        if self._tiles.size != before:
            self._restyle()
        super().resizeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is in sight, and have read what is not known of it."""
        self._ask_for_sight()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for first, last in self.lines_in(event.rect()):
            for row in range(first, last + 1):
                self._paint_tile(painter, row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the star of the tile under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the star marks; it chooses nothing."""
        point = event.position().toPoint()
        row = self.indexAt(point).row()
        on_star = row >= 0 and self._tiles.star_area(self.place_of(row)).contains(point)
        if on_star and event.button() is Qt.MouseButton.LeftButton:
            self.star_wanted.emit(self._assets.ids_between(row, row))
        else:
            super().mousePressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that mean something for files."""
        index, plain = self.currentIndex(), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if index.isValid() and plain and event.key() in OPENING:
            self.opened.emit(index)
        elif plain and event.key() == Qt.Key.Key_F:
            self.star_wanted.emit(self.chosen_ids)
        elif plain and event.key() == Qt.Key.Key_T:
            self.tags_wanted.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.deletion_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """At the pointer, or on the present tile where the key was pressed."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not index.isValid():
            return
        if not self.selectionModel().isSelected(index):
            self.choose(index.row())
        place = self.visualRect(index).center() if by_key else event.pos()
        self.menu_wanted.emit(self.viewport().mapToGlobal(place))

    def _ask_for_sight(self) -> None:
        lines = self.lines_in(self.viewport().rect())
        if not lines:
            return
        first, last = lines[0][0], lines[-1][1]
        self._assets.look_at(first, last)
        ratio = self.devicePixelRatioF()
        self._thumbnails.fit_into(self._tiles.box * ratio, self._tiles.radius * ratio)
        assets = (self._assets.asset_at(row) for row in range(first, last + 1))
        self._thumbnails.look_at([asset for asset in assets if asset is not None])

    def _paint_tile(self, painter: QPainter, row: int) -> None:
        index, asset = self._assets.index(row, 0), self._assets.asset_at(row)
        self._tiles.paint(
            painter,
            self.place_of(row),
            asset,
            self._thumbnails.of(asset) if asset is not None else None,
            selected=self.selectionModel().isSelected(index),
            hovered=row == self._hovered,
            focused=row == self.currentIndex().row() and self.hasFocus(),
        )

    def _chosen_rows(self) -> list[tuple[int, int]]:
        """First and last row of what is chosen, piece by piece: a hundred thousand rows are one piece."""
        chosen = self.selectionModel().selection()
        pieces = (chosen.at(number) for number in range(chosen.count()))
        return sorted((piece.top(), piece.bottom()) for piece in pieces)

    def _loaded_choice(self) -> list[QModelIndex]:
        rows = (row for first, last in self._chosen_rows() for row in range(first, last + 1))
        return [self._assets.index(row, 0) for row in rows if self._assets.asset_at(row) is not None]

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            for one in (before, row):
                if one >= 0:
                    self.viewport().update(self.place_of(one))

    def _remember(self) -> None:
        """By ids: the rows are about to change. At the very top one stays at the top."""
        top, current = self.row_near(QPoint(0, 0)), self.currentIndex().row()
        self._kept = _Kept(
            frozenset(self.chosen_ids),
            self._assets.ids_between(current, current) if current >= 0 else (),
            current,
            self._assets.ids_between(top, top) if self.verticalOffset() else (),
            self.place_of(top).top(),
        )

    def _recall(self) -> None:
        """What was chosen and what was in sight stays so, where it is still there."""
        kept = self._kept
        if kept is None:
            return
        for row in self._assets.rows_of(kept.top):
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.place_of(row).top() - kept.offset)
        selection = QItemSelection()
        for first, last in pieces_of(self._assets.rows_of(kept.chosen)):
            self.add_rows(selection, first, last)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        count = self._assets.rowCount()
        if kept.row >= 0 and count:
            row = next(iter(self._assets.rows_of(kept.current)), min(kept.row, count - 1))
            present = self._assets.index(row, 0)
            self.selectionModel().setCurrentIndex(present, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.chosen_changed.emit()

    def _repaint(self) -> None:
        self.viewport().update()

    def _restyle(self) -> None:
        self.set_tile(self._tiles.size, self._theme.space(GAP_STEPS))
