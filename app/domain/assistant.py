"""Assistants: a name and an icon for settings with which conversations begin."""

from dataclasses import dataclass, replace

from app.domain.conversation import AssistantMark, ChatSettings
from app.domain.ids import AssistantId, ProfileId

LONGEST_NAME = 60
LONGEST_LETTERS = 8
"""An emoji may take as many code points."""
ICON_PREFIX = "icon:"


@dataclass(frozen=True, slots=True)
class Assistant:
    """A beginning for conversations. A change of it changes no conversation that was begun with it.

    ``icon`` is ``icon:`` and the name of one of the studio's own, or a letter or emoji. Where ``settings``
    name no model, the person's usual one is taken; so it is with a profile that is None or gone.
    ``first_message`` stands in the composer of a new conversation and may hold variables, like a prompt.
    """

    id: AssistantId
    name: str
    icon: str = ""
    description: str = ""
    """One line that says what it is good for."""
    settings: ChatSettings = ChatSettings()
    first_message: str = ""

    @property
    def mark(self) -> AssistantMark:
        """What a conversation keeps of it."""
        return AssistantMark(self.id, self.name, self.icon)

    def settings_for(self, model: str, profile_id: ProfileId | None) -> ChatSettings:
        """The settings of a new conversation.

        Args:
            model: taken where the assistant has none, together with the profile.
        """
        chosen = replace(self.settings, assistant=self.mark)
        if not chosen.model:
            return replace(chosen, model=model, profile_id=profile_id)
        return chosen if chosen.profile_id else replace(chosen, profile_id=profile_id)


def letter_of(name: str) -> str:
    """What stands for an assistant without an icon."""
    return name.strip()[:1].upper()


def portable(assistant: Assistant) -> Assistant:
    """An assistant as it can go to another computer: profiles are known on their own alone."""
    return replace(assistant, settings=replace(assistant.settings, profile_id=None, assistant=None))
