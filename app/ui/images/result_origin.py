"""What a result was made from."""

from app.domain.card import SlotRole
from app.domain.media import Attachment, MediaKind
from app.services.jobs.generate import form_of
from app.ui.images.results_model import Result


def base_of(result: Result) -> Attachment | None:
    """The picture that was edited, as it was before; None where nothing was edited."""
    form = form_of(result.task)
    inputs = form.inputs if form is not None else ()
    by_role = {item.role: item.attachment for item in reversed(inputs)}
    base = by_role.get(SlotRole.BASE)
    if base is None and result.task.action == "edit":
        base = by_role.get(SlotRole.REFERENCE)
    return base if base is not None and base.kind is MediaKind.PICTURE else None


def seed_of(result: Result) -> str:
    """The seed of what is chosen; empty where nobody knows it."""
    if result.chosen is not None and result.chosen.provenance.seed:
        return result.chosen.provenance.seed
    form = form_of(result.task)
    asked = form.values.get("seed") if form is not None else None
    return result.task.facts.get("seed") or ("" if asked is None else str(asked))
