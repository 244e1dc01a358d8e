"""The export of ChatGPT: ``conversations.json``, a list of conversations that are trees already.

``mapping`` leads from the id of a node to ``message``, ``parent`` and ``children``; ``current_node`` is the
end of the branch that was shown. Files lie in the same archive, their names begin with their ids.
"""

from collections.abc import Mapping

from app.domain.conversation import Part, ReasoningPart, Role, TextPart
from app.domain.imported import ImportedConversation, ImportSource, Loss
from app.protocols.imports.growing import START, Growing, moment, text_parts
from app.protocols.read import as_list, as_object, at, first_text, text

_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT, "tool": Role.ASSISTANT}
_SCHEMES = ("file-service://", "sediment://")
_SILENT = {"reasoning_recap", "user_editable_context", "model_editable_context", "system_error"}
_SEARCHES = {"tether_quote", "tether_browsing_display", "tether_browsing_code"}


def is_conversation(value: object) -> bool:
    """Whether it is one entry of such a list."""
    return isinstance(at(value, "mapping"), dict) and "title" in as_object(value)


def read_conversation(value: object) -> ImportedConversation | None:
    """One entry; None where nothing was said in it.

    Raises:
        ValueError: it has no tree.
    """
    mapping = as_object(at(value, "mapping"))
    if not mapping:
        raise ValueError("no messages")
    growing = Growing(
        ImportSource.CHATGPT,
        first_text(value, "conversation_id", "id"),
        first_text(value, "title"),
        moment(at(value, "create_time")) or START,
        moment(at(value, "update_time")) or START,
        archived=at(value, "is_archived") is True,
        pinned=at(value, "is_starred") is True,
    )
    _Tree(mapping, growing).read(text(at(value, "current_node")))
    return growing.finish()


class _Tree:
    """Walks the nodes from the roots down. What has nothing to show is left out, its children move up."""

    def __init__(self, mapping: Mapping[str, object], growing: Growing) -> None:
        self._mapping = mapping
        self._growing = growing
        self._kept: dict[str, str] = {}
        """Node → the message in which it stands."""

    def read(self, current: str) -> None:
        waiting = [(node, "") for node in reversed(self._roots())]
        while waiting:
            node, above = waiting.pop()
            if node in self._kept:
                continue
            self._kept[node] = kept = self._add(node, above)
            waiting += [(child, kept) for child in reversed(self._children(node))]
        self._growing.leaf = self._kept.get(current, "")

    def _roots(self) -> list[str]:
        known = self._mapping
        return [node for node in known if text(at(known[node], "parent")) not in known]

    def _children(self, node: str) -> list[str]:
        listed = [text(child) for child in as_list(at(self._mapping[node], "children"))]
        return [child for child in listed if child in self._mapping]

    def _add(self, node: str, above: str) -> str:
        """The key of the message in which a node stands, be it that above it."""
        message = at(self._mapping[node], "message")
        role = _ROLES.get(text(at(message, "author", "role")))
        if role is None or at(message, "metadata", "is_visually_hidden_from_conversation") is True:
            return above
        parts = self._parts(message)
        files = self._files(message)
        if not parts and not files:
            return above
        when, model = moment(at(message, "create_time")), text(at(message, "metadata", "model_slug"))
        if self._goes_on(above, role, node):
            self._growing.extend(above, parts)
            key = above
        else:
            key = self._growing.add(node, above, role, parts, when, model)
        for name, member in files:
            self._growing.attach(key, name, member=member)
        return key

    def _goes_on(self, above: str, role: Role, node: str) -> bool:
        """An answer comes in several nodes: thought, code, its output, text."""
        before = self._growing.messages.get(above)
        if before is None or not (before.role is role is Role.ASSISTANT):
            return False
        parent = text(at(self._mapping[node], "parent"))
        return parent in self._mapping and len(self._children(parent)) == 1

    def _parts(self, message: object) -> tuple[Part, ...]:
        content = at(message, "content")
        kind = text(at(content, "content_type"))
        losses = self._growing.losses
        if kind in _SEARCHES:
            losses[Loss.SOURCES] += 1
            return ()
        if kind in _SILENT:
            return ()
        if kind == "thoughts":
            return _thoughts(content)
        if kind in ("code", "execution_output"):
            return _code(content, kind)
        said = [self._said(part) for part in as_list(at(content, "parts"))]
        return text_parts("\n\n".join(filter(None, said)) or text(at(content, "text")))

    def _said(self, part: object) -> str:
        kind = text(at(part, "content_type"))
        if "audio" in kind and kind != "audio_transcription":
            self._growing.losses[Loss.SOUND] += 1
        return text(part) or text(at(part, "text"))

    def _files(self, message: object) -> list[tuple[str, str]]:
        """Names and ids of the files of a message, those that it shows and those that were attached."""
        attached = as_list(at(message, "metadata", "attachments"))
        found = {text(at(one, "id")): first_text(one, "name") for one in attached}
        for part in as_list(at(message, "content", "parts")):
            pointer = text(at(part, "asset_pointer"))
            identity = next(
                (pointer.removeprefix(scheme) for scheme in _SCHEMES if pointer.startswith(scheme)), ""
            )
            if identity and "image" in text(at(part, "content_type")):
                found.setdefault(identity.partition("#")[0], "")
        return [(name or "picture", identity) for identity, name in found.items() if identity]


def _thoughts(content: object) -> tuple[Part, ...]:
    thoughts = as_list(at(content, "thoughts"))
    said = [
        "\n\n".join(filter(None, (first_text(one, "summary"), first_text(one, "content"))))
        for one in thoughts
    ]
    thought = "\n\n".join(filter(None, said))
    return (ReasoningPart(thought),) if thought else ()


def _code(content: object, kind: str) -> tuple[Part, ...]:
    code = first_text(content, "text")
    language = first_text(content, "language") if kind == "code" else ""
    language = "" if language in ("unknown", "json") else language
    return (TextPart(f"\n\n```{language}\n{code}\n```\n\n"),) if code else ()
