"""Playing the sounds of a conversation, by the mouse and by the keyboard."""

from PySide6.QtCore import QObject

from app.ui.sounds.sounds import Sounds
from app.ui.sounds.words import progress_words
from app.ui.transcript.layout.stage import Target
from app.ui.transcript.rows.row import Spot
from app.ui.transcript.rows.sound_chip import SEEK, SOUND_SPOTS


class SoundHands(QObject):
    """What is done to the controls of sounds."""

    def __init__(self, sounds: Sounds, parent: QObject) -> None:
        super().__init__(parent)
        self._sounds = sounds

    def press(self, target: Target) -> None:
        """Play, stand still, or go where the mouse is; a key on the line plays too."""
        spot = target.spot
        if spot.name == SEEK and target.at is not None:
            along = (target.at.x() - spot.rect.left()) / max(spot.rect.width() - 1, 1)
            self._sounds.seek(spot.value, min(max(along, 0.0), 1.0))
        else:
            self._sounds.toggle(spot.value)

    def nudge(self, target: Target, direction: int) -> None:
        """A little on or back, with the keyboard on a sound."""
        if target.spot.name in SOUND_SPOTS:
            self._sounds.skip(target.spot.value, direction)

    def value(self, spot: Spot) -> str:
        """What is read out of the line: where one is."""
        state = self._sounds.state(spot.value) if spot.name == SEEK else None
        return progress_words(state.position_ms, state.duration_ms) if state and state.duration_ms else ""
