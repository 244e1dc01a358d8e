"""Profiles as rows of a list: dot, name, and what is known of each in a quieter line below."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.domain.addresses import host_of
from app.domain.ids import ProfileId
from app.domain.profile import Profile
from app.ui.profiles.colors import draw_dot
from app.ui.profiles.tools import ProfileTools
from app.ui.profiles.words import balance_text, offline_text
from app.ui.theme.theme import Theme

ID = Qt.ItemDataRole.UserRole + 1
DETAIL = Qt.ItemDataRole.UserRole + 2
COLOR = Qt.ItemDataRole.UserRole + 3
ACTIVE = Qt.ItemDataRole.UserRole + 4
_ROW_STEPS = 13
_DETAIL_SIZE = 0.9


class ProfileDelegate(QStyledItemDelegate):
    """Paints a row; the profile in use has a tick."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Two lines high."""
        return QSize(0, self._theme.space(_ROW_STEPS))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Background, dot, two lines of text, tick."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect.adjusted(0, 1, 0, -1)
        self._paint_background(painter, area, option.state)
        edge = self._theme.space(10)
        center = QPointF(area.left() + edge / 2, area.center().y() + 0.5)
        draw_dot(painter, self._theme, index.data(COLOR), center)
        text = area.adjusted(edge, self._theme.space(1.5), -edge, -self._theme.space(1.5))
        self._paint_texts(painter, text, index)
        if index.data(ACTIVE):
            self._paint_tick(painter, area, edge)
        painter.restore()

    def _paint_background(self, painter: QPainter, area: QRect, state: QStyle.StateFlag) -> None:
        token = ""
        if state & QStyle.StateFlag.State_Selected:
            token = "accent_soft"
        elif state & QStyle.StateFlag.State_MouseOver:
            token = "hover"
        if token:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(token))
            radius = self._theme.space(1.5)
            painter.drawRoundedRect(area, radius, radius)

    def _paint_texts(
        self, painter: QPainter, area: QRect, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        upper, lower = QRect(area), QRect(area)
        upper.setBottom(area.center().y())
        lower.setTop(area.center().y() + 1)
        name, detail = index.data(Qt.ItemDataRole.DisplayRole), index.data(DETAIL)
        self._paint_text(painter, upper if detail else area, name, "text", 1.0)
        self._paint_text(painter, lower, detail, "text_muted", _DETAIL_SIZE)

    def _paint_text(self, painter: QPainter, area: QRect, text: str, token: str, size: float) -> None:
        font = self._theme.font(size)
        painter.setFont(font)
        painter.setPen(self._theme.color(token))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_tick(self, painter: QPainter, area: QRect, edge: int) -> None:
        size = self._theme.space(4.5)
        left = area.right() - (edge + size) // 2
        place = QRect(left, area.center().y() - size // 2, size, size)
        self._theme.icon("check", "accent").paint(painter, place)


def fill_rows(rows: QListWidget, tools: ProfileTools) -> None:
    """Show all profiles in their order; the selected one stays selected."""
    current = selected_id(rows)
    active = tools.profiles.active
    rows.clear()
    for profile in tools.profiles.all:
        item = QListWidgetItem(profile.name)
        detail = detail_of(profile, tools)
        item.setData(ID, profile.id)
        item.setData(DETAIL, detail)
        item.setData(COLOR, profile.color)
        item.setData(ACTIVE, profile == active)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{profile.name}, {detail}")
        rows.addItem(item)
        if profile.id == (current or (active.id if active else None)):
            rows.setCurrentItem(item)


def selected_id(rows: QListWidget) -> ProfileId | None:
    """The profile of the selected row."""
    row = rows.currentRow()
    return ProfileId(rows.item(row).data(ID)) if row >= 0 else None


def detail_of(profile: Profile, tools: ProfileTools) -> str:
    """Host, key and balance, as far as they are known."""
    if profile.is_demo:
        return offline_text()
    host = host_of(profile.lines[0]) if profile.lines else ""
    key = next((reference.hint for reference in profile.active_keys), "")
    balance = tools.account.cached(profile.id)
    parts = (host, key, balance_text(balance) if balance else "")
    return "  ·  ".join(filter(None, parts))
