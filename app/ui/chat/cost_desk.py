"""Keeps the cost line of a conversation true while one writes, and when answers end."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.conversation import ChatSettings, Draft, Message, MessageState
from app.domain.ids import ConversationId
from app.domain.profile import Profile
from app.domain.spending import SpendingSum
from app.services.conversation.forecast import Prospect, together
from app.services.events import MessageChanged
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.chat.branch_feed import BranchFeed
from app.ui.chat.composer import Composer
from app.ui.chat.model_desk import ModelDesk
from app.ui.operation import Operation

RECKON_AFTER_MS = 350
"""Nobody reads a price between two letters."""


class CostDesk(QObject):
    """Reckons off the window's thread, and only while there is something to send."""

    changed = Signal(object)
    """The SpendingSum of the conversation that is shown."""

    def __init__(
        self, studio: Studio, composer: Composer, models: ModelDesk, feed: BranchFeed, bridge: Bridge
    ) -> None:
        super().__init__(composer)
        self._studio = studio
        self._composer = composer
        self._models = models
        self._feed = feed
        self._conversation_id: ConversationId | None = None
        self.spent = SpendingSum()
        """What the conversation that is shown has cost."""
        self._reckoning: Operation[Prospect | None] | None = None
        self._is_stale = False
        self._reading: Operation[SpendingSum] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(RECKON_AFTER_MS)
        self._timer.timeout.connect(self._reckon)
        composer.edited.connect(self._timer.start)
        composer.addressees.changed.connect(self._timer.start)
        models.shown.connect(self._settings_shown)
        feed.opened.connect(self._timer.start)
        bridge.prices_changed.connect(self._timer.start)
        bridge.message_changed.connect(self._message_changed)

    def show_conversation(self, conversation_id: ConversationId | None) -> None:
        """Another conversation is shown; None for one that is not begun."""
        self._conversation_id = conversation_id
        self._composer.cost.show_prospect(None)
        self._read_spent()
        self._timer.start()

    def _settings_shown(self, settings: ChatSettings) -> None:
        self._timer.start()

    def _message_changed(self, event: MessageChanged) -> None:
        ended = event.message.state is not MessageState.STREAMING
        if ended and event.message.conversation_id == self._conversation_id:
            self._read_spent()
            self._timer.start()

    def _reckon(self) -> None:
        if self._reckoning is not None and self._reckoning.running:
            self._is_stale = True  # it may be asking for prices, which is not to be done twice
            return
        self._is_stale = False
        draft, asked = self._composer.draft, self._asked
        if draft.empty or not asked:
            self._composer.cost.show_prospect(None)
            return
        self._reckoning = Operation(self, self._forecast(asked, draft), done=self._show_prospect)

    @property
    def _asked(self) -> list[tuple[Profile, ChatSettings]]:
        """Who is asked, and how; nobody where one of them may search for hours, which nobody can reckon."""
        settings, studio = self._models.settings, self._studio
        own = self._models.profile
        asked = [(own, settings)] if own is not None and settings.model else []
        if addressees := self._composer.addressees.addressees:
            known = ((studio.profiles.get(one.profile_id), one.model) for one in addressees)
            asked = [(profile, replace(settings, model=model)) for profile, model in known if profile]
        dear = any(studio.catalog.traits(settings.model).price_warning for _, settings in asked)
        return [] if dear else asked

    async def _forecast(self, asked: Sequence[tuple[Profile, ChatSettings]], draft: Draft) -> Prospect | None:
        said, next_message = self._said, self._studio.forecast.next_message
        return together([await next_message(profile, settings, said, draft) for profile, settings in asked])

    @property
    def _said(self) -> tuple[Message, ...]:
        return tuple(node.message for node in self._feed.nodes) if self._conversation_id else ()

    def _show_prospect(self, prospect: Prospect | None) -> None:
        """Meanwhile the draft may have been sent."""
        self._composer.cost.show_prospect(None if self._composer.draft.empty else prospect)
        if self._is_stale:
            self._timer.start()

    def _read_spent(self) -> None:
        if self._reading is not None:
            self._reading.cancel()
        if self._conversation_id is None:
            self._show_spent(SpendingSum())
            return
        work = self._studio.spending.of_conversation(self._conversation_id)
        self._reading = Operation(self, work, done=self._show_spent)

    def _show_spent(self, spent: SpendingSum) -> None:
        self.spent = spent
        self._composer.cost.show_spent(spent)
        self.changed.emit(spent)
