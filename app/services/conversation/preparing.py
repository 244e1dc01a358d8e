"""Everything that can be refused before a message is kept or sent."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from app.domain.conversation import ChatSettings, Conversation, Message, Role
from app.domain.errors import ErrorKind, ProfileError
from app.domain.ids import MessageId, ProfileId
from app.domain.profile import Profile
from app.domain.turn import ChatTurn
from app.services.clock import new_id, now
from app.services.conversation.conversations import WHOLE_BRANCH
from app.services.conversation.tool_rounds import ToolSource
from app.services.conversation.turns import Turns
from app.services.profiles import Profiles
from app.storage.conversations import ConversationStore


class Preparing:
    """Makes turns of conversations.

    Args:
        endpoint_types: how a profile's gateway says that a model can be called.
    """

    def __init__(
        self,
        store: ConversationStore,
        profiles: Profiles,
        turns: Turns,
        tools: ToolSource,
        endpoint_types: Callable[[ProfileId, str], Sequence[str]],
    ) -> None:
        self._store = store
        self._profiles = profiles
        self._turns = turns
        self._tools = tools
        self._endpoint_types = endpoint_types

    async def turn(
        self,
        conversation: Conversation,
        settings: ChatSettings,
        leaf_id: MessageId | None,
        question: Message | None = None,
    ) -> tuple[ChatTurn, Profile]:
        """What to send for an answer to a message, or to a question below it, and through which gateway.

        Raises:
            StudioError: there is no profile or no model, a tool cannot be offered, or a file cannot be sent.
        """
        profile = self._profile(settings)
        nodes = await self._store.branch_end(conversation.id, leaf_id, WHOLE_BRANCH) if leaf_id else ()
        messages = [node.message for node in nodes]
        if question is not None:
            messages.append(question)
        endpoint_types = self._endpoint_types(profile.id, settings.model)
        tools = await self._tools.offered(settings)
        turn = await self._turns.assemble(settings, messages, endpoint_types, tools)
        return turn, profile

    async def results_below(self, conversation: Conversation, answer: Message) -> Message | None:
        """What the calls of an answer gave so far; a new message where something follows on that already."""
        nodes = await self._store.branch_end(conversation.id, conversation.leaf_id, WHOLE_BRANCH)
        messages = [node.message for node in nodes]
        place = next((place for place, one in enumerate(messages) if one.id == answer.id), len(messages))
        below = messages[place + 1 :]
        if not below or below[0].role is not Role.TOOL:
            return None
        return below[0] if len(below) == 1 else replace(below[0], id=MessageId(new_id()), created_at=now())

    def _profile(self, settings: ChatSettings) -> Profile:
        profile = self._profiles.get(settings.profile_id) if settings.profile_id else None
        profile = profile or self._profiles.active
        if profile is None:
            raise ProfileError(ErrorKind.KEY_MISSING, field="profile")
        return profile
