"""One conversation: its transcript above, its composer below."""

from collections.abc import Callable, Coroutine
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.domain.conversation import Draft, Message, Role, ScrollAnchor
from app.domain.errors import StudioError
from app.domain.ids import ConversationId, MessageId
from app.domain.text import Language
from app.services.events import StreamingChanged
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.chat.attaching import AttachmentDesk
from app.ui.chat.branch_feed import BranchFeed
from app.ui.chat.composer import Composer
from app.ui.chat.conversation_head import ConversationHead
from app.ui.chat.cost_desk import CostDesk
from app.ui.chat.drop_veil import DropVeil, can_be_attached
from app.ui.chat.editing import Editing
from app.ui.chat.message_actions import MessageActions
from app.ui.chat.model_desk import ModelDesk
from app.ui.chat.price_warning import PriceWarning
from app.ui.chat.sending import NOT_BEGUN, Sending
from app.ui.compare.compare_desk import CompareDesk
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.tools.tool_desk import ToolDesk
from app.ui.transcript.rows.look import Look
from app.ui.transcript.view import TranscriptView

if TYPE_CHECKING:
    from app.ui.compare.answer_column import AnswerColumn

SAVE_DRAFT_MS = 600
MARGIN_STEPS = 6
COMPOSER_STRETCH = 10_000
"""Against 1 on each side: all the room that there is, up to its greatest width."""


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
        make_first_run: Callable[[], QWidget],
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
        language: Callable[[], Language],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._notices = notices
        self._theme = theme
        self._conversation_id: ConversationId | None = None
        self._first_steps = True
        self._make_first_run = make_first_run
        self._welcome = welcome
        self._words = ""
        self.transcript = view
        self.composer = Composer(theme, self)
        self._editing = Editing(self.composer)
        self.feed = BranchFeed(view, studio.conversations, studio.chat, bridge)
        warning = PriceWarning(studio.catalog, self)
        self.message_actions = MessageActions(studio, self.feed, view, notices, warning)
        self.models = ModelDesk(studio, self.composer, language, bridge, warning, theme, self)
        self._sending = Sending(studio, self.models, warning)
        self.comparing = CompareDesk(studio, self.composer, self.models, view.another, bridge, theme, self)
        self.attachments = AttachmentDesk(studio.attachments, studio.documents, self.composer, notices, theme)
        self.tools = ToolDesk(studio, self.composer, self.models, bridge, notices, theme, self)
        self.costs = CostDesk(studio, self.composer, self.models, self.feed, bridge)
        self.head = ConversationHead(theme, self)
        self._lay_out(welcome, view)
        self._veil = DropVeil(theme, self)
        self.setAcceptDrops(True)
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(SAVE_DRAFT_MS)
        self._connect(bridge)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._show_conversation()
        self._restore_draft()

    @property
    def conversation_id(self) -> ConversationId | None:
        """The conversation that is shown; None for one that is not begun."""
        return self._conversation_id

    def open(
        self, conversation_id: ConversationId | None, message_id: MessageId | None = None, words: str = ""
    ) -> None:
        """Show a conversation, or a new one; what stood in the composer is kept with the old one.

        Args:
            message_id: where to begin instead of where it was left.
            words: what is to be marked in it.
        """
        if self._words:
            self.transcript.find("")
        self._words = words
        if conversation_id == self._conversation_id and message_id is None:
            self.focus_composer()
            return
        self.keep()
        self._conversation_id = conversation_id
        self._editing.drop()
        self.comparing.close()
        self._show_conversation()
        self.feed.open(conversation_id, message_id)
        self._restore_draft()
        self.focus_composer()

    def keep(self) -> None:
        """Save the draft and where the transcript stands, in the background."""
        self._save_timer.stop()
        self._run(self.save())

    def save(self) -> Coroutine[object, object, None]:
        """Saves the draft and where the transcript stands: both as they are now, not as they will be."""
        self._save_timer.stop()
        anchor = self.transcript.anchor() if self.feed.nodes else None
        return self._save(self._conversation_id, self._editing.next_draft, anchor)

    async def _save(
        self, conversation_id: ConversationId | None, draft: Draft, anchor: ScrollAnchor | None
    ) -> None:
        await self._studio.conversations.save_draft(conversation_id or NOT_BEGUN, draft)
        if conversation_id is not None and anchor is not None:
            await self._studio.conversations.save_anchor(conversation_id, anchor)

    def focus_composer(self) -> None:
        """Put the cursor where one writes."""
        self.composer.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def write(self, text: str) -> None:
        """Put a text into the composer, ready to be changed or sent."""
        self.composer.set_draft(Draft(text))
        self.focus_composer()

    def refresh(self) -> None:
        """Take over what may have been changed in the settings."""
        self.composer.input.set_send_with_enter(self._studio.settings.current.send_with_enter)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files can be dropped anywhere on the conversation."""
        if self._frame.isVisible() and can_be_attached(event.mimeData()):
            event.acceptProposedAction()
            self._veil.cover()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what was dropped."""
        event.acceptProposedAction()
        self.composer.input.insertFromMimeData(event.mimeData())

    def _lay_out(self, *pages: QWidget) -> None:
        self._stack = QStackedWidget(self)
        # What is written needs its room first, however small the window is.
        self._stack.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        for page in pages:
            self._stack.addWidget(page)
        self._stack.currentChanged.connect(lambda: self.transcript.sounds.pause())
        self._frame = QWidget(self)
        self._frame_row = QHBoxLayout(self._frame)
        self._frame_row.addStretch(1)
        self._frame_row.addWidget(self.composer, COMPOSER_STRETCH)
        self._frame_row.addStretch(1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(self._frame)

    def _connect(self, bridge: Bridge) -> None:
        composer = self.composer
        composer.submitted.connect(self._submit)
        composer.stopped.connect(self._stop)
        composer.edited.connect(self._save_timer.start)
        composer.edit_cancelled.connect(self._editing.finish)
        self._save_timer.timeout.connect(self.keep)
        self.models.failed.connect(self._show_error)
        self.tools.failed.connect(self._show_error)
        self.models.profile_wanted.connect(self.profile_wanted)
        self.attachments.failed.connect(self._show_error)
        self.message_actions.edit_wanted.connect(self._edit)
        self.message_actions.model_wanted.connect(self.models.choose_for)
        self.message_actions.compare_wanted.connect(self.comparing.open)
        self.comparing.shown.connect(self._show_stack)
        self.comparing.column_made.connect(self._serve_column)
        self.comparing.failed.connect(self._show_error)
        self.costs.changed.connect(self.head.show_spent)
        self.feed.opened.connect(self._opened)
        self.feed.changed.connect(self._remember_sent)
        self.feed.failed.connect(self._show_error)
        bridge.streaming_changed.connect(self._streaming_changed)
        bridge.profiles_changed.connect(self._profiles_changed)
        stop = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        stop.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        stop.activated.connect(self._escape)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self.find_in_conversation)

    def _run(
        self, work: Coroutine[object, object, object], done: Callable[..., None] | None = None
    ) -> Operation[object]:
        return Operation(self, work, done=done, failed=self._show_error)

    def _show_conversation(self) -> None:
        self._show_stack()
        streaming = self._conversation_id in self._studio.chat.streaming
        self.composer.set_streaming(streaming)
        self.models.show_conversation(self._conversation_id)
        self.costs.show_conversation(self._conversation_id)

    def skip_first_steps(self) -> None:
        """The person does not want to add a provider now."""
        self._first_steps = False
        self._show_stack()

    def _show_stack(self) -> None:
        """The transcript, the greeting of a new conversation, or the first steps of a new person."""
        nobody = self._conversation_id is None and not self._studio.profiles.all
        newcomer = nobody and self._first_steps
        self._stack.setCurrentWidget(self._page_to_show(newcomer=newcomer))
        self._frame.setVisible(not newcomer)

    def _page_to_show(self, *, newcomer: bool) -> QWidget:
        if newcomer:
            return self._first_run
        if self.comparing.is_open:
            return self._added(self.comparing.view)
        return self._welcome if self._conversation_id is None else self.transcript

    @cached_property
    def _first_run(self) -> QWidget:
        return self._added(self._make_first_run())

    def _added(self, page: QWidget) -> QWidget:
        """A page that is made when it is first shown joins the stack then."""
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        return page

    def _serve_column(self, column: "AnswerColumn") -> None:
        self.message_actions.serve(column.view, column.feed.node)

    def _profiles_changed(self, event: object) -> None:
        self._show_stack()

    def _streaming_changed(self, event: StreamingChanged) -> None:
        if event.conversation_id == self._conversation_id:
            self.composer.set_streaming(event.streaming)

    def _opened(self) -> None:
        self._remember_sent()
        if self._words and self.transcript.find(self._words):
            self.transcript.find_next()

    def _remember_sent(self) -> None:
        mine = [node.message for node in self.feed.nodes if node.message.role is Role.USER]
        self.composer.set_recallable([message.text for message in mine if message.text])

    def _show_error(self, error: StudioError) -> None:
        words = self._notices.words(error)
        self.composer.show_error(" ".join(filter(None, (words.sentence, words.step))))

    def _restore_draft(self) -> None:
        conversation_id = self._conversation_id
        reading = self._studio.conversations.draft(conversation_id or NOT_BEGUN)
        self._run(reading, partial(self._draft_read, conversation_id))

    def _draft_read(self, conversation_id: ConversationId | None, draft: Draft) -> None:
        """Meanwhile another conversation may be shown, or something written."""
        if conversation_id == self._conversation_id and self.composer.draft.empty and not draft.empty:
            self.composer.set_draft(draft)

    def _submit(self) -> None:
        draft, place, edited = self.composer.draft, self._conversation_id, self._editing.message
        self.composer.set_busy(True)
        self.composer.show_error("")
        sending = self._sending
        addressees = self.comparing.addressees if edited is None else ()
        work = sending.send(place, draft, addressees) if edited is None else sending.put_beside(edited, draft)
        done = partial(self._sent, place, several=bool(addressees))
        Operation(self, work, done=done, failed=self._not_sent)

    def _show_begun(self, conversation_id: ConversationId) -> None:
        self._conversation_id = conversation_id
        self._show_conversation()
        self.feed.open(conversation_id)
        self.created.emit(conversation_id)

    def _sent(self, place: ConversationId | None, target: ConversationId | None, *, several: bool) -> None:
        """Clear the composer, unless the person has gone to another conversation meanwhile."""
        self.composer.set_busy(False)
        if target is None or place != self._conversation_id:
            return
        if place is None:
            self.models.begun()
            self._show_begun(target)
        self._editing.finish()
        self.transcript.scroll_to_end()
        self.keep()
        if several:
            self.comparing.asked(target)
        else:
            self.comparing.close()

    def _not_sent(self, error: StudioError) -> None:
        self.composer.set_busy(False)
        self._show_error(error)

    def _stop(self) -> None:
        if self._conversation_id is not None:
            self._studio.chat.stop(self._conversation_id)

    def _escape(self) -> None:
        if self._editing.message is not None:
            self._editing.finish()
        elif self.comparing.is_open and self._conversation_id not in self._studio.chat.streaming:
            self.comparing.close()
        else:
            self._stop()

    def find_in_conversation(self) -> None:
        """Open the find bar of the conversation that is shown."""
        if self._stack.currentWidget() is self.transcript:
            self.transcript.open_find()

    def _edit(self, message: Message) -> None:
        self._editing.begin(message)
        self.focus_composer()

    def _restyle(self) -> None:
        """The composer is as wide as the text above it, and straight below it."""
        space = self._theme.space
        bar = self.transcript.verticalScrollBar().sizeHint().width()
        margin = space(MARGIN_STEPS)
        self._frame_row.setContentsMargins(margin, 0, margin + bar, space(4))
        self.composer.setMaximumWidth(Look(self._theme).readable_width)
