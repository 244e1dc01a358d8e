"""The export of Chatbox: a JSON object with one entry ``session:<id>`` per conversation.

Older versions have a list ``chat-sessions`` instead. ``settings`` beside it holds keys and is not looked at.
A session has the messages of its present thread, earlier ``threads``, and ``messageForksHash``: for the id of
a message the other ways in which it once went on.
"""

from collections.abc import Iterator

from app.domain.conversation import ChatSettings, MessageState, Role
from app.domain.imported import ImportedConversation, ImportSource, Loss
from app.protocols.imports.growing import START, Growing, moment, text_parts
from app.protocols.read import as_list, as_object, at, first_text, text

_PREFIX = "session:"
_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT}


def sessions(value: object) -> list[object] | None:
    """The sessions of a file; None where it is no such file."""
    found = as_object(value)
    if "chat-sessions-list" not in found and "__exported_items" not in found and "chat-sessions" not in found:
        return None
    new = [entry for name, entry in found.items() if name.startswith(_PREFIX)]
    known = {text(at(entry, "id")) for entry in new}
    old = [entry for entry in as_list(found.get("chat-sessions")) if text(at(entry, "id")) not in known]
    return [*new, *old]


def read_session(value: object) -> Iterator[ImportedConversation]:
    """The conversations of one session: the present thread, then the earlier ones.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(at(value, "messages"), list):
        raise ValueError("no messages")
    identity, title = first_text(value, "id"), first_text(value, "name", "title")
    present = _thread(value, identity, title, at(value, "messages"))
    if present is not None:
        yield present
    for number, thread in enumerate(as_list(at(value, "threads")), start=1):
        name = first_text(thread, "name") or f"{title} {number}"
        key = f"{identity}/{first_text(thread, 'id') or number}"
        earlier = _thread(value, key, name, at(thread, "messages"))
        if earlier is not None and earlier.tree.messages:
            yield earlier


def _thread(session: object, key: str, title: str, messages: object) -> ImportedConversation | None:
    growing = Growing(ImportSource.CHATBOX, key, title, pinned=at(session, "starred") is True)
    model = text(at(session, "settings", "modelId")) or text(at(session, "settings", "model"))
    growing.settings = ChatSettings(model=model)
    forks = as_object(at(session, "messageForksHash"))
    growing.leaf = _follow(growing, messages, "", forks, set())
    return growing.finish()


def _follow(growing: Growing, messages: object, parent: str, forks: object, followed: set[str]) -> str:
    """Add messages one below the other, and the other ways that fork off; the last one's key."""
    for message in as_list(messages):
        key = _add(growing, message, parent)
        identity = text(at(message, "id"))
        if identity and identity not in followed:
            followed.add(identity)
            for way in as_list(at(at(forks, identity), "lists")):
                _follow(growing, at(way, "messages"), key, forks, followed)
        parent = key
    return parent


def _add(growing: Growing, message: object, parent: str) -> str:
    """The key of a message, or of the one above where it has nothing to show."""
    content = as_list(at(message, "contentParts"))
    said = _text(message, content)
    written = text(at(message, "role"))
    if written == "system":
        prompt = "\n\n".join(filter(None, (growing.settings.system_prompt, said)))
        growing.settings = ChatSettings(model=growing.settings.model, system_prompt=prompt)
        return parent
    role = _ROLES.get(written)
    thought = text(at(message, "reasoningContent")) or _joined(content, "reasoning")
    parts = text_parts(said, thought)
    pictures = [part for part in content if text(at(part, "type")) == "image"]
    pictures += as_list(at(message, "pictures"))
    _count_losses(growing, message, content)
    if role is None or not (parts or pictures):
        return parent
    when = moment(at(message, "timestamp")) or moment(at(message, "createdAt")) or START
    model = text(at(message, "model")) if role is Role.ASSISTANT else ""
    failed = bool(text(at(message, "error")).strip())
    state = MessageState.FAILED if failed else MessageState.COMPLETE
    key = growing.add(text(at(message, "id")), parent, role, parts, when, model, state)
    for picture in pictures:
        growing.attach_address(key, text(at(picture, "url")))
    return key


def _count_losses(growing: Growing, message: object, content: object) -> None:
    growing.losses[Loss.FILES] += len(as_list(at(message, "files")))
    growing.losses[Loss.SOURCES] += len(as_list(at(message, "links")))
    calls = sum(text(at(part, "type")) == "tool-call" for part in as_list(content))
    growing.losses[Loss.TOOLS] += calls


def _text(message: object, content: object) -> str:
    return _joined(content, "text") or text(at(message, "content"))


def _joined(content: object, kind: str) -> str:
    said = [text(at(part, "text")) for part in as_list(content) if text(at(part, "type")) == kind]
    return "\n\n".join(filter(None, said))
