"""The backup of Cherry Studio: ``data.json`` in an archive, with ``localStorage`` and ``indexedDB``.

``indexedDB.topics`` holds the messages of each conversation. Since version 4 their contents are apart, in
``message_blocks``. Titles and assistants stand in the text ``persist:cherry-studio``, whose part ``llm``
holds keys and is not looked at. Files lie below ``Data/Files``, named by their ids.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.domain.conversation import ChatSettings, Message, MessageState, Role
from app.domain.imported import ImportedConversation, ImportSource, Loss
from app.protocols.imports.growing import START, Growing, moment, text_parts
from app.protocols.read import as_list, as_object, at, decimal, first_text, json_or_none, text

_STORE = "persist:cherry-studio"
_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT}
_STATES = {"error": MessageState.FAILED, "paused": MessageState.STOPPED}


def is_backup(value: object) -> bool:
    """Whether it is such a backup."""
    return isinstance(at(value, "indexedDB", "topics"), list)


def topics(value: object) -> list[object]:
    """The conversations of a backup."""
    return list(as_list(at(value, "indexedDB", "topics")))


@dataclass(frozen=True, slots=True)
class CherryLibrary:
    """What conversations look up: contents by id, titles and prompts by topic."""

    blocks: Mapping[str, object] = field(default_factory=dict)
    topics: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    """Topic → its entry and that of its assistant."""


def library(value: object) -> CherryLibrary:
    """The contents, titles and assistants of a backup."""
    blocks = {text(at(block, "id")): block for block in as_list(at(value, "indexedDB", "message_blocks"))}
    store = json_or_none(text(at(value, "localStorage", _STORE)))
    assistants = json_or_none(text(at(store, "assistants")))
    known = (*as_list(at(assistants, "assistants")), at(assistants, "defaultAssistant"))
    listed = {
        text(at(topic, "id")): (topic, assistant)
        for assistant in known
        for topic in as_list(at(assistant, "topics"))
    }
    return CherryLibrary(blocks, listed)


def read_topic(value: object, known: CherryLibrary) -> ImportedConversation | None:
    """One topic; None where nothing was said in it.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(at(value, "messages"), list):
        raise ValueError("no messages")
    identity = first_text(value, "id")
    topic, assistant = known.topics.get(identity, (None, None))
    growing = Growing(
        ImportSource.CHERRY_STUDIO,
        identity,
        first_text(topic, "name") or first_text(value, "name"),
        moment(at(topic, "createdAt")) or START,
        moment(at(topic, "updatedAt")) or START,
        ChatSettings(system_prompt=text(at(assistant, "prompt")), model=text(at(assistant, "model", "id"))),
        pinned=at(topic, "pinned") is True,
    )
    reader = _Messages(growing, known)
    for message in as_list(at(value, "messages")):
        reader.add(message)
    growing.leaf = reader.leaf
    return growing.finish()


class _Messages:
    """Messages stand in one row; answers of several models to one question name the same ``askId``."""

    def __init__(self, growing: Growing, known: CherryLibrary) -> None:
        self._growing = growing
        self._known = known
        self._chosen: set[str] = set()
        self.leaf = ""

    def add(self, message: object) -> None:
        role = _ROLES.get(text(at(message, "role")))
        if role is None or text(at(message, "type")) == "clear":
            return
        blocks = self._blocks(message)
        said = _joined(blocks, "main_text") or text(at(message, "content"))
        said = "\n\n".join(filter(None, (said, *map(_fenced, _of_kind(blocks, "code")))))
        thought = _joined(blocks, "thinking") or text(at(message, "reasoning_content"))
        parts = text_parts(said, thought, _seconds(blocks))
        pictures = [*_of_kind(blocks, "image"), *as_list(at(message, "images"))]
        files = [at(block, "file") for block in _of_kind(blocks, "file")] + list(
            as_list(at(message, "files"))
        )
        self._count_losses(blocks)
        if not (parts or pictures or files):
            return
        key = self._growing.add(
            text(at(message, "id")),
            self._parent(message, role),
            role,
            parts,
            moment(at(message, "createdAt")),
            self._model(message) if role is Role.ASSISTANT else "",
            _STATES.get(text(at(message, "status")), MessageState.COMPLETE),
        )
        self._attach(key, pictures, files)
        self._choose(key, message)

    def _blocks(self, message: object) -> list[object]:
        """The contents of a message; they stand in it themselves in some versions."""
        return [
            block if isinstance(block, dict) else self._known.blocks.get(text(block))
            for block in as_list(at(message, "blocks"))
        ]

    def _parent(self, message: object, role: Role) -> str:
        """Answers to one question stand beside each other."""
        question = self._growing.messages.get(text(at(message, "askId")))
        if role is Role.ASSISTANT and question is not None and self._answers(question):
            return question.id
        return self.leaf

    def _answers(self, question: Message) -> bool:
        """Whether the last message already answers this question."""
        last = self._growing.messages.get(self.leaf)
        return last is not None and last.parent_id == question.id

    def _choose(self, key: str, message: object) -> None:
        """The conversation goes on below the answer that the person chose, or the last one."""
        before = self._growing.messages.get(self.leaf)
        added = self._growing.messages[key]
        beside = before is not None and before.parent_id == added.parent_id
        if not (beside and self.leaf in self._chosen):
            self.leaf = key
        if at(message, "foldSelected") is True:
            self._chosen.add(key)
            self.leaf = key

    def _attach(self, key: str, pictures: list[object], files: list[object]) -> None:
        for picture in pictures:
            stored = at(picture, "file")
            made = as_list(at(picture, "metadata", "generateImageResponse", "images"))
            addresses = [text(at(picture, "url")) or text(picture)]
            if text(at(stored, "id")):
                files = [*files, stored]
                continue
            for address in addresses if addresses[0] or not made else map(text, made):
                self._growing.attach_address(key, address)
        for file in files:
            name, identity = first_text(file, "origin_name", "name"), text(at(file, "id"))
            if identity:
                self._growing.attach(key, name or "file", member=identity)

    def _count_losses(self, blocks: list[object]) -> None:
        self._growing.losses[Loss.TOOLS] += len(_of_kind(blocks, "tool"))
        self._growing.losses[Loss.SOURCES] += len(_of_kind(blocks, "citation"))

    def _model(self, message: object) -> str:
        return text(at(message, "model", "id")) or text(at(message, "modelId"))


def _of_kind(blocks: list[object], kind: str) -> list[object]:
    return [block for block in blocks if text(at(block, "type")) == kind]


def _joined(blocks: list[object], kind: str) -> str:
    said = [text(as_object(block).get("content")) for block in _of_kind(blocks, kind)]
    return "\n\n".join(filter(None, said))


def _fenced(block: object) -> str:
    return f"```{first_text(block, 'language')}\n{text(at(block, 'content'))}\n```"


def _seconds(blocks: list[object]) -> float | None:
    thought = [decimal(at(block, "thinking_millsec")) for block in _of_kind(blocks, "thinking")]
    known = [float(spent) for spent in thought if spent is not None]
    return sum(known) / 1000 if known else None
