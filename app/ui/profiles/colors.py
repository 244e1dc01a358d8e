"""Colours of profiles by name. Each is a token, so that it fits the light and the dark edition."""

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from app.ui.theme.theme import Theme

TOKENS = {
    "blue": "accent",
    "teal": "code_type",
    "green": "success",
    "orange": "code_number",
    "red": "danger",
    "purple": "code_keyword",
    "gray": "text_faint",
}
_DOT_STEPS = 2.5


def profile_color(theme: Theme, name: str) -> QColor:
    """The colour of a name; an unknown name is blue."""
    return theme.color(TOKENS.get(name, TOKENS["blue"]))


def dot_icon(theme: Theme, name: str) -> QIcon:
    """A round dot in a profile's colour."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    edge = theme.icon_size
    pixmap = QPixmap(QSize(edge, edge) * ratio)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    draw_dot(painter, theme, name, QPointF(edge / 2, edge / 2))
    painter.end()
    return QIcon(pixmap)


def draw_dot(painter: QPainter, theme: Theme, name: str, center: QPointF) -> None:
    """Paint the dot around a point."""
    radius = theme.space(_DOT_STEPS) / 2
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(profile_color(theme, name))
    painter.drawEllipse(center, radius, radius)


class ColorPicker(QWidget):
    """A row of dots, one of them chosen."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QToolButton] = {}
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for name in TOKENS:
            self._buttons[name] = self._make_button(name)
            layout.addWidget(self._buttons[name])
        layout.addStretch()
        self.choose("blue")
        self._group.buttonClicked.connect(self.changed)
        theme.changed.connect(self._dress)
        self._dress()

    @property
    def color(self) -> str:
        """Name of the chosen colour."""
        return next((name for name, button in self._buttons.items() if button.isChecked()), "blue")

    def choose(self, name: str) -> None:
        """Mark a colour."""
        self._buttons.get(name, self._buttons["blue"]).setChecked(True)

    def set_names(self, names: dict[str, str]) -> None:
        """What each colour is called in the person's language."""
        for name, button in self._buttons.items():
            button.setToolTip(names[name])
            button.setAccessibleName(names[name])

    def _make_button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"profile.color.{name}")
        button.setCheckable(True)
        self._group.addButton(button)
        return button

    def _dress(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(dot_icon(self._theme, name))
            button.setIconSize(QSize(self._theme.icon_size, self._theme.icon_size))
