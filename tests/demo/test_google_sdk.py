"""The unmodified client of Google is content with the demo gateway: pictures, edits, streams, Imagen."""

from collections.abc import Iterator

import pytest
from google import genai
from google.genai import errors, types

from app.demo.drawing.painting import paint
from app.demo.drawing.picture_files import read_header
from tests.gateway import Gateway

FLASH, PRO, IMAGEN = "gemini-2.5-flash-image-demo", "gemini-3-pro-image-demo", "imagen-4-demo"
BASE = paint("base", 320, 200).png()


@pytest.fixture
def client(gateway: Gateway) -> Iterator[genai.Client]:
    options = types.HttpOptions(base_url=gateway.root, api_version="v1beta")
    client = genai.Client(api_key=gateway.key, http_options=options)
    yield client
    client.close()


def pictures_of(answer: types.GenerateContentResponse) -> list[bytes]:
    found = [part.inline_data for part in answer.parts or () if part.inline_data and not part.thought]
    return [picture.data or b"" for picture in found]


def size_of(picture: bytes) -> tuple[int, int]:
    header = read_header(picture)
    assert header is not None
    return header.width, header.height


def config(aspect_ratio: str | None = None, image_size: str | None = None) -> types.GenerateContentConfig:
    image = types.ImageConfig(aspect_ratio=aspect_ratio, image_size=image_size)
    return types.GenerateContentConfig(response_modalities=["TEXT", "IMAGE"], image_config=image)


def test_a_picture_has_the_asked_shape_and_words_beside_it(client: genai.Client, gateway: Gateway) -> None:
    answer = client.models.generate_content(
        model=FLASH, contents="A brass telescope", config=config(aspect_ratio="16:9")
    )
    (picture,) = pictures_of(answer)
    assert size_of(picture) == (1344, 768)
    assert answer.text
    assert answer.usage_metadata is not None
    assert (answer.usage_metadata.candidates_token_count or 0) >= 1290
    assert gateway.requests[-1].header("x-goog-api-key") == gateway.key


def test_an_edit_keeps_the_size_of_its_picture(client: genai.Client) -> None:
    answer = client.models.generate_content(
        model=FLASH, contents=["Make it night", types.Part.from_bytes(data=BASE, mime_type="image/png")]
    )
    (picture,) = pictures_of(answer)
    assert size_of(picture) == (320, 200)
    assert picture != BASE


def test_a_conversation_goes_on_with_what_was_drawn(client: genai.Client) -> None:
    chat = client.chats.create(model=PRO, config=config(aspect_ratio="3:2", image_size="1K"))
    (first,) = pictures_of(chat.send_message("A fox"))
    (second,) = pictures_of(chat.send_message("Give it a red scarf"))
    assert size_of(first) == size_of(second) == (1264, 848)
    assert first != second


def test_a_picture_without_its_signature_is_refused(client: genai.Client) -> None:
    chat = client.chats.create(model=PRO)
    chat.send_message("A fox")
    for content in chat.get_history():
        for part in content.parts or ():
            part.thought_signature = None
    with pytest.raises(errors.ClientError, match="missing a thought_signature") as refused:
        chat.send_message("Give it a red scarf")
    assert refused.value.status == "INVALID_ARGUMENT"


def test_a_stream_brings_words_a_draft_and_the_picture(client: genai.Client) -> None:
    wanted = config(image_size="1K")
    wanted.thinking_config = types.ThinkingConfig(include_thoughts=True)
    chunks = list(client.models.generate_content_stream(model=PRO, contents="A fox", config=wanted))
    drafts = [part for chunk in chunks for part in chunk.parts or () if part.thought and part.inline_data]
    assert len(drafts) == 1
    assert sum(len(pictures_of(chunk)) for chunk in chunks) == 1
    assert chunks[-1].candidates is not None
    assert chunks[-1].candidates[0].finish_reason is types.FinishReason.STOP


def test_refusals_are_told_as_google_tells_them(client: genai.Client) -> None:
    blocked = client.models.generate_content(model=FLASH, contents="something moderated")
    assert blocked.prompt_feedback is not None
    assert blocked.prompt_feedback.block_reason is types.BlockedReason.PROHIBITED_CONTENT
    withheld = client.models.generate_content(model=FLASH, contents="a withheld fox")
    assert withheld.candidates is not None
    assert withheld.candidates[0].finish_reason is types.FinishReason.IMAGE_SAFETY


@pytest.mark.parametrize("image", [{"aspect_ratio": "7:5"}, {"image_size": "1k"}, {"image_size": "4K"}])
def test_what_a_model_cannot_draw_is_refused(client: genai.Client, image: dict[str, str]) -> None:
    with pytest.raises(errors.ClientError) as refused:
        client.models.generate_content(model=FLASH, contents="A fox", config=config(**image))
    assert refused.value.code == 400


def test_imagen_draws_several(client: genai.Client) -> None:
    wanted = types.GenerateImagesConfig(number_of_images=2, aspect_ratio="4:3")
    answer = client.models.generate_images(model=IMAGEN, prompt="A fox", config=wanted)
    pictures = [made.image.image_bytes or b"" for made in answer.generated_images or () if made.image]
    assert [size_of(picture) for picture in pictures] == [(1024, 768)] * 2
