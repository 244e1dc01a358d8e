"""What the studio does while one looks elsewhere and something is being made."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from app.storage.settings import SettingsStore
from app.ui.settings.section import Section
from app.ui.theme.theme import Theme


class ElsewhereSection(Section):
    """Whether the desktop tells of what is done, and whether the computer stays awake until then."""

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
        self._tell_row = self.add_row(self._tell)
        self._awake_row = self.add_row(self._awake)
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

    def _keep_awake(self, on: bool) -> None:
        self._settings.change(keep_awake=on)
        self.changed.emit()
