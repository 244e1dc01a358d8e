"""One conversation: its transcript above, its composer below."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.domain.conversation import ChatSettings, Draft, LinkPart, Message, Role, ScrollAnchor
from app.domain.errors import ErrorKind, InputError, StudioError
from app.domain.ids import ConversationId, MessageId
from app.domain.media import Attachment
from app.domain.model import Model
from app.domain.profile import Profile
from app.services.events import StreamingChanged
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.bridge import Bridge
from app.ui.chat.attaching import attach_bytes, attach_files
from app.ui.chat.branch_feed import BranchFeed
from app.ui.chat.composer import Composer
from app.ui.chat.message_actions import MessageActions
from app.ui.chat.model_picker import ModelPicker
from app.ui.chat.parameters import ParametersPopover
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.view import TranscriptView

SAVE_DRAFT_MS = 600
READING_WIDTH_STEPS = 205


class ConversationView(QWidget):
    """Shows one conversation at a time. A new one is made when its first message is sent."""

    created = Signal(str)
    """The id of a conversation that came to be."""
    profile_wanted = Signal()
    """There is no profile to choose a model from."""

    def __init__(
        self,
        studio: Studio,
        view: TranscriptView,
        welcome: QWidget,
        first_run: QWidget,
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._notices = notices
        self._theme = theme
        self._conversation_id: ConversationId | None = None
        self._new_settings = ChatSettings()
        self._first_steps = True
        self._editing: Message | None = None
        self._regenerating: Message | None = None
        self.transcript = view
        self.composer = Composer(theme, self)
        self.feed = BranchFeed(view, studio.conversations, studio.chat, bridge)
        self.message_actions = MessageActions(studio, self.feed, view, notices)
        self._picker = ModelPicker(theme, self)
        self._parameters = ParametersPopover(theme, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(welcome)
        self._stack.addWidget(view)
        self._stack.addWidget(first_run)
        self._frame = QWidget(self)
        self._frame_column = QVBoxLayout(self._frame)
        self._frame_column.addWidget(self.composer, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(self._frame)
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(SAVE_DRAFT_MS)
        self._connect(bridge)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._show_conversation()

    @property
    def conversation_id(self) -> ConversationId | None:
        """The conversation that is shown; None for one that is not begun."""
        return self._conversation_id

    @property
    def settings(self) -> ChatSettings:
        """Model, profile and parameters of what is shown."""
        conversation = (
            self._studio.conversations.get(self._conversation_id) if self._conversation_id else None
        )
        return conversation.settings if conversation else self._new_settings

    def open(self, conversation_id: ConversationId | None, message_id: MessageId | None = None) -> None:
        """Show a conversation, or a new one; what stood in the composer is kept with the old one."""
        if conversation_id == self._conversation_id and message_id is None:
            self.focus_composer()
            return
        self.keep()
        self._conversation_id = conversation_id
        self._stop_editing()
        self.composer.clear()
        self._show_conversation()
        self.feed.open(conversation_id, message_id)
        if conversation_id is not None:
            self._run(self._studio.conversations.draft(conversation_id), self._restore_draft)
        self.focus_composer()

    def keep(self) -> None:
        """Save the draft and where the transcript stands, in the background."""
        self._save_timer.stop()
        self._run(self.save())

    def save(self) -> Coroutine[object, object, None]:
        """Saves the draft and where the transcript stands: both as they are now, not as they will be."""
        draft = Draft() if self._editing else self.composer.draft
        anchor = self.transcript.anchor() if self.feed.nodes else None
        return self._save(self._conversation_id, draft, anchor)

    async def _save(
        self, conversation_id: ConversationId | None, draft: Draft, anchor: ScrollAnchor | None
    ) -> None:
        if conversation_id is None:
            return
        await self._studio.conversations.save_draft(conversation_id, draft)
        if anchor is not None:
            await self._studio.conversations.save_anchor(conversation_id, anchor)

    def focus_composer(self) -> None:
        """Put the cursor where one writes."""
        self.composer.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self, text: str) -> None:
        """Put a text into the composer, ready to be changed or sent."""
        self.composer.set_draft(Draft(text))
        self.focus_composer()

    def profile_changed(self) -> None:
        """The active profile or its models changed: a new conversation follows, a begun one keeps its own."""
        if self._conversation_id is None:
            profile = self._studio.profiles.active
            model = self._studio.models.default_model(profile.id) if profile else ""
            profile_id = profile.id if profile else None
            if profile_id != self._new_settings.profile_id or not self._new_settings.model:
                self._new_settings = replace(self._new_settings, profile_id=profile_id, model=model or "")
        self._show_model()
        self._show_stack()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The composer is as wide as the column that is read."""
        super().resizeEvent(event)
        self._fit_composer()

    def _connect(self, bridge: Bridge) -> None:
        composer = self.composer
        composer.submitted.connect(self._submit)
        composer.stopped.connect(self._stop)
        composer.edited.connect(self._save_timer.start)
        composer.files_given.connect(self._attach_files)
        composer.picture_given.connect(self._attach_picture)
        composer.long_text_given.connect(self._attach_text)
        composer.attach_requested.connect(self._pick_files)
        composer.model_requested.connect(self._open_picker)
        composer.parameters_requested.connect(self._open_parameters)
        composer.edit_cancelled.connect(self._cancel_editing)
        self._save_timer.timeout.connect(self.keep)
        self._picker.chosen.connect(self._model_chosen)
        self._picker.refresh_requested.connect(self._refresh_models)
        self._parameters.changed.connect(self._settings_changed)
        self.message_actions.edit_wanted.connect(self._edit)
        self.message_actions.model_wanted.connect(self._choose_other_model)
        self.feed.opened.connect(self._opened)
        self.feed.failed.connect(self._show_error)
        bridge.streaming_changed.connect(self._streaming_changed)
        bridge.profiles_changed.connect(self._profiles_changed)
        bridge.models_changed.connect(self._profiles_changed)
        stop = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        stop.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        stop.activated.connect(self._escape)

    def _run(
        self, work: Coroutine[object, object, object], done: Callable[..., None] | None = None
    ) -> Operation[object]:
        return Operation(self, work, done=done, failed=self._show_error)

    def _show_conversation(self) -> None:
        self._show_stack()
        streaming = self._conversation_id in self._studio.chat.streaming
        self.composer.set_streaming(streaming)
        self.profile_changed()

    def skip_first_steps(self) -> None:
        """The person does not want to add a provider now."""
        self._first_steps = False
        self._show_stack()

    def _show_stack(self) -> None:
        """The transcript, the greeting of a new conversation, or the first steps of a new person."""
        nobody = self._conversation_id is None and not self._studio.profiles.all
        newcomer = nobody and self._first_steps
        self._stack.setCurrentIndex(2 if newcomer else 0 if self._conversation_id is None else 1)
        self._frame.setVisible(not newcomer)

    def _show_model(self) -> None:
        model = self.settings.model
        traits = self._studio.catalog.traits(model) if model else None
        self.composer.set_model(model, traits.vision if traits else None)

    def _profiles_changed(self, event: object) -> None:
        self.profile_changed()

    def _streaming_changed(self, event: StreamingChanged) -> None:
        if event.conversation_id == self._conversation_id:
            self.composer.set_streaming(event.streaming)
            self._remember_sent()

    def _opened(self) -> None:
        self._remember_sent()

    def _remember_sent(self) -> None:
        mine = [node.message for node in self.feed.nodes if node.message.role is Role.USER]
        self.composer.set_recallable([message.text for message in mine if message.text])

    def _show_error(self, error: StudioError) -> None:
        words = self._notices.words(error)
        self.composer.show_error(" ".join(filter(None, (words.sentence, words.step))))

    def _restore_draft(self, draft: Draft) -> None:
        if self.composer.draft.empty and not draft.empty:
            self.composer.set_draft(draft)

    def _submit(self) -> None:
        draft = self.composer.draft
        self.composer.set_busy(True)
        self.composer.show_error("")
        Operation(self, self._send(draft), done=self._sent, failed=self._not_sent)

    async def _send(self, draft: Draft) -> None:
        """The draft leaves the composer only when it is on its way."""
        if (edited := self._editing) is not None:
            chat = self._studio.chat
            mine = edited.role is Role.USER
            await (chat.edit(edited, draft) if mine else chat.rewrite(edited, draft.text))
            return
        if self._conversation_id is None:
            await self._begin(draft)
        elif self.settings.model or await self._choose_default_model():
            await self._studio.chat.send(self._conversation_id, draft)

    async def _begin(self, draft: Draft) -> None:
        """A conversation comes to be with its first message, and not at all when that is refused."""
        if not self._new_settings.model:
            await self._choose_default_model()
        conversations = self._studio.conversations
        conversation = await conversations.create(self._new_settings)
        try:
            await self._studio.chat.send(conversation.id, draft)
        except StudioError:
            await conversations.delete([conversation.id])
            raise
        self._conversation_id = conversation.id
        self._show_conversation()
        self.feed.open(conversation.id)
        self.created.emit(conversation.id)

    async def _choose_default_model(self) -> str:
        """A sensible model of the profile, read from its gateway where that was not done yet."""
        profile = self._profile()
        if profile is None:
            raise InputError(ErrorKind.KEY_MISSING, field="profile")
        model = self._studio.models.default_model(profile.id)
        if not model:
            await self._studio.models.refresh(profile)
            model = self._studio.models.default_model(profile.id)
        if not model:
            raise InputError(ErrorKind.MODEL_MISSING, field="model")
        await self._keep_settings(replace(self.settings, model=model, profile_id=profile.id))
        return model

    def _sent(self, result: object) -> None:
        self.composer.set_busy(False)
        self._stop_editing()
        self.composer.clear()
        self.transcript.scroll_to_end()
        self.keep()

    def _not_sent(self, error: StudioError) -> None:
        self.composer.set_busy(False)
        self._show_error(error)

    def _stop(self) -> None:
        if self._conversation_id is not None:
            self._studio.chat.stop(self._conversation_id)

    def _escape(self) -> None:
        if self._editing is not None:
            self._cancel_editing()
        else:
            self._stop()

    def _attach_files(self, paths: list[Path]) -> None:
        self._run(attach_files(self._studio.attachments, paths), self._attached)

    def _attach_picture(self, data: bytes) -> None:
        name = self.tr("pasted picture.png")
        self._run(attach_bytes(self._studio.attachments, data, name), lambda one: self._attached([one]))

    def _attach_text(self, text: str) -> None:
        name = self.tr("pasted text.txt")
        adding = attach_bytes(self._studio.attachments, text.encode(), name)
        self._run(adding, lambda one: self._attached([one]))

    def _pick_files(self) -> None:
        title = self.tr("Attach pictures or text files")
        self._run(dialogs.pick_files(self.window(), title), self._attach_files)

    def _attached(self, attachments: list[Attachment]) -> None:
        self.composer.show_error("")
        for attachment in attachments:
            self.composer.add_attachment(attachment)

    def _profile(self) -> Profile | None:
        chosen = self.settings.profile_id
        return (self._studio.profiles.get(chosen) if chosen else None) or self._studio.profiles.active

    def _open_picker(self) -> None:
        profile = self._profile()
        if profile is None:
            self.profile_wanted.emit()
            return
        models = self._studio.models.cached(profile.id)
        self._picker.show_models(models, self.settings.model)
        self._picker.open_for(self.composer.model)
        if not models:
            self._refresh_models()

    def _refresh_models(self) -> None:
        if (profile := self._profile()) is not None:
            self._run(self._studio.models.refresh(profile), self._models_read)

    def _models_read(self, models: tuple[Model, ...]) -> None:
        if (profile := self._profile()) is not None:
            self._picker.show_models(self._studio.models.cached(profile.id), self.settings.model)

    def _model_chosen(self, model: str) -> None:
        if (message := self._regenerating) is not None:
            self._regenerating = None
            self._run(self._studio.chat.regenerate(message, model=model))
            return
        profile = self._profile()
        settings = replace(self.settings, model=model, profile_id=profile.id if profile else None)
        self._settings_changed(settings)

    def _open_parameters(self) -> None:
        self._parameters.show_settings(self.settings, self._studio.catalog.traits(self.settings.model))
        self._parameters.open_for(self.composer.parameters)

    def _settings_changed(self, settings: ChatSettings) -> None:
        self._run(self._keep_settings(settings))

    async def _keep_settings(self, settings: ChatSettings) -> None:
        if self._conversation_id is None:
            self._new_settings = settings
        else:
            await self._studio.conversations.change_settings(self._conversation_id, settings)
        self._show_model()

    def _edit(self, message: Message) -> None:
        self._editing = message
        links = tuple(part.url for part in message.parts if isinstance(part, LinkPart))
        self.composer.set_draft(Draft(message.text, message.attachments, links))
        self.composer.set_editing(True)
        self.focus_composer()

    def _cancel_editing(self) -> None:
        self._stop_editing()
        self.composer.clear()

    def _stop_editing(self) -> None:
        self._editing = None
        self.composer.set_editing(False)

    def _choose_other_model(self, message: Message) -> None:
        self._open_picker()
        self._regenerating = message

    def _restyle(self) -> None:
        space = self._theme.space
        self._frame_column.setContentsMargins(space(4), 0, space(4), space(4))
        self._fit_composer()

    def _fit_composer(self) -> None:
        space = self._theme.space
        self.composer.setFixedWidth(max(1, min(self.width() - space(8), space(READING_WIDTH_STEPS))))
