"""Addresses and pasted texts as a person gives them, understood with the help of the presets."""

import asyncio
from dataclasses import dataclass, replace
from pathlib import Path

from app.catalog.presets import Presets
from app.domain.addresses import host_of, normalise_root
from app.domain.errors import ErrorKind, InputError
from app.domain.ids import KeyId, ProfileId
from app.domain.keys import key_hint
from app.domain.profile import ConnectionOffer, GatewayPreset, GatewayTraits, KeyReference, Profile
from app.domain.text import Language
from app.services.clock import new_id
from app.storage.settings_files import read_settings_file

_LOCAL_HOSTS = ("localhost", "127.", "[::1]", "192.168.", "10.")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an address leads: its ROOT and the gateway that is known to live there, if any."""

    root: str
    preset: GatewayPreset | None = None

    @property
    def host(self) -> str:
        """Host and port, in full."""
        return host_of(self.root)

    @property
    def is_local(self) -> bool:
        """Whether it stays on this computer or in this house."""
        return self.host.startswith(_LOCAL_HOSTS)

    @property
    def is_open(self) -> bool:
        """Whether a key would travel there unprotected."""
        return self.root.startswith("http://") and not self.is_local


class Offers:
    """Reads what was typed or pasted. Nothing is sent and nothing is kept."""

    def __init__(self, presets: Presets) -> None:
        self.presets = presets

    def place(self, typed: str) -> Place:
        """The address in a field.

        Raises:
            InputError: empty, or no address.
        """
        root = self.presets.proper_root(normalise_root(typed))
        return Place(root, self.presets.for_root(root))

    def read(self, text: str) -> ConnectionOffer:
        """What a pasted address, key, shop message, command, connection text or import link says.

        Raises:
            InputError: nothing in it is of use.
        """
        return self.read_all(text)[0]

    def read_all(self, text: str) -> tuple[ConnectionOffer, ...]:
        """Every provider that the text tells of, at least one.

        Raises:
            InputError: nothing in it is of use.
        """
        text = text.replace("\u2028", "\n").replace("\u2029", "\n")
        return tuple(self._placed(offer) for offer in _connections(text))

    async def read_file(self, path: Path) -> tuple[ConnectionOffer, ...]:
        """Every provider in the settings or the export of another program.

        Raises:
            InputError: it cannot be read, is too large, or nothing in it is of use.
        """
        return await asyncio.to_thread(self._read_file, path)

    def _read_file(self, path: Path) -> tuple[ConnectionOffer, ...]:
        text = read_settings_file(path)
        try:
            return tuple(self._placed(offer) for offer in _connections(text, longest=len(text)))
        except InputError as error:
            if error.kind is ErrorKind.PASTE_NOT_UNDERSTOOD:
                raise InputError(ErrorKind.FILE_NOT_UNDERSTOOD, {"name": path.name}) from error
            raise

    def _placed(self, offer: ConnectionOffer) -> ConnectionOffer:
        if not offer.root:
            return offer
        place = self.place(offer.root)
        return replace(offer, root=place.root, gateway=place.preset.id if place.preset else offer.gateway)

    def profile(self, offer: ConnectionOffer, language: Language) -> tuple[Profile, dict[KeyId, str]]:
        """A new profile of an offer that has an address, and its keys by id. Nothing is saved."""
        place = self.place(offer.root)
        preset = place.preset or self.presets.get(offer.gateway)
        keys = {KeyId(new_id()): key for key in offer.keys}
        profile = Profile(
            id=ProfileId(new_id()),
            name=offer.name or (place.preset.name.in_language(language) if place.preset else place.host),
            lines=(place.root,),
            keys=tuple(KeyReference(key_id, key_hint(key)) for key_id, key in keys.items()),
            gateway=preset.id,
            traits=preset.traits,
            color=preset.color,
            default_model=offer.model,
        )
        return profile, keys


def _connections(text: str, **limits: int) -> tuple[ConnectionOffer, ...]:
    from app.protocols.connection_text import read_connections  # dozens of patterns, for a paste alone

    return read_connections(text, **limits)


def chat_address(root: str, traits: GatewayTraits) -> str:
    """The whole address that a conversation calls, as the dialog shows it."""
    return f"{root}{traits.api_prefix}/chat/completions"
