"""The accounts behind the keys, for whoever gives the studio their access tokens."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from decimal import Decimal

from app.domain.account import AccountInfo, AccountKey, NewKey
from app.domain.errors import ErrorKind, ProfileError, StudioError
from app.domain.ids import KeyId
from app.domain.keys import key_hint
from app.domain.profile import AccountAccess, KeyReference, Profile
from app.protocols.account import user_account as wire
from app.protocols.account.site_status import SiteStatus
from app.services.clock import new_id
from app.services.profiles import Profiles
from app.storage.secrets import Secrets
from app.transport.http import HttpTransport
from app.wire.request import WireRequest
from app.wire.response import WireResponse


class UserAccounts:
    """An access token can spend and delete everything: it lies in the keyring and goes to its own site alone.

    Args:
        transport: keeps no record; answers hold keys.
        site: how a profile's site counts.
    """

    def __init__(
        self,
        profiles: Profiles,
        secrets: Secrets,
        transport: HttpTransport,
        site: Callable[[Profile], Awaitable[SiteStatus]],
    ) -> None:
        self._profiles = profiles
        self._secrets = secrets
        self._transport = transport
        self._site = site

    async def sign_in(
        self, profile: Profile, token: str, user_id: str, *, session_only: bool = False
    ) -> AccountInfo:
        """Try a token, and keep it only when the site takes it; in memory alone where the person wants that.

        Raises:
            StudioError: the site refuses it or is of another kind, or the keyring refuses.
        """
        response = await self._send_as(profile, token.strip(), wire.info_request(user_id.strip()))
        info = wire.parse_info(response, await self._site(profile))
        access = AccountAccess(profile.account.key if profile.account else KeyId(new_id()), user_id.strip())
        await self._profiles.save(
            replace(profile, account=access), {access.key: token.strip()}, session_only=session_only
        )
        return info

    async def sign_out(self, profile: Profile) -> None:
        """Forget the token.

        Raises:
            ProfileError: the keyring refuses.
        """
        await self._profiles.save(replace(profile, account=None), {})

    async def info(self, profile: Profile) -> AccountInfo:
        """The account as it is now.

        Raises:
            StudioError: there is no token, the site refuses it, or it is of another kind.
        """
        response = await self.send(profile, wire.info_request)
        return wire.parse_info(response, await self._site(profile))

    async def keys(self, profile: Profile) -> tuple[AccountKey, ...]:
        """The keys of the account, masked; errors as of ``info``."""
        response = await self.send(profile, wire.keys_request)
        return wire.parse_keys(response, await self._site(profile))

    async def groups(self, profile: Profile) -> dict[str, str]:
        """The groups that keys may belong to, with what the site says of them; errors as of ``info``."""
        return wire.parse_groups(await self.send(profile, wire.groups_request))

    async def create_key(
        self,
        profile: Profile,
        name: str,
        limit: Decimal | None = None,
        group: str = "",
        *,
        session_only: bool = False,
    ) -> KeyReference | None:
        """Make a key at the site and take it into the profile; None where the site made it but does not tell.

        Args:
            profile: whose account.
            name: what it is called there and here.
            limit: how much it may spend, in the site's own unit; None for no limit.
            group: a group of the account; empty for its usual one.
            session_only: keep the key in memory alone.

        Raises:
            StudioError: as of ``info``; or the name is taken, too long, or the site refuses.
        """
        quota_value = (await self._site(profile)).credit(Decimal(1))
        wanted = NewKey(name, None if limit is None else int(limit / quota_value), group)
        known = {key.id for key in await self.keys(profile)}
        answer = await self.send(profile, lambda user_id: wire.create_key_request(user_id, wanted))
        secret = wire.parse_created(answer) or await self._find_new(profile, known, name)
        if not secret:
            return None
        reference = KeyReference(KeyId(new_id()), key_hint(secret), name)
        current = self._profiles.get(profile.id) or profile
        changed = replace(current, keys=(*current.keys, reference))
        await self._profiles.save(changed, {reference.id: secret}, session_only=session_only)
        return reference

    async def send(self, profile: Profile, request: Callable[[str], WireRequest]) -> WireResponse:
        """One call as the owner of the account; errors as of ``info``."""
        token = await self._secrets.get(profile.account.key) if profile.account else None
        if profile.account is None or token is None:
            raise ProfileError(ErrorKind.KEY_MISSING, {"profile": profile.name}, field="account")
        return await self._send_as(profile, token, request(profile.account.user_id))

    async def _send_as(self, profile: Profile, token: str, request: WireRequest) -> WireResponse:
        place = await self._profiles.destination(profile)
        return await self._transport.send(request, replace(place, key=token))

    async def _find_new(self, profile: Profile, known: set[int], name: str) -> str:
        """Most sites tell a new key only when they are asked for it."""
        listed = await self.send(profile, wire.keys_request)
        keys = wire.parse_keys(listed, await self._site(profile))
        made = next((key.id for key in keys if key.id not in known and key.name == name), None)
        if made is None:
            return ""
        if whole := wire.whole_key(listed, made):
            return whole
        try:
            return wire.parse_revealed(
                await self.send(profile, lambda user_id: wire.reveal_key_request(user_id, made))
            )
        except StudioError:
            return ""
