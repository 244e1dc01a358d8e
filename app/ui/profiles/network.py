"""How a profile reaches its gateway: proxy, limits of patience, extra headers."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.ids import KeyId
from app.domain.profile import Profile, ProxyChoice, ProxyMode, Timeouts
from app.services.clock import new_id
from app.ui.profiles.field import Field
from app.ui.theme.theme import Theme

_HEADER_LINES = 3
_LONGEST_S = 3600


class NetworkForm(QWidget):
    """Everything here has a default that suits most people."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._password_key: KeyId | None = None
        self.mode = QComboBox(self)
        self.mode.setObjectName("profile.proxy")
        for mode in ProxyMode:
            self.mode.addItem("", mode.value)
        self.address = self._line("profile.proxy.address")
        self.username = self._line("profile.proxy.username")
        self.password = self._line("profile.proxy.password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.connect_s = self._seconds("profile.timeouts.connect")
        self.first_byte_s = self._seconds("profile.timeouts.answer")
        self.idle_s = self._seconds("profile.timeouts.idle")
        self.headers = QPlainTextEdit(self)
        self.headers.setObjectName("profile.headers")
        self.headers.setTabChangesFocus(True)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._space()

    def fill(self, profile: Profile) -> None:
        """Show what a profile has."""
        proxy, timeouts = profile.proxy, profile.timeouts
        self._password_key = proxy.password_key
        self.mode.setCurrentIndex(self.mode.findData(proxy.mode.value))
        self.address.setText(proxy.address)
        self.username.setText(proxy.username)
        self.connect_s.setValue(timeouts.connect_s)
        self.first_byte_s.setValue(timeouts.first_byte_s)
        self.idle_s.setValue(timeouts.idle_s)
        self.headers.setPlainText("\n".join(f"{name}: {value}" for name, value in profile.headers))
        self._show_proxy()

    def apply(self, profile: Profile, typed: dict[KeyId, str]) -> Profile:
        """The profile with these fields; a password that was typed goes into ``typed``."""
        timeouts = Timeouts(self.connect_s.value(), self.first_byte_s.value(), self.idle_s.value())
        return replace(profile, proxy=self._proxy(typed), timeouts=timeouts, headers=self._headers())

    def retranslate(self) -> None:
        """Every text in the present language."""
        names = {
            ProxyMode.SYSTEM: self.tr("As the system says"),
            ProxyMode.NONE: self.tr("No proxy"),
            ProxyMode.HTTP: self.tr("HTTP proxy"),
            ProxyMode.SOCKS5: self.tr("SOCKS5 proxy"),
        }
        for row, mode in enumerate(ProxyMode):
            self.mode.setItemText(row, names[mode])
        self._mode_field.set_label(self.tr("Proxy"))
        self._address_field.set_label(self.tr("Proxy address"))
        self.address.setPlaceholderText("127.0.0.1:7890")
        self._username_field.set_label(self.tr("User"))
        self._password_field.set_label(self.tr("Password"))
        self._connect_field.set_label(self.tr("Connect within"))
        self._first_byte_field.set_label(self.tr("First answer within"))
        self._idle_field.set_label(self.tr("Silence at most"))
        for box in (self.connect_s, self.first_byte_s, self.idle_s):
            box.setSuffix(self.tr(" s"))
        self._headers_field.set_label(self.tr("Extra headers"))
        self._headers_field.set_hint(self.tr("One a line, as Name: value."))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        return line

    def _seconds(self, name: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setObjectName(name)
        box.setRange(1, _LONGEST_S)
        box.setDecimals(0)
        return box

    def _lay_out(self) -> None:
        self._mode_field = Field(self._theme, self.mode, parent=self)
        self._address_field = Field(self._theme, self.address, parent=self)
        self._username_field = Field(self._theme, self.username, parent=self)
        self._password_field = Field(self._theme, self.password, parent=self)
        self._connect_field = Field(self._theme, self.connect_s, parent=self)
        self._first_byte_field = Field(self._theme, self.first_byte_s, parent=self)
        self._idle_field = Field(self._theme, self.idle_s, parent=self)
        self._headers_field = Field(self._theme, self.headers, parent=self)
        self._rows = [
            self._row(self._mode_field, self._address_field),
            self._row(self._username_field, self._password_field),
            self._row(self._connect_field, self._first_byte_field, self._idle_field),
            self._row(self._headers_field),
        ]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for row in self._rows:
            self._column.addLayout(row)

    def _row(self, *fields: Field) -> QHBoxLayout:
        row = QHBoxLayout()
        for field in fields:
            row.addWidget(field, 1)
        return row

    def _connect(self) -> None:
        self.mode.currentIndexChanged.connect(self._show_proxy)
        for line in (self.address, self.username, self.password):
            line.textChanged.connect(self.changed)
        for box in (self.connect_s, self.first_byte_s, self.idle_s):
            box.valueChanged.connect(self.changed)
        self.headers.textChanged.connect(self.changed)
        self._theme.changed.connect(self._space)
        self._show_proxy()

    def _space(self) -> None:
        self._column.setSpacing(self._theme.space(3))
        for row in self._rows:
            row.setSpacing(self._theme.space(3))
        line_height = self.headers.fontMetrics().lineSpacing()
        self.headers.setFixedHeight(line_height * _HEADER_LINES + self._theme.space(4))

    def _show_proxy(self) -> None:
        own = self._mode in {ProxyMode.HTTP, ProxyMode.SOCKS5}
        for field in (self._address_field, self._username_field, self._password_field):
            field.setVisible(own)
        saved = self._password_key is not None
        self.password.setPlaceholderText("••••••" if saved else "")
        self.changed.emit()

    @property
    def _mode(self) -> ProxyMode:
        return ProxyMode(self.mode.currentData())

    def _proxy(self, typed: dict[KeyId, str]) -> ProxyChoice:
        if self._mode in {ProxyMode.SYSTEM, ProxyMode.NONE}:
            return ProxyChoice(self._mode)
        password_key = self._password_key
        if self.password.text():
            password_key = KeyId(new_id())
            typed[password_key] = self.password.text()
        username = self.username.text().strip()
        kept = password_key if username else None
        return ProxyChoice(self._mode, self.address.text().strip(), username, kept)

    def _headers(self) -> tuple[tuple[str, str], ...]:
        lines = (line.partition(":") for line in self.headers.toPlainText().splitlines())
        return tuple((name.strip(), value.strip()) for name, colon, value in lines if colon and name.strip())
