"""The conversation view against its bars: ``python -m tests.benchmarks.transcript``.

CPU time of the window's thread, medians, views in turn within one process. Ratios are meant to be read, not
milliseconds. The numbers are those of the bars.
"""

import gc
import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import psutil
from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QTextBrowser

from app.catalog.advice import ErrorWords
from app.domain.conversation import MessageState, Role
from app.ui.theme.theme import Theme
from app.ui.transcript.content.formulas import Formulas
from app.ui.transcript.content.highlight import Highlighter
from app.ui.transcript.content.pictures import Pictures
from app.ui.transcript.view import TranscriptView
from tests.benchmarks.table import Row, print_table
from tests.benchmarks.transcript_texts import CHARACTERS_PER_TOKEN, conversation, frames, markdown, node

TOKENS_PER_FRAME = 3.33
SIZE = (900, 700)
ROUNDS = 5
PROBE = markdown(900, seed=99)


def rows() -> Iterator[Row]:
    """Every bar of the view, as it is measured."""
    bench = Bench()
    yield from bench.rows()
    bench.close()


@dataclass
class Bench:
    """What the views of all measurements share."""

    application: QApplication = field(default_factory=lambda: _application())
    repaint_ms: float = 0.0

    def __post_init__(self) -> None:
        self.theme = Theme()
        self.highlighter = Highlighter()
        self.formulas = Formulas()
        self.pictures = Pictures()
        self._warm_up()

    def rows(self) -> Iterator[Row]:
        """Every bar, as it is measured."""
        yield self.long_reply()
        yield from self.long_histories()
        yield self.frame()
        yield from self.bursts()
        yield from self.long_blocks()
        yield from self.opening()
        yield self.resizing()
        yield self.memory()
        yield self.scrolling()
        yield self.pixels()
        yield from self.theme_switch()
        yield self.copying()

    def long_reply(self) -> Row:
        """1: a token late in a reply against an early one."""
        early, late = self._streaming(20, 1_000), self._streaming(20, 50_000)
        ratio = self._paired_frames(late, early)
        return Row("1 CPU per token at token 50,000 ÷ token 1,000", ratio, 1.15)

    def long_histories(self) -> Iterator[Row]:
        """2: a token after a long history against one after a short one."""
        for count in (1_000, 10_000):
            ratio = self._paired_frames(self._streaming(count, 1_000), self._streaming(20, 1_000))
            yield Row(f"2 the same with {count:,} earlier messages ÷ 20", ratio, 1.15)

    def frame(self) -> Row:
        """3: a frame of a stream against painting everything."""
        view = self._streaming(20, 1_000)
        cost = statistics.mean(self._frame_ms(view, text) for text in frames(PROBE, TOKENS_PER_FRAME))
        self.repaint_ms = self._repaint_ms(view)
        self._drop(view)
        return Row("3 mean frame at 200 tokens/s ÷ one full repaint", cost / self.repaint_ms, 0.6)

    def bursts(self) -> Iterator[Row]:
        """4: the longest stretch of work between two turns of the loop."""
        for rate, limit in ((200, 4.0), (2_000, 6.0)):
            longest = statistics.median(self._longest_burst_ms(rate) for _ in range(3))
            yield Row(
                f"4 longest burst at {rate:,} tokens/s ÷ one full repaint", longest / self.repaint_ms, limit
            )
            yield Row(f"4 the same in milliseconds, {rate:,} tokens/s", longest, 16.0, "ms")

    def long_blocks(self) -> Iterator[Row]:
        """5: a frame late in one huge block against an early one."""
        for name, start, line in (
            ("code block", "```python\n", "value = compute(1, '字符')  # 注释\n"),
            ("list", "", "- 第一项 with some words and more\n"),
            ("table", "| a | b |\n|---|---|\n", "| 中文 cell | another |\n"),
        ):
            early = self._with_block(start, line, 500)
            late = self._with_block(start, line, 10_000)
            ratio = self._paired_frames(late, early, line * 20)
            yield Row(f"5 frame in one {name} of 10,000 tokens ÷ 500", ratio, 2.5)

    def opening(self) -> Iterator[Row]:
        """6 and 7: opening a long conversation."""
        few, many, thousand = conversation(100), conversation(10_000), conversation(1_000)
        pairs = [(self._open_ms(many), self._open_ms(few)) for _ in range(ROUNDS)]
        yield Row("6 open 10,000 messages ÷ open 100", _median_ratio(pairs), 2.0)
        text = "\n\n".join(node.message.text for node in thousand)
        naive = statistics.median(self._browser_ms(text) for _ in range(3))
        ours = statistics.median(first for first, _ in pairs)
        yield Row("7 open 10,000 messages ÷ one QTextBrowser with 1,000", ours / naive, 0.1)

    def resizing(self) -> Row:
        """8: another width."""
        few, many = self._opened(100), self._opened(10_000)
        widths = [620, 560, 600, 540, 580, 520]
        pairs = [(self._resize_ms(many, width), self._resize_ms(few, width)) for width in widths]
        self._drop(few, many)
        return Row("8 resize with 10,000 ÷ with 100", _median_ratio(pairs), 2.5)

    def memory(self) -> Row:
        """9: what the view holds for messages that it does not show."""
        few, many = conversation(100), conversation(10_000)
        view = self._view()
        view.set_branch(few)
        self._settle(view)
        before = _resident_mb()
        view.set_branch(many)
        self._settle(view)
        grown = _resident_mb() - before
        self._drop(view)
        return Row("9 memory with 10,000 open − with 100, less the text", grown, 10.0, "MB")

    def scrolling(self) -> Row:
        """12: one notch of the wheel."""
        view = self._opened(1_000)
        full = self._repaint_ms(view)
        steps = sorted(self._cpu_ms(lambda: self._scroll(view, -60)) for _ in range(200))
        self._drop(view)
        return Row("12 scroll step of 60 px, p95 ÷ one full repaint", steps[190] / full, 4.0)

    def pixels(self) -> Row:
        """13: the picture that came step by step against one painted at once."""
        view = self._opened(20)
        view.append(node("s", Role.ASSISTANT, "", MessageState.STREAMING))
        differing = 0
        for number, text in enumerate(frames(markdown(3_000, seed=5), TOKENS_PER_FRAME)):
            self._frame_ms(view, text)
            if number % 10 == 0:
                differing += self._differing(view)
        for _ in range(30):
            self._scroll(view, -37)
            differing += self._differing(view)
        self._drop(view)
        return Row("13 pixels that differ from a full repaint", differing, 0, "px")

    def theme_switch(self) -> Iterator[Row]:
        """17: light to dark."""
        few, many = self._opened(20), self._opened(10_000)
        full = self._repaint_ms(many)
        pairs = [(self._switch_ms(many), self._switch_ms(few)) for _ in range(ROUNDS)]
        self._drop(few, many)
        switch = statistics.median(first for first, _ in pairs)
        yield Row("17 theme switch ÷ one full repaint", switch / full, 5.0)
        yield Row("17 the same with 10,000 messages ÷ with 20", _median_ratio(pairs), 1.5)

    def copying(self) -> Row:
        """18: everything onto the clipboard."""
        view = self._opened(1_000)
        full = self._repaint_ms(view)
        view.select_all()
        QApplication.processEvents()
        copies = statistics.median(self._cpu_ms(view.copy_selection) for _ in range(ROUNDS))
        QApplication.clipboard().clear()
        self._drop(view)
        return Row("18 select all and copy of 1,000 messages ÷ one full repaint", copies / full, 1.0)

    def close(self) -> None:
        """End the threads."""
        for part in (self.highlighter, self.formulas, self.pictures):
            part.close()

    def _warm_up(self) -> None:
        view = self._opened(30)
        self._rest(1_500)
        for _ in range(20):
            self._scroll(view, -300)
        self._drop(view)

    def _view(self) -> TranscriptView:
        view = TranscriptView(
            self.theme, self.highlighter, self.formulas, self.pictures, lambda error: ErrorWords("", "", "")
        )
        view.resize(*SIZE)
        view.show()
        QApplication.processEvents()
        return view

    def _opened(self, count: int) -> TranscriptView:
        view = self._view()
        view.set_branch(conversation(count))
        self._settle(view)
        return view

    def _streaming(self, count: int, tokens: int) -> TranscriptView:
        """A view with so many messages and a reply that has come so far."""
        view = self._opened(count)
        view.append(node("s", Role.ASSISTANT, "", MessageState.STREAMING))
        text = markdown(round(tokens * CHARACTERS_PER_TOKEN), seed=3)
        view.grow("s", f"{text}\n\n```\n```\n\n")
        self._settle(view)
        return view

    def _with_block(self, start: str, line: str, tokens: int) -> TranscriptView:
        view = self._opened(20)
        view.append(node("s", Role.ASSISTANT, "", MessageState.STREAMING))
        view.grow("s", start)
        for _ in range(round(tokens * CHARACTERS_PER_TOKEN / len(line) / 10)):
            self._frame_ms(view, line * 10)
        self._settle(view)
        return view

    def _paired_frames(self, late: TranscriptView, early: TranscriptView, probe: str = PROBE) -> float:
        """Cost of the same text at two places, frame by frame in turn; ends both views."""
        totals = [0.0, 0.0]
        ratios = []
        for _ in range(ROUNDS):
            totals = [0.0, 0.0]
            for text in frames(f"{probe}\n\n", TOKENS_PER_FRAME):
                totals[0] += self._frame_ms(late, text)
                totals[1] += self._frame_ms(early, text)
            ratios.append(totals[0] / totals[1])
        self._drop(late, early)
        return statistics.median(ratios)

    def _frame_ms(self, view: TranscriptView, text: str) -> float:
        return self._cpu_ms(lambda: self._show_frame(view, text))

    def _show_frame(self, view: TranscriptView, text: str) -> None:
        view.grow("s", text)
        view.flush()
        QApplication.processEvents()

    def _cpu_ms(self, work: Callable[[], object]) -> float:
        start = time.thread_time()
        work()
        return (time.thread_time() - start) * 1_000

    def _repaint_ms(self, view: TranscriptView) -> float:
        def repaint() -> None:
            view.viewport().update()
            QApplication.processEvents()

        return statistics.median(self._cpu_ms(repaint) for _ in range(9))

    def _scroll(self, view: TranscriptView, pixels: int) -> None:
        view.scroll_by(pixels)
        QApplication.processEvents()

    def _longest_burst_ms(self, rate: int) -> float:
        """The longest turn of the event loop in five seconds of a stream in real time."""
        view = self._streaming(1_000, 10_000)
        pieces = iter(frames(markdown(round(rate * 6 * CHARACTERS_PER_TOKEN), seed=11), rate / 500))
        timer = QTimer(interval=2, timerType=Qt.TimerType.PreciseTimer)
        timer.timeout.connect(lambda: view.grow("s", next(pieces, "")))
        timer.start()
        longest = self._longest_turn_ms(seconds=5)
        timer.stop()
        self._drop(view)
        return longest

    def _longest_turn_ms(self, seconds: float) -> float:
        loop = QEventLoop()
        end = time.monotonic() + seconds
        longest = 0.0
        while time.monotonic() < end:
            turn = self._cpu_ms(lambda: loop.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents))
            longest = max(longest, turn)
        return longest

    def _open_ms(self, nodes: Sequence[object]) -> float:
        view = self._view()

        def show() -> None:
            view.set_branch(nodes)  # type: ignore[arg-type]
            QApplication.processEvents()

        cost = self._cpu_ms(show)
        self._drop(view)
        return cost

    def _browser_ms(self, text: str) -> float:
        browser = QTextBrowser()
        browser.resize(*SIZE)
        browser.show()
        QApplication.processEvents()

        def show() -> None:
            browser.setMarkdown(text)
            QApplication.processEvents()

        cost = self._cpu_ms(show)
        browser.close()
        browser.deleteLater()
        return cost

    def _resize_ms(self, view: TranscriptView, width: int) -> float:
        def resize() -> None:
            view.resize(width, SIZE[1])
            QApplication.processEvents()

        return self._cpu_ms(resize)

    def _switch_ms(self, view: TranscriptView) -> float:
        dark = not self.theme.dark

        def switch() -> None:
            view.dress()
            QApplication.processEvents()

        self.theme.blockSignals(True)
        self.theme.apply("dark" if dark else "light", 1.0)
        self.theme.blockSignals(False)
        return self._cpu_ms(switch)

    def _differing(self, view: TranscriptView) -> int:
        # The scroll bar is Qt's own and may still wait for its paint event; the rows may not.
        area = view.viewport().geometry()
        shown = view.screen().grabWindow(view.winId(), area.x(), area.y(), area.width(), area.height())
        screen = shown.toImage().convertToFormat(QImage.Format.Format_RGB32)
        whole = view.grab(area).toImage().convertToFormat(QImage.Format.Format_RGB32)
        if screen == whole:
            return 0
        points = ((x, y) for y in range(whole.height()) for x in range(whole.width()))
        return sum(screen.pixel(x, y) != whole.pixel(x, y) for x, y in points)

    def _settle(self, view: TranscriptView) -> None:
        """Until all that can be laid out ahead is."""
        view.flush()
        for _ in range(200):
            QApplication.processEvents()
            if not (view.flow.lay_out_ahead(view.stage.placed) or view.flow.refine()):
                break
        QApplication.processEvents()

    def _rest(self, milliseconds: int) -> None:
        loop = QEventLoop()
        QTimer.singleShot(milliseconds, loop.quit)
        loop.exec()

    def _drop(self, *views: TranscriptView) -> None:
        for view in views:
            view.close()
            view.deleteLater()
        self._rest(1)
        gc.collect()


def _application() -> QApplication:
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else QApplication([])


def _median_ratio(pairs: Iterable[tuple[float, float]]) -> float:
    return statistics.median(first / second for first, second in pairs)


def _resident_mb() -> float:
    gc.collect()
    return float(psutil.Process().memory_info().rss) / 1_000_000


if __name__ == "__main__":
    print_table(rows())
