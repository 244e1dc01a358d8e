"""A message of the view: its node, and its rows once it has come near the screen."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from app.domain.conversation import BranchNode, Message, MessageState, Role
from app.ui.markdown.blocks import Block, BlockKind
from app.ui.transcript.layout.heights import Heights
from app.ui.transcript.layout.plan import (
    TEXT_SECTIONS,
    Plan,
    RowKey,
    Section,
    estimate_block,
    piece_count,
)
from app.ui.transcript.layout.source import Source
from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.wide_row import WideState

_NO_ROWS = Heights()


class Entry:
    """One message. Until it is opened it has but an estimated height."""

    __slots__ = (
        "__weakref__",
        "_grown",
        "_sources",
        "calls_open",
        "continues",
        "heights",
        "node",
        "plans",
        "shown_last",
        "thought_open",
        "wide",
    )

    def __init__(self, node: BranchNode, *, continues: bool = False) -> None:
        self.node = node
        self.continues = continues
        """Whether the message above is an answer of the same reply, which called tools."""
        self.calls_open: dict[str, bool] = {}
        """What the person chose to see of the calls, by their ids."""
        self.plans: list[Plan] = []
        self.heights = _NO_ROWS
        self.wide: dict[tuple[int, int], WideState] = {}
        self.thought_open: bool | None = None
        """What the person chose; None opens the thought while nothing else is there."""
        self.shown_last = False
        self._sources: dict[Section, Source] = {}
        self._grown: dict[Section, list[str]] = {}

    @property
    def message(self) -> Message:
        """The message as it was last put."""
        return self.node.message

    @property
    def opened(self) -> bool:
        """Whether its rows are known."""
        return bool(self.plans)

    @property
    def streaming(self) -> bool:
        """Whether more may come."""
        return self.message.state is MessageState.STREAMING

    @property
    def text(self) -> str:
        """The whole Markdown, with what came since the message was put."""
        return self._text_of(Section.BODY, self.message.text)

    @property
    def thought(self) -> str:
        """The whole thought, with what came since."""
        reasoning = self.message.reasoning
        return self._text_of(Section.THOUGHT, reasoning.text if reasoning else "")

    @property
    def thought_shown(self) -> bool:
        """Whether the thought is unfolded."""
        if self.thought_open is not None:
            return self.thought_open
        return self.streaming and not self.text

    def open(self, look: Look, width: int) -> None:
        """Find its rows."""
        for section, text in ((Section.THOUGHT, self.thought), (Section.BODY, self.text)):
            self._sources[section] = self._source(section, text)
        self._grown.clear()
        self.heights = Heights()
        self._plan_from(0, self._all_plans(look, width))

    def close(self) -> None:
        """Forget the rows; the text stays."""
        for section, source in self._sources.items():
            self._grown[section] = [source.text]
        self._sources.clear()
        self.plans = []
        self.heights = _NO_ROWS

    def put(self, node: BranchNode, look: Look, width: int) -> int:
        """Show another state of the message; returns the index of the first row that changed."""
        text, thought = self.text, self.thought
        self.node = node
        if not self.opened:
            self._grown.clear()
            return 0
        new_thought = node.message.reasoning.text if node.message.reasoning else ""
        self._bring_up(Section.BODY, text, node.message.text)
        self._bring_up(Section.THOUGHT, thought, new_thought)
        return self.plan_again(look, width)

    def grow(self, text: str, thought: str, look: Look, width: int) -> int:
        """Take more text; returns the index of the first row that changed."""
        if not self.opened:
            self._keep_grown(text, thought)
            return 0
        empty = {section: source.empty for section, source in self._sources.items()}
        fresh = (text and empty[Section.BODY]) or (thought and empty[Section.THOUGHT])
        first = len(self.plans)
        for section, delta in ((Section.BODY, text), (Section.THOUGHT, thought)):
            if delta:
                block = self._sources[section].append(delta)
                if not fresh and (section is Section.BODY or self.thought_shown):
                    first = min(first, self._replan(section, block, look, width))
        return self.plan_again(look, width) if fresh else first

    def plan_again(self, look: Look, width: int) -> int:
        """Find the rows anew, keeping those that show the same; returns the index of the first other one."""
        old = {plan.key: plan for plan in self.plans}
        new = [self._kept(plan, old.get(plan.key)) for plan in self._all_plans(look, width)]
        first = next(
            (
                index
                for index, pair in enumerate(zip(self.plans, new, strict=False))
                if pair[0] is not pair[1]
            ),
            min(len(self.plans), len(new)),
        )
        self._plan_from(first, new[first:])
        return first

    def index_of(self, key: RowKey) -> int:
        """Index of the row with a key, or of the next one."""
        return bisect_left(self.plans, key, key=lambda plan: plan.key)

    def source(self, section: Section) -> Source:
        """The text and blocks of an opened section."""
        return self._sources[section]

    def wide_state(self, plan: Plan) -> WideState:
        """What the person chose for a wide block."""
        return self.wide.setdefault((plan.section, plan.block), WideState())

    def folded(self, section: Section, block: int) -> bool:
        """Whether a block of code is folded."""
        state = self.wide.get((section, block))
        return state is not None and state.folded

    def _text_of(self, section: Section, put: str) -> str:
        if section in self._sources:
            return self._sources[section].text
        grown = self._grown.get(section)
        return "".join(grown) if grown else put

    def _keep_grown(self, text: str, thought: str) -> None:
        for section, whole, delta in (
            (Section.BODY, self.text, text),
            (Section.THOUGHT, self.thought, thought),
        ):
            if delta:
                self._grown.setdefault(section, [whole]).append(delta)

    def _source(self, section: Section, text: str) -> Source:
        code = "json" if section is Section.BODY and self._in_form else ""
        return Source(text, growing=self.streaming, code=code)

    def _bring_up(self, section: Section, old: str, new: str) -> None:
        source = self._sources[section]
        if not new.startswith(old):
            self._sources[section] = self._source(section, new)
            return
        if len(new) > len(old):
            source.append(new[len(old) :])
        if not self.streaming:
            source.finish()

    def _all_plans(self, look: Look, width: int) -> list[Plan]:
        plans = [Plan(Section.HEAD, height=look.space(8))]
        if self.thought:
            plans.append(Plan(Section.THOUGHT_TITLE, height=look.space(8)))
            if self.thought_shown:
                plans += self._text_plans(Section.THOUGHT, 0, look, width)
                plans.append(Plan(Section.THOUGHT_END, height=look.space(3)))
        if self._has_files:
            plans.append(Plan(Section.FILES, height=look.space(24)))
        plans += self._text_plans(Section.BODY, 0, look, width)
        return [*plans, *self._end_plans(look)]

    @property
    def _in_form(self) -> bool:
        """Whether the answer was asked for as JSON."""
        return self.message.response_format not in ("", "text")

    @property
    def _has_files(self) -> bool:
        return any(hasattr(part, "attachment") or hasattr(part, "url") for part in self.message.parts)

    def _end_plans(self, look: Look) -> list[Plan]:
        message = self.message
        plans: list[Plan] = []
        marked = message.state in (MessageState.STOPPED, MessageState.INTERRUPTED)
        cut = message.finish_reason in ("length", "max_tokens", "content_filter", "paused")
        plans += [
            Plan(Section.CALL, number, height=look.space(10)) for number in range(len(message.tool_calls))
        ]
        empty = self.streaming and not self.text and not self.thought and not message.tool_calls
        if marked or cut or empty or (self.streaming and message.background_id):
            plans.append(Plan(Section.NOTICE, height=look.space(8)))
        if message.error is not None:
            plans.append(Plan(Section.ERROR, height=look.space(30)))
        if self._in_form and not self.streaming and self.text.strip():
            plans.append(Plan(Section.DATA, height=look.space(9)))
        return [*plans, Plan(Section.FOOT, height=look.space(8))]

    def _text_plans(self, section: Section, start: int, look: Look, width: int) -> Iterator[Plan]:
        blocks = self._sources[section].blocks
        for index in range(start, len(blocks)):
            yield from self._block_plans(section, index, blocks, look, width)

    def _block_plans(
        self, section: Section, index: int, blocks: Sequence[Block], look: Look, width: int
    ) -> Iterator[Plan]:
        block = blocks[index]
        above = blocks[index - 1] if index else None
        folded = self.folded(section, index)
        count = piece_count(block, folded=folded)
        height = estimate_block(block, look, width, folded=folded)
        in_bubble = self.message.role is Role.USER
        for piece in range(count):
            first = in_bubble and index == 0 and piece == 0
            last = in_bubble and index == len(blocks) - 1 and piece == count - 1
            yield Plan(section, index, piece, block, above, first, last, height)

    def _replan(self, section: Section, block: int, look: Look, width: int) -> int:
        """Only blocks of a section from a number on changed; what stands below them stays."""
        first = self.index_of((section, block, 0))
        old = {plan.key: plan for plan in self.plans[first:] if plan.section is section}
        new = [self._kept(plan, old.get(plan.key)) for plan in self._text_plans(section, block, look, width)]
        below = [plan for plan in self.plans[first:] if plan.section > section]
        self._plan_from(first, [*new, *below])
        return first

    def _kept(self, new: Plan, old: Plan | None) -> Plan:
        """The old row where it shows the same as the new one."""
        if old is None:
            return new
        if new.section not in TEXT_SECTIONS:
            new.height, new.before = old.height, old.row
            return new
        if _same_content(new, old):
            old.content, old.above = new.content, new.above
            return old
        new.height, new.before = old.height, old.row
        return new

    def _plan_from(self, first: int, plans: list[Plan]) -> None:
        self.plans[first:] = plans
        self.heights.truncate(first)
        for plan in plans:
            self.heights.append(plan.height)


def _same_content(new: Plan, old: Plan) -> bool:
    if new.content is None or old.content is None:
        return new.content is old.content
    if _is_full_piece(new, old):
        return True
    edges = (new.first, new.last) == (old.first, old.last)
    return edges and new.content == old.content and new.above == old.above


def _is_full_piece(new: Plan, old: Plan) -> bool:
    """A part of code in the middle stays as it is while more comes below."""
    assert new.content is not None
    assert old.content is not None
    if new.content.kind is not BlockKind.CODE or old.content.kind is not BlockKind.CODE:
        return False
    grown = new.content.text.startswith(old.content.text) and new.content.language == old.content.language
    return grown and not (new.last or old.last) and old.piece < piece_count(old.content, folded=False) - 1
