"""Where the view stands stays where it stands."""

from app.domain.conversation import Role, ScrollAnchor
from tests.ui.transcript_stories import PARAGRAPH, Reader, exchange, history, said


def test_a_conversation_opens_at_its_end(reader: Reader) -> None:
    reader.view.set_branch(history(30))
    assert reader.view.stage.placed[-1].entry.message.id == "a29"
    assert reader.view.anchor().at_end


def test_a_conversation_opens_where_it_was_left(reader: Reader) -> None:
    reader.view.set_branch(history(10))
    reader.view.scroll_by(-900)
    left, picture = reader.view.anchor(), reader.picture()
    reader.view.set_branch(exchange(99))
    reader.view.set_branch(history(10), left)
    assert reader.view.anchor() == left
    text = (0, 0, 600, 400)
    assert reader.picture().copy(*text) == picture.copy(*text)


def test_an_anchor_at_a_message_that_is_gone_shows_the_end(reader: Reader) -> None:
    reader.view.set_branch(history(3), ScrollAnchor(message_id="gone", at_end=False))  # type: ignore[arg-type]
    assert reader.view.anchor().at_end


def test_older_messages_arrive_without_moving_the_picture(reader: Reader) -> None:
    reader.view.set_branch(history(4), complete=False)
    reader.view.scroll_by(-500)
    before, top = reader.view.anchor(), reader.picture()
    older = [said(f"old{number}", Role.USER, PARAGRAPH) for number in range(300)]
    reader.view.prepend(older, complete=True)
    assert reader.view.anchor() == before
    column = (0, 0, 600, 400)
    assert reader.picture().copy(*column) == top.copy(*column)
    reader.view.scroll_to_start()
    assert reader.view.stage.placed[0].entry.message.id == "old0"


def test_another_width_keeps_the_same_block_at_the_top(reader: Reader) -> None:
    reader.view.set_branch(history(20))
    reader.view.scroll_to("a7", 2)
    top = reader.view.stage.placed[0].plan.key
    for width in (420, 900, 700):
        reader.view.resize(width, 500)
        first = reader.view.stage.placed[0]
        assert (first.entry.message.id, first.plan.key) == ("a7", top)


def test_the_scroll_bar_leads_anywhere(reader: Reader) -> None:
    reader.view.set_branch(history(500))
    bar = reader.view.verticalScrollBar()
    bar.setValue(0)
    assert reader.view.stage.placed[0].entry.message.id == "q0"
    bar.setValue(bar.maximum() // 2)
    number = int(reader.view.stage.placed[0].entry.message.id[1:])
    assert 150 < number < 350
    bar.setValue(bar.maximum())
    assert reader.view.anchor().at_end


def test_truncating_removes_a_message_and_all_below(reader: Reader) -> None:
    reader.view.set_branch(history(3))
    reader.view.truncate("q2")
    assert reader.view.stage.placed[-1].entry.message.id == "a1"
    reader.view.append(said("new", Role.USER, "另一个问题"))
    assert reader.sees("另一个问题")


def test_an_empty_conversation_is_empty(reader: Reader) -> None:
    reader.view.set_branch(())
    reader.view.scroll_by(100)
    reader.view.select_all()
    reader.view.copy_selection()
    assert not reader.view.stage.placed
    reader.sees_the_whole_picture()


def test_another_look_shows_the_same_rows(reader: Reader) -> None:
    reader.view.set_branch(history(5))
    before = reader.picture()
    reader.view.theme.apply("dark", 1.0)
    reader.sees_the_whole_picture()
    assert reader.picture() != before
    reader.view.theme.apply("light", 1.5)
    reader.sees_the_whole_picture()
    assert reader.view.anchor().at_end


def test_five_megabytes_of_pasted_text_do_not_stop_the_window(reader: Reader) -> None:
    text = "一行文字 with some words\n" * 110_000 + "x" * 2_000_000
    reader.view.set_branch([said("q", Role.USER, text), said("a", Role.ASSISTANT, "好的")])
    assert reader.sees("好的")
    assert reader.sees("xxxx")
    reader.view.scroll_to_start()
    assert reader.sees("一行文字 with some words")
    assert reader.view.flow.entries[0].text == text
