"""Keeps the mask of a form fitting to its picture, and opens the editor in which it is painted."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QImage

from app.domain.card import MaskPolarity, SlotRole
from app.domain.errors import ErrorKind, InputError, StudioError
from app.domain.form import FormInput
from app.domain.media import Attachment, MediaKind
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.masks.editor import MaskEditor
from app.ui.masks.fitting import LARGEST_PX, FittedMask, fit_mask, upright
from app.ui.notices import Notices, announce
from app.ui.operation import Operation
from app.ui.ordering.order_panel import OrderPanel
from app.ui.theme.theme import Theme
from app.ui.transcript.content.decoding import decode


@dataclass(frozen=True, slots=True)
class _Pair:
    """A picture and its mask, as the form holds them."""

    polarity: MaskPolarity
    base: Attachment | None
    mask: Attachment | None


class MaskDesk(QObject):
    """Serves one form. Whatever way a mask came in, it is sent in the size and polarity that fit."""

    painted = Signal()
    """A painted mask is in the form; what shall be there is to be said next."""

    def __init__(self, studio: Studio, panel: OrderPanel, notices: Notices, theme: Theme) -> None:
        super().__init__(panel)
        self._studio = studio
        self._form = form = panel.form
        self._held = panel.held
        self._notices = notices
        self._theme = theme
        self._seen: _Pair | None = None
        self._preview = QImage()
        self._polarities: dict[str, MaskPolarity] = {}
        self._painting: Operation[None] | None = None
        form.mask_wanted.connect(self.paint)
        form.mask_preview_wanted.connect(self._come_back)
        form.changed.connect(self._follow)

    def paint(self, base: FormInput | None = None) -> None:
        """Open the editor on a picture of the form, the first one unless another is given."""
        self._run(self._paint(base))

    def edit(self, path: Path) -> None:
        """Take a file as the picture to edit, and open the editor on it."""
        self._run(self._edit(path))

    def _run(self, work: Coroutine[object, object, None]) -> None:
        """One editor at a time."""
        if self._painting is not None and self._painting.running:
            work.close()
        else:
            self._painting = Operation(self, work, failed=partial(self._refuse, SlotRole.BASE))

    def _refuse(self, role: SlotRole, error: StudioError) -> None:
        self._form.show_problem(f"slot:{role}", self._notices.words(error).sentence)

    async def _edit(self, path: Path) -> None:
        item = await self._studio.generate.input_from_file(SlotRole.BASE, path)
        self._form.set_inputs(SlotRole.MASK, ())
        self._form.set_inputs(SlotRole.BASE, (item,))
        self._form.reveal(SlotRole.MASK)
        await self._paint(None)

    async def _paint(self, chosen: FormInput | None) -> None:
        await self._turn_upright()
        pair = self._pair()
        if pair is None or pair.base is None:
            return
        base = chosen.attachment if chosen is not None and chosen.attachment is not None else pair.base
        picture = await self._decoded(base)
        mask = await self._decoded(pair.mask) if pair.mask and base == pair.base else None
        editor = MaskEditor(picture, pair.polarity, self._theme, self._form.window(), mask=mask)
        if not await dialogs.finished(editor):
            return
        name = self.tr("mask.png")
        painted = await self._studio.generate.input_from_bytes(SlotRole.MASK, editor.mask_png(), name)
        if painted.attachment is not None:
            self._polarities[painted.attachment.id] = pair.polarity
        if chosen is not None:
            self._form.put_first(chosen)
        self._form.set_inputs(SlotRole.MASK, (painted,))
        self.painted.emit()

    def _follow(self) -> None:
        """Another mask, another picture or another model: see whether they fit together."""
        pair = self._pair()
        if pair == self._seen:
            return
        self._seen = pair
        self._form.show_note(SlotRole.MASK, "")
        if pair is not None and pair.mask is not None:
            fitting = self._held.until(self._fit(pair, pair.mask))
            Operation(self, fitting, failed=partial(self._refuse, SlotRole.MASK))

    async def _fit(self, pair: _Pair, mask: Attachment) -> None:
        if await self._turn_upright():
            return
        read = self._studio.attachments.read
        data, base = await read(mask), await read(pair.base) if pair.base else None
        known = self._polarities.get(mask.id)
        fitted = await asyncio.to_thread(fit_mask, data, base, pair.polarity, known)
        if fitted is None:
            raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": mask.name})
        item = FormInput(SlotRole.MASK, mask)
        if fitted.png:
            name = f"{Path(mask.name).stem}.png"
            item = await self._studio.generate.input_from_bytes(SlotRole.MASK, fitted.png, name)
        if self._pair() == pair:
            self._take(item, fitted, pair)

    def _take(self, item: FormInput, fitted: FittedMask, pair: _Pair) -> None:
        """Show a mask that fits, and say what was done to it."""
        self._seen = replace(pair, mask=item.attachment)
        self._preview = fitted.preview
        if item.attachment is not None:
            self._polarities[item.attachment.id] = pair.polarity
        self._form.set_inputs(SlotRole.MASK, (item,))
        self._show_preview()
        if said := self._words(fitted):
            self._form.show_note(SlotRole.MASK, said)
            announce(self._form, said)

    def _come_back(self) -> None:
        """The form was made anew around its mask, which is in its place as soon as that is done."""
        QTimer.singleShot(0, self, self._show_preview)

    def _show_preview(self) -> None:
        if self._seen is not None and self._seen.mask is not None:
            self._form.show_thumbnail(self._seen.mask.id, self._preview)

    async def _turn_upright(self) -> bool:
        """Have a photograph that is stored lying take its place upright; whether that was needed."""
        pair = self._pair()
        if pair is None or pair.base is None:
            return False
        turned = await asyncio.to_thread(upright, await self._studio.attachments.read(pair.base))
        if not turned:
            return False
        item = await self._studio.generate.input_from_bytes(SlotRole.BASE, turned, pair.base.name)
        held = [one for one in self._form.inputs() if one.role is SlotRole.BASE]
        self._form.set_inputs(SlotRole.BASE, (item, *held[1:]))
        return True

    def _pair(self) -> _Pair | None:
        slot = self._form.slot(SlotRole.MASK)
        if slot is None or slot.kind is not MediaKind.PICTURE:
            return None
        return _Pair(slot.polarity, self._first(SlotRole.BASE), self._first(SlotRole.MASK))

    def _first(self, role: SlotRole) -> Attachment | None:
        held = (item.attachment for item in self._form.inputs() if item.role is role)
        return next(held, None)

    async def _decoded(self, attachment: Attachment) -> QImage:
        data = await self._studio.attachments.read(attachment)
        decoded = await asyncio.to_thread(decode, data, LARGEST_PX)
        if decoded is None:
            raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": attachment.name})
        return decoded.image

    def _words(self, fitted: FittedMask) -> str:
        """What was done to a mask; nothing where it fitted."""
        said: list[str] = []
        if fitted.is_scaled:
            scaled = self.tr("The mask was %1; it was scaled to the %2 of the picture.")
            said.append(scaled.replace("%1", _measure(fitted.was)).replace("%2", _measure(fitted.size)))
        if fitted.is_converted:
            said.append(self.tr("It was turned into the form that this model takes. Red is painted anew."))
        return " ".join(said)


def _measure(size: QSize) -> str:
    return f"{size.width()} × {size.height()}"
