"""Product §3: `/` for prompts with variables, `@` for models."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QWidget

from app.ui.widgets.choice_box import ChoiceBox
from tests.stories.person import Person
from tests.stories.talking import ENTER, messages

INPUT = "composer.input"
LIST = "suggestions.list"


async def suggest(person: Person, text: str) -> None:
    """Type until the list is there."""
    person.write(INPUT, text)
    await person.until(lambda: person.sees(LIST))


def enabled(person: Person, name: str) -> bool:
    """Whether a control can be used."""
    return person.find(name, QWidget).isEnabled()


async def test_a_prompt_asks_for_its_variables_and_is_inserted(person: Person) -> None:
    person.write(INPUT, "Well: ")
    await suggest(person, "/rewr")
    assert person.rows(LIST)[0] == "Rewrite"
    person.key(INPUT, ENTER)
    await person.until(lambda: person.sees("prompt.form"))
    person.find("prompt.form.wish", ChoiceBox).choose("more formal")
    person.find("prompt.form.text", QPlainTextEdit).setPlainText("hey you")
    person.press("prompt.form.insert")
    await person.until(lambda: "hey you" in person.text_of(INPUT))
    text = person.text_of(INPUT)
    assert text.startswith("Well: Rewrite the text below so that it is more formal.")
    assert "/rewr" not in text
    assert not messages(person)


async def test_what_was_filled_in_stands_there_the_next_time(person: Person) -> None:
    for expected in ("", "a dragon"):
        await suggest(person, "/photo")
        person.key(INPUT, ENTER)
        await person.until(lambda: person.sees("prompt.form.subject"))
        assert person.find("prompt.form.subject", QLineEdit).text() == expected
        person.find("prompt.form.subject", QLineEdit).setText("a dragon")
        person.key("prompt.form.subject", ENTER)
        await person.until(lambda: not person.sees("prompt.form") and "dragon" in person.text_of(INPUT))
        person.chat.conversation.composer.clear()
    prompts = person.session.studio.prompts
    await person.until(lambda: prompts.uses("shipped-photo") == 2)
    await suggest(person, "/")
    assert person.rows(LIST)[0] == "Photograph"


async def test_the_clipboard_fills_itself_in(person: Person) -> None:
    QApplication.clipboard().setText("What was copied")
    await suggest(person, "/clipboard")
    person.key(INPUT, ENTER)
    await person.until(lambda: person.sees("prompt.form.points"))
    person.find("prompt.form.points", QLineEdit).setText("few")
    person.press("prompt.form.insert")
    assert person.label("prompt.form.problem") == "“few” is no number."
    person.find("prompt.form.points", QLineEdit).setText("2")
    person.press("prompt.form.insert")
    await person.until(lambda: "What was copied" in person.text_of(INPUT))
    assert "in 2 points" in person.text_of(INPUT)


async def test_escape_closes_the_list_and_letters_stay_letters(person: Person) -> None:
    await suggest(person, "/ex")
    person.key(INPUT, Qt.Key.Key_Escape)
    assert not person.sees(LIST)
    person.write(INPUT, "p")
    assert not person.sees(LIST)
    assert person.text_of(INPUT) == "/exp"
    person.write(INPUT, " and/or /home/me")
    assert not person.sees(LIST)


async def test_an_input_method_that_composes_gets_every_key(person: Person) -> None:
    await suggest(person, "/")
    field: QWidget = person.find(INPUT)
    QApplication.sendEvent(field, QInputMethodEvent("fanyi", []))
    assert not person.sees(LIST)
    person.key(INPUT, ENTER)
    assert not person.sees("prompt.form")
    assert not messages(person)
    chosen = QInputMethodEvent()
    chosen.setCommitString("rewrite")
    QApplication.sendEvent(field, chosen)
    await person.until(lambda: person.sees(LIST))
    assert person.rows(LIST)[0] == "Rewrite"


async def test_a_model_is_switched_without_a_trace_in_the_text(person: Person) -> None:
    person.write(INPUT, "Hello ")
    await suggest(person, "@vis")
    assert person.rows(LIST)[0] == "demo-vision"
    person.key(INPUT, Qt.Key.Key_Tab)
    models = person.chat.conversation.models
    await person.until(lambda: models.settings.model == "demo-vision")
    assert person.text_of(INPUT) == "Hello "


async def test_the_same_prompts_serve_pictures(person: Person) -> None:
    person.press("rail.images")
    await person.until(lambda: person.sees("images.prompt"))
    await person.until(lambda: bool(person.find("images.model", QAbstractButton).text()))
    person.write("images.prompt", "/product")
    await person.until(lambda: person.sees(LIST))
    assert person.rows(LIST)[0] == "Product picture"
    person.key("images.prompt", ENTER)
    await person.until(lambda: person.sees("prompt.form.product"))
    person.find("prompt.form.product", QLineEdit).setText("a teapot")
    person.press("prompt.form.insert")
    prompt = person.find("images.prompt", QPlainTextEdit)
    await person.until(lambda: prompt.toPlainText().startswith("Product photograph of a teapot"))


async def test_prompts_are_written_with_mistakes_said_at_their_place(person: Person) -> None:
    await suggest(person, "/manage")
    person.key(INPUT, ENTER)
    await person.until(lambda: person.sees("prompts.list"))
    person.press("prompts.new")
    await person.until(lambda: person.sees("prompt.title"))
    person.write("prompt.title", "Mine")
    text = person.find("prompt.text", QPlainTextEdit)
    text.setPlainText("Hi {{who}}, {{tone:choice()}}")
    assert person.label("prompt.about") == "Line 1, character 15: “tone” needs choices: choice(a|b|c)."
    assert not enabled(person, "prompt.save")
    text.setPlainText("Hi {{who}}")
    assert person.label("prompt.about") == "Asks for: who"
    person.write("prompt.tags", "greeting, short")
    person.press("prompt.save")
    await person.until(lambda: "Mine" in person.rows("prompts.list"))
    person.press("prompts.item.duplicate")
    await person.until(lambda: "Mine (copy)" in person.rows("prompts.list"))
    person.press("prompts.close")
    person.chat.conversation.composer.clear()
    await suggest(person, "/greeting")
    assert person.rows(LIST)[:2] == ["Mine", "Mine (copy)"]


async def test_prompts_that_say_the_same_are_found_and_their_deletion_undone(person: Person) -> None:
    prompts = person.session.studio.prompts
    await prompts.ready()
    first = prompts.all("en")[0]
    await prompts.save(type(first)(type(first.id)("double"), "Double", first.text.upper()))
    person.chat.beginnings.prompts.manage()
    await person.until(lambda: person.sees("prompts.list"))
    assert person.label("prompts.remark") == "Prompts that say the same as another: 1"
    person.press("prompts.remark.action")
    await person.until(lambda: "Double" not in person.rows("prompts.list"))
    person.press("prompts.remark.action")
    await person.until(lambda: "Double" in person.rows("prompts.list"))
