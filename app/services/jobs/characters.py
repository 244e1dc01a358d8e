"""The characters of every profile: made from clips, asked for until they are ready, called by name."""

import asyncio
import logging
from dataclasses import replace
from enum import Enum, auto
from pathlib import Path

from app.domain.answer import message_error
from app.domain.card import CHARACTERS, ModelCard
from app.domain.character import (
    LIMITS,
    Character,
    CharacterDialect,
    CharacterLimits,
    CharacterState,
    CharacterWish,
    ClipFacts,
    ToldCharacter,
)
from app.domain.errors import ErrorKind, NetworkError, ProfileError, ProtocolError, StudioError
from app.domain.ids import CharacterId, ProfileId
from app.domain.profile import Profile
from app.protocols.video import characters as wire
from app.services.clock import new_id
from app.services.events import CharactersChanged, Hub
from app.services.gateway_calls import GatewayCalls
from app.services.jobs.character_orders import CharacterOrder, checked
from app.services.jobs.task_clock import TaskClock
from app.services.profiles import Profiles
from app.services.supervisor import Supervisor
from app.storage.characters import CharacterStore, clip_facts

log = logging.getLogger(__name__)

_PAUSES_S = (3.0, 5.0, 10.0, *(20.0,) * 90)
"""Between questions about one that is being made: half an hour in all."""


class Removal(Enum):
    """What became of a character that was removed from the list."""

    DELETED = auto()
    """At the gateway as well."""
    HERE_ONLY = auto()
    """The gateway deletes none, or does not know it any more."""


