"""What the studio does while one looks elsewhere and something is being made."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSystemTrayIcon, QWidget

from app.storage.settings import SettingsStore
from app.ui.settings.section import Section
from app.ui.theme.theme import Theme
from app.ui.widgets.choice_box import ChoiceBox

_CLOSINGS = ("ask", "tray", "quit")


class ElsewhereSection(Section):
    """Whether the desktop tells of what is done, whether the computer stays awake until then, and whether the
    studio goes on without its window."""

    changed = Signal()

    def __init__(self, settings: SettingsStore, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._settings = settings
        self._tell = QCheckBox(self)
        self._tell.setObjectName("settings.notifications")
        self._tell.setChecked(settings.current.notifications)
        self._tell.toggled.connect(lambda on: settings.change(notifications=on))
        self._awake = QCheckBox(self)
        self._awake.setObjectName("settings.keep_awake")
        self._awake.setChecked(settings.current.keep_awake)
        self._awake.toggled.connect(self._keep_awake)
        self._closing = ChoiceBox("settings.when_closed", _CLOSINGS, self)
        self._closing.choose(settings.current.when_closed)
        self._closing.chosen.connect(self._close_so)
        self._tell_row = self.add_row(self._tell)
        self._awake_row = self.add_row(self._awake)
        self._closing_row = self.add_row(self._closing)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts in the present language."""
        self.heading.setText(self.tr("While you look elsewhere"))
        self._tell_row.set_texts(
            self.tr("Tell me when something is done"),
            self.tr("By a message of the desktop, while the window is not in front."),
        )
        self._awake_row.set_texts(
            self.tr("Keep the computer awake while something is made"),
            self.tr("It may sleep again as soon as everything is saved."),
        )
        self.refresh()

    def refresh(self) -> None:
        """Show what was answered elsewhere, and whether there is a tray now."""
        has_tray = QSystemTrayIcon.isSystemTrayAvailable()
        self._closing.choose(self._settings.current.when_closed)
        self._closing.setEnabled(has_tray)
        self._closing.set_texts(
            [self.tr("Ask while something runs"), self.tr("Keep running in the tray"), self.tr("Quit")]
        )
        self._closing_row.set_texts(
            self.tr("When the window is closed"),
            self.tr("In the tray jobs go on, and an icon brings the window back.")
            if has_tray
            else self.tr("This desktop has no tray: the studio ends with its window."),
        )

    def _close_so(self, closing: str) -> None:
        self._settings.change(when_closed=closing)
        self.changed.emit()

    def _keep_awake(self, on: bool) -> None:
        self._settings.change(keep_awake=on)
        self.changed.emit()
