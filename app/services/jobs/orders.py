"""What is ordered, and the row of the board that it becomes."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.card import MULTI_TURN, ModelCard
from app.domain.form import GenerationForm
from app.domain.ids import TaskId
from app.domain.profile import Profile
from app.domain.remote_task import RemoteTask, TaskState
from app.services.clock import new_id
from app.storage.records import to_text


@dataclass(frozen=True, slots=True)
class Order:
    """One form to be made by a card; ``parent_id`` is the task that it goes on from or repeats."""

    card: ModelCard
    form: GenerationForm
    parent_id: TaskId | None = None
    batch: str = ""


def new_task(
    order: Order, profile: Profile, created_at: datetime, position: int, known_s: float
) -> RemoteTask:
    """The task of an order, waiting at a place of the queue.

    ``known_s`` is how long such tasks took; where it is 0 the card says how long they usually take.
    """
    form, card = order.form, order.card
    return RemoteTask(
        id=TaskId(new_id()),
        profile_id=profile.id,
        profile_name=profile.name,
        card_id=card.id,
        protocol=card.protocol,
        action=card.action,
        model=form.model,
        prompt=form.words,
        request=to_text(form),
        root=profile.lines[0] if profile.lines else "",
        state=TaskState.WAITING,
        created_at=created_at,
        page=card.page,
        typical_s=known_s or card.typical_s or 0.0,
        position=position,
        traits=profile.traits,
        parent_id=order.parent_id or form.continues,
        pressed=form.button_label,
        batch=order.batch,
        cost=form.cost,
        link_lifetime_s=card.link_lifetime_s or 0.0,
        can_go_on=MULTI_TURN in card.capabilities,
    )