class Characters:
    """The studio's own list is what counts; what a gateway tells of its list only adds to it."""

    def __init__(
        self,
        *,
        store: CharacterStore,
        calls: GatewayCalls,
        profiles: Profiles,
        hub: Hub,
        supervisor: Supervisor,
        clock: TaskClock,
    ) -> None:
        self._store = store
        self._calls = calls
        self._profiles = profiles
        self._hub = hub
        self._supervisor = supervisor
        self._clock = clock
        self._all: dict[CharacterId, Character] = {}
        self._loaded = asyncio.Event()
        self._followed: set[CharacterId] = set()

    async def load(self) -> None:
        """Read the list, and go on asking for what is being made. Nothing is made anew.

        Raises:
            StorageError: the data cannot be read.
        """
        lost = message_error(NetworkError(ErrorKind.CONNECTION_LOST))
        try:
            for one in await self._store.all():
                if one.state is CharacterState.SENDING:
                    one = replace(one, state=CharacterState.UNCONFIRMED, error=lost)
                self._all[one.id] = one
        finally:
            self._loaded.set()
        self._hub.publish(CharactersChanged())
        for one in self._all.values():
            self._follow(one)

    async def of(self, profile_id: ProfileId) -> tuple[Character, ...]:
        """A profile's characters, the newest first."""
        await self._loaded.wait()
        return tuple(one for one in reversed(self._all.values()) if one.profile_id == profile_id)

    def dialect_of(self, profile: Profile) -> CharacterDialect:
        """How a profile's gateway makes characters; OpenAI's own way where nobody said."""
        said = profile.traits.characters
        return next((one for one in CharacterDialect if one == said), CharacterDialect.OFFICIAL)

    def limits_of(self, profile: Profile) -> CharacterLimits:
        """What its gateway takes, for the form to say beforehand."""
        return LIMITS[self.dialect_of(profile)]

    async def speak(self, profile: Profile, dialect: CharacterDialect) -> Profile:
        """Remember how a profile's gateway makes characters.

        Raises:
            StorageError: the disk refuses.
        """
        traits = replace(profile.traits, characters=dialect.value)
        return await self._profiles.save(replace(profile, traits=traits), {})

    async def facts_of(self, clip: Path) -> ClipFacts:
        """What a clip's file tells of it.

        Raises:
            StorageError: it cannot be read.
        """
        return await asyncio.to_thread(clip_facts, clip)

    async def check(self, profile: Profile, order: CharacterOrder) -> None:
        """See that a gateway takes an order, before it is given.

        Raises:
            InputError: it does not; ``field`` says what of it.
            StorageError: the clip cannot be read.
        """
        await checked(order, self.dialect_of(profile))

    async def create(self, profile: Profile, order: CharacterOrder) -> Character:
        """Make one. It is sent once, after it was written down.

        Raises:
            InputError: as of ``check``; nothing was sent.
            StudioError: it was refused. Where no answer came it stays in the list, unconfirmed.
        """
        dialect = self.dialect_of(profile)
        wish = await checked(order, dialect)
        await self._loaded.wait()
        now = self._clock.now()
        begun = Character(CharacterId(new_id()), profile.id, dialect, wish.name, now, source=order.source)
        await self._keep(begun)
        return await self._sent(profile, begun, wish)

    async def refresh(self, character_id: CharacterId) -> Character:
        """Ask how one is now; free.

        Raises:
            StudioError: the gateway does not know it, or cannot be asked.
        """
        one = self._all[character_id]
        request = wire.query(one.remote_id, one.dialect, self._profile(one).traits) if one.remote_id else None
        if request is None:
            return one
        told = wire.parse(await self._calls.send(self._profile(one), request))
        now = _told(one, told)
        await self._keep(now)
        return now

    async def look_for(self, profile: Profile) -> int:
        """Add those that the gateway tells of and the list has not; how many these were.

        Raises:
            StudioError: the gateway tells of none, or cannot be asked.
        """
        await self._loaded.wait()
        dialect = self.dialect_of(profile)
        response = await self._calls.send(profile, wire.everything(dialect, profile.traits))
        told = wire.parse_everything(response)
        own = {one.remote_id: one for one in self._all.values() if one.profile_id == profile.id}
        known = [_told(own[one.remote_id], one) for one in told if one.remote_id in own]
        new = [self._discovered(profile, dialect, one) for one in told if one.remote_id not in own]
        await self._keep(*known, *new)
        return len(new)

    async def rename(self, character_id: CharacterId, nickname: str) -> None:
        """Call one differently here; prompts go on using its name at the gateway. Errors as of ``load``."""
        await self._keep(replace(self._all[character_id], nickname=nickname.strip()))

    async def called(self, profile_id: ProfileId, card: ModelCard, prompt: str) -> dict[str, object]:
        """What has to go along for the characters that a prompt calls: OpenAI's own way wants their ids."""
        if CHARACTERS not in card.capabilities:
            return {}
        own = [one for one in await self.of(profile_id) if one.dialect is CharacterDialect.OFFICIAL]
        ids = [one.remote_id for one in own if one.remote_id and one.is_called(prompt)]
        return {"characters": ids} if ids else {}

    async def remove(self, character_id: CharacterId) -> Removal:
        """Take one off the list, and have it deleted at the gateway where that can be done.

        A gateway that has no such call is asked for it once, and never again.

        Raises:
            StudioError: the gateway refused or could not be asked; the character stays.
        """
        one = self._all[character_id]
        removal = await self._removed_there(one) if one.remote_id else Removal.HERE_ONLY
        await self._store.remove(character_id)
        self._all.pop(character_id, None)
        self._hub.publish(CharactersChanged())
        return removal

    async def forget(self, character_id: CharacterId) -> None:
        """Take one off the list alone, for example because its profile is gone; errors as of ``load``."""
        await self._store.remove(character_id)
        self._all.pop(character_id, None)
        self._hub.publish(CharactersChanged())

    async def _sent(self, profile: Profile, begun: Character, wish: CharacterWish) -> Character:
        request = wire.create(wish, begun.dialect, profile.traits)
        try:
            response = await self._calls.send(profile, request)
            told = wire.parse(response)
        except StudioError as error:
            if _may_exist(error):
                unconfirmed = replace(begun, state=CharacterState.UNCONFIRMED, error=message_error(error))
                await self._keep(unconfirmed)
            else:
                await self.forget(begun.id)
            raise
        made = _told(begun, told)
        await self._keep(made)
        self._follow(made)
        return made

    def _discovered(self, profile: Profile, dialect: CharacterDialect, told: ToldCharacter) -> Character:
        name = told.name or told.username or told.remote_id
        one = Character(CharacterId(new_id()), profile.id, dialect, name, self._clock.now())
        return _told(one, told)

    async def _removed_there(self, one: Character) -> Removal:
        profile = self._profile(one)
        place = f"{profile.id}.{one.dialect}"
        if await self._store.has_no_delete(place):
            return Removal.HERE_ONLY
        request = wire.delete(one.remote_id, one.dialect, profile.traits)
        deletion = wire.parse_delete(await self._calls.send(profile, request))
        if deletion is wire.Deletion.NOT_OFFERED:
            await self._store.keep_no_delete(place)
        return Removal.DELETED if deletion is wire.Deletion.DONE else Removal.HERE_ONLY

    def _follow(self, one: Character) -> None:
        if one.state is CharacterState.MAKING and one.id not in self._followed:
            self._followed.add(one.id)
            self._supervisor.start(f"ask for the character {one.id}", self._ask_until_ready(one.id))

    async def _ask_until_ready(self, character_id: CharacterId) -> None:
        """A question that fails says nothing of the character."""
        try:
            for pause_s in _PAUSES_S:
                await self._clock.sleep(pause_s)
                one = self._all.get(character_id)
                if one is None or one.state is not CharacterState.MAKING:
                    return
                try:
                    await self.refresh(character_id)
                except StudioError as error:
                    log.info("Nothing was said of a character: %s", error)
        finally:
            self._followed.discard(character_id)

    async def _keep(self, *characters: Character) -> None:
        await self._store.save(*characters)
        for one in characters:
            self._all[one.id] = one
        self._hub.publish(CharactersChanged())

    def _profile(self, one: Character) -> Profile:
        profile = self._profiles.get(one.profile_id)
        if profile is None:
            raise ProfileError(ErrorKind.KEY_MISSING, {"profile": ""})
        return profile


def _told(one: Character, told: ToldCharacter) -> Character:
    return replace(
        one,
        remote_id=told.remote_id,
        state=told.state,
        username=told.username or one.username,
        avatar=told.avatar or one.avatar,
        permalink=told.permalink or one.permalink,
        error=told.error,
    )


def _may_exist(error: StudioError) -> bool:
    """Whether the gateway may have made what it gave no readable word of."""
    if isinstance(error, NetworkError):
        return error.may_have_arrived
    return isinstance(error, ProtocolError)
