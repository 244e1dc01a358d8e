"""The conversation on the screen."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtWidgets import QWidget

from app.catalog.advice import ErrorWords
from app.domain.conversation import BranchNode, Message, MessageError, ScrollAnchor
from app.domain.ids import ConversationId
from app.domain.media import Attachment
from app.domain.tool import ToolCall
from app.ui.markdown.blocks import Block, BlockKind, Run
from app.ui.sounds.sounds import Sounds
from app.ui.theme.theme import Theme
from app.ui.transcript.accessible import offer_conversations, tell_change, tell_focus
from app.ui.transcript.content.formulas import Formulas
from app.ui.transcript.content.highlight import Highlighter
from app.ui.transcript.content.pictures import Pictures
from app.ui.transcript.frame_clock import FrameClock
from app.ui.transcript.interactive_canvas import InteractiveCanvas
from app.ui.transcript.layout.entry import Entry
from app.ui.transcript.layout.flow import Cursor
from app.ui.transcript.layout.plan import Plan, Section
from app.ui.transcript.layout.stage import Focus
from app.ui.transcript.rows.factory import RowFactory
from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.row import Row
from app.ui.transcript.rows.strips import Notice
from app.ui.transcript.rows.tool_card import CallCard

_SHORTEST_NOTICE_S = 1.0
_ASKED_OF_OTHERS = (
    "link_clicked", "picture_clicked", "picture_save_wanted", "picture_use_wanted", "file_clicked",
    "file_open_wanted", "file_save_wanted", "allow_host", "copied", "save_wanted", "call_wanted",
)  # fmt: skip
"""Signals that are answered in the same way, whichever view shows the message."""


def _relative_path(attachment: Attachment) -> Path:
    return Path(attachment.path)


class TranscriptView(InteractiveCanvas):
    """Messages as rows of Markdown blocks; only what is near the screen is parsed and laid out.

    Args:
        words: finds the words of an error.
        attachment_path: finds the file of an attachment.
        sounds: plays those of the messages; of several views that share them one is heard.
    """

    def __init__(
        self,
        theme: Theme,
        highlighter: Highlighter,
        formulas: Formulas,
        pictures: Pictures,
        words: Callable[[MessageError], ErrorWords],
        parent: QWidget | None = None,
        *,
        attachment_path: Callable[[Attachment], Path] = _relative_path,
        sounds: Sounds | None = None,
    ) -> None:
        self.sounds = sounds or Sounds(None)
        super().__init__(theme, Look(theme), self._build, pictures, self.sounds, parent)
        self.setObjectName("transcript")
        offer_conversations()
        self._ingredients = (highlighter, formulas, pictures, words, attachment_path, self.sounds)
        self._factory = self._make_factory(self.flow.look)
        self._growth: dict[str, tuple[list[str], list[str]]] = {}
        self._clock = FrameClock(self)
        self._clock.frame.connect(self._show_growth)
        self._retry_begins = QTimer(self, singleShot=True)
        self._retry_begins.timeout.connect(self._forget_retry)
        theme.changed.connect(self.dress)
        self.sounds.changed.connect(self._sound_changed)
        self.sounds.moved.connect(self._sound_moved)
        highlighter.ready.connect(self._code_ready)
        formulas.ready.connect(self._formula_ready)
        pictures.ready.connect(self._picture_ready)
        self.retranslate()

    def another(self, parent: QWidget) -> "TranscriptView":
        """An empty view made of the same things; what it asks for beyond itself is asked for by this one."""
        highlighter, formulas, pictures, words, path, sounds = self._ingredients
        view = TranscriptView(
            self.theme, highlighter, formulas, pictures, words, parent, attachment_path=path, sounds=sounds
        )
        for name in _ASKED_OF_OTHERS:
            getattr(view, name).connect(getattr(self, name))
        return view

    def set_branch(
        self, nodes: Sequence[BranchNode], anchor: ScrollAnchor | None = None, complete: bool = True
    ) -> None:
        """Show other messages, where they were left; ``complete`` says that none are missing above."""
        self._growth.clear()
        if nodes and nodes[0].message.conversation_id != self.conversation_id:
            self.sounds.pause()
        self.stage.forget()
        self.flow.set_nodes(nodes)
        self._mark_newest()
        if anchor is not None and not anchor.at_end and anchor.message_id is not None:
            index = self.flow.entries.find(anchor.message_id)
            if index is not None:
                self.flow.show(Cursor(index, anchor.block), anchor.offset)
        self._find.refresh()
        self.repaint_all()
        tell_change(self)

    def prepend(self, nodes: Sequence[BranchNode], complete: bool = True) -> None:
        """Older messages arrive above; the picture does not move."""
        self.flow.prepend(nodes)
        if self.stage.selection is not None:
            self.stage.selection.shift(len(nodes))
        self._find.refresh()
        self.refresh()

    def append(self, node: BranchNode) -> None:
        """A message arrives below."""
        self._clock.flush()
        self.flow.append(node)
        self.miss(1)
        self._mark_newest()
        self._find.refresh()
        self.refresh()
        tell_change(self)

    def put(self, node: BranchNode) -> None:
        """A message has another state."""
        self._clock.flush()
        index = self.flow.entries.find(node.message.id)
        if index is None:
            return
        self.flow.entries[index].put(node, self.flow.look, self.flow.width)
        self.flow.changed(index)
        self._find.refresh()
        self.refresh()

    def grow(self, message_id: str, text: str = "", reasoning: str = "") -> None:
        """A streamed message became longer; shown with the next frame."""
        texts, thoughts = self._growth.setdefault(message_id, ([], []))
        texts.append(text)
        thoughts.append(reasoning)
        self._clock.wake()

    def announce_retry(self, message_id: str, seconds: float) -> None:
        """The gateway is asked for a message again after a pause; one too short to read about is not told."""
        if seconds < _SHORTEST_NOTICE_S:
            return
        self.captions.retry = (message_id, seconds)
        self._retry_begins.start(round(1000 * seconds))
        self._rebuild(_is_notice)

    def show_data_notes(self, note: Callable[[Message], Notice]) -> None:
        """Say something below answers that were asked for in a form."""
        self.captions.data_note = note

    def show_calls(self, card: Callable[[Message, ToolCall], CallCard]) -> None:
        """Have the cards of called tools say what ``card`` finds for them."""
        self.captions.call_card = card
        self.refresh_calls()

    def refresh_calls(self) -> None:
        """A call has come further."""
        self._rebuild(lambda plan: plan.section is Section.CALL)

    def refresh_data_notes(self) -> None:
        """There is something else to be said of them."""
        self._rebuild(lambda plan: plan.section is Section.DATA)

    def flush(self) -> None:
        """Show now what waits for the next frame."""
        self._clock.flush()

    def truncate(self, message_id: str) -> None:
        """Remove a message and all below it."""
        self._clock.flush()
        index = self.flow.entries.find(message_id)
        if index is None:
            return
        self.flow.truncate(index)
        self.select(None)
        self.stage.focus = None
        self._mark_newest()
        self._find.refresh()
        self.refresh()

    @property
    def conversation_id(self) -> ConversationId | None:
        """The conversation that is shown; None while there is no message."""
        last = self.flow.entries.last(1)
        return last[0].message.conversation_id if last else None

    def message(self, message_id: str) -> Message | None:
        """A message as it is shown."""
        index = self.flow.entries.find(message_id)
        return self.flow.entries.message(index) if index is not None else None

    def anchor(self) -> ScrollAnchor:
        """Where the view stands."""
        return self.flow.anchor()

    def set_focus(self, focus: Focus | None) -> None:
        """Put the keyboard on a message or one of its controls."""
        super().set_focus(focus)
        tell_focus(self)

    def scroll_to(self, message_id: str, block: int = 0) -> None:
        """Put a row of a message at the top."""
        index = self.flow.entries.find(message_id)
        if index is not None:
            self.bring_to(Cursor(index, block), 0)

    def retranslate(self) -> None:
        """Take words and looks anew."""
        super().retranslate()
        if len(self.flow.entries):
            self._rebuild(lambda plan: True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self.dress()
        return super().event(event)

    def _build(self, entry: Entry, plan: Plan, width: int) -> Row:
        return self._factory.build(entry, plan, width)

    def _make_factory(self, look: Look) -> RowFactory:
        return RowFactory(look, self.captions, *self._ingredients, self.devicePixelRatioF())

    def _mark_newest(self) -> None:
        last = self.flow.entries.last(3)
        for entry in last:
            newest = entry is last[-1]
            if entry.shown_last != newest:
                entry.shown_last = newest
                for plan in entry.plans[-1:]:
                    self.flow.rebuild(plan)

    def _show_growth(self) -> None:
        growth, self._growth = self._growth, {}
        for message_id, (texts, thoughts) in growth.items():
            index = self.flow.entries.find(message_id)
            if index is not None:
                entry = self.flow.entries[index]
                entry.grow("".join(texts), "".join(thoughts), self.flow.look, self.flow.width)
                self.flow.changed(index)
        self.refresh(bar_soon=True)

    def dress(self) -> None:
        """The theme is another: nothing made with the old one stays."""
        look = Look(self.theme)
        self._factory = self._make_factory(look)
        self.flow.refresh(look)
        self.flow.forget_widths()
        super().retranslate()
        self.lay_out()

    def _rebuild(self, wanted: Callable[[Plan], bool]) -> None:
        """Rows of this kind look different now; shown with the next frame."""
        if self.flow.rebuild_where(wanted):
            self._clock.wake()

    def _forget_retry(self) -> None:
        self.captions.retry = ("", 0.0)
        self._rebuild(_is_notice)

    def _code_ready(self, language: str) -> None:
        self._rebuild(lambda plan: _is_code(plan.content, language))

    def _formula_ready(self, source: str) -> None:
        self._rebuild(lambda plan: plan.content is not None and source in _formulas(plan.content))

    def _sound_changed(self, source: str) -> None:
        self._rebuild(lambda plan: plan.section is Section.FILES)

    def _sound_moved(self, source: str) -> None:
        for item in self.stage.placed:
            if any(spot.value == source for spot in item.row.spots()):
                self.update_rect(self.stage.rect(item))

    def _picture_ready(self, source: object) -> None:
        self._rebuild(
            lambda plan: (
                plan.section is Section.FILES or (plan.content is not None and plan.content.picture == source)
            )
        )


def _is_notice(plan: Plan) -> bool:
    return plan.section is Section.NOTICE


def _is_code(block: Block | None, language: str) -> bool:
    return block is not None and block.kind is BlockKind.CODE and block.language.split()[:1] == [language]


def _formulas(block: Block) -> set[str]:
    """Sources of all formulas that a block holds."""
    runs: list[Run] = list(block.runs)
    if block.table is not None:
        for row in (block.table.header, *block.table.rows):
            for cell in row:
                runs += cell
    found = {run.formula for run in runs if run.formula}
    return found | {block.text} if block.kind is BlockKind.FORMULA else found
