"""Domain values as JSON text."""

import pytest

from app.domain.conversation import ChatSettings, Draft, MessageError
from app.domain.errors import ErrorKind
from app.domain.profile import Profile, Timeouts
from app.storage.records import from_text, to_text


def test_defaults_are_left_out() -> None:
    assert to_text(ChatSettings()) == "{}"
    assert to_text(ChatSettings(temperature=0.0, n=2)) == '{"temperature":0.0,"n":2}'


def test_fields_of_a_later_version_are_passed_over() -> None:
    assert from_text(ChatSettings, '{"model":"m","mood":"calm"}') == ChatSettings(model="m")


@pytest.mark.parametrize("wrong", ['{"n":"two"}', '{"n":true}', '{"n":1.5}', '{"stop":"x"}', '{"n":null}'])
def test_a_field_that_cannot_be_read_takes_its_default(wrong: str) -> None:
    assert from_text(ChatSettings, wrong) == ChatSettings()


def test_only_the_wrong_part_of_a_value_is_lost() -> None:
    text = '{"id":"p","name":"n","lines":["https://a"],"timeouts":{"connect_s":"x","idle_s":5},"proxy":{"mode":"?"}}'
    profile = from_text(Profile, text)
    assert profile.timeouts == Timeouts(idle_s=5.0)
    assert profile.lines == ("https://a",)


@pytest.mark.parametrize("text", ["[]", "null", "{}", '{"id":"p","name":3,"lines":[]}', "{"])
def test_a_value_without_its_core_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        from_text(Profile, text)


def test_nested_values_come_back() -> None:
    error = MessageError(ErrorKind.NOT_FOUND, {"model": "猫"}, 404)
    assert from_text(MessageError, to_text(error)) == error
    assert from_text(Draft, to_text(Draft("x"))) == Draft("x")
