"""How a profile reaches its gateway: proxy, limits of patience, extra headers."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.catalog.advice import ErrorWords
from app.domain.addresses import check_proxy
from app.domain.errors import InputError, StudioError
from app.domain.ids import KeyId
from app.domain.profile import Profile, ProxyChoice, ProxyMode, SecretHeader, Timeouts
from app.services.clock import new_id
from app.services.extra_headers import Headers, header_lines, read_headers
from app.ui.profiles.field import Field
from app.ui.profiles.seconds import SecondsField
from app.ui.theme.theme import Theme

_HEADER_LINES = 3


class NetworkForm(QWidget):
    """Everything here has a default that suits most people."""

    changed = Signal()

    def __init__(
        self, theme: Theme, say: Callable[[StudioError], ErrorWords], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._say = say
        self._password_key: KeyId | None = None
        self._secret_headers: tuple[SecretHeader, ...] = ()
        self.mode = QComboBox(self)
        self.mode.setObjectName("profile.proxy")
        for mode in ProxyMode:
            self.mode.addItem("", mode.value)
        self.address = self._line("profile.proxy.address")
        self.username = self._line("profile.proxy.username")
        self.password = self._line("profile.proxy.password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.connect_s = SecondsField(theme, "profile.timeouts.connect", say, self)
        self.first_byte_s = SecondsField(theme, "profile.timeouts.answer", say, self)
        self.idle_s = SecondsField(theme, "profile.timeouts.idle", say, self)
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
        self.connect_s.fill(timeouts.connect_s)
        self.first_byte_s.fill(timeouts.first_byte_s)
        self.idle_s.fill(timeouts.idle_s)
        self._secret_headers = profile.secret_headers
        self.headers.setPlainText(header_lines(profile))
        self._show_proxy()

    def apply(self, profile: Profile, typed: dict[KeyId, str]) -> Profile:
        """The profile with these fields; what was typed and is secret goes into ``typed``.

        Raises:
            InputError: a proxy, a time or a header that is none; it is shown at its field.
        """
        timeouts = Timeouts(self.connect_s.read(), self.first_byte_s.read(), self.idle_s.read())
        plain, secret = self._read_headers(typed)
        return replace(
            profile, proxy=self._proxy(typed), timeouts=timeouts, headers=plain, secret_headers=secret
        )

    def retranslate(self) -> None:
        """Every text in the present language."""
        names = {
            ProxyMode.SYSTEM: self.tr("Same as the system"),
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
        self.connect_s.set_label(self.tr("Connect within (s)"))
        self.first_byte_s.set_label(self.tr("First answer within (s)"))
        self.idle_s.set_label(self.tr("Longest silence (s)"))
        self._headers_field.set_label(self.tr("Extra headers"))
        self._headers_field.set_hint(
            self.tr("One per line, as Name: value. Keys and passwords among them go to the keyring.")
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        return line

    def _lay_out(self) -> None:
        self._mode_field = Field(self._theme, self.mode, parent=self)
        self._address_field = Field(self._theme, self.address, parent=self)
        self._username_field = Field(self._theme, self.username, parent=self)
        self._password_field = Field(self._theme, self.password, parent=self)
        self._headers_field = Field(self._theme, self.headers, parent=self)
        self._rows = [
            self._row(self._mode_field, self._address_field),
            self._row(self._username_field, self._password_field),
            self._row(self.connect_s, self.first_byte_s, self.idle_s),
            self._row(self._headers_field),
        ]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for row in self._rows:
            self._column.addLayout(row)

    def _row(self, *fields: Field) -> QHBoxLayout:
        row = QHBoxLayout()
        for field in fields:
            row.addWidget(field, 1, Qt.AlignmentFlag.AlignTop)
        return row

    def _connect(self) -> None:
        self.mode.currentIndexChanged.connect(self._show_proxy)
        seconds = (self.connect_s.line, self.first_byte_s.line, self.idle_s.line)
        for line in (self.address, self.username, self.password, *seconds):
            line.textChanged.connect(self.changed)
        self.address.textChanged.connect(self._address_field.clear_error)
        self.headers.textChanged.connect(self.changed)
        self.headers.textChanged.connect(self._headers_field.clear_error)
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
        address = self._read_address()
        username = self.username.text().strip()
        if not username:
            return ProxyChoice(self._mode, address)
        password_key = self._password_key
        if self.password.text():
            password_key = KeyId(new_id())
            typed[password_key] = self.password.text()
        return ProxyChoice(self._mode, address, username, password_key)

    def _read_address(self) -> str:
        try:
            return check_proxy(self.address.text())
        except InputError as error:
            self._address_field.set_error(self._say(error).sentence)
            raise

    def _read_headers(self, typed: dict[KeyId, str]) -> Headers:
        try:
            return read_headers(self.headers.toPlainText(), self._secret_headers, typed)
        except InputError as error:
            self._headers_field.set_error(self._say(error).sentence)
            raise
