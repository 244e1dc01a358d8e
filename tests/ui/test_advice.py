"""Every error has words in both languages, and they stand by themselves."""

from pathlib import Path

import pytest

from app.catalog.advice import Advice, placeholders
from app.catalog.load import CatalogError
from app.domain.errors import ErrorKind
from app.storage.places import resources_folder

VALUES = {"host": "api.example.com", "model": "gpt-4o", "reason": "too hot"}


@pytest.mark.parametrize("kind", ErrorKind)
def test_every_kind_has_words_in_both_languages(advice: Advice, kind: ErrorKind) -> None:
    for words in (advice.words(kind, {}, "zh"), advice.words(kind, {}, "en")):
        assert words.title
        assert words.sentence
        assert words.step or kind is ErrorKind.STOPPED
        assert "{" not in words.title + words.sentence + words.step


@pytest.mark.parametrize("kind", ErrorKind)
def test_the_two_languages_differ(advice: Advice, kind: ErrorKind) -> None:
    assert advice.words(kind, VALUES, "zh").sentence != advice.words(kind, VALUES, "en").sentence


def test_values_fill_the_sentence(advice: Advice) -> None:
    assert "api.example.com" in advice.words(ErrorKind.DNS_FAILED, VALUES, "en").sentence


def test_a_sentence_begins_with_a_capital_unless_with_a_hosts_name(advice: Advice) -> None:
    assert advice.words(ErrorKind.GATEWAY_FAILED, {}, "en").sentence.startswith("The server failed")
    named = advice.words(ErrorKind.GATEWAY_FAILED, {"host": "api.example.com"}, "en")
    assert named.sentence.startswith("api.example.com failed")


def test_braces_in_a_gateways_reason_are_only_text(advice: Advice) -> None:
    words = advice.words(ErrorKind.REQUEST_REFUSED, {"reason": '{"error": {0}}'}, "zh")
    assert words.sentence.endswith('{"error": {0}}')


@pytest.mark.parametrize("kind", [ErrorKind.GATEWAY_GAVE_UP, ErrorKind.FIRST_BYTE_TIMEOUT])
def test_nobody_is_invited_to_pay_twice(advice: Advice, kind: ErrorKind) -> None:
    assert advice.words(kind, {}, "en").action == ""


def test_the_chinese_uses_chinese_punctuation(advice: Advice) -> None:
    for kind in ErrorKind:
        sentence = advice.words(kind, VALUES, "zh").sentence
        assert not sentence.endswith((".", "!", ",")), kind


def test_placeholders_are_found() -> None:
    assert placeholders("{model} at {host}: {model}") == {"model", "host"}


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ('kind = "no_such_kind"', "unknown kind"),
        ('kind = "dns_failed"\ntitle.zh = "标题"', "must have zh and en"),
        (
            'kind = "dns_failed"\ntitle = {zh="题", en="t"}\nsentence = {zh="{host}", en="s"}',
            "different values",
        ),
        (
            'kind = "dns_failed"\ntitle = {zh="题", en="t"}\nsentence = {zh="{x}", en="{x}"}',
            "unknown value x",
        ),
        (
            'kind = "dns_failed"\ntitle = {zh="题", en="t"}\nsentence = {zh="句", en="s"}\naction = "pay"',
            "action",
        ),
        ('kind = "dns_failed"\ntitle = {zh="题", en="t"}\nsentence = {zh="句", en="s"}', "no words for"),
    ],
)
def test_a_mistake_in_the_table_names_its_place(tmp_path: Path, row: str, problem: str) -> None:
    values = (resources_folder() / "error_values.toml").read_text(encoding="utf-8")
    (tmp_path / "error_values.toml").write_text(values, encoding="utf-8")
    (tmp_path / "errors.toml").write_text(f"[[error]]\n{row}\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=f"errors.toml:1: .*{problem}"):
        Advice.load(tmp_path)
