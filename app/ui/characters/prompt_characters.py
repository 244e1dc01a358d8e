"""Characters at the form of a page: the button that leads to them, and their names while one types."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from app.domain.card import CHARACTERS
from app.domain.character import Character
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.characters.desk import CharactersDesk
from app.ui.characters.mentions import Mentions
from app.ui.films.frames import FilmFrames
from app.ui.notices import Notices
from app.ui.ordering.order_panel import OrderPanel
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button


class CharactersLine(QWidget):
    """Stands over the prompt, at its right."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.button = Button("videos.characters", self, "link")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.addStretch(1)
        line.addWidget(self.button)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.button.setText(self.tr("Characters…"))
        self.button.setToolTip(self.tr("Who can be called in the prompt with @"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _restyle(self) -> None:
        self.button.setIcon(self._theme.icon("user", "link"))


class PromptCharacters(QObject):
    """Only where the model of the form can be told of characters."""

    def __init__(
        self,
        studio: Studio,
        bridge: Bridge,
        panel: OrderPanel,
        frames: FilmFrames,
        notices: Notices,
        theme: Theme,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._studio = studio
        self._panel = panel
        self.desk = CharactersDesk(studio, bridge, frames, notices, theme, page)
        self._mentions = Mentions(self._read, theme, page)
        self._line = CharactersLine(theme, panel)
        self._line.button.clicked.connect(self.desk.open)
        panel.add_over_form(self._line)
        self.desk.used.connect(self._mentions.write)
        panel.changed.connect(self._follow_form)
        for signal in (bridge.characters_changed, bridge.profiles_changed):
            signal.connect(self._mentions.refresh)
        self._follow_form()
        self._mentions.refresh()

    def _follow_form(self) -> None:
        card = self._panel.card
        knows = card is not None and CHARACTERS in card.capabilities
        self._line.setVisible(knows)
        name = f"{self._panel.page.name}.prompt"
        self._mentions.serve(self._panel.form.findChild(QPlainTextEdit, name) if knows else None)

    async def _read(self) -> Sequence[Character]:
        profile = self._studio.profiles.active
        return await self._studio.characters.of(profile.id) if profile is not None else ()
