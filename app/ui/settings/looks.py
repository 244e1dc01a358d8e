"""Language, theme, size and motion."""

from typing import cast

from PySide6.QtWidgets import QCheckBox, QWidget

from app.storage.settings import SettingsStore
from app.ui.languages import LanguageChoice, Languages
from app.ui.settings.section import Section
from app.ui.theme.appearance import SCALES, Appearance, SchemeChoice
from app.ui.widgets.choice_box import ChoiceBox


class LooksSection(Section):
    """Every choice shows at once, without a restart."""

    def __init__(
        self,
        settings: SettingsStore,
        appearance: Appearance,
        languages: Languages,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(appearance.theme, parent)
        self._settings = settings
        self._appearance = appearance
        self._languages = languages
        self._language = ChoiceBox("settings.language", ("system", "zh", "en"), self)
        self._scheme = ChoiceBox("settings.theme", ("system", "light", "dark"), self)
        self._scale = ChoiceBox("settings.scale", [str(scale) for scale in SCALES], self)
        self._motion = QCheckBox(self)
        self._motion.setObjectName("settings.motion")
        self._language_row = self.add_row(self._language)
        self._scheme_row = self.add_row(self._scheme)
        self._scale_row = self.add_row(self._scale)
        self._motion_row = self.add_row(self._motion)
        self.setFocusProxy(self._language)
        self._show_present()
        self._language.chosen.connect(self._choose_language)
        self._scheme.chosen.connect(self._choose_look)
        self._scale.chosen.connect(self._choose_look)
        self._motion.toggled.connect(self._choose_look)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts in the present language; each language is named in its own."""
        self.heading.setText(self.tr("Appearance"))
        self._language_row.set_texts(self.tr("Language"))
        self._language.set_texts((self.tr("Same as the system"), "中文", "English"))
        self._scheme_row.set_texts(self.tr("Theme"))
        self._scheme.set_texts((self.tr("Same as the system"), self.tr("Light"), self.tr("Dark")))
        self._scale_row.set_texts(self.tr("Size"), self.tr("Text, icons and spacing grow together."))
        self._scale.set_texts([f"{round(scale * 100)} %" for scale in SCALES])
        self._motion_row.set_texts(self.tr("Reduce motion"), self.tr("Nothing slides, fades or blinks."))

    def _show_present(self) -> None:
        current = self._settings.current
        self._language.choose(current.language)
        self._scheme.choose(current.theme)
        self._scale.choose(str(min(SCALES, key=lambda scale: abs(scale - current.scale))))
        self._motion.setChecked(current.reduce_motion)

    def _choose_language(self, key: str) -> None:
        choice = cast(LanguageChoice, key)
        self._settings.change(language=choice)
        self._languages.switch(choice)

    def _choose_look(self) -> None:
        scheme = cast(SchemeChoice, self._scheme.key)
        scale = float(self._scale.key)
        reduce_motion = self._motion.isChecked()
        self._settings.change(theme=scheme, scale=scale, reduce_motion=reduce_motion)
        self._appearance.choose(scheme, scale, reduce_motion=reduce_motion)
