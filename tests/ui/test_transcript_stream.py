"""An answer arrives while somebody reads."""

from PySide6.QtWidgets import QPushButton

from app.domain.conversation import MessageState, ReasoningPart, Role
from tests.ui.transcript_stories import ANSWER, PARAGRAPH, Reader, history, said


def begin(reader: Reader, exchanges: int = 3) -> None:
    """A question was sent and the answer is under way."""
    reader.view.set_branch(history(exchanges))
    reader.view.append(said("q", Role.USER, "继续"))
    reader.view.append(said("s", Role.ASSISTANT, "", MessageState.STREAMING))


def test_the_view_follows_the_end_of_an_answer(reader: Reader) -> None:
    begin(reader)
    for _ in range(20):
        reader.hears("s", f"{PARAGRAPH}\n\n")
    last = reader.view.stage.placed[-1]
    assert last.entry.message.id == "s"
    assert last.bottom + reader.view.flow.end_margin == reader.view.visible_height()
    assert reader.view.anchor().at_end


def test_who_scrolled_up_is_left_alone_and_sees_the_way_down(reader: Reader) -> None:
    begin(reader)
    reader.view.scroll_by(-600)
    before = reader.picture()
    for _ in range(5):
        reader.hears("s", f"{PARAGRAPH}\n\n")
    reader.view.append(said("q2", Role.USER, "还有一个问题"))
    chip = reader.view.findChild(QPushButton, "transcript.jump")
    assert chip is not None
    assert chip.isVisible()
    assert chip.text() == "1 new"
    seen = chip.geometry()
    kept = seen.top() - 5
    assert reader.picture().copy(0, 0, 600, kept) == before.copy(0, 0, 600, kept)
    chip.click()
    assert reader.view.anchor().at_end
    assert not chip.isVisible()


def test_the_picture_that_came_piece_by_piece_is_the_whole_picture(reader: Reader) -> None:
    begin(reader)
    code = "```python\nx = 1  # 注释 " + "long " * 30 + "\n```"
    table = "| 名 | 值 |\n|---|---|\n| 甲 | 1 |\n| 乙 | 2 |"
    text = f"{ANSWER}\n\n{code}\n\n{table}\n\n**粗体。**后面 😀 end"
    for start in range(0, len(text), 7):
        reader.hears("s", text[start : start + 7])
        if start % 35 == 0:
            reader.sees_the_whole_picture()
    reader.view.put(said("s", Role.ASSISTANT, text))
    reader.sees_the_whole_picture()


def test_scrolling_and_resizing_leave_no_traces(reader: Reader) -> None:
    reader.view.set_branch(history(8))
    for pixels in (-37, -200, 11, -350, 90, -5, 300):
        reader.view.scroll_by(pixels)
        reader.sees_the_whole_picture()
    for width in (500, 420, 900, 700):
        reader.view.resize(width, 500)
        reader.sees_the_whole_picture()


def test_a_finished_answer_shows_what_parsing_the_whole_would_show(reader: Reader) -> None:
    begin(reader)
    for start in range(0, len(ANSWER), 9):
        reader.hears("s", ANSWER[start : start + 9])
    reader.view.put(said("s", Role.ASSISTANT, ANSWER))
    streamed = reader.picture()
    reader.view.set_branch([*history(3), said("q", Role.USER, "继续"), said("s", Role.ASSISTANT, ANSWER)])
    column = (0, 0, 600, 500)
    assert reader.picture().copy(*column) == streamed.copy(*column)


def test_a_thought_is_open_while_it_comes_and_folds_when_the_answer_begins(reader: Reader) -> None:
    begin(reader)
    reader.view.grow("s", reasoning="Let me think about it.")
    reader.view.flush()
    assert reader.sees("Let me think")
    reader.hears("s", "The answer is 42.")
    assert reader.sees("42")
    assert not reader.sees("Let me think")
    thought = ReasoningPart("Let me think about it.", 12)
    reader.view.put(said("s", Role.ASSISTANT, "The answer is 42.", MessageState.COMPLETE, thought))
    reader.click(reader.button("toggle_thought", "s"))
    assert reader.sees("Let me think")


def test_many_pieces_between_two_frames_make_one(reader: Reader) -> None:
    begin(reader)
    reader.hears("s", "first ")
    for word in ("one ", "two ", "three"):
        reader.view.grow("s", word)
    reader.view.flush()
    assert reader.sees("first one two three")


def test_twenty_thousand_void_calls_leave_the_interpreter_whole(reader: Reader) -> None:
    reader.view.set_branch(history(1))
    viewport = reader.view.viewport()
    for _ in range(10_000):
        viewport.update()
        viewport.setMouseTracking(True)
    assert None is not viewport
