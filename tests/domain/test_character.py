"""Whom a prompt calls, and which clips a gateway takes."""

from datetime import UTC, datetime

import pytest

from app.domain.character import LIMITS, Character, CharacterDialect, ClipFacts, check_clip
from app.domain.errors import ErrorKind, InputError
from app.domain.ids import CharacterId, ProfileId

OFFICIAL = CharacterDialect.OFFICIAL


def character(name: str, username: str = "") -> Character:
    """One of a list."""
    made_at = datetime(2026, 11, 1, tzinfo=UTC)
    return Character(
        CharacterId("c"), ProfileId("p"), OFFICIAL, name, made_at, remote_id="r", username=username
    )


@pytest.mark.parametrize(
    ("name", "username", "prompt", "is_called"),
    [
        ("Fox", "", "Fox runs", True),
        ("Fox", "", "a quick Fox.", True),
        ("Fox", "", "Foxes run", False),
        ("Fox", "", "a Silverfox and fox", False),
        ("小狐狸", "", "让小狐狸跑起来", True),
        ("Fox", "fox.1", "@fox.1 runs", True),
        ("Fox", "fox.1", "让@fox.1跑起来", True),
        ("Fox", "fox.1", "@fox.12 runs", False),
        ("Fox", "fox.1", "@fox.1.b runs", False),
        ("Fox", "fox.1", "mail to me@fox.1", False),
        ("Fox", "fox.1", "Fox runs", False),
    ],
)
def test_a_prompt_calls_by_the_whole_name(name: str, username: str, prompt: str, is_called: bool) -> None:
    assert character(name, username).is_called(prompt) is is_called


@pytest.mark.parametrize(
    ("facts", "refused"),
    [
        (ClipFacts(2000, 1280, 720), None),
        (ClipFacts(4042, 1080, 1920), None),
        (ClipFacts(), None),
        (ClipFacts(8000, 1280, 720), ErrorKind.CLIP_LENGTH_INVALID),
        (ClipFacts(1500, 1280, 720), ErrorKind.CLIP_LENGTH_INVALID),
        (ClipFacts(3000, 720, 720), ErrorKind.CLIP_SHAPE_INVALID),
        (ClipFacts(3000, 640, 360), ErrorKind.CLIP_SHAPE_INVALID),
        (ClipFacts(3000, 3840, 2160), ErrorKind.CLIP_SHAPE_INVALID),
    ],
)
def test_the_bounds_of_a_clip(facts: ClipFacts, refused: ErrorKind | None) -> None:
    if refused is None:
        check_clip(facts, LIMITS[OFFICIAL])
        return
    with pytest.raises(InputError) as error:
        check_clip(facts, LIMITS[OFFICIAL])
    assert (error.value.kind, error.value.field) == (refused, "clip")
