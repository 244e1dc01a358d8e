"""Reads from a picture's file how it was made, as a form that can be filled in again."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from app.catalog.cards import Cards
from app.domain.card import ModelCard
from app.domain.errors import ErrorKind, InputError
from app.domain.form import FormInput, GenerationForm
from app.domain.media import Attachment, Provenance
from app.domain.parameter import ParameterKind
from app.storage import provenance
from app.storage.records import from_text

Holds = Callable[[Attachment], bool]


async def form_of_file(path: Path, cards: Cards, holds: Holds) -> GenerationForm | None:
    """The form by which a file was made; None where nothing tells, or its model's form is not there.

    Args:
        holds: whether an attachment is still there.

    Raises:
        InputError: the file cannot be read.
    """
    return await asyncio.to_thread(_form_of_file, path, cards, holds)


def _form_of_file(path: Path, cards: Cards, holds: Holds) -> GenerationForm | None:
    try:
        made = provenance.read(path)
    except OSError as error:
        raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": path.name}) from error
    card = cards.get(made.card_id) if made is not None else None
    if made is None or card is None:
        return None
    form = _with_seed(_kept_form(made), card, made.seed)
    inputs = tuple(item for item in form.inputs if _is_there(item, holds))
    # What it went on from lies at a gateway of that time; pressing a button there is no form to fill in.
    return replace(form, inputs=inputs, parent=None, button="", continues=None)


def _kept_form(made: Provenance) -> GenerationForm:
    """The whole form where the file holds it, else what an earlier version wrote."""
    try:
        return from_text(GenerationForm, made.form)
    except ValueError:
        return GenerationForm(made.card_id, made.model, {**made.values, "prompt": made.prompt})


def _with_seed(form: GenerationForm, card: ModelCard, seed: str) -> GenerationForm:
    """The seed that the gateway chose, so that the same picture can be made again."""
    parameter = next((one for one in card.parameters if one.kind is ParameterKind.SEED), None)
    if parameter is None or not seed.isdecimal() or form.values.get(parameter.key) is not None:
        return form
    return replace(form, values={**form.values, parameter.key: int(seed)})


def _is_there(item: FormInput, holds: Holds) -> bool:
    return item.attachment is None or holds(item.attachment)
