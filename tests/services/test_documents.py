"""Documents in a conversation: their text arrives, and what cannot be read or sent is refused before."""

import base64
import io
import struct
import wave
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter

from app.domain.document import DOCX, PDF, PPTX, XLSX
from app.domain.errors import ErrorKind, InputError
from app.domain.media import Attachment, MediaKind
from app.services.documents.documents import Documents
from app.services.documents.gathering import MOST_CHARACTERS
from app.services.documents.package import MOST_UNPACKED
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.studio import begin_talk

CHAT = "/v1/chat/completions"
FILES = Path(__file__).parent / "documents"
BOMB = b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><d>&b;</d>'


async def attach(studio: Studio, name: str) -> Attachment:
    return await studio.attachments.add_file(FILES / name)


def archive(**parts: bytes) -> bytes:
    """A zipped file whose parts are called as in a text document."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(f"word/{name}.xml", content)
    return written.getvalue()


def sound() -> bytes:
    """A tenth of a second of silence as WAV."""
    written = io.BytesIO()
    with wave.open(written, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(struct.pack("<h", 0) * 800)
    return written.getvalue()


def scan() -> bytes:
    """A PDF of one page without a word."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def asked_text(gateway: Gateway) -> str:
    content = gateway.asked(CHAT)[-1].json()["messages"][-1]["content"]
    assert isinstance(content, str)
    return content


async def refusal(studio: Studio, data: bytes, name: str) -> ErrorKind:
    attachment = await studio.attachments.add_bytes(data, name)
    with pytest.raises(InputError) as refused:
        await studio.documents.text(attachment)
    assert refused.value.values["name"] == name
    return refused.value.kind


@pytest.mark.covers("chat.openai/file-reading")
@pytest.mark.parametrize(
    ("name", "mime", "words"),
    [
        ("report.docx", DOCX, ("# Annual report 年度报告", "华东\t1200", "Before\tafter a tab\nand a line")),
        (
            "sales.xlsx",
            XLSX,
            ("# 销售 Sales", "2026-03-14\t12.5\tTRUE", "2026-03-15 08:30:00\t7\tFALSE\t\tfar"),
        ),
        ("launch.pptx", PPTX, ("# Slide 1\nLaunch 发布", "Breathe before speaking", "Q1\tQ2\n10\t20")),
    ],
)
async def test_an_office_document_arrives_as_its_text(
    studio: Studio, gateway: Gateway, name: str, mime: str, words: tuple[str, ...]
) -> None:
    document = await attach(studio, name)
    assert document.mime == mime
    talk = await begin_talk(studio)
    assert (await talk.say("What does it say?", attachments=(document,))).text
    text = asked_text(gateway)
    assert text.startswith(f"{name}\n```\n")
    assert all(part in text for part in words)
    assert text.endswith("What does it say?")


async def test_a_pdf_arrives_as_text_where_the_model_reads_no_files(studio: Studio, gateway: Gateway) -> None:
    contract = await attach(studio, "contract.pdf")
    await (await begin_talk(studio)).say("Sum it up", attachments=(contract,))
    assert "[Page 2]\nPage 2 line 1" in asked_text(gateway)
    assert (await studio.documents.text(contract)).pages == 2


@pytest.mark.covers("chat.openai/pdf")
async def test_a_pdf_goes_as_a_file_where_the_model_reads_it(studio: Studio, gateway: Gateway) -> None:
    contract = await attach(studio, "contract.pdf")
    talk = await begin_talk(studio, "claude-sonnet-4-5-demo", protocol="openai")
    await talk.say("Sum it up", attachments=(contract,))
    file = gateway.asked(CHAT)[-1].json()["messages"][-1]["content"][-1]["file"]
    kind, _, data = file["file_data"].partition(";base64,")
    assert (file["filename"], kind) == ("contract.pdf", f"data:{PDF}")
    assert base64.b64decode(data) == (FILES / "contract.pdf").read_bytes()


