"""How conversations begin: with an assistant or without, chosen where they begin or at any later time."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject

from app.domain.assistant import Assistant
from app.domain.conversation import ChatSettings, Draft
from app.domain.text import Language
from app.services.studio import Studio
from app.ui.assistants.desk import AssistantDesk
from app.ui.bridge import Bridge
from app.ui.chat.conversation_view import ConversationView
from app.ui.chat.model_mentions import ModelMentions
from app.ui.chat.welcome import Welcome
from app.ui.notices import Notices
from app.ui.prompts.desk import PromptDesk
from app.ui.prompts.mentions import Mentions
from app.ui.theme.theme import Theme


class Beginnings(QObject):
    """Connects the assistants with the conversation that is shown."""

    def __init__(
        self,
        studio: Studio,
        conversation: ConversationView,
        welcome: Welcome,
        language: Callable[[], Language],
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
    ) -> None:
        super().__init__(conversation)
        self._conversation = conversation
        self._welcome = welcome
        self._offered = ""
        self.assistants = AssistantDesk(studio, language, bridge, notices, theme, conversation)
        self.assistants.chosen.connect(self._use)
        self.prompts = PromptDesk(studio, language, bridge, notices, theme, conversation)
        self._mentions = Mentions(conversation.composer.input, theme)
        self.prompts.serve(self._mentions)
        self._models = ModelMentions(studio, conversation.models, self._mentions, theme)
        welcome.assistant_wanted.connect(self.assistants.choose)
        welcome.assistants_wanted.connect(self.open_chooser)
        welcome.installEventFilter(self)
        conversation.composer.assistant_requested.connect(self._choose_at_composer)
        conversation.models.shown.connect(self._show)
        bridge.assistants_changed.connect(self._refresh)
        self._refresh()
        self._show(conversation.models.settings)

    def open_chooser(self) -> None:
        """Let the person choose in the middle of the window."""
        self.assistants.open_chooser(self._conversation.models.settings)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Shipped assistants speak the language of the window."""
        if event.type() == QEvent.Type.LanguageChange:
            self._refresh()
        return False

    def _choose_at_composer(self) -> None:
        composer = self._conversation.composer
        self.assistants.open_chooser(self._conversation.models.settings, composer.assistant)

    def _use(self, assistant: Assistant | None) -> None:
        self._conversation.models.use_assistant(assistant)
        if self._conversation.conversation_id is None:
            self._offer(assistant.first_message if assistant else "")
        self._conversation.focus_composer()

    def _offer(self, text: str) -> None:
        """Put the first message where nothing else was written."""
        composer = self._conversation.composer
        standing = composer.input.text
        if standing.strip() and standing != self._offered:
            return
        self._offered = text
        composer.set_draft(Draft())
        if text:
            self.prompts.write(composer.input, text)

    def _refresh(self, event: object = None) -> None:
        self._welcome.show_assistants(self.assistants.all)

    def _show(self, settings: ChatSettings) -> None:
        mark = settings.assistant
        known = self.assistants.get(mark.id) if mark else None
        self._welcome.show_assistant(mark, known.description if known else "")
        self._conversation.composer.assistant.show_mark(mark)
        self._conversation.head.show_assistant(mark)
