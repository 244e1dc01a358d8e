"""What a screen reader finds in the conversation."""

import gc

from PySide6.QtGui import QAccessible

from app.domain.conversation import MessageState, Role
from app.ui.transcript.accessible import TranscriptNode
from app.ui.transcript.layout.stage import Focus
from tests.ui.transcript_stories import Reader, history, said

Text = QAccessible.Text


def test_every_message_on_the_screen_is_a_child_with_its_text(reader: Reader) -> None:
    reader.view.set_branch([said("q", Role.USER, "What?"), said("a", Role.ASSISTANT, "**This** is `it`.")])
    tree = QAccessible.queryAccessibleInterface(reader.view)
    assert tree.role() == QAccessible.Role.List
    assert tree.text(Text.Name) == "Conversation"
    messages = [tree.child(number) for number in range(2)]
    assert messages[0].text(Text.Name) == "You: What?"
    assert messages[1].text(Text.Name) == "demo-chat: This is it."
    assert [tree.indexOfChild(message) for message in messages] == [0, 1]
    assert messages[0].rect().bottom() < messages[1].rect().top() + 1
    assert not messages[1].rect().isEmpty()


def test_the_controls_of_a_message_are_its_children(reader: Reader) -> None:
    reader.view.set_branch([said("a", Role.ASSISTANT, "[manual](https://example.com) text")])
    message = QAccessible.queryAccessibleInterface(reader.view).child(0)
    controls = [message.child(number) for number in range(message.childCount())]
    assert [control.role() for control in controls[:2]] == [QAccessible.Role.Link, QAccessible.Role.Button]
    assert controls[0].text(Text.Description) == "https://example.com"
    assert controls[1].text(Text.Name) == "Copy"
    assert controls[1].text(Text.Identifier) == "transcript.copy"


def test_a_screen_reader_presses_the_controls_and_goes_to_a_message(reader: Reader) -> None:
    reader.view.set_branch([said("q", Role.USER, "What?"), said("a", Role.ASSISTANT, "This.")])
    pressed: list[tuple[str, str]] = []
    reader.view.action.connect(lambda message_id, name: pressed.append((message_id, name)))
    message = QAccessible.queryAccessibleInterface(reader.view).child(1)
    controls = [message.child(number) for number in range(message.childCount())]
    edit = next(control for control in controls if control.text(Text.Name) == "Edit").actionInterface()
    edit.doAction(*edit.actionNames())
    assert pressed == [("a", "edit")]
    go_there = message.actionInterface()
    go_there.doAction(*go_there.actionNames())
    assert reader.view.stage.focus == Focus(reader.view.flow.entries[1])


def test_the_tree_follows_the_screen(reader: Reader) -> None:
    reader.view.set_branch(history(40))
    tree = QAccessible.queryAccessibleInterface(reader.view)
    assert tree.childCount() < 12
    reader.view.scroll_to_start()
    assert tree.child(0).text(Text.Name) == "You: 问题 0: what is it?"
    reader.view.set_branch([said("s", Role.ASSISTANT, "Half", MessageState.STREAMING)])
    assert tree.child(0).state().busy
    reader.view.setFocus()
    reader.view.set_focus(Focus(reader.view.flow.entries[0]))
    assert tree.child(0).state().focused == reader.view.hasFocus()


def test_a_message_that_has_left_is_forgotten_by_qt_too(reader: Reader) -> None:
    reader.view.set_branch([said("a", Role.ASSISTANT, "This.")])
    seen = QAccessible.queryAccessibleInterface(reader.view).child(0).child(0)
    number = QAccessible.uniqueId(seen)
    del seen
    reader.view.set_branch([said("b", Role.ASSISTANT, "That.")])
    tree = QAccessible.queryAccessibleInterface(reader.view)
    assert isinstance(tree, TranscriptNode)
    tree.forget_gone()
    gc.collect()
    assert QAccessible.accessibleInterface(number) is None
