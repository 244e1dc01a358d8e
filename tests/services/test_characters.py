"""Characters from the clip to the prompt that calls them, in each dialect, over HTTP."""

# ruff: noqa: ASYNC240  # a test may wait for the disk

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from app.demo.answer_faults import Status
from app.demo.film.filming import film
from app.demo.wire_faults import ResetAfter
from app.domain.character import Character, CharacterDialect, CharacterState
from app.domain.errors import ErrorKind, InputError, NetworkError, StudioError
from app.domain.ids import ProfileId
from app.domain.profile import Profile
from app.domain.remote_task import TaskState
from app.services.events import CharactersChanged
from app.services.jobs.character_orders import CharacterOrder
from app.services.jobs.characters import Removal
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.services.entries import said_in
from tests.services.making import PATIENCE_S, Orders
from tests.services.workshop import FastClock
from tests.studio import add_gateway, open_at

OFFICIAL, SORA, MODEL = CharacterDialect.OFFICIAL, CharacterDialect.SORA, CharacterDialect.MODEL
OWN = "/v1/videos/characters"
LINK = "https://clips.example.org/fox.mp4"


@pytest.fixture
def clip(tmp_path: Path) -> Path:
    """Two seconds of film, in a shape that every gateway takes."""
    path = tmp_path / "fox.mp4"
    path.write_bytes(film("a fox", 1280, 720, 2.0))
    return path


@pytest.fixture
def profile(hurried: Studio) -> Profile:
    """The test's provider."""
    found = hurried.profiles.get(ProfileId("profile-1"))
    assert found is not None
    return found


async def speaking(studio: Studio, profile: Profile, dialect: CharacterDialect) -> Profile:
    """The provider, known to make characters in this way."""
    traits = replace(profile.traits, characters=dialect.value)
    return await studio.profiles.save(replace(profile, traits=traits), {})


async def ready(studio: Studio, character: Character) -> Character:
    """The character once nothing more happens to it."""
    changed = asyncio.Event()

    def note(_event: CharactersChanged) -> None:
        changed.set()

    studio.hub.listen(CharactersChanged, note)
    while True:
        changed.clear()
        now = next(one for one in await of(studio, character.profile_id) if one.id == character.id)
        if now.state is not CharacterState.MAKING:
            return now
        async with asyncio.timeout(PATIENCE_S):
            await changed.wait()


async def of(studio: Studio, profile_id: ProfileId) -> tuple[Character, ...]:
    """What the list shows."""
    return await studio.characters.of(profile_id)


@pytest.mark.covers("video.openai/character-create")
@pytest.mark.covers("video.openai/character-query")
async def test_a_character_is_made_from_a_clip_and_called_in_a_prompt(
    hurried: Studio, profile: Profile, clip: Path, gateway: Gateway
) -> None:
    made = await hurried.characters.create(profile, CharacterOrder(" Fox ", clip=clip))
    assert (made.state, made.name, made.source) == (CharacterState.READY, "Fox", "fox.mp4")
    assert made.avatar.startswith(gateway.root)
    (asked,) = gateway.asked(OWN)
    assert said_in(asked)["name"] == "Fox"
    assert said_in(asked)["video"] == clip.read_bytes()
    assert await of(hurried, profile.id) == (made,)
    again = await hurried.characters.refresh(made.id)
    assert again == made
    assert [request.method for request in gateway.asked(f"{OWN}/{made.remote_id}")] == ["GET"]
    task = await Orders(hurried).make("sora-2", f"{made.mention}runs", model="sora-2", seconds="4")
    assert task.state is TaskState.DONE, task.error
    sent = said_in(gateway.asked("/v1/videos")[0])
    assert sent["prompt"] == f"@{made.username} runs"
    assert sent["characters[]"] == made.remote_id


