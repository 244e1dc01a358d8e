"""Half-filled forms in the database."""

from app.domain.card import MediaFamily, SlotRole
from app.domain.form import FormDraft, FormInput, GenerationForm
from app.domain.ids import AttachmentId, ProfileId
from app.domain.media import Attachment, MediaKind
from app.storage.database import Database
from app.storage.form_drafts import FormDrafts

PICTURE = Attachment(AttachmentId("a"), MediaKind.PICTURE, "fox.png", "image/png", 3, "ab/abc.png")
VALUES: dict[str, object] = {"prompt": "雪", "n": 2}
FORM = GenerationForm("openai.gpt-image", "gpt-image-1", VALUES, (FormInput(SlotRole.BASE, PICTURE),))
DRAFT = FormDraft(ProfileId("p"), "gpt-image-1", FORM)


async def test_each_page_has_a_form_of_its_own(database: Database) -> None:
    drafts = FormDrafts(database)
    assert await drafts.read(MediaFamily.IMAGE) is None
    await drafts.save(MediaFamily.IMAGE, DRAFT)
    assert await drafts.read(MediaFamily.IMAGE) == DRAFT
    assert await drafts.read(MediaFamily.VIDEO) is None


async def test_what_makes_no_sense_is_no_form(database: Database) -> None:
    await database.transaction(
        lambda it: it.execute("INSERT INTO choices VALUES ('form.image', '{\"model\": 7}')")
    )
    assert await FormDrafts(database).read(MediaFamily.IMAGE) is None
