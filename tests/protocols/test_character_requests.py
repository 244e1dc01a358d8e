"""What goes out for characters in each dialect, and what is refused before anything goes out."""

import pytest

from app.domain.character import (
    LIMITS,
    CharacterDialect,
    CharacterWish,
    ClipFacts,
    check_wish,
)
from app.domain.errors import ErrorKind, InputError
from app.domain.media import MediaBytes, MediaKind
from app.domain.profile import GatewayTraits
from app.protocols.video.characters import Deletion, create, delete, everything, parse_delete, query
from app.wire.request import JsonBody, MultipartBody
from app.wire.response import WireResponse

OFFICIAL, SORA, MODEL = CharacterDialect.OFFICIAL, CharacterDialect.SORA, CharacterDialect.MODEL
GATEWAY = GatewayTraits()
CLIP = MediaBytes(b"film", "video/mp4", "fox.mp4", MediaKind.VIDEO)
GOOD, SQUARE, SMALL = (ClipFacts(3000, *size) for size in ((1280, 720), (720, 720), (640, 360)))
LINK = "https://clips.example.org/fox.mp4"


def test_the_official_way_is_a_form_with_a_name_and_a_clip() -> None:
    request = create(CharacterWish("Fox", CLIP), OFFICIAL, GATEWAY)
    assert (request.method, request.path) == ("POST", "/v1/videos/characters")
    assert not request.repeatable
    assert isinstance(request.body, MultipartBody)
    assert request.body.fields == (("name", "Fox"),)
    assert [(part.field, part.mime, part.data) for part in request.body.files] == [
        ("video", "video/mp4", b"film")
    ]


def test_sora_wants_a_link_or_a_film_and_a_span() -> None:
    by_link = create(CharacterWish("Fox", link=LINK, span_s=(1.0, 3.0)), SORA, GATEWAY)
    by_film = create(CharacterWish("Fox", film_id="video_1", span_s=(0.5, 2.0)), SORA, GATEWAY)
    assert by_link.path == "/sora/v1/characters"
    assert by_link.body == JsonBody({"url": LINK, "timestamps": "1,3"})
    assert by_film.body == JsonBody({"from_task": "video_1", "timestamps": "0.5,2"})
    assert query("char_1", SORA, GATEWAY) is None


def test_a_model_makes_them_like_a_film() -> None:
    request = create(CharacterWish("Fox", CLIP), MODEL, GATEWAY)
    assert request.path == "/v1/videos"
    assert isinstance(request.body, MultipartBody)
    assert dict(request.body.fields) == {"model": "sora-2-character", "prompt": "Fox"}
    asked = query("char_1", MODEL, GATEWAY)
    assert asked is not None
    assert (asked.method, asked.path) == ("GET", "/v1/videos/char_1")


def test_lists_and_deletes_are_tried_where_characters_are_made() -> None:
    assert everything(SORA, GATEWAY).path == "/sora/v1/characters"
    assert everything(MODEL, GATEWAY).path == "/v1/videos/characters"
    request = delete("char 1", OFFICIAL, GATEWAY)
    assert (request.method, request.path) == ("DELETE", "/v1/videos/characters/char%201")


@pytest.mark.parametrize(
    ("status", "body", "deletion"),
    [
        (200, b'{"id": "char_1", "deleted": true}', Deletion.DONE),
        (204, b"", Deletion.DONE),
        (404, b'{"error": {"message": "Character not found"}}', Deletion.NOT_KNOWN),
        (
            404,
            b'{"error": {"message": "Invalid URL (DELETE /v1/videos/characters/x)"}}',
            Deletion.NOT_OFFERED,
        ),
        (200, b"<!doctype html><html><title>Console</title></html>", Deletion.NOT_OFFERED),
        (405, b"", Deletion.NOT_OFFERED),
    ],
)
def test_a_call_that_is_not_there_is_told_from_a_character_that_is_not(
    status: int, body: bytes, deletion: Deletion
) -> None:
    assert parse_delete(WireResponse(status, {}, body)) is deletion


@pytest.mark.parametrize(
    ("dialect", "wish", "facts", "kind", "field"),
    [
        (OFFICIAL, CharacterWish("", CLIP), GOOD, ErrorKind.CHARACTER_NAME_INVALID, "name"),
        (OFFICIAL, CharacterWish("x" * 81, CLIP), GOOD, ErrorKind.CHARACTER_NAME_INVALID, "name"),
        (OFFICIAL, CharacterWish("Fox"), GOOD, ErrorKind.CLIP_MISSING, "clip"),
        (OFFICIAL, CharacterWish("Fox", link=LINK), GOOD, ErrorKind.CLIP_MISSING, "clip"),
        (OFFICIAL, CharacterWish("Fox", CLIP, LINK), GOOD, ErrorKind.CLIP_MISSING, "clip"),
        (OFFICIAL, CharacterWish("Fox", CLIP), ClipFacts(900), ErrorKind.CLIP_LENGTH_INVALID, "clip"),
        (OFFICIAL, CharacterWish("Fox", CLIP), ClipFacts(5000), ErrorKind.CLIP_LENGTH_INVALID, "clip"),
        (MODEL, CharacterWish("Fox", CLIP), ClipFacts(500), ErrorKind.CLIP_LENGTH_INVALID, "clip"),
        (OFFICIAL, CharacterWish("Fox", CLIP), SQUARE, ErrorKind.CLIP_SHAPE_INVALID, "clip"),
        (OFFICIAL, CharacterWish("Fox", CLIP), SMALL, ErrorKind.CLIP_SHAPE_INVALID, "clip"),
        (SORA, CharacterWish("Fox", CLIP, span_s=(1, 3)), GOOD, ErrorKind.MEDIA_NEEDS_LINK, "clip"),
        (SORA, CharacterWish("Fox", link=LINK), GOOD, ErrorKind.CLIP_SPAN_INVALID, "span"),
        (SORA, CharacterWish("Fox", link=LINK, span_s=(1, 5)), GOOD, ErrorKind.CLIP_SPAN_INVALID, "span"),
        (SORA, CharacterWish("Fox", link=LINK, span_s=(-1, 1)), GOOD, ErrorKind.CLIP_SPAN_INVALID, "span"),
    ],
)  # fmt: skip
def test_what_a_dialect_does_not_take_is_said_at_its_field(
    dialect: CharacterDialect, wish: CharacterWish, facts: ClipFacts, kind: ErrorKind, field: str
) -> None:
    with pytest.raises(InputError) as refused:
        check_wish(wish, facts, LIMITS[dialect])
    assert (refused.value.kind, refused.value.field) == (kind, field)


@pytest.mark.parametrize(
    ("dialect", "wish", "facts"),
    [
        (OFFICIAL, CharacterWish("狐狸", CLIP), GOOD),
        (OFFICIAL, CharacterWish("Fox", CLIP), ClipFacts()),
        (OFFICIAL, CharacterWish("Fox", CLIP), ClipFacts(4033, 1080, 1920)),
        (SORA, CharacterWish("Fox", link=LINK, span_s=(1, 3)), ClipFacts()),
        (MODEL, CharacterWish("Fox", film_id="video_1"), ClipFacts()),
    ],
)
def test_what_fits_is_taken(dialect: CharacterDialect, wish: CharacterWish, facts: ClipFacts) -> None:
    check_wish(wish, facts, LIMITS[dialect])
