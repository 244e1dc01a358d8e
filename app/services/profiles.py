"""Provider profiles: kept, switched, and resolved into a destination that transport can call."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from app.catalog.presets import Presets
from app.demo.server import DemoServer
from app.domain.addresses import same_origin
from app.domain.errors import ErrorKind, ProfileError
from app.domain.ids import KeyId, ProfileId
from app.domain.keys import key_hint, mask
from app.domain.profile import AT_ONCE, DEMO_GATEWAY, MOST_AT_ONCE, KeyReference, Profile
from app.domain.text import Language
from app.services.events import Hub, ProfilesChanged
from app.storage.profiles import ProfileStore
from app.storage.secrets import Secrets, SecretState
from app.wire.destination import Destination

DEMO_PROFILE = ProfileId("demo")
_NOTHING_TYPED: Mapping[KeyId, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Twin:
    """A profile that already stands for an address, and whether it holds the very key."""

    profile: Profile
    has_key: bool


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where a key lies; ``keyring`` is what the system's keyring calls itself, where the key is in it."""

    state: SecretState
    keyring: str = ""


class Profiles:
    """The person's profiles in their order, one of them active. Keys go through the keyring alone."""

    def __init__(
        self, store: ProfileStore, secrets: Secrets, presets: Presets, demo: DemoServer, hub: Hub
    ) -> None:
        self._store = store
        self._secrets = secrets
        self._presets = presets
        self._demo = demo
        self._hub = hub
        self._profiles: dict[ProfileId, Profile] = {}
        self._active_id: ProfileId | None = None

    async def load(self) -> None:
        """Read the profiles from storage."""
        self._profiles = {profile.id: profile for profile in await self._store.all()}
        self._active_id = await self._store.active_id()
        self._hub.publish(ProfilesChanged())

    @property
    def all(self) -> tuple[Profile, ...]:
        """Every profile, in the person's order."""
        return tuple(self._profiles.values())

    @property
    def active(self) -> Profile | None:
        """The profile that new conversations use; the first one where the chosen one is gone."""
        chosen = self._profiles.get(self._active_id) if self._active_id else None
        return chosen or next(iter(self._profiles.values()), None)

    def get(self, profile_id: ProfileId) -> Profile | None:
        """The profile of an id, or None when it was removed."""
        return self._profiles.get(profile_id)

    def at_once(self, profile_id: ProfileId) -> int:
        """How many of a profile's tasks may be made at the same time."""
        profile = self._profiles.get(profile_id)
        return min(max(profile.at_once, 1), MOST_AT_ONCE) if profile else AT_ONCE

    async def save(
        self, profile: Profile, keys: Mapping[KeyId, str], *, session_only: bool = False
    ) -> Profile:
        """Add or change a profile. ``keys`` holds what was typed anew and belongs to the keyring.

        Raises:
            ProfileError: the keyring is missing, locked or refuses. Nothing was saved then;
                ``session_only`` keeps the keys in memory instead.
        """
        for key_id, secret in keys.items():
            await self._keep(key_id, secret, session_only)
        before = self._profiles.get(profile.id)
        await self._store.save(profile)
        self._profiles[profile.id] = profile
        if before is not None:
            await self._forget(before.secret_ids - profile.secret_ids)
        if self._active_id is None:
            await self._set_active(profile.id)
        self._hub.publish(ProfilesChanged())
        return profile

    async def add(
        self, profile: Profile, keys: Mapping[KeyId, str], *, session_only: bool = False
    ) -> Profile:
        """Save a new profile, or give its keys to the profile that has its address already.

        Raises:
            ProfileError: as of ``save``.
        """
        new_keys = {reference.id: keys[reference.id] for reference in profile.keys if reference.id in keys}
        twin = await self.twin(profile.lines[0], next(iter(new_keys.values()), ""))
        if twin is None:
            return await self.save(profile, keys, session_only=session_only)
        if twin.has_key or not new_keys:
            return twin.profile
        merged = replace(twin.profile, keys=(*twin.profile.keys, *profile.keys))
        return await self.save(merged, new_keys, session_only=session_only)

    async def remove(self, profile_id: ProfileId, *, leave_keys: bool = False) -> None:
        """Remove a profile and its keys from the keyring. Its conversations stay readable.

        Raises:
            ProfileError: the keyring refuses; the profile is still there. ``leave_keys`` removes it anyway.
        """
        profile = self._profiles[profile_id]
        if not leave_keys:
            await self._forget(profile.secret_ids)
        await self._store.remove(profile_id)
        del self._profiles[profile_id]
        if self._active_id == profile_id:
            self._active_id = None
        self._hub.publish(ProfilesChanged())

    async def reorder(self, ids: Iterable[ProfileId]) -> None:
        """Bring the profiles into an order; ids that are left out follow behind."""
        wanted = [profile_id for profile_id in ids if profile_id in self._profiles]
        order = tuple(dict.fromkeys((*wanted, *self._profiles)))
        await self._store.save_order(order)
        self._profiles = {profile_id: self._profiles[profile_id] for profile_id in order}
        self._hub.publish(ProfilesChanged())

    async def activate(self, profile_id: ProfileId) -> None:
        """Switch. What runs goes on with the profile that it was started with."""
        if profile_id in self._profiles and profile_id != self._active_id:
            await self._set_active(profile_id)
            self._hub.publish(ProfilesChanged())

    async def ensure_demo(self, language: Language = "en") -> Profile:
        """The demo profile; made, named in the person's language, when it is not there."""
        existing = next((profile for profile in self.all if profile.is_demo), None)
        if existing is not None:
            return existing
        preset = self._presets.get(DEMO_GATEWAY)
        demo = Profile(
            id=DEMO_PROFILE,
            name=preset.name.in_language(language),
            lines=(),
            gateway=DEMO_GATEWAY,
            traits=preset.traits,
            color=preset.color,
        )
        return await self.save(demo, {})

    async def twin(self, root: str, key: str) -> Twin | None:
        """The profile whose address this is: identity is the address, never a name or an id of a link.

        Raises:
            ProfileError: the keyring had to be asked for a key that looks the same, and refused.
        """
        profile = next((known for known in self.all if root.lower() in map(str.lower, known.lines)), None)
        if profile is None:
            return None
        alike = [reference for reference in profile.keys if reference.hint == key_hint(key)]
        values = [await self._secrets.get(reference.id) for reference in alike]
        return Twin(profile, key in values)

    async def whereabouts(self, key_id: KeyId) -> KeyPlace:
        """Where a key really is. Asks the keyring where nobody asked it yet, which may ask the person."""
        try:
            if self._secrets.state(key_id) is SecretState.UNKNOWN:
                await self._secrets.get(key_id)
            state = self._secrets.state(key_id)
            return KeyPlace(state, await self._secrets.backend_name() if state is SecretState.KEYRING else "")
        except ProfileError:
            return KeyPlace(self._secrets.state(key_id))

    async def home_of(self, url: str) -> str:
        """The address of the gateway at which a link lies itself; empty where it lies elsewhere."""
        for profile in self.all:
            roots = (await self._demo.start(),) if profile.is_demo else profile.lines
            for root in roots:
                if same_origin(url, root):
                    return root
        return ""

    async def destination(
        self,
        profile: Profile,
        *,
        line: int = 0,
        key: KeyReference | None = None,
        typed: Mapping[KeyId, str] = _NOTHING_TYPED,
    ) -> Destination:
        """Where a request of a profile goes and as whom. The demo gateway is started when it is needed.

        ``typed`` holds keys and passwords of a dialog that were not saved yet.

        Raises:
            ProfileError: the key is not in the keyring, or the keyring refuses.
        """
        root = await self._demo.start() if profile.is_demo else profile.lines[line]
        reference = key or next(iter(profile.active_keys), None)
        password_id = profile.proxy.password_key
        return Destination(
            root=root,
            key=await self._secret(profile, reference.id, typed) if reference else "",
            profile_id=profile.id,
            proxy=profile.proxy,
            proxy_password=await self._secret(profile, password_id, typed) if password_id else "",
            headers=(
                *profile.traits.headers,
                *profile.headers,
                *[
                    (each.name, await self._secret(profile, each.key, typed))
                    for each in profile.secret_headers
                ],
            ),
            timeouts=profile.timeouts,
        )

    def masked(self, text: str) -> str:
        """A text without the secrets that this session has used; gateways quote them in errors."""
        return mask(text, self._secrets.known_secrets())

    async def _secret(self, profile: Profile, key_id: KeyId, typed: Mapping[KeyId, str]) -> str:
        secret = typed.get(key_id) or await self._secrets.get(key_id)
        if secret is None:
            raise ProfileError(ErrorKind.KEY_MISSING, {"profile": profile.name}, field="key")
        return secret

    async def _keep(self, key_id: KeyId, secret: str, session_only: bool) -> None:
        if session_only:
            self._secrets.keep_for_session(key_id, secret)
        else:
            await self._secrets.set(key_id, secret)

    async def _forget(self, key_ids: Iterable[KeyId]) -> None:
        for key_id in key_ids:
            await self._secrets.remove(key_id)

    async def _set_active(self, profile_id: ProfileId) -> None:
        self._active_id = profile_id
        await self._store.set_active(profile_id)
