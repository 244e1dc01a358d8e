"""Decides what the form is about: which model, which of its cards, filled in as which order or file."""

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import repeat
from pathlib import Path

from PySide6.QtCore import QObject

from app.catalog.cards import LAST_RESORTS, Cards
from app.domain.card import MediaSlot, ModelCard, SlotRole
from app.domain.form import FormDraft, GenerationForm
from app.domain.ids import ProfileId
from app.domain.media import MediaKind
from app.domain.model import Model
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.ordering.form_keeper import FormKeeper
from app.ui.ordering.model_cards import (
    begun_cards,
    begun_form,
    cards_of,
    chosen_model,
    describes,
    describing,
    is_made_for,
)
from app.ui.ordering.model_picker import OrderModelPicker
from app.ui.ordering.offer_desk import OfferDesk
from app.ui.ordering.order_page import VIDEOS
from app.ui.ordering.order_panel import OrderPanel
from app.ui.ordering.recalling import form_of_file
from app.ui.theme.theme import Theme


class FormDesk(QObject):
    """Serves one panel. The form stays as it is left, for each start and for each profile."""

    def __init__(
        self, studio: Studio, panel: OrderPanel, bridge: Bridge, notices: Notices, theme: Theme
    ) -> None:
        super().__init__(panel)
        self._studio = studio
        self._panel = panel
        self._page = panel.page
        self._notices = notices
        self._cards = Cards(())
        self._cards_of_model: tuple[ModelCard, ...] = ()
        self._last_model = ""
        self._model_of: dict[ProfileId, str] = {}
        self._shown_profile: ProfileId | None = None
        self._is_read = False
        self._waiting: list[Callable[[], None]] = []
        self._keeper = FormKeeper(studio, panel, notices)
        self._picker = OrderModelPicker(panel.page, theme, panel.model_button)
        self._offers = OfferDesk(studio, panel, self._picker)
        self._picker.chosen.connect(self.use_model)
        self._picker.refresh_requested.connect(self._read_models)
        panel.model_wanted.connect(self.pick_model)
        panel.card_chosen.connect(self.use_card)
        panel.going_on.dropped.connect(self._begin_afresh)
        bridge.profiles_changed.connect(self._show_profile)
        bridge.models_changed.connect(self._show_profile)

    def begin(self) -> None:
        """Read the cards, and the form as it was left."""
        self._show_profile()
        Operation(self, self._read(), done=self._take_read, failed=self._notices.show_error)

    def when_read(self, act: Callable[[], None]) -> None:
        """Do something with the form as soon as its cards are there."""
        if self._is_read:
            act()
        else:
            self._waiting.append(act)

    async def keep(self) -> None:
        """Have the form on the disk when this returns.

        Raises:
            StorageError: the disk refuses.
        """
        await self._keeper.keep()

    def show_form(self, form: GenerationForm) -> None:
        """Fill the form as one was."""
        form = begun_form(form, self._cards)
        card = self._cards.get(form.card_id)
        if card is None:
            self._notices.show(self.tr("The form of this model is not there any more."), "warning")
            return
        self._show(chosen_model(form, self._models(), self._cards, self._page), card, form)
        if form.continues is not None:
            finding = self._studio.tasks.get(form.continues)
            Operation(self, finding, done=self._panel.going_on.show_origin)

    def recall(self, path: Path, otherwise: Callable[[Path], None]) -> None:
        """Fill the form as a file says that it was made by; hand over a file that says nothing."""

        def take(form: GenerationForm | None) -> None:
            made_by = self._cards.get(form.card_id) if form is not None else None
            if form is None or made_by is None or made_by.page is not self._page.family:
                otherwise(path)
                return
            model, card, before = self._panel.model, self._panel.card, self._panel.filled()

            def use_instead() -> None:
                if card is not None and before is not None:
                    self._show(model, card, before)
                otherwise(path)

            self.show_form(form)
            text, instead = self._recalled_words()
            self._notices.show(text.replace("%1", path.name), "success", instead, use_instead)

        recalling = form_of_file(path, self._cards, self._studio.attachments.holds)
        Operation(self, recalling, done=take, failed=self._notices.show_error)

    def _recalled_words(self) -> tuple[str, str]:
        """What is said of a form that a file has filled, and what else the file is good for."""
        if self._page is VIDEOS:
            made = self.tr("The form is filled in as this film was made: %1")
            return made, self.tr("Begin with its last frame instead")
        made = self.tr("The form is filled in as this picture was made: %1")
        return made, self.tr("Use as reference instead")

    def pick_model(self) -> None:
        """Have the person choose a model."""
        self._picker.show_cards(self._cards, self._models(), self._panel.model)
        self._picker.open_for(self._panel.model_button)
        self._offers.refresh()

    def use_model(self, model: str) -> None:
        """Show the first card of a model, with what fits of what was filled in."""
        self._cards_of_model = self._offered(model)
        if self._cards_of_model:
            self._panel.show_card(model, self._cards_of_model[0], self._cards_of_model)
        if self._shown_profile is not None:
            self._model_of[self._shown_profile] = model

    def use_card(self, card: ModelCard) -> None:
        """Show another card of the same model; one that goes on from a result is not offered without it."""
        self._cards_of_model = begun_cards(self._cards_of_model)
        self._panel.show_card(self._panel.model, card, self._cards_of_model)

    def use_card_where(self, fits: Callable[[ModelCard], object]) -> ModelCard | None:
        """The card that is shown where it fits, else the model's first one that does, which is shown then."""
        present = (self._panel.card,) if self._panel.card else ()
        card = next((card for card in (*present, *self._cards_of_model) if fits(card)), None)
        if card is not None and card is not self._panel.card:
            self.use_card(card)
        return card

    def use_model_where(self, fits: Callable[[ModelCard], object]) -> ModelCard | None:
        """The same; where the present model has no such way of using it, the first one that has is shown."""
        card = self.use_card_where(fits)
        if card is None and (model := self._model_where(fits)):
            self.use_model(model)
            card = self.use_card_where(fits)
        return card

    def reference_roles(self, count: int) -> list[SlotRole]:
        """Where so many pictures go, none where the model takes none: first where there is room.

        Shows the way of using the model that takes pictures.
        """
        card = self.use_card_where(_picture_slots)
        if card is None:
            return []
        slots = _picture_slots(card)
        taken = Counter(one.role for one in self._panel.form.inputs())
        free = [slot.role for slot in slots for _ in range(slot.most - taken[slot.role])]
        return [*free, *repeat(slots[0].role, count)][:count]

    def describing_card(self) -> ModelCard | None:
        """The card by which pictures are described: one of the present model, else of any that is offered."""
        present = next(filter(describes, self._cards_of_model), None)
        return present or describing(self._models(), self._cards)

    def _model_where(self, fits: Callable[[ModelCard], object]) -> str:
        made = (model.id for model in self._models() if is_made_for(self._page, model, self._cards))
        return next((model for model in made if any(map(fits, self._offered(model)))), "")

    def _begin_afresh(self) -> None:
        """Nothing is gone on from: a card that can do nothing else makes way."""
        card = self._panel.card
        if card is not None and card not in begun_cards((card,)):
            self.use_model(self._panel.model)

    async def _read(self) -> tuple[Cards, str, FormDraft | None]:
        """All cards, the model that was used last, and the form that was left."""
        ids = await self._studio.tasks.ids(self._page.tasks)
        newest = await self._studio.tasks.get_many(ids[:1])
        draft = await self._keeper.read()
        return await self._studio.cards.all(), newest[0].model if newest else "", draft

    def _take_read(self, read: tuple[Cards, str, FormDraft | None]) -> None:
        self._cards, self._last_model, draft = read
        self._is_read = True
        card = self._cards.get(draft.form.card_id) if draft is not None else None
        if draft is not None and card is not None:
            self._show(draft.model, card, draft.form)
            self._model_of[draft.profile_id] = draft.model
        self._show_profile()
        if self._panel.model_button.hasFocus():
            self._panel.focus_prompt()
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def _show(self, model: str, card: ModelCard, form: GenerationForm) -> None:
        found = self._offered(model)
        self._cards_of_model = found if card in found else (card, *found)
        self._panel.show_card(model, card, self._cards_of_model, form)

    def _offered(self, model: str) -> tuple[ModelCard, ...]:
        """The cards of a model, first the adapters that the provider's profile names for it."""
        profile = self._studio.profiles.active
        wanted = profile.adapters_of(model) if profile else ()
        first = tuple(card for card in map(self._cards.get, wanted) if card is not None)
        others = cards_of(model, self._models(), self._cards, self._page)
        return (*first, *(card for card in others if card not in first))

    def _models(self) -> tuple[Model, ...]:
        profile = self._studio.profiles.active
        return self._studio.models.cached(profile.id) if profile else ()

    def _show_profile(self) -> None:
        """Another provider: the model that it was used with, or the chosen one where it is offered there."""
        profile = self._studio.profiles.active
        self._panel.show_profile(there=profile is not None)
        if not self._is_read:
            return  # a model that is chosen before its cards are there would have no form
        offered = [model.id for model in self._models() if is_made_for(self._page, model, self._cards)]
        if profile is None or not offered or profile.id == self._shown_profile:
            return
        self._shown_profile = profile.id
        wanted = (self._model_of.get(profile.id), self._panel.model, self._last_model)
        known = next((model for model in wanted if model in offered), self._first_of(offered))
        chosen = self._model_of.get(profile.id) or known
        if chosen != self._panel.model:
            self.use_model(chosen)

    def _first_of(self, offered: Sequence[str]) -> str:
        """Where nothing was used yet: a model with a future and a format of its own, that needs no media."""

        def drawbacks(model: str) -> tuple[bool, ...]:
            card = next(iter(self._offered(model)), None)
            if card is None:
                return True, True, True, True
            needs_media = any(slot.least for slot in card.slots)
            return card.deprecated, needs_media, card.protocol in LAST_RESORTS, not card.matches

        return min(offered, key=drawbacks)

    def _read_models(self) -> None:
        profile = self._studio.profiles.active
        if profile is not None:
            Operation(
                self,
                self._studio.models.refresh(profile),
                done=lambda models: self._picker.show_cards(self._cards, models, self._panel.model),
                failed=self._picker.show_error,
                control=self._picker.refresh,
            )


def _picture_slots(card: ModelCard) -> list[MediaSlot]:
    """The places of a card for pictures that are more than a mask."""
    pictures = (slot for slot in card.slots if slot.kind is MediaKind.PICTURE)
    return [slot for slot in pictures if slot.role is not SlotRole.MASK]
