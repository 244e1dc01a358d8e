"""Whether the desktop tells of what is done."""

from PySide6.QtWidgets import QCheckBox, QWidget

from app.storage.settings import SettingsStore
from app.ui.settings.section import Section
from app.ui.theme.theme import Theme


class NotificationsSection(Section):
    """One switch."""

    def __init__(self, settings: SettingsStore, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._box = QCheckBox(self)
        self._box.setObjectName("settings.notifications")
        self._box.setChecked(settings.current.notifications)
        self._box.toggled.connect(lambda on: settings.change(notifications=on))
        self._row = self.add_row(self._box)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts in the present language."""
        self.heading.setText(self.tr("Notifications"))
        self._row.set_texts(
            self.tr("Tell me when something is done"),
            self.tr("By a message of the desktop, while the window is not in front."),
        )
