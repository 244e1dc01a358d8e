"""The models of a profile, read from the gateway over HTTP and kept for the next start."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.demo.answer_faults import Page
from app.domain.errors import ErrorKind, ProfileError, StudioError
from app.domain.model import ModelGroup
from app.domain.profile import Profile
from app.services.events import ModelsChanged
from app.services.studio import Studio
from tests.gateway import Gateway
from tests.studio import add_gateway, open_at

MODELS = "/v1/models"


@pytest.fixture
def profile(studio: Studio) -> Profile:
    return studio.profiles.all[0]


@pytest.mark.covers("account/token-models")
@pytest.mark.covers("text/models-openai")
async def test_the_list_is_read_on_demand_and_sorted_into_tabs(
    studio: Studio, gateway: Gateway, profile: Profile
) -> None:
    told: list[ModelsChanged] = []
    studio.hub.listen(ModelsChanged, lambda event: told.append(event))
    assert studio.models.cached(profile.id) == ()
    models = await studio.models.refresh(profile)
    groups = {model.id: model.traits.group for model in models}
    assert groups["demo-chat"] is ModelGroup.CHAT
    assert groups["gpt-image-1.5-demo"] is ModelGroup.IMAGE
    assert told == [ModelsChanged(profile.id)]
    assert gateway.asked(MODELS)[0].header("authorization") == f"Bearer {gateway.key}"


async def test_a_new_conversation_gets_an_everyday_model(studio: Studio, profile: Profile) -> None:
    assert studio.models.default_model(profile.id) == ""
    await studio.models.refresh(profile)
    assert studio.models.default_model(profile.id) == "demo-chat"


async def test_the_persons_own_choice_comes_first_while_it_is_listed(
    studio: Studio, profile: Profile
) -> None:
    await studio.models.refresh(profile)
    chosen = await studio.profiles.save(replace(profile, default_model="demo-fast"), {})
    assert studio.models.default_model(chosen.id) == "demo-fast"
    gone = await studio.profiles.save(replace(profile, default_model="long-gone"), {})
    assert studio.models.default_model(gone.id) == "demo-chat"


async def test_a_hidden_model_is_not_offered(studio: Studio, profile: Profile) -> None:
    await studio.models.refresh(profile)
    await studio.profiles.save(replace(profile, hidden_models=frozenset({"demo-chat"})), {})
    assert "demo-chat" not in {model.id for model in studio.models.cached(profile.id)}
    assert "demo-chat" in {model.id for model in studio.models.everything(profile.id)}
    assert studio.models.default_model(profile.id) != "demo-chat"


async def test_the_next_start_needs_no_network(tmp_path: Path, gateway: Gateway) -> None:
    opened = await open_at(tmp_path)
    await opened.studio.models.refresh(await add_gateway(opened.studio, gateway))
    await opened.close()
    gateway.forget()
    again = await open_at(tmp_path)
    assert again.studio.models.default_model(again.studio.profiles.all[0].id) == "demo-chat"
    assert not gateway.requests
    await again.close()


async def test_a_failed_refresh_keeps_what_was_there(
    studio: Studio, gateway: Gateway, profile: Profile
) -> None:
    before = await studio.models.refresh(profile)
    gateway.faults.set(Page(), MODELS, None)
    with pytest.raises(StudioError):
        await studio.models.refresh(profile)
    assert studio.models.cached(profile.id) == before


async def test_a_refused_key_is_named(studio: Studio, gateway: Gateway) -> None:
    profile = await add_gateway(studio, gateway, "sk-bad")
    with pytest.raises(ProfileError) as caught:
        await studio.models.refresh(profile)
    assert caught.value.kind is ErrorKind.KEY_REFUSED
