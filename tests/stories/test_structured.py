"""Answers in a form: asked for in the parameters, checked below the answer, shown as table and tree."""

import asyncio
import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QListWidget,
    QScrollArea,
    QTableView,
    QTreeView,
    QWidget,
)

from app.ui.structured.code_editor import CodeEditor
from tests.gateway import Gateway
from tests.stories.person import Person
from tests.stories.talking import CHAT, act, messages, read, say

SCHEMA = {
    "type": "object",
    "properties": {
        "items": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"name": {"type": "string"}, "size": {"type": "integer"}},
                "required": ["name", "size"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["items"],
    "additionalProperties": False,
}


async def open_form(person: Person) -> None:
    """From the parameters to the window of the form, with a schema to be written."""
    person.press("composer.parameters")
    await person.until(lambda: person.sees("form.response_format"))
    button: QWidget = person.find("form.response_format")
    person.find("parameters.scroll", QScrollArea).ensureWidgetVisible(button)
    person.press("form.response_format")
    await person.until(lambda: person.sees("schema.kind.schema"))
    person.press("schema.kind.schema")
    await person.until(lambda: person.sees("schema.text"))


def editor(person: Person) -> CodeEditor:
    """Where the schema is written."""
    return person.find("schema.text", CodeEditor)


def usable(person: Person) -> bool:
    """Whether what is written can be used."""
    return person.find("schema.use", QWidget).isEnabled()


async def ask_for(person: Person, schema: object) -> None:
    """Let answers follow a schema."""
    await open_form(person)
    editor(person).setPlainText(json.dumps(schema, indent=2))
    await person.until(lambda: usable(person))
    person.press("schema.use")
    await person.until(lambda: bool(person.chat.conversation.models.settings.response_format))
    person.key("form.temperature", Qt.Key.Key_Escape)


@pytest.mark.covers("chat.openai/structured-output")
async def test_an_answer_is_checked_and_shown_as_a_table(person: Person, gateway: Gateway) -> None:
    await ask_for(person, SCHEMA)
    await say(person, "Three cities")
    asked = json.loads(gateway.asked(CHAT)[-1].body)["response_format"]["json_schema"]
    assert (asked["name"], asked["schema"]) == ("answer", SCHEMA)
    await person.until(lambda: "JSON that follows the schema “answer”" in read(person))
    assert '"name": "Three cities 2"' in read(person)  # as code, not as paragraphs
    act(person, messages(person)[-1], "show_data")
    await person.until(lambda: person.sees("answer.table"))
    table = person.find("answer.table", QTableView).model()
    assert (table.rowCount(), table.columnCount()) == (3, 2)
    assert person.label("answer.verdict") == "The answer follows its schema."
    table.sort(1, Qt.SortOrder.DescendingOrder)
    sizes = [int(str(table.index(row, 1).data())) for row in range(3)]
    assert sizes == sorted(sizes, reverse=True)
    person.press("answer.csv")
    assert QApplication.clipboard().text().splitlines()[0] == "name,size"
    person.press("answer.json")
    assert json.loads(QApplication.clipboard().text()) == json.loads(messages(person)[-1].text)


async def test_what_does_not_follow_is_named_and_found_in_the_tree(person: Person) -> None:
    await ask_for(person, SCHEMA)
    await say(person, "Three cities off schema")
    await person.until(lambda: "do not follow the schema" in read(person))
    act(person, messages(person)[-1], "show_data")
    await person.until(lambda: person.sees("answer.violations"))
    faults = person.find("answer.violations", QListWidget)
    texts = [faults.item(row).text() for row in range(faults.count())]
    assert "$.items[0]   “size” is missing" in texts
    faults.setCurrentRow(texts.index("$.items[0]   “size” is missing"))
    tree = person.find("answer.tree", QTreeView)
    assert tree.currentIndex().data() == "0"


async def test_a_schema_that_is_none_is_refused_at_its_line(person: Person) -> None:
    await open_form(person)
    editor(person).setPlainText('{\n  "type": "object",\n  "properties": {"a": {"type": "strin"}}\n}')
    await person.until(lambda: person.label("schema.problem").startswith("No JSON schema at $.properties.a"))
    assert not usable(person)
    editor(person).setPlainText('{\n  "type": object\n}')
    await person.until(lambda: person.label("schema.problem").startswith("Line 2, character 11:"))
    editor(person).setPlainText('{"$ref": "https://example.org/x.json"}')
    await person.until(lambda: "leads nowhere" in person.label("schema.problem"))
    editor(person).setPlainText(json.dumps(SCHEMA))
    await person.until(lambda: usable(person))


async def test_an_example_becomes_a_schema_and_is_made_strict(person: Person) -> None:
    await open_form(person)
    person.press("schema.example")
    await person.until(lambda: person.sees("example.text"))
    example = person.find("example.text", CodeEditor)
    example.setPlainText('[{"a": 1},\n {"b": }]')
    person.press("example.make")
    await person.until(lambda: person.label("example.problem").startswith("Line 2"))
    example.setPlainText('[{"a": 1}, {"a": 2, "b": "x"}]')
    person.press("example.make")
    await person.until(lambda: not person.sees("example.text"))
    await person.until(lambda: usable(person))
    assert json.loads(editor(person).toPlainText())["items"]["required"] == ["a"]
    person.press("schema.strict")
    await person.until(lambda: person.sees("schema.adapt"))
    person.press("schema.adapt")
    await person.until(lambda: not person.sees("schema.adapt") and usable(person))
    assert json.loads(editor(person).toPlainText())["items"]["required"] == ["a", "b"]


async def test_json_without_a_form_is_shown_as_data_too(person: Person, tmp_path: Path) -> None:
    await say(person, "Hello")
    act(person, messages(person)[-1], "show_data")
    await person.until(lambda: person.reads("There is no JSON in this answer."))
    await person.session.studio.chat.rewrite(
        messages(person)[-1], 'So: ```\n[{"a": 1}, {"a": 2}]\n```\n[{"a": 1}]'
    )
    await person.until(lambda: messages(person)[-1].text.startswith("So:"))
    act(person, messages(person)[-1], "show_data")
    await person.until(lambda: person.sees("answer.table"))
    person.press("answer.save")
    await person.until(lambda: person.sees("dialog.files"))
    target = tmp_path / "cities.csv"
    dialog = person.find("dialog.files", QFileDialog)
    dialog.filesSelected.emit([str(target)])
    dialog.accept()
    await person.until(target.exists)
    assert (await asyncio.to_thread(target.read_text, "utf-8-sig")).splitlines() == ["a", "1"]
