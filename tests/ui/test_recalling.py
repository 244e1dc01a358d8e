"""A picture's own file as the form by which it was made."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from app.catalog.cards import Cards
from app.domain.card import SlotRole
from app.domain.errors import ErrorKind, InputError
from app.domain.form import FormInput, GenerationForm
from app.domain.ids import AttachmentId
from app.domain.media import Attachment, MediaKind, Provenance
from app.storage import provenance
from app.storage.places import resources_folder
from app.storage.records import to_text
from app.ui.ordering.recalling import form_of_file

CARD = "replicate.flux-schnell-lora"
FORM = GenerationForm(CARD, "flux-schnell", {"prompt": "a fox in the snow"}, extra_json='{"style": "x"}')


@pytest.fixture(scope="module")
def cards() -> Cards:
    return Cards.load(resources_folder(), None)


def attachment(folder: Path, name: str) -> Attachment:
    return Attachment(AttachmentId(name), MediaKind.PICTURE, name, "image/png", 3, str(folder / name))


def holds(kept: Attachment) -> bool:
    return Path(kept.path).exists()


def picture(folder: Path, made: Provenance, name: str = "made.png") -> Path:
    path = folder / name
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    assert image.save(str(path))
    assert provenance.write_into(path, made)
    return path


def made_by(form: GenerationForm, seed: str = "") -> Provenance:
    prompt = str(form.values["prompt"])
    return Provenance(card_id=form.card_id, model=form.model, prompt=prompt, seed=seed, form=to_text(form))


@pytest.mark.parametrize("name", ["made.png", "made.jpg", "made.webp"])
async def test_the_whole_form_comes_back(tmp_path: Path, cards: Cards, name: str) -> None:
    path = picture(tmp_path, made_by(FORM), name)
    assert await form_of_file(path, cards, holds) == FORM


async def test_the_seed_that_the_provider_chose_is_filled_in(tmp_path: Path, cards: Cards) -> None:
    form = await form_of_file(picture(tmp_path, made_by(FORM, seed="77")), cards, holds)
    assert form is not None
    assert form.values["seed"] == 77


async def test_pictures_that_are_gone_are_left_out(tmp_path: Path, cards: Cards) -> None:
    there = FormInput(SlotRole.REFERENCE, attachment(tmp_path, "there.png"))
    gone = FormInput(SlotRole.REFERENCE, attachment(tmp_path, "gone.png"))
    (tmp_path / "there.png").write_bytes(b"png")
    path = picture(tmp_path, made_by(replace(FORM, inputs=(there, gone))))
    form = await form_of_file(path, cards, holds)
    assert form is not None
    assert form.inputs == (there,)


async def test_a_file_of_an_earlier_version_tells_what_it_can(tmp_path: Path, cards: Cards) -> None:
    made = replace(made_by(FORM), form="", values={"num_outputs": 2})
    form = await form_of_file(picture(tmp_path, made), cards, holds)
    assert form is not None
    assert form.values == {"num_outputs": 2, "prompt": "a fox in the snow"}


async def test_files_that_tell_nothing_are_no_form(tmp_path: Path, cards: Cards) -> None:
    unknown = replace(made_by(FORM), card_id="nobody.knows")
    assert await form_of_file(picture(tmp_path, unknown), cards, holds) is None
    (tmp_path / "text.png").write_text("nothing")
    assert await form_of_file(tmp_path / "text.png", cards, holds) is None
    with pytest.raises(InputError) as refused:
        await form_of_file(tmp_path / "missing.png", cards, holds)
    assert refused.value.kind is ErrorKind.ATTACHMENT_UNREADABLE