@pytest.mark.covers("video.openai/character-create")
async def test_sora_makes_one_from_a_span_of_a_link_or_of_a_film(
    hurried: Studio, profile: Profile, gateway: Gateway
) -> None:
    profile = await speaking(hurried, profile, SORA)
    characters = hurried.characters
    by_link = await characters.create(profile, CharacterOrder("Fox", link=LINK, span_s=(1.0, 3.0)))
    task = await Orders(hurried).make("sora-2", "a fox", model="sora-2", seconds="4")
    assert task.handle is not None
    by_film = await characters.create(
        profile, CharacterOrder("Vixen", film_id=task.handle.id, span_s=(0.0, 2.5))
    )
    first, second = gateway.asked("/sora/v1/characters")
    assert first.json() == {"url": LINK, "timestamps": "1,3"}
    assert second.json() == {"from_task": task.handle.id, "timestamps": "0,2.5"}
    assert by_link.username != by_film.username
    assert by_link.permalink
    assert await of(hurried, profile.id) == (by_film, by_link)
    assert await characters.refresh(by_link.id) == by_link
    await Orders(hurried).make("sora-2", f"{by_link.mention}runs", model="sora-2", seconds="4")
    assert said_in(gateway.asked("/v1/videos")[-1])["prompt"] == f"@{by_link.username} runs"
    assert "characters[]" not in said_in(gateway.asked("/v1/videos")[-1])


async def test_only_who_is_called_goes_along_and_only_where_a_model_knows_characters(
    hurried: Studio, profile: Profile, clip: Path, gateway: Gateway
) -> None:
    await hurried.characters.create(profile, CharacterOrder("Fox", clip=clip))
    orders = Orders(hurried)
    await orders.make("sora-2", "a foxhole", model="sora-2", seconds="4")
    assert "characters[]" not in said_in(gateway.asked("/v1/videos")[-1])
    vixen = await hurried.characters.create(profile, CharacterOrder("Vixen", clip=clip))
    called = hurried.characters.called
    card = await hurried.cards.get("kling.text2video")
    assert card is not None
    assert await called(profile.id, card, vixen.mention) == {}


async def test_one_is_called_differently_here_and_by_its_own_name_there(
    hurried: Studio, profile: Profile, clip: Path
) -> None:
    made = await hurried.characters.create(profile, CharacterOrder("Fox", clip=clip))
    await hurried.characters.rename(made.id, " Reynard ")
    (listed,) = await of(hurried, profile.id)
    assert (listed.title, listed.name, listed.mention) == ("Reynard", "Fox", made.mention)
    await hurried.characters.rename(made.id, "")
    assert (await of(hurried, profile.id))[0].title == "Fox"


@pytest.mark.covers("video.openai/character-query")
async def test_one_that_a_model_makes_is_asked_for_until_it_has_its_name(
    hurried: Studio, profile: Profile, clip: Path, gateway: Gateway
) -> None:
    profile = await speaking(hurried, profile, MODEL)
    made = await hurried.characters.create(profile, CharacterOrder("Fox", clip=clip))
    assert (made.state, made.username) == (CharacterState.MAKING, "")
    done = await ready(hurried, made)
    assert done.state is CharacterState.READY
    assert done.mention.startswith("@demo.character.")
    assert len(gateway.asked(f"/v1/videos/{made.remote_id}")) == 2
    assert said_in(gateway.asked("/v1/videos")[0])["model"] == "sora-2-character"


@pytest.mark.covers("video.openai/character-delete")
async def test_a_deleted_one_is_gone_there_and_a_prompt_that_calls_it_says_so(
    hurried: Studio, profile: Profile, clip: Path, gateway: Gateway
) -> None:
    made = await hurried.characters.create(profile, CharacterOrder("Fox", clip=clip))
    assert await hurried.characters.remove(made.id) is Removal.DELETED
    assert [request.method for request in gateway.asked(f"{OWN}/{made.remote_id}")] == ["DELETE"]
    assert await of(hurried, profile.id) == ()
    task = await Orders(hurried).make("sora-2", f"{made.mention}runs", model="sora-2", seconds="4")
    assert task.state is TaskState.FAILED
    assert task.error is not None
    assert task.error.kind is ErrorKind.CHARACTER_NOT_ALLOWED


async def test_a_gateway_that_deletes_none_is_asked_once_and_the_list_forgets_it(
    hurried: Studio, profile: Profile, gateway: Gateway
) -> None:
    profile = await speaking(hurried, profile, SORA)
    for number in range(2):
        made = await hurried.characters.create(
            profile, CharacterOrder(f"Fox {number}", link=LINK, span_s=(1.0, 3.0))
        )
        assert await hurried.characters.remove(made.id) is Removal.HERE_ONLY
    deletes = [request for request in gateway.requests if request.method == "DELETE"]
    assert len(deletes) == 1
    assert await of(hurried, profile.id) == ()


