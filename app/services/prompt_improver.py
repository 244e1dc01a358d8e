"""Has a prompt for a picture or a film made better by the chat model of its provider."""

from collections.abc import Sequence

from app.catalog.models import ModelCatalog
from app.domain.chat_event import Broken, ChatEvent, TextDelta, TextReplaced
from app.domain.conversation import ChatSettings, Role
from app.domain.errors import ErrorKind, InputError, ProtocolError
from app.domain.profile import Profile
from app.domain.turn import ChatTurn, TurnMessage
from app.protocols.chat.openai_chat import OPENAI_CHAT
from app.services.gateway_calls import GatewayCalls
from app.services.models import Models

_INSTRUCTION = (
    "You improve prompts for models that make {what}. Rewrite the prompt of the person so that it says what "
    "is to be seen, in which setting, light, style and composition. Keep every fact, name, number and flag "
    "(such as --ar 16:9) of it, and its language. Add no more than two sentences. Answer with the new prompt "
    "alone, without quotes or remarks."
)
_QUOTES = "\"'“”「」`"


class PromptImprover:
    """Asks once; what it answers is for the person to judge."""

    def __init__(self, models: Models, catalog: ModelCatalog, calls: GatewayCalls) -> None:
        self._models = models
        self._catalog = catalog
        self._calls = calls

    def model_of(self, profile: Profile) -> str:
        """The model that is asked; empty where the provider offers none for conversations."""
        return self._models.default_model(profile.id)

    async def improve(self, profile: Profile, prompt: str, what: str) -> str:
        """A better prompt.

        Args:
            what: what it is for: pictures, or films.

        Raises:
            InputError: the provider offers no model for conversations.
            StudioError: it did not answer, or with nothing.
        """
        model = self.model_of(profile)
        if not model:
            raise InputError(ErrorKind.MODEL_MISSING, field="model")
        turn = ChatTurn(
            model,
            (
                TurnMessage(Role.SYSTEM, _INSTRUCTION.format(what=what)),
                TurnMessage(Role.USER, prompt),
            ),
            ChatSettings(model=model, stream=False),
            self._catalog.traits(model),
        )
        response = await self._calls.send(profile, OPENAI_CHAT.request(turn, profile.traits))
        said = _text_of(OPENAI_CHAT.parse(response)).strip().strip(_QUOTES).strip()
        if not said:
            raise ProtocolError(ErrorKind.EMPTY_ANSWER)
        return said


def _text_of(events: Sequence[ChatEvent]) -> str:
    text = ""
    for event in events:
        if isinstance(event, Broken):
            raise event.error
        if isinstance(event, TextReplaced):
            text = event.text
        elif isinstance(event, TextDelta):
            text += event.text
    return text
