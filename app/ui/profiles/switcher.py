"""The button in the top bar that says whose key is used, and its list to switch with one press."""

from collections.abc import Callable
from functools import partial
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyleOption,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import ProfileId
from app.ui.bridge import Bridge
from app.ui.profiles.colors import draw_dot
from app.ui.profiles.desk import ProfileDesk
from app.ui.profiles.rows import ID, ProfileDelegate, fill_rows
from app.ui.profiles.tools import ProfileTools
from app.ui.profiles.words import balance_text, latency_text
from app.ui.widgets.button import Button
from app.ui.widgets.popover import Popover

_WIDTH_STEPS = 96
_MOST_ROWS = 8
_LONGEST_NAME_STEPS = 60
_SHORTEST_NAME_STEPS = 16
_DETAIL_SIZE = 0.9


class ProfileSwitcher(QAbstractButton):
    """Dot, name, balance and latency of the profile in use."""

    def __init__(self, tools: ProfileTools, desk: ProfileDesk, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("topbar.profile")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._tools = tools
        self._desk = desk
        self._list: ProfileSwitcherList | None = None
        self._detail = ""
        self.clicked.connect(self._open)
        bridge.profiles_changed.connect(self._tell)
        bridge.balance_changed.connect(self._tell)
        tools.theme.changed.connect(self._tell)
        self._tell()

    def sizeHint(self) -> QSize:
        """As wide as its texts."""
        return self._size(self._name_width() + self._detail_width())

    def minimumSizeHint(self) -> QSize:
        """Room for the beginning of the name; the details go first where there is little."""
        return self._size(min(self._name_width(), self._tools.theme.space(_SHORTEST_NAME_STEPS)))

    def _size(self, text_width: int) -> QSize:
        space = self._tools.theme.space
        return QSize(space(7) + text_width + space(8), space(8))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._tell()
        super().changeEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Background, dot, name, details, arrow."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_background(painter)
        space = self._tools.theme.space
        active = self._tools.profiles.active
        if active is not None:
            draw_dot(painter, self._tools.theme, active.color, QPointF(space(4), self.height() / 2))
        self._paint_texts(painter)
        size = space(4)
        place = QRect(self.width() - space(2) - size, (self.height() - size) // 2, size, size)
        self._tools.theme.icon("chevron-down", "text_muted").paint(painter, place)

    def _paint_background(self, painter: QPainter) -> None:
        theme = self._tools.theme
        option = QStyleOption()
        option.initFrom(self)
        state = option.state
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(theme.color("focus") if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(
            theme.color("pressed" if self.isDown() else "hover") if hovered else Qt.BrushStyle.NoBrush
        )
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.space(1.5), theme.space(1.5))

    def _paint_texts(self, painter: QPainter) -> None:
        theme, space = self._tools.theme, self._tools.theme.space
        area = self.rect().adjusted(space(7), 0, -space(8), 0)
        name_width = self._name_width()
        is_roomy = area.width() >= name_width + self._detail_width()
        metrics = QFontMetricsF(theme.font())
        painter.setFont(theme.font())
        painter.setPen(theme.color("text"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        room = min(name_width, area.width())
        painter.drawText(area, flags, metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, room))
        if is_roomy:
            painter.setFont(theme.font(_DETAIL_SIZE))
            painter.setPen(theme.color("text_muted"))
            painter.drawText(area.adjusted(name_width + space(2), 0, 0, 0), flags, self._detail)

    def _name_width(self) -> int:
        width = ceil(QFontMetricsF(self._tools.theme.font()).horizontalAdvance(self.text()))
        return min(width, self._tools.theme.space(_LONGEST_NAME_STEPS))

    def _detail_width(self) -> int:
        if not self._detail:
            return 0
        theme = self._tools.theme
        return theme.space(2) + ceil(QFontMetricsF(theme.font(_DETAIL_SIZE)).horizontalAdvance(self._detail))

    def _tell(self) -> None:
        active = self._tools.profiles.active
        self.setText(active.name if active else self.tr("Add a provider"))
        balance = self._tools.account.cached(active.id) if active else None
        latency_ms = self._tools.account.latency_ms(active.id) if active else None
        parts = [balance_text(balance) if balance else "", latency_text(latency_ms) if latency_ms else ""]
        self._detail = "  ·  ".join(filter(None, parts))
        self.setAccessibleName(self.tr("Provider: {0}").format(self.text()))
        self.setAccessibleDescription(self._detail)
        self.setToolTip(self.tr("Switch the provider"))
        self.updateGeometry()
        self.update()

    def _open(self) -> None:
        if not self._tools.profiles.all:
            self._desk.add()
            return
        if self._list is None:
            self._list = ProfileSwitcherList(self._tools, self._desk, self.window())
        self._list.fill()
        self._list.open_below(self)


class ProfileSwitcherList(Popover):
    """Every profile; one press switches. Below it the ways to add and to manage."""

    def __init__(self, tools: ProfileTools, desk: ProfileDesk, parent: QWidget) -> None:
        super().__init__(tools.theme, parent)
        self.setObjectName("switcher")
        self._tools = tools
        self._desk = desk
        self.rows = QListWidget(self)
        self.rows.setObjectName("switcher.list")
        self.rows.setItemDelegate(ProfileDelegate(tools.theme, self.rows))
        self.rows.setMouseTracking(True)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._add = Button("switcher.add", self, "ghost")
        self._spending = Button("switcher.spending", self, "ghost")
        self._manage = Button("switcher.manage", self, "ghost")
        buttons = QHBoxLayout()
        buttons.addWidget(self._add)
        buttons.addStretch()
        buttons.addWidget(self._spending)
        buttons.addWidget(self._manage)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.rows)
        self._column.addLayout(buttons)
        self.setFocusProxy(self.rows)
        self.rows.itemClicked.connect(self._switch)
        self.rows.itemActivated.connect(self._switch)
        self._add.clicked.connect(partial(self._leave_for, desk.add))
        self._spending.clicked.connect(partial(self._leave_for, desk.spending_wanted.emit))
        self._manage.clicked.connect(partial(self._leave_for, desk.manage))

    def fill(self) -> None:
        """Show the profiles as they are now."""
        fill_rows(self.rows, self._tools)
        self.rows.setAccessibleName(self.tr("Providers"))
        self._add.setText(self.tr("Add a provider…"))
        self._spending.setText(self.tr("Spending…"))
        self._manage.setText(self.tr("Manage…"))
        space = self._tools.theme.space
        count = min(self.rows.count(), _MOST_ROWS)
        self.rows.setFixedHeight(count * self.rows.sizeHintForRow(0) + 2)
        self._column.setContentsMargins(space(2), space(2), space(2), space(2))
        self.setFixedWidth(space(_WIDTH_STEPS))

    def _switch(self, item: QListWidgetItem) -> None:
        self.dismiss()
        self._desk.activate(ProfileId(item.data(ID)))

    def _leave_for(self, action: Callable[[], None]) -> None:
        self.dismiss()
        action()