async def test_a_gateway_that_fails_keeps_it_in_the_list(
    hurried: Studio, profile: Profile, clip: Path, gateway: Gateway
) -> None:
    made = await hurried.characters.create(profile, CharacterOrder("Fox", clip=clip))
    gateway.faults.set(Status(500), f"{OWN}/{made.remote_id}", times=None)
    with pytest.raises(StudioError):
        await hurried.characters.remove(made.id)
    assert await of(hurried, profile.id) == (made,)


@pytest.mark.covers("video.openai/character-list")
async def test_what_the_gateway_lists_adds_to_the_list_and_takes_nothing_from_it(
    hurried: Studio, profile: Profile, clip: Path, gateway: Gateway
) -> None:
    elsewhere = await hurried.characters.create(profile, CharacterOrder("Elsewhere", clip=clip))
    await hurried.characters.forget(elsewhere.id)
    mine = await hurried.characters.create(profile, CharacterOrder("Mine", clip=clip))
    assert await hurried.characters.look_for(profile) >= 1
    listed = await of(hurried, profile.id)
    assert {"Elsewhere", "Mine"} <= {one.name for one in listed}
    assert len({one.remote_id for one in listed}) == len(listed)
    assert await hurried.characters.look_for(profile) == 0
    assert mine in await of(hurried, profile.id)
    assert [request.method for request in gateway.asked(OWN)].count("GET") == 2


async def test_a_gateway_without_a_list_says_so_and_nothing_is_lost(
    hurried: Studio, profile: Profile, gateway: Gateway
) -> None:
    profile = await speaking(hurried, profile, SORA)
    made = await hurried.characters.create(profile, CharacterOrder("Fox", link=LINK, span_s=(1.0, 3.0)))
    with pytest.raises(StudioError):
        await hurried.characters.look_for(profile)
    assert await of(hurried, profile.id) == (made,)


async def test_what_the_gateway_would_not_take_is_never_sent(
    hurried: Studio, profile: Profile, tmp_path: Path, gateway: Gateway
) -> None:
    square, long, empty = tmp_path / "square.mp4", tmp_path / "long.mp4", tmp_path / "empty.mp4"
    square.write_bytes(film("a fox", 64, 64, 2.0))
    long.write_bytes(film("a fox", 64, 36, 6.0))
    empty.write_bytes(b"")
    kinds = []
    for path in (square, long, empty):
        with pytest.raises(InputError) as refused:
            await hurried.characters.create(profile, CharacterOrder("Fox", clip=path))
        kinds.append(refused.value.kind)
    assert kinds == [
        ErrorKind.CLIP_SHAPE_INVALID,
        ErrorKind.CLIP_LENGTH_INVALID,
        ErrorKind.ATTACHMENT_EMPTY,
    ]
    assert gateway.requests == []
    assert await of(hurried, profile.id) == ()


async def test_a_refusal_leaves_nothing_and_a_lost_answer_leaves_one_that_may_exist(
    hurried: Studio, profile: Profile, clip: Path, gateway: Gateway
) -> None:
    gateway.faults.set(Status(400), OWN)
    with pytest.raises(StudioError):
        await hurried.characters.create(profile, CharacterOrder("Fox", clip=clip))
    assert await of(hurried, profile.id) == ()
    gateway.faults.set(ResetAfter(0), OWN)
    with pytest.raises(NetworkError):
        await hurried.characters.create(profile, CharacterOrder("Fox", clip=clip))
    (lost,) = await of(hurried, profile.id)
    assert lost.state is CharacterState.UNCONFIRMED
    assert lost.error is not None
    assert len(gateway.asked(OWN)) == 2
    assert await hurried.characters.look_for(profile) >= 1
    assert await hurried.characters.remove(lost.id) is Removal.HERE_ONLY


async def test_characters_outlive_the_program_and_what_is_being_made_is_asked_for_on(
    tmp_path: Path, clip: Path, gateway: Gateway
) -> None:
    first = await open_at(tmp_path, FastClock(0.01))
    profile = await add_gateway(first.studio, gateway)
    spoken = await speaking(first.studio, profile, MODEL)
    made = await first.studio.characters.create(spoken, CharacterOrder("Fox", clip=clip))
    await first.close()
    second = await open_at(tmp_path, FastClock(60.0))
    await add_gateway(second.studio, gateway)
    assert (await ready(second.studio, made)).username
    assert len([one for one in gateway.asked("/v1/videos") if one.method == "POST"]) == 1
    await second.close()
