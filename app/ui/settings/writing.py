"""How one writes and what a conversation may load."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.storage.settings import SettingsStore
from app.ui.settings.section import Section
from app.ui.theme.theme import Theme
from app.ui.widgets.choice_box import ChoiceBox


class WritingSection(Section):
    """The key that sends, and the hosts from which pictures in answers may be loaded."""

    def __init__(self, settings: SettingsStore, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._settings = settings
        self._send = ChoiceBox("settings.send", ("enter", "ctrl+enter"), self)
        self._send.choose("enter" if settings.current.send_with_enter else "ctrl+enter")
        self._send.chosen.connect(self._choose_send)
        self._hosts = HostList(theme, self)
        self._hosts.removed.connect(self._forbid)
        self._send_row = self.add_row(self._send)
        self._hosts_row = self.add_row(self._hosts)
        self.refresh()

    def refresh(self) -> None:
        """Show the hosts that are allowed by now."""
        self._hosts.show_hosts(sorted(self._settings.current.allowed_picture_hosts))
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts in the present language."""
        self.heading.setText(self.tr("Conversations"))
        self._send_row.set_texts(self.tr("Send with"), self.tr("Shift+Enter always starts a new line."))
        self._send.set_texts((self.tr("Enter"), self.tr("Ctrl+Enter")))
        self._hosts_row.set_texts(self.tr("Pictures from the web"), self._hosts_hint())
        self._hosts.retranslate()

    def _hosts_hint(self) -> str:
        if self._settings.current.allowed_picture_hosts:
            return self.tr("Pictures in answers are loaded from these hosts.")
        return self.tr(
            "None is loaded until you allow its host at the picture: its address can carry data out."
        )

    def _choose_send(self, key: str) -> None:
        self._settings.change(send_with_enter=key == "enter")

    def _forbid(self, host: str) -> None:
        hosts = self._settings.current.allowed_picture_hosts - {host}
        self._settings.change(allowed_picture_hosts=hosts)
        self.refresh()


class HostList(QWidget):
    """Allowed hosts, one below the other; a click forbids one again."""

    removed = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._buttons: dict[str, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setObjectName("settings.hosts")
        theme.changed.connect(self._draw)

    def show_hosts(self, hosts: list[str]) -> None:
        """Replace the list."""
        for button in self._buttons.values():
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {host: self._make_button(host) for host in hosts}
        self.setVisible(bool(hosts))
        self._draw()

    def retranslate(self) -> None:
        """Take the texts in the present language."""
        for host, button in self._buttons.items():
            text = self.tr("Stop loading pictures from {host}").format(host=host)
            button.setToolTip(text)
            button.setAccessibleName(text)

    def _make_button(self, host: str) -> QPushButton:
        button = QPushButton(host, self)
        button.setObjectName(f"settings.hosts.{host}")
        button.setProperty("kind", "chip")
        button.clicked.connect(self._tell)
        self._column.addWidget(button)
        return button

    def _tell(self) -> None:
        clicked = self.sender()
        self.removed.emit(next(host for host, button in self._buttons.items() if button is clicked))

    def _draw(self) -> None:
        self._column.setSpacing(self._theme.space(1))
        for button in self._buttons.values():
            button.setIcon(self._theme.icon("close", "text_muted"))
