"""What to tell a person about an error: sentences and next steps of ``resources/errors.toml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from app.catalog.load import CatalogError, Row, read_rows
from app.domain.errors import ErrorKind
from app.domain.text import Bilingual, Language

ACTIONS = frozenset({
    "", "choose_model", "continue", "edit_profile", "go_on", "new_conversation", "retry", "use_usual_format",
    "with_history", "without_thoughts", "without_tools",
})  # fmt: skip
"""What a button beside the sentence may offer; empty where only the person can do something."""

_EMPTY = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """An error in one language. ``action`` is one of ``ACTIONS``."""

    title: str
    sentence: str
    step: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    title: Bilingual
    sentence: Bilingual
    step: Bilingual
    action: str


class Advice:
    """Knows the words of every kind of error."""

    def __init__(self, entries: Mapping[ErrorKind, _Entry], unsaid: Mapping[str, Bilingual]) -> None:
        self._entries = entries
        self._unsaid = unsaid

    @classmethod
    def load(cls, resources: Path) -> "Advice":
        """Read ``errors.toml`` and ``error_values.toml``.

        Raises:
            CatalogError: a kind is unknown or missing, a language is missing, or a placeholder is unknown.
        """
        unsaid = {row.text("name"): _ended(row, row.bilingual("unsaid")) for row in _rows(resources, "value")}
        path = resources / "errors.toml"
        entries = dict(_entry(row, unsaid) for row in read_rows(path, "error"))
        if missing := set(ErrorKind) - set(entries):
            raise CatalogError(path, 1, f"no words for {sorted(missing)[0]}")
        return cls(entries, unsaid)

    def words(self, kind: ErrorKind, values: Mapping[str, str], language: Language) -> ErrorWords:
        """The words of an error; a placeholder without a value gets a phrase that fits every sentence."""
        entry = self._entries[kind]
        unsaid = {name: text.in_language(language) for name, text in self._unsaid.items()}
        filled = unsaid | {name: value for name, value in values.items() if value}
        texts = (entry.title, entry.sentence, entry.step)
        title, sentence, step = (_filled(text.in_language(language), filled, unsaid) for text in texts)
        return ErrorWords(title, sentence, step, entry.action)


def placeholders(text: str) -> frozenset[str]:
    """Names in braces."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def _filled(text: str, values: Mapping[str, str], unsaid: Mapping[str, str]) -> str:
    """A sentence with its values; one that begins with a phrase of ours begins with a capital."""
    said = text.format_map(values)
    begins_with = next((name for name in unsaid if text.startswith(f"{{{name}}}")), "")
    if begins_with and values[begins_with] == unsaid[begins_with]:
        return said[:1].upper() + said[1:]
    return said


def _rows(resources: Path, table: str) -> list[Row]:
    return list(read_rows(resources / "error_values.toml", table))


def _ended(row: Row, text: Bilingual) -> Bilingual:
    row.end()
    return text


def _entry(row: Row, known: Mapping[str, Bilingual]) -> tuple[ErrorKind, _Entry]:
    kind = row.text("kind")
    if kind not in set(ErrorKind):
        raise row.error(f"unknown kind {kind}")
    step = row.bilingual("step") if row.has("step") else _EMPTY
    entry = _Entry(row.bilingual("title"), row.bilingual("sentence"), step, row.text("action", ""))
    row.end()
    _check(row, entry, known)
    return ErrorKind(kind), entry


def _check(row: Row, entry: _Entry, known: Mapping[str, Bilingual]) -> None:
    if entry.action not in ACTIONS:
        raise row.error(f"unknown action {entry.action}")
    for text in (entry.title, entry.sentence, entry.step):
        if placeholders(text.zh) != placeholders(text.en):
            raise row.error("the languages name different values")
        if unknown := placeholders(text.en) - set(known):
            raise row.error(f"unknown value {sorted(unknown)[0]}")
