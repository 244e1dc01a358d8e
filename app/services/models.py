"""The models of a profile: what its gateway lists, joined with what the catalogue knows."""

from collections.abc import Iterable

from app.catalog.models import ModelCatalog
from app.domain.ids import ProfileId
from app.domain.model import Model, ModelGroup
from app.domain.profile import Profile
from app.protocols.account.models_list import models_request, parse_models
from app.services.events import Hub, ModelsChanged
from app.services.gateway_calls import GatewayCalls
from app.services.profiles import Profiles
from app.storage.profiles import ProfileCache


class Models:
    """Lists are kept in storage, so that a start needs no network; they are read anew on demand."""

    def __init__(
        self, profiles: Profiles, calls: GatewayCalls, cache: ProfileCache, catalog: ModelCatalog, hub: Hub
    ) -> None:
        self._profiles = profiles
        self._calls = calls
        self._cache = cache
        self._catalog = catalog
        self._hub = hub
        self._listed: dict[ProfileId, tuple[Model, ...]] = {}

    async def load(self) -> None:
        """Read the kept lists of all profiles."""
        for profile in self._profiles.all:
            kept = await self._cache.models(profile.id)
            if kept is not None:
                self._listed[profile.id] = self._catalog.models(kept)
                self._hub.publish(ModelsChanged(profile.id))

    async def refresh(self, profile: Profile) -> tuple[Model, ...]:
        """Ask the gateway for its list and keep it; the visible models.

        Raises:
            StudioError: the gateway cannot be reached, refuses the key, or answers something else.
        """
        response = await self._calls.send(profile, models_request(profile.traits))
        listed = parse_models(response)
        await self._cache.save_models(profile.id, listed)
        self._listed[profile.id] = self._catalog.models(listed)
        self._hub.publish(ModelsChanged(profile.id))
        return self.cached(profile.id)

    def cached(self, profile_id: ProfileId) -> tuple[Model, ...]:
        """The models as last read, without those that the person hid."""
        profile = self._profiles.get(profile_id)
        hidden = profile.hidden_models if profile else frozenset()
        return tuple(model for model in self._listed.get(profile_id, ()) if model.id not in hidden)

    def endpoint_types(self, profile_id: ProfileId, model_id: str) -> tuple[str, ...]:
        """How the gateway says that a model can be called; nothing where it does not say."""
        listed = self._listed.get(profile_id, ())
        return next((model.endpoint_types for model in listed if model.id == model_id), ())

    def everything(self, profile_id: ProfileId) -> tuple[Model, ...]:
        """The models as last read, the hidden ones too."""
        return self._listed.get(profile_id, ())

    def default_model(self, profile_id: ProfileId) -> str:
        """The model for a new conversation: the person's choice while it is offered or nothing was read yet,
        else a sensible one; empty when none is.
        """
        profile = self._profiles.get(profile_id)
        speaking = [model for model in self.cached(profile_id) if model.traits.group is ModelGroup.CHAT]
        chosen = profile.default_model if profile else ""
        if chosen and (not speaking or _offers(speaking, chosen)):
            return chosen
        best = max(speaking, key=lambda model: self._catalog.rank(model.id), default=None)
        return best.id if best else ""


def _offers(models: Iterable[Model], model_id: str) -> bool:
    return any(model.id == model_id for model in models)
