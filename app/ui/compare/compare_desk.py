"""Asking several models at once, and looking at what they answered."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.conversation import Message
from app.domain.ids import ConversationId, MessageId, ProfileId
from app.services.conversation.chat import Addressee
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.chat.composer import Composer
from app.ui.chat.model_desk import ModelDesk
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.view import TranscriptView

if TYPE_CHECKING:
    from app.ui.compare.addressees import AddresseesPopover
    from app.ui.compare.compare_view import CompareView


class CompareDesk(QObject):
    """Serves one conversation view.

    Args:
        make_view: makes an empty transcript for a column.
    """

    shown = Signal(bool)
    """Whether the answers stand in the place of the transcript."""
    failed = Signal(object)
    column_made = Signal(object)
    """A new AnswerColumn: what is done to its messages is carried out elsewhere."""

    def __init__(
        self,
        studio: Studio,
        composer: Composer,
        models: ModelDesk,
        make_view: Callable[[QWidget], TranscriptView],
        bridge: Bridge,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._composer = composer
        self._models = models
        self._make_view = make_view
        self._bridge = bridge
        self._theme = theme
        self._owner = parent
        self._conversation_id: ConversationId | None = None
        self._chosen: tuple[Addressee, ...] = ()
        self.is_open = False
        composer.compare_requested.connect(self._choose)
        composer.addressees.dropped.connect(self._drop)

    @property
    def addressees(self) -> tuple[Addressee, ...]:
        """Whom the next message goes to; nobody where it goes to the conversation's own model."""
        return self._chosen if len(self._chosen) > 1 else ()

    @cached_property
    def view(self) -> "CompareView":
        """The columns; made when answers are first compared."""
        from app.ui.compare.compare_view import CompareView

        view = CompareView(self._make_view, self._studio, self._bridge, self._theme, self._owner)
        view.picked.connect(self._go_on_with)
        view.closed.connect(self.close)
        view.failed.connect(self.failed)
        view.column_made.connect(self.column_made)
        return view

    def open(self, message: Message) -> None:
        """Show an answer beside the others to the same question."""
        self._open(message.conversation_id, message.id)

    def asked(self, conversation_id: ConversationId) -> None:
        """A message went to several: show what comes, and ask one again the next time."""
        self._studio.settings.change(compared=tuple((one.profile_id, one.model) for one in self._chosen))
        self._drop()
        conversation = self._studio.conversations.get(conversation_id)
        if conversation is not None and conversation.leaf_id is not None:
            self._open(conversation_id, conversation.leaf_id)

    def close(self) -> None:
        """Back to the conversation."""
        if self.is_open:
            self.is_open = False
            self.view.clear()
            self.shown.emit(False)

    def _open(self, conversation_id: ConversationId, message_id: MessageId) -> None:
        self._conversation_id = conversation_id
        self.is_open = True
        self.view.open(conversation_id, message_id)
        self.shown.emit(True)

    def _go_on_with(self, message_id: str) -> None:
        if self._conversation_id is not None:
            picking = self._studio.conversations.show_branch(self._conversation_id, MessageId(message_id))
            Operation(self, picking, done=lambda _: self.close(), failed=self.failed.emit)

    @cached_property
    def _popover(self) -> "AddresseesPopover":
        from app.ui.compare.addressees import AddresseesPopover  # made when it is first opened

        popover = AddresseesPopover(self._name_of, self._theme, self._owner)
        popover.changed.connect(self._take)
        popover.model_wanted.connect(lambda: self._models.choose_instead(self._add))
        popover.again_wanted.connect(self._take_last)
        return popover

    def _choose(self) -> None:
        settings, profile = self._models.settings, self._models.profile
        if not self._chosen and settings.model and profile is not None:
            self._take((Addressee(profile.id, settings.model),))
        self._popover.show_addressees(self._chosen)
        if len(self._chosen) < 2:
            self._popover.offer_again([one.model for one in self._last])
        self._popover.open_below(self._composer.compare)

    def _add(self, model: str, profile_id: ProfileId | None) -> None:
        profile = self._models.profile
        known = profile_id or (profile.id if profile else None)
        if known is not None:
            self._take((*self._chosen, Addressee(known, model)))
        self._choose()

    def _take_last(self) -> None:
        self._take(self._last)
        self._popover.dismiss()

    def _take(self, addressees: tuple[Addressee, ...]) -> None:
        self._chosen = addressees
        self._composer.show_addressees(self.addressees)

    def _drop(self) -> None:
        self._take(())

    @property
    def _last(self) -> tuple[Addressee, ...]:
        """Those of the last time whose profiles are still there."""
        kept = self._studio.settings.current.compared
        profiles = self._studio.profiles
        found = [Addressee(ProfileId(profile), model) for profile, model in kept]
        return tuple(one for one in found if profiles.get(one.profile_id) is not None)

    def _name_of(self, profile_id: ProfileId) -> str:
        profile = self._studio.profiles.get(profile_id)
        return profile.name if profile is not None else ""
