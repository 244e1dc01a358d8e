"""How loud films are, for all of them alike, and from one start to the next."""

from PySide6.QtCore import QObject, Signal

from app.storage.settings import SettingsStore


class Loudness(QObject):
    """Volume and mute as the person set them; without settings they last as long as the player.

    Args:
        settings: where they are kept.
    """

    changed = Signal()

    def __init__(self, settings: SettingsStore | None, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self.volume = 0.7
        """0 to 1, as it is heard."""
        self.muted = False
        self.recall()

    def recall(self) -> None:
        """What was set with another film meanwhile holds here too."""
        if self._settings is not None:
            self.volume = self._settings.current.film_volume
            self.muted = self._settings.current.film_muted
            self.changed.emit()

    def set_volume(self, volume: float) -> None:
        """Who moves the volume wants to hear something."""
        self._set(min(max(volume, 0.0), 1.0), muted=False)

    def set_muted(self, *, muted: bool) -> None:
        """Silence, and back to what it was."""
        self._set(self.volume, muted=muted)

    def _set(self, volume: float, *, muted: bool) -> None:
        self.volume, self.muted = volume, muted
        if self._settings is not None:
            self._settings.change(film_volume=volume, film_muted=muted)
        self.changed.emit()
