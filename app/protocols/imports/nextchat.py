"""The export of NextChat: a JSON object of its stores, ``chat-next-web-store`` with the sessions.

The store ``access-control`` beside it holds keys and is not looked at.
"""

from datetime import UTC, datetime

from app.domain.conversation import ChatSettings, MessageState, Role
from app.domain.imported import ImportedConversation, ImportSource, Loss
from app.protocols.imports.growing import START, Growing, moment, text_parts
from app.protocols.read import as_list, as_object, at, first_text, text

STORE = "chat-next-web-store"
_ROLES = {"user": Role.USER, "assistant": Role.ASSISTANT}
_DATES = ("%Y/%m/%d %H:%M:%S", "%m/%d/%Y, %I:%M:%S %p", "%d/%m/%Y, %H:%M:%S", "%Y-%m-%d %H:%M:%S")
"""A message has its time as the browser wrote it in the person's language."""


def sessions(value: object) -> list[object] | None:
    """The conversations of a file; None where it is no such file."""
    store = as_object(value).get(STORE)
    state = at(store, "state") or store
    found = at(state, "sessions")
    return found if isinstance(found, list) else None


def read_session(value: object) -> ImportedConversation | None:
    """One session; None where nothing was said in it.

    Raises:
        ValueError: it is none.
    """
    if not isinstance(at(value, "messages"), list):
        raise ValueError("no messages")
    model = text(at(value, "mask", "modelConfig", "model"))
    updated = moment(at(value, "lastUpdate")) or START
    growing = Growing(
        ImportSource.NEXTCHAT,
        first_text(value, "id"),
        first_text(value, "topic"),
        updated_at=updated,
    )
    prompts: list[str] = []
    for message in (*as_list(at(value, "mask", "context")), *as_list(at(value, "messages"))):
        if text(at(message, "role")) == "system":
            prompts.append(_text(message))
        else:
            _add(growing, message, updated)
    growing.settings = ChatSettings(model=model, system_prompt="\n\n".join(filter(None, prompts)))
    return growing.finish()


def _add(growing: Growing, message: object, fallback: datetime) -> None:
    role = _ROLES.get(text(at(message, "role")))
    pictures = [text(at(part, "image_url", "url")) for part in as_list(at(message, "content"))]
    parts = text_parts(_text(message))
    growing.losses[Loss.TOOLS] += len(as_list(at(message, "tools")))
    if at(message, "audio_url"):
        growing.losses[Loss.SOUND] += 1
    if role is None or not (parts or any(pictures)):
        return
    failed = at(message, "isError") is True
    state = MessageState.FAILED if failed else MessageState.COMPLETE
    when = _moment(text(at(message, "date"))) or fallback
    model = text(at(message, "model")) if role is Role.ASSISTANT else ""
    key = growing.add(text(at(message, "id")), growing.last, role, parts, when, model, state)
    for address in filter(None, pictures):
        growing.attach_address(key, address)


def _text(message: object) -> str:
    content = at(message, "content")
    said = [text(at(part, "text")) for part in as_list(content)]
    return text(content) or "\n\n".join(filter(None, said))


def _moment(written: str) -> datetime | None:
    for form in _DATES:
        try:
            return datetime.strptime(written.strip(), form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return moment(written)
