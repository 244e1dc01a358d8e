"""What goes on from a finished film: remixed, extended, edited, given a voice."""

from app.catalog.cards import Cards
from app.domain.card import MediaFamily, ModelCard
from app.domain.form import GenerationForm
from app.domain.remote_task import RemoteTask, TaskState
from app.services.jobs.generate import form_of
from app.ui.ordering.model_cards import FOLLOW_UP


def follow_ups(task: RemoteTask, cards: Cards) -> tuple[ModelCard, ...]:
    """The cards that go on from what a task has made, where its maker has any."""
    made_by = cards.get(task.card_id)
    if made_by is None or task.handle is None or task.state is not TaskState.DONE:
        return ()
    return tuple(
        card
        for card in cards.all(MediaFamily.VIDEO)
        if FOLLOW_UP in card.capabilities
        and (card.protocol, card.family) == (made_by.protocol, made_by.family)
    )


def follow_up_form(card: ModelCard, task: RemoteTask) -> GenerationForm:
    """The form of a card that goes on from a task; its prompt is that of the film, to be changed."""
    before = form_of(task)
    words = task.prompt if before is None else str(before.values.get("prompt") or "")
    return GenerationForm(card.id, task.model, {"prompt": words}, parent=task.handle, continues=task.id)
