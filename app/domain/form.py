"""A filled form as it is kept: enough to make the very same request tomorrow."""

from dataclasses import dataclass, field

from app.domain.card import SlotRole
from app.domain.generation import TaskHandle
from app.domain.ids import ProfileId, TaskId
from app.domain.media import Attachment


@dataclass(frozen=True, slots=True)
class FormInput:
    """One picture or clip of a form: a copy in the data folder, or an address that the gateway reads."""

    role: SlotRole
    attachment: Attachment | None = None
    link: str = ""


@dataclass(frozen=True, slots=True)
class GenerationForm:
    """What the person asks for. ``parent`` and ``button`` go on from an earlier task."""

    card_id: str
    model: str
    values: dict[str, object] = field(default_factory=dict)
    inputs: tuple[FormInput, ...] = ()
    extra_json: str = ""
    stream: bool = False
    parent: TaskHandle | None = None
    button: str = ""
    button_label: str = ""
    """What stood on it, in the person's language."""
    cost: str = ""
    """The estimate that was shown."""
    continues: TaskId | None = None
    """The task from whose result, and everything that was said before it, this one goes on."""

    @property
    def words(self) -> str:
        """What it is about: its prompt, or those of its start and its end, as some models have them."""
        if said := self.values.get("prompt"):
            return str(said)
        prompts = (value for name, value in self.values.items() if name.startswith("prompt_"))
        return " | ".join(value for value in prompts if isinstance(value, str) and value)


@dataclass(frozen=True, slots=True)
class FormDraft:
    """A form that was not sent yet, with the profile and the model, by its name in the list, it was for."""

    profile_id: ProfileId
    model: str
    form: GenerationForm
