"""Whose account, log or prices are shown."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.domain.ids import ProfileId
from app.domain.profile import Profile
from app.services.profiles import Profiles
from app.ui.bridge import Bridge
from app.ui.widgets.choice_box import ChoiceBox


class ProfileChoice(ChoiceBox):
    """Begins with the profile in use."""

    changed = Signal()

    def __init__(self, name: str, profiles: Profiles, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(name, (), parent)
        self._profiles = profiles
        self.chosen.connect(self.changed)
        bridge.profiles_changed.connect(self._fill)
        self._fill()
        if profiles.active is not None:
            self.choose(profiles.active.id)

    @property
    def profile(self) -> Profile | None:
        """The chosen one as it is now."""
        return self._profiles.get(ProfileId(self.key)) if self.count() else None

    def _fill(self) -> None:
        chosen = self.key if self.count() else ""
        self.clear()
        for profile in self._profiles.all:
            self.addItem(profile.name, profile.id)
        self.choose(chosen)
        if self.count() and self.key != chosen and chosen:
            self.changed.emit()
