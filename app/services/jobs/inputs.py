"""What goes along with a request: the pictures and clips of a form, as bytes or as addresses."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace

from app.domain.card import MaskPolarity, MediaForm, MediaSlot, ModelCard, SlotRole
from app.domain.errors import ErrorKind, InputError, StudioError
from app.domain.form import FormInput
from app.domain.generation import Generation, SlotMedia
from app.domain.media import MediaBytes, MediaLink
from app.protocols.media_types import kind_of_mime, mime_of
from app.storage.attachments import LIMIT_BYTES, AttachmentStore
from app.transport.http import HttpTransport
from app.wire.destination import Destination

CutOut = Callable[[bytes, bytes, MaskPolarity], bytes]
"""Takes the masked part out of a picture: picture, mask and its polarity in, a PNG out."""

HomeOf = Callable[[str], Awaitable[str]]
Place = Callable[[], Awaitable[Destination]]


class Inputs:
    """Reads inputs as their slots want them.

    Args:
        cut_out: works in a thread of its own.
        home_of: the gateway of the person's at which an address lies, which need not be in the open web.
    """

    def __init__(
        self, attachments: AttachmentStore, transport: HttpTransport, cut_out: CutOut, home_of: HomeOf
    ) -> None:
        self._attachments = attachments
        self._transport = transport
        self._cut_out = cut_out
        self._home_of = home_of

    async def read(self, inputs: Iterable[FormInput], card: ModelCard, place: Place) -> tuple[SlotMedia, ...]:
        """The media of a form, in its order.

        Args:
            place: finds where the form goes to: a link is fetched by the same way out.

        Raises:
            InputError: a copy is gone, or a link leads to no picture; ``field`` names the slot.
            ProfileError: as ``place`` does.
        """
        slots = {slot.role: slot for slot in card.slots}
        read = [SlotMedia(one.role, await self._read(one, slots.get(one.role), place)) for one in inputs]
        for slot in card.slots:
            if slot.cuts is not None:
                read = await self._cut(read, slot, slot.cuts)
        return tuple(read)

    async def of_attachment(self, one: FormInput) -> MediaBytes | MediaLink:
        """One input as it is; errors as of ``read``."""
        if one.attachment is None:
            return MediaLink(one.link)
        data = await self._attachments.read(one.attachment)
        return MediaBytes(data, one.attachment.mime, one.attachment.name, one.attachment.kind)

    async def _read(self, one: FormInput, slot: MediaSlot | None, place: Place) -> MediaBytes | MediaLink:
        media = await self.of_attachment(one)
        if slot is None:
            return media
        if isinstance(media, MediaLink) and slot.form is MediaForm.MULTIPART:
            return await self._fetched(media, f"slot:{slot.role}", await place())
        if isinstance(media, MediaBytes) and slot.form is MediaForm.LINK:
            raise InputError(ErrorKind.MEDIA_NEEDS_LINK, {"name": media.name}, field=f"slot:{slot.role}")
        return media

    async def _fetched(self, link: MediaLink, field: str, place: Destination) -> MediaBytes:
        """What lies at a link, for formats that take files alone."""
        try:
            home = await self._home_of(link.url)
            response = await self._transport.fetch(
                link.url,
                limit_bytes=LIMIT_BYTES,
                proxy=place.proxy,
                proxy_password=place.proxy_password,
                home=home,
            )
        except StudioError as error:
            raise InputError(error.kind, error.values, technical=error.technical, field=field) from error
        mime = mime_of(response.body) if response.status == 200 else ""
        if not mime:
            raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": link.url}, field=field)
        name = link.url.partition("?")[0].rpartition("/")[2]
        return MediaBytes(response.body, mime, name, kind_of_mime(mime))

    async def _cut(self, read: list[SlotMedia], mask: MediaSlot, role: SlotRole) -> list[SlotMedia]:
        """The media with the first picture of a role as its mask leaves it."""
        masks = (one.media for one in read if one.role is mask.role)
        drawn = next((media for media in masks if isinstance(media, MediaBytes)), None)
        place = next((place for place, one in enumerate(read) if one.role is role), None)
        picture = read[place].media if place is not None else None
        if drawn is None or place is None or not isinstance(picture, MediaBytes):
            return read
        try:
            data = await asyncio.to_thread(self._cut_out, picture.data, drawn.data, mask.polarity)
        except ValueError as error:
            raise InputError(
                ErrorKind.ATTACHMENT_UNREADABLE, {"name": picture.name}, field=f"slot:{role}"
            ) from error
        read[place] = SlotMedia(role, replace(picture, data=data, mime="image/png"))
        return read


def weight_of(generation: Generation) -> int:
    """How many bytes go along with a generation."""
    media = [one.media for one in generation.media]
    media += [one for turn in generation.history for one in (*turn.media, *turn.outputs)]
    return sum(len(one.data) for one in media if isinstance(one, MediaBytes))
