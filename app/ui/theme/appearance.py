"""Dresses the whole application in the theme and follows what the system asks for."""

from typing import Literal

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from app.ui.theme.palette import make_palette
from app.ui.theme.pieces import Pieces
from app.ui.theme.stylesheet import make_style_sheet
from app.ui.theme.theme import Scheme, Theme

SchemeChoice = Literal["system", "light", "dark"]
_EFFECTS = (
    Qt.UIEffect.UI_AnimateMenu,
    Qt.UIEffect.UI_FadeMenu,
    Qt.UIEffect.UI_AnimateCombo,
    Qt.UIEffect.UI_AnimateTooltip,
    Qt.UIEffect.UI_FadeTooltip,
    Qt.UIEffect.UI_AnimateToolBox,
)
SCALES = (0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0)


class Appearance(QObject):
    """Turns the person's choices and the system's wishes into the theme in force.

    Args:
        application: gets palette, font and style sheet.
        theme: is changed by ``choose`` and by the system.
    """

    def __init__(self, application: QApplication, theme: Theme) -> None:
        super().__init__(application)
        self.theme = theme
        self.choice: SchemeChoice = "system"
        self.scale = 1.0
        self._application = application
        self._pieces = Pieces()
        self._hints = application.styleHints()
        self._wishes = self._hints.accessibility()
        self._blinking_ms = self._hints.cursorFlashTime()
        self._moving = [effect for effect in _EFFECTS if application.isEffectEnabled(effect)]
        theme.changed.connect(self._dress)
        self._hints.colorSchemeChanged.connect(self._follow)
        self._wishes.contrastPreferenceChanged.connect(self._follow)
        self._dress()

    def choose(self, choice: SchemeChoice, scale: float, *, reduce_motion: bool = False) -> None:
        """Take over the person's settings; a scale outside 0.8 to 2.0 is brought inside."""
        self.choice = choice
        self.scale = min(max(scale, SCALES[0]), SCALES[-1])
        self._set_motion(not reduce_motion)
        self._tell_system()
        self._follow()

    def _set_motion(self, moving: bool) -> None:
        """Let Qt's own menus slide and the caret blink as the system has it, or not at all."""
        self.theme.reduce_motion = not moving
        self._hints.setCursorFlashTime(self._blinking_ms if moving else 0)
        for effect in self._moving:
            self._application.setEffectEnabled(effect, moving)

    def _tell_system(self) -> None:
        """Ask for matching title bars; several desktops ignore it, our own palette never does."""
        if self.choice == "system":
            self._hints.unsetColorScheme()
        else:
            dark = self.choice == "dark"
            self._hints.setColorScheme(Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light)

    def _follow(self) -> None:
        contrast = self._wishes.contrastPreference() == Qt.ContrastPreference.HighContrast
        self.theme.apply(self._scheme(), self.scale, high_contrast=contrast)

    def _scheme(self) -> Scheme:
        if self.choice != "system":
            return self.choice
        return "dark" if self._hints.colorScheme() == Qt.ColorScheme.Dark else "light"

    def _dress(self) -> None:
        self._application.setPalette(make_palette(self.theme.tokens))
        self._application.setFont(self.theme.font())
        self._application.setStyleSheet(make_style_sheet(self.theme, self._pieces))
