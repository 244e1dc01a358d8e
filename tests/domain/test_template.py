"""The grammar of prompts: what is asked for, what is filled in, and what is said of mistakes."""

import pytest

from app.domain.template import (
    TemplateError,
    TemplateFault,
    Variable,
    VariableKind,
    line_and_column,
    parse_template,
)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Hello {{name}}!", Variable("name")),
        ("{{ my name }}", Variable("my name")),
        ("{{正文:long}}", Variable("正文", VariableKind.LONG)),
        ("{{count:number=3}}", Variable("count", VariableKind.NUMBER, (), "3")),
        ("{{tone:choice(a|b=2| c )}}", Variable("tone", VariableKind.CHOICE, ("a", "b=2", "c"), "a")),
        ("{{tone:choice(a|b)=b}}", Variable("tone", VariableKind.CHOICE, ("a", "b"), "b")),
        ("{{language=Chinese}}", Variable("language", VariableKind.LINE, (), "Chinese")),
        ("{{formula=x=y:z}}", Variable("formula", VariableKind.LINE, (), "x=y:z")),
    ],
)
def test_a_variable_says_what_it_asks_for(text: str, asked: Variable) -> None:
    assert parse_template(text).asked == (asked,)


def test_dates_times_and_the_clipboard_are_not_asked_for() -> None:
    template = parse_template("{{date}} {{Time}} {{clipboard}}")
    assert template.asked == ()
    kinds = [VariableKind.DATE, VariableKind.TIME, VariableKind.CLIPBOARD]
    assert [variable.kind for variable in template.variables] == kinds


def test_a_name_that_occurs_again_is_asked_for_once_and_filled_in_everywhere() -> None:
    template = parse_template("{{who}} and {{who:long}} and {{who}}")
    assert template.asked == (Variable("who", VariableKind.LONG),)
    assert template.filled({"who": "I"}) == "I and I and I"


def test_braces_can_be_written() -> None:
    template = parse_template(r"\{{not a variable}} {{one}}")
    assert template.asked == (Variable("one"),)
    assert template.filled({"one": "1"}) == "{{not a variable}} 1"


def test_a_text_without_variables_stays_as_it_is() -> None:
    text = 'JSON {"a": {"b": 1}} and }} alone'
    assert parse_template(text).filled({}) == text


@pytest.mark.parametrize(
    ("text", "fault", "start", "what"),
    [
        ("a {{name", TemplateFault.NOT_CLOSED, 2, ""),
        ("{{a {{b}}", TemplateFault.NOT_CLOSED, 0, ""),
        ("{{ }}", TemplateFault.NAME_MISSING, 2, ""),
        ("{{a!}}", TemplateFault.NAME_INVALID, 2, "a!"),
        ("{{" + "n" * 41 + "}}", TemplateFault.NAME_INVALID, 2, "n" * 41),
        ("{{a:colour}}", TemplateFault.KIND_UNKNOWN, 2, "colour"),
        ("{{a:choice}}", TemplateFault.CHOICES_MISSING, 2, "a"),
        ("{{a:choice( | )}}", TemplateFault.CHOICES_MISSING, 2, "a"),
        ("{{a:number=few}}", TemplateFault.DEFAULT_NO_NUMBER, 2, "few"),
        ("{{a:choice(x|y)=z}}", TemplateFault.DEFAULT_NO_CHOICE, 2, "z"),
        ("{{a:number}} {{a:long}}", TemplateFault.TWO_KINDS, 13, "a"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(text: str, fault: TemplateFault, start: int, what: str) -> None:
    with pytest.raises(TemplateError) as raised:
        parse_template(text)
    assert (raised.value.fault, raised.value.start, raised.value.what) == (fault, start, what)


def test_a_place_is_told_by_line_and_column() -> None:
    assert line_and_column("one\ntwo {{", 8) == (2, 5)


def test_thousands_of_variables_and_brackets_take_no_time_to_read() -> None:
    text = "".join(f"{{{{v{number}:choice((){'(' * 50})}}}}" for number in range(50))
    with pytest.raises(TemplateError):
        parse_template(text)
    assert len(parse_template("{{a}}" * 20_000).asked) == 1
