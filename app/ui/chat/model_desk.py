"""Model, profile and parameters of the conversation that is shown, and the popovers that change them."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.domain.assistant import Assistant
from app.domain.conversation import ChatSettings, Message
from app.domain.errors import ErrorKind, InputError
from app.domain.ids import ConversationId, ProfileId
from app.domain.model import Model
from app.domain.profile import Profile
from app.domain.text import Language
from app.services.conversation.carrier import Carrier
from app.services.conversation.chat_protocols import USUAL
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.chat.composer import Composer
from app.ui.chat.price_warning import PriceWarning
from app.ui.operation import Operation
from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from app.ui.chat.model_picker import ModelPicker
    from app.ui.chat.parameters import ParametersPopover

ModelTaker = Callable[[str, ProfileId | None], None]
"""Takes the model that was chosen, and the profile in whose list it stands."""


class ModelDesk(QObject):
    """A new conversation follows the active profile; a begun one keeps its own."""

    profile_wanted = Signal()
    """There is no profile to choose a model from."""
    failed = Signal(object)
    shown = Signal(object)
    """The ChatSettings of what is shown, whenever another conversation or another choice is."""

    def __init__(
        self,
        studio: Studio,
        composer: Composer,
        language: Callable[[], Language],
        bridge: Bridge,
        warning: PriceWarning,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._composer = composer
        self._warning = warning
        self._language = language
        self._conversation_id: ConversationId | None = None
        self._new = ChatSettings()
        self._usual = ChatSettings()
        self._followed: ProfileId | None = None
        self._instead: ModelTaker | None = None
        self._shown_profile: ProfileId | None = None
        self._theme = theme
        self._owner = parent
        composer.model_requested.connect(self.open_picker)
        composer.parameters_requested.connect(self._open_parameters)
        bridge.profiles_changed.connect(self._follow)
        bridge.models_changed.connect(self._follow)

    @property
    def settings(self) -> ChatSettings:
        """Model, profile and parameters of what is shown."""
        identity = self._conversation_id
        conversation = self._studio.conversations.get(identity) if identity else None
        return conversation.settings if conversation else self._new

    @property
    def profile(self) -> Profile | None:
        """Through whom the shown conversation goes: its own profile, or the active one where that is gone."""
        chosen = self.settings.profile_id
        return (self._studio.profiles.get(chosen) if chosen else None) or self._studio.profiles.active

    def show_conversation(self, conversation_id: ConversationId | None) -> None:
        """Another conversation is shown; None for one that is not begun."""
        self._conversation_id = conversation_id
        self._follow()

    def begun(self) -> None:
        """The new conversation came to be; the next one starts with its model and without its parameters."""
        self._new = self._plain

    def use_assistant(self, assistant: Assistant | None) -> None:
        """Take the settings of an assistant for what is shown, or the usual ones again."""
        if self._conversation_id is not None:
            plain = ChatSettings(profile_id=self.settings.profile_id, model=self.settings.model)
            self._change(assistant.settings_for(plain.model, plain.profile_id) if assistant else plain)
        elif assistant is not None or self._new.assistant is not None:
            plain = self._usual = self._plain
            self._new = assistant.settings_for(plain.model, plain.profile_id) if assistant else plain
            self._follow()

    @property
    def _plain(self) -> ChatSettings:
        """A new conversation without an assistant: it has the model that was chosen before there was one."""
        chosen = self._usual if self._new.assistant else self._new
        return ChatSettings(profile_id=chosen.profile_id, model=chosen.model)

    async def settle(self) -> ChatSettings:
        """The settings with a model: where none is chosen a sensible one, read from the gateway if need be.

        Raises:
            StudioError: there is no profile, its models cannot be read, or it has none to talk to.
        """
        if not self.settings.model:
            await self._choose_default()
        return self.settings

    def open_picker(self) -> None:
        """Let the person choose a model."""
        if (profile := self.profile) is None:
            self.profile_wanted.emit()
            return
        self._picker.show_profiles(self._studio.profiles.all, profile.id)
        self._show_models_of(profile.id)
        self._picker.open_for(self._composer.model)

    def choose(self, model: str) -> None:
        """Take a model of the shown conversation's provider."""
        profile = self.profile
        self._change(replace(self.settings, model=model, profile_id=profile.id if profile else None))

    def change(self, settings: ChatSettings) -> None:
        """Take other settings for what is shown."""
        self._change(settings)

    def choose_for(self, message: Message) -> None:
        """Let the person choose by which model a message is answered anew."""

        def answer_anew(model: str, profile_id: ProfileId | None) -> None:
            regenerate = self._studio.chat.regenerate
            asking = partial(regenerate, message, model=model, profile_id=profile_id)
            Operation(self, self._warning.before(model, asking), failed=self.failed.emit)

        self.choose_instead(answer_anew)

    def choose_instead(self, take: ModelTaker) -> None:
        """Let the person choose a model for something else than the conversation."""
        self.open_picker()
        self._instead = take

    @cached_property
    def _picker(self) -> "ModelPicker":
        from app.ui.chat.model_picker import ModelPicker  # made when it is first opened

        picker = ModelPicker(self._theme, self._owner)
        picker.chosen.connect(self._choose)
        picker.profile_chosen.connect(self._show_models_of)
        picker.refresh_requested.connect(self._refresh)
        picker.closed.connect(self._picker_closed)
        return picker

    @cached_property
    def _parameters(self) -> "ParametersPopover":
        from app.ui.chat.parameters import ParametersPopover  # made when it is first opened

        parameters = ParametersPopover(self._language, self._theme, self._owner)
        parameters.changed.connect(self._change)
        parameters.tools_requested.connect(self._composer.tools_requested)
        return parameters

    def _follow(self, event: object = None) -> None:
        if self._conversation_id is None:
            self._follow_active()
        settings, profile, active = self.settings, self.profile, self._studio.profiles.active
        sees = self._studio.catalog.traits(settings.model).vision if settings.model else None
        elsewhere = profile.name if profile and active and profile.id != active.id else ""
        self._composer.set_model(settings.model, sees, elsewhere)
        self._composer.attachments.show_carrier(self._carrier(settings, profile))
        self._composer.set_parameters_changed(_without_model(settings) != ChatSettings())
        self.shown.emit(settings)

    def _carrier(self, settings: ChatSettings, profile: Profile | None) -> Carrier | None:
        """How what is sent from here goes along."""
        if not settings.model:
            return None
        kinds = self._studio.models.endpoint_types(profile.id, settings.model) if profile else ()
        return Carrier.of(settings, self._studio.catalog.traits(settings.model), kinds)

    def _follow_active(self) -> None:
        profile = self._studio.profiles.active
        if profile is None:
            self._new = replace(self._new, profile_id=None, model="")
            return
        if profile.is_demo and not self._studio.models.everything(profile.id):
            Operation(self, self._studio.models.refresh(profile), failed=self.failed.emit)
        if profile.id != self._followed or not self._new.model:
            self._followed = profile.id
            model = self._studio.models.default_model(profile.id)
            self._new = replace(self._new, profile_id=profile.id, model=model)

    async def _choose_default(self) -> None:
        profile = self.profile
        if profile is None:
            raise InputError(ErrorKind.KEY_MISSING, field="profile")
        model = self._studio.models.default_model(profile.id)
        if not model:
            await self._studio.models.refresh(profile)
            model = self._studio.models.default_model(profile.id)
        if not model:
            raise InputError(ErrorKind.MODEL_MISSING, field="model")
        await self._keep(replace(self.settings, model=model, profile_id=profile.id))

    def _show_models_of(self, profile_id: str) -> None:
        self._shown_profile = ProfileId(profile_id)
        models = self._studio.models.cached(self._shown_profile)
        self._show_models(models)
        if not models:
            self._refresh()

    def _show_models(self, models: Sequence[Model]) -> None:
        """The chosen model is marked only among the models of its own profile."""
        mine = self.profile is not None and self.profile.id == self._shown_profile
        self._picker.show_models(models, self.settings.model if mine else "")

    def _refresh(self) -> None:
        profile = self._studio.profiles.get(self._shown_profile) if self._shown_profile else None
        if profile is not None:
            Operation(
                self,
                self._studio.models.refresh(profile),
                done=self._models_read,
                failed=self._picker.show_error,
                control=self._picker.refresh,
            )

    def _models_read(self, models: tuple[Model, ...]) -> None:
        if self._shown_profile is not None:
            self._show_models(self._studio.models.cached(self._shown_profile))

    def _choose(self, model: str) -> None:
        take, self._instead = self._instead, None
        if take is not None:
            take(model, self._shown_profile)
        else:
            self._change(replace(self.settings, model=model, profile_id=self._shown_profile))

    def _picker_closed(self) -> None:
        """A choice comes before the closing; without one nothing is done."""
        self._instead = None

    def _open_parameters(self) -> None:
        settings = self.settings
        carrier = self._carrier(settings, self.profile)
        protocol = carrier.protocol if carrier else ""
        catalog = self._studio.catalog
        options = catalog.options(settings.model) if protocol == USUAL else ()
        self._parameters.show_settings(settings, catalog.traits(settings.model), protocol, options)
        self._parameters.open_for(self._composer.parameters)

    def _change(self, settings: ChatSettings) -> None:
        if self._conversation_id is None:
            self._take(settings)
        else:
            Operation(self, self._keep(settings), failed=self.failed.emit)

    def _take(self, settings: ChatSettings) -> None:
        """At once: what is opened next shows them already."""
        self._new = settings
        self._follow()

    async def _keep(self, settings: ChatSettings) -> None:
        if self._conversation_id is None:
            self._take(settings)
        else:
            await self._studio.conversations.change_settings(self._conversation_id, settings)
            self._follow()


def _without_model(settings: ChatSettings) -> ChatSettings:
    return replace(settings, profile_id=None, model="", assistant=None, tools=(), functions="")
