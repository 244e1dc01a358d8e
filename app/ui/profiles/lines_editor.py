"""Further addresses of one profile in the order in which they are tried, each with its speed."""

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.errors import InputError
from app.services.connection_check import LineMeasured
from app.services.offers import Offers
from app.ui.profiles.field import set_look
from app.ui.profiles.movable_rows import MovableRow, MovableRows
from app.ui.profiles.words import latency_text
from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout


class LineRow(MovableRow):
    """An address; what the last check measured of it stands behind it."""

    def __init__(self, theme: Theme, address: str, parent: QWidget) -> None:
        super().__init__(theme, "profile.lines", parent)
        self.address = QLineEdit(address, self)
        self.address.setObjectName("profile.lines.address")
        self._speed = QLabel(self)
        self._speed.setObjectName("profile.lines.speed")
        self._speed.setProperty("kind", "muted")
        self._measured: LineMeasured | None = None
        self.lay_out(self.address, self._speed, wide=self.address)
        self.address.textChanged.connect(self._edited)
        self.retranslate()

    def show_speed(self, measured: LineMeasured | None) -> None:
        """How fast it answered."""
        self._measured = measured
        self.retranslate()

    def retranslate(self) -> None:
        """Every text in the present language."""
        super().retranslate()
        self.address.setAccessibleName(self.tr("Backup address"))
        self.address.setPlaceholderText("https://")
        self._speed.setText(self._speed_text())

    def _speed_text(self) -> str:
        if self._measured is None:
            return ""
        latency_ms = self._measured.latency_ms
        return self.tr("not reachable") if latency_ms is None else latency_text(latency_ms)

    def _edited(self) -> None:
        set_look(self.address, "invalid", "false")
        self.show_speed(None)
        self.changed.emit()


class LinesEditor(QWidget):
    """The first address stands in a field of its own: ``main_wanted`` carries the one to take its place."""

    changed = Signal()
    main_wanted = Signal(str)

    def __init__(self, theme: Theme, offers: Offers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("profile.lines")
        self._theme = theme
        self._offers = offers
        self._offered: list[QPushButton] = []
        self._rows = MovableRows[LineRow](theme, self)
        self._add = QPushButton(self)
        self._add.setObjectName("profile.lines.add")
        self._add.setAutoDefault(False)
        self._suggestions = FlowLayout(spacing=theme.space(1))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1.5))
        column.addLayout(self._rows.column)
        self._suggestions.addWidget(self._add)
        column.addLayout(self._suggestions)
        self._add.clicked.connect(self._add_empty)
        self._rows.changed.connect(self.changed)
        self._rows.first_lifted.connect(self._lift)
        self.retranslate()

    def fill(self, lines: tuple[str, ...]) -> None:
        """Show the further addresses of a profile."""
        self._rows.clear()
        for line in lines:
            self._rows.append(LineRow(self._theme, line, self))

    def offer(self, lines: tuple[str, ...]) -> None:
        """Addresses that the site lists for itself, one press away."""
        for button in self._offered:
            self._suggestions.removeWidget(button)
            button.setParent(None)
            button.deleteLater()
        self._offered = [self._make_offer(line) for line in lines if line not in self._texts()]

    def show_speed(self, measured: LineMeasured) -> None:
        """How fast one of them answered."""
        for row in self._rows.rows:
            if self._root(row) == measured.root:
                row.show_speed(measured)

    def put_first(self, line: str) -> None:
        """An address that gave its place to the first of these."""
        self._rows.rows[0].address.setText(line)

    def read(self) -> tuple[str, ...]:
        """The addresses; empty rows do not count.

        Raises:
            InputError: one of them is none; it is marked.
        """
        lines: list[str] = []
        for row in self._rows.rows:
            if row.address.text().strip():
                lines.append(self._checked(row))
        return tuple(dict.fromkeys(lines))

    def retranslate(self) -> None:
        """Every text in the present language."""
        self._add.setText(self.tr("Add address"))
        for row in self._rows.rows:
            row.retranslate()
        for button in self._offered:
            button.setToolTip(self.tr("The site lists this address"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _texts(self) -> set[str]:
        return {row.address.text().strip() for row in self._rows.rows}

    def _checked(self, row: LineRow) -> str:
        try:
            return self._offers.place(row.address.text()).root
        except InputError:
            set_look(row.address, "invalid", "true")
            raise

    def _root(self, row: LineRow) -> str:
        try:
            return self._offers.place(row.address.text()).root
        except InputError:
            return ""

    def _make_offer(self, line: str) -> QPushButton:
        button = QPushButton(f"+ {line.partition('://')[2]}", self)
        button.setObjectName("profile.lines.offer")
        button.setProperty("kind", "chip")
        button.setAutoDefault(False)
        button.setAccessibleName(line)
        button.setToolTip(self.tr("The site lists this address"))
        button.clicked.connect(partial(self._take, line))
        self._suggestions.addWidget(button)
        button.show()
        return button

    def _take(self, line: str) -> None:
        self._rows.append(LineRow(self._theme, line, self))
        self.offer(tuple(button.accessibleName() for button in self._offered))
        self.changed.emit()

    def _add_empty(self) -> None:
        row = LineRow(self._theme, "", self)
        self._rows.append(row)
        row.address.setFocus()

    def _lift(self, row: LineRow) -> None:
        if root := self._root(row):
            self.main_wanted.emit(root)
