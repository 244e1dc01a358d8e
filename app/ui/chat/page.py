"""The conversation page: the list on the left, one conversation on the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QWidget

from app.domain.conversation import Message
from app.domain.errors import StudioError, Technical
from app.domain.ids import ConversationId, MessageId
from app.domain.text import Language
from app.services.events import ConversationsChanged
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.chat.beginnings import Beginnings
from app.ui.chat.conversation_view import ConversationView
from app.ui.chat.list_panel import ConversationListPanel
from app.ui.chat.transcript_desk import TranscriptDesk
from app.ui.chat.welcome import Welcome
from app.ui.notices import Notices
from app.ui.page import Page
from app.ui.structured.desk import AnswerDesk
from app.ui.theme.theme import Theme
from app.ui.tools.on_demand import CallsOnDemand
from app.ui.transcript.view import TranscriptView

if TYPE_CHECKING:
    from app.ui.compare.answer_column import AnswerColumn

LIST_WIDTH = 256
"""In pixels at the usual scale."""
NARROW_STEPS = 170
"""Below this width either the list or the conversation is shown."""


class ChatPage(Page):
    """Talk, in as many conversations at once as one likes."""

    key = "conversations"
    icon = "conversations"

    profile_wanted = Signal()
    tool_servers_wanted = Signal()
    call_waits = Signal(str, str)
    """A tool waits for the person's word: a title and a text for the desktop."""
    export_wanted = Signal(list)
    """Ids of conversations that shall become files."""
    import_wanted = Signal()
    front_wanted = Signal()
    """Something was chosen elsewhere that is shown here."""

    def __init__(
        self,
        studio: Studio,
        view: TranscriptView,
        desk: TranscriptDesk,
        make_first_run: Callable[[], QWidget],
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
        language: Callable[[], Language],
    ) -> None:
        super().__init__()
        self._studio = studio
        self._notices = notices
        self._desk = desk
        self._theme = theme
        self._listing = False
        self.setObjectName("conversations")
        self.panel = ConversationListPanel(
            studio.conversations, studio.settings, bridge, notices, theme, self
        )
        self.welcome = Welcome(theme)
        self.conversation = ConversationView(
            studio, view, self.welcome, make_first_run, bridge, notices, theme, language, self
        )
        self.beginnings = Beginnings(
            studio, self.conversation, self.welcome, language, bridge, notices, theme
        )
        self._calls = CallsOnDemand(studio, view, bridge, notices, theme)
        self._answers = AnswerDesk(view, self.conversation.feed, studio.places.downloads, notices, theme)
        self._splitter = QSplitter(self)
        self._splitter.setObjectName("conversations.splitter")
        self._splitter.addWidget(self.panel)
        self._splitter.addWidget(self.conversation)
        self._splitter.setStretchFactor(1, 1)
        self._splitter.setChildrenCollapsible(False)
        self._list_width = LIST_WIDTH
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._splitter)
        self._connect(bridge)
        self._restyle()
        self._show_profile()
        self._fit()

    @staticmethod
    def name() -> str:
        """The page's name in the present language, known before the page is built."""
        return QCoreApplication.translate("ChatPage", "Conversations")

    def title(self) -> str:
        """The same name in the window's title."""
        return self.name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def shown(self) -> None:
        """Begin where one writes."""
        self._desk.refresh()
        self.conversation.refresh()
        self.conversation.focus_composer()

    def state(self) -> dict[str, object]:
        """The conversation that is shown and the width of the list, in pixels at the usual scale."""
        return {
            "conversation": self.conversation.conversation_id or "",
            "list_width": self._list_width,
        }

    def restore(self, state: dict[str, object]) -> None:
        """Show what was shown last."""
        conversation_id = ConversationId(str(state.get("conversation") or ""))
        if self._studio.conversations.get(conversation_id) is not None:
            self.open(conversation_id)
        width = state.get("list_width")
        if isinstance(width, int) and width > 0:
            self._list_width = width
            self._set_width()

    def open(self, conversation_id: str, message_id: str = "", words: str = "") -> None:
        """Show a conversation; at a message with its found words marked where they are given."""
        found = MessageId(message_id) if message_id else None
        self.conversation.open(ConversationId(conversation_id), found, words)
        self._mark_current()

    def open_new(self) -> None:
        """Show an empty conversation."""
        self.conversation.open(None)
        self.conversation.models.use_assistant(None)
        self._mark_current()

    def open_with_assistant(self) -> None:
        """Show an empty conversation, and let the person choose whom to have it with."""
        self.open_new()
        self.beginnings.open_chooser()

    def export_shown(self) -> None:
        """Make a file of the conversation that is shown."""
        shown = self.conversation.conversation_id
        if shown is not None:
            self.export_wanted.emit([shown])

    def toggle_list(self) -> None:
        """Show the list or put it out of sight."""
        if self._narrow:
            self._listing = not self._listing
        else:
            hidden = not self._studio.settings.current.list_hidden
            self._studio.settings.change(list_hidden=hidden)
        self._fit()
        if self._list_shown:
            self.panel.list.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.conversation.focus_composer()

    def _connect(self, bridge: Bridge) -> None:
        self.panel.opened.connect(self.open)
        self.panel.new_requested.connect(self.open_new)
        self.panel.assistant_requested.connect(self.open_with_assistant)
        self.panel.hiding_wanted.connect(self.toggle_list)
        self.panel.export_wanted.connect(self.export_wanted)
        self.panel.import_wanted.connect(self.import_wanted)
        self.conversation.head.list_wanted.connect(self.toggle_list)
        self.conversation.head.new_wanted.connect(self.open_new)
        self._splitter.splitterMoved.connect(self._splitter_moved)
        self.conversation.created.connect(self._mark_current)
        self.conversation.profile_wanted.connect(self.profile_wanted)
        self.conversation.message_actions.branched.connect(self.open)
        self.conversation.message_actions.profile_wanted.connect(self.profile_wanted)
        self.conversation.message_actions.new_wanted.connect(self.open_new)
        self.conversation.message_actions.details_wanted.connect(self._show_details)
        self.conversation.tools.servers_wanted.connect(self.tool_servers_wanted)
        self.beginnings.assistants.servers_wanted.connect(self.tool_servers_wanted)
        self.conversation.comparing.column_made.connect(self._serve_column)
        self._calls.waits.connect(self.call_waits)
        self._calls.conversation_wanted.connect(self._show_waiting)
        self.welcome.suggested.connect(self.conversation.write)
        bridge.streaming_changed.connect(self._streaming_changed)
        bridge.profiles_changed.connect(self._show_profile)
        bridge.conversations_changed.connect(self._conversations_changed)
        self._theme.changed.connect(self._restyle)
        self._add_shortcut("Ctrl+N", self.open_new)
        self._add_shortcut("Ctrl+Shift+N", self.open_with_assistant)
        self._add_shortcut("Ctrl+Shift+F", self.search)
        self._add_shortcut("Ctrl+B", self.toggle_list)
        self._add_shortcut("Ctrl+Shift+E", self.export_shown)

    def _add_shortcut(self, keys: str, act: Callable[[], None]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _splitter_moved(self, position: int, handle: int) -> None:
        self._list_width = round(position / self._theme.scale)

    def _set_width(self) -> None:
        width = round(self._list_width * self._theme.scale)
        self._splitter.setSizes([width, max(1, self.width() - width)])

    def _serve_column(self, column: "AnswerColumn") -> None:
        self._calls.serve(column.view)

    def _show_waiting(self, conversation_id: str) -> None:
        """A call of a tool waits for the person, who looked elsewhere."""
        self.front_wanted.emit()
        self.open(conversation_id)

    def search(self) -> None:
        """Put the cursor into the search field."""
        if not self._list_shown:
            self.toggle_list()
        self.panel.focus_search()

    @property
    def _narrow(self) -> bool:
        return self.width() < self._theme.space(NARROW_STEPS)

    @property
    def _list_shown(self) -> bool:
        return self._listing if self._narrow else not self._studio.settings.current.list_hidden

    def _fit(self) -> None:
        """List and conversation side by side, or one of them where there is no room for both."""
        shown = self._list_shown
        appears = shown and self.panel.isHidden()
        self.panel.setVisible(shown)
        self.conversation.setVisible(not (self._narrow and shown))
        if appears:
            self._set_width()
        self.conversation.head.setVisible(not shown)

    def _mark_current(self) -> None:
        """Show which conversation is open; in a narrow window it takes the place of the list."""
        self.panel.set_current(self.conversation.conversation_id)
        self._listing = False
        self._fit()
        self._show_title()

    def _show_title(self) -> None:
        shown = self.conversation.conversation_id
        row = self._studio.conversations.get(shown) if shown else None
        self.conversation.head.set_title((row.title if row else "") or self.tr("New conversation"))

    def _streaming_changed(self) -> None:
        self.panel.set_streaming(self._studio.chat.streaming)

    def _conversations_changed(self, event: ConversationsChanged) -> None:
        """A conversation that was deleted while it was shown leaves an empty one."""
        shown = self.conversation.conversation_id
        if shown is not None and self._studio.conversations.get(shown) is None:
            self.open_new()
        self._show_title()

    def _show_profile(self) -> None:
        profile = self._studio.profiles.active
        if profile is not None:
            self.welcome.show_profile(profile.name, demo=profile.is_demo)

    def _show_details(self, message: Message) -> None:
        error = message.error
        sentence = ""
        if error is not None:
            technical = Technical(error.cause, error.status, error.code, error.request_id, error.body)
            sentence = self._notices.words(
                StudioError(error.kind, error.values, technical=technical)
            ).sentence
        from app.ui.chat.details import DetailsDialog  # for who wants to know more

        spent = self.conversation.costs.spent
        dialog = DetailsDialog(message, spent, sentence, self._theme, self.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def _restyle(self) -> None:
        self._set_width()
        self._fit()
