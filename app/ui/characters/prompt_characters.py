"""Characters at the form of a page: the button that leads to them, and their names while one types."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.domain.card import CHARACTERS
from app.domain.character import Character
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.characters.desk import CharactersDesk
from app.ui.characters.mentions import Mentions
from app.ui.films.frames import FilmFrames
from app.ui.forms.field import Field
from app.ui.notices import Notices
from app.ui.ordering.order_panel import OrderPanel
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button


class CharactersButton(Button):
    """Stands over the prompt."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__("videos.characters", parent, "link")
        self._theme = theme
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setText(self.tr("Characters…"))
        self.setToolTip(self.tr("Who can be called in the prompt with @"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _restyle(self) -> None:
        self.setIcon(self._theme.icon("user", "link"))


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
        self._theme = theme
        self._field: QPlainTextEdit | None = None
        self.desk.used.connect(self._mentions.write)
        panel.changed.connect(self._follow_form)
        for signal in (bridge.characters_changed, bridge.profiles_changed):
            signal.connect(self._mentions.refresh)
        self._follow_form()
        self._mentions.refresh()

    def _follow_form(self) -> None:
        """Another card has another prompt field."""
        card = self._panel.card
        knows = card is not None and CHARACTERS in card.capabilities
        name = f"{self._panel.page.name}.prompt"
        field = self._panel.form.findChild(QPlainTextEdit, name) if knows else None
        if field is not self._field:
            self._field = field
            self._mentions.serve(field)
            if field is not None:
                self._add_button(field)

    def _add_button(self, field: QPlainTextEdit) -> None:
        labelled = field.parentWidget()
        if isinstance(labelled, Field):
            button = CharactersButton(self._theme, labelled)
            button.clicked.connect(self.desk.open)
            labelled.add_to_head(button)

    async def _read(self) -> Sequence[Character]:
        profile = self._studio.profiles.active
        return await self._studio.characters.of(profile.id) if profile is not None else ()