async def test_a_sound_goes_to_a_model_that_hears(studio: Studio, gateway: Gateway) -> None:
    memo = await studio.attachments.add_bytes(sound(), "memo.wav")
    talk = await begin_talk(studio, "gemini-2.5-flash-demo", protocol="openai")
    await talk.say("What do you hear?", attachments=(memo,))
    part = gateway.asked(CHAT)[-1].json()["messages"][-1]["content"][-1]
    assert part["input_audio"]["format"] == "wav"
    assert base64.b64decode(part["input_audio"]["data"]) == sound()


async def test_a_sound_is_refused_before_anything_is_sent_to_a_model_that_hears_none(
    studio: Studio, gateway: Gateway
) -> None:
    memo = await studio.attachments.add_bytes(sound(), "memo.wav")
    talk = await begin_talk(studio)
    with pytest.raises(InputError) as refused:
        await talk.say("What do you hear?", attachments=(memo,))
    assert refused.value.kind is ErrorKind.MEDIA_NOT_TAKEN
    assert refused.value.values == {
        "name": "memo.wav", "model": "demo-chat", "protocol": "Chat Completions"
    }  # fmt: skip
    assert not gateway.asked(CHAT)
    assert not await talk.branch()


async def test_what_a_file_is_shows_in_its_content(studio: Studio) -> None:
    disguised = await studio.attachments.add_bytes((FILES / "report.docx").read_bytes(), "holiday.pdf")
    plain = await studio.attachments.add_bytes(archive(readme=b"hello"), "report.docx")
    assert (disguised.mime, plain.mime) == (DOCX, "application/zip")
    assert plain.kind is MediaKind.FILE
    assert (await studio.documents.text(disguised)).text.startswith("# Annual report")


async def test_evil_documents_are_refused_by_name(studio: Studio) -> None:
    swollen = archive(document=b"<d>" + b" " * (MOST_UNPACKED + 1) + b"</d>")
    assert len(swollen) < 1_000_000
    assert await refusal(studio, swollen, "bomb.docx") is ErrorKind.DOCUMENT_TOO_COMPLEX
    assert await refusal(studio, archive(document=BOMB), "laughs.docx") is ErrorKind.ATTACHMENT_UNREADABLE
    assert await refusal(studio, archive(document=b"<d><p>"), "half.docx") is ErrorKind.ATTACHMENT_UNREADABLE
    assert await refusal(studio, b"%PDF-1.7\nnothing", "broken.pdf") is ErrorKind.ATTACHMENT_UNREADABLE
    assert await refusal(studio, scan(), "scan.pdf") is ErrorKind.DOCUMENT_WITHOUT_TEXT
    locked = (FILES / "locked.pdf").read_bytes()
    assert await refusal(studio, locked, "locked.pdf") is ErrorKind.DOCUMENT_LOCKED


async def test_a_document_that_takes_too_long_is_given_up(studio: Studio) -> None:
    hasty = Documents(studio.attachments, limit_s=0)
    with pytest.raises(InputError) as refused:
        await hasty.text(await attach(studio, "contract.pdf"))
    assert refused.value.kind is ErrorKind.DOCUMENT_TOO_COMPLEX


async def test_an_endless_document_is_cut_and_says_so(studio: Studio, gateway: Gateway) -> None:
    paragraphs = b"<p><t>" + b"word " * 200 + b"</t></p>"
    endless = archive(document=b"<d>" + paragraphs * 1200 + b"</d>")
    attachment = await studio.attachments.add_bytes(endless, "endless.docx")
    read = await studio.documents.text(attachment)
    assert read.cut
    assert MOST_CHARACTERS - 2000 < len(read.text) <= MOST_CHARACTERS
    await (await begin_talk(studio)).say("Sum it up", attachments=(attachment,))
    assert "[Cut here: only the first" in asked_text(gateway)
