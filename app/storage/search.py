"""Full-text search, from one character on, in any script.

One index knows, for each message, which sequences of one, two and three neighbouring characters occur in it.
FTS5's own trigram tokenizer finds nothing shorter than three characters, and most Chinese words have two. The
index holds no text and no positions: it says where to look, and the text itself decides.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice

from app.domain.conversation import SearchHit
from app.domain.ids import ConversationId, MessageId
from app.storage.grams import CONTROLS, expression, folded, index_text
from app.storage.parts import visible_text
from app.storage.records import from_moment

_CANDIDATES = 20_000
_TITLES_SHARE = 2
_BEFORE = 30
_AFTER = 120
_CUT = "…"

_FORGET = "INSERT INTO message_grams (message_grams, rowid, grams) VALUES ('delete', ?, ?)"
_LEARN = "INSERT INTO message_grams (rowid, grams) VALUES (?, ?)"
_FIND = """
SELECT m.conversation_id, c.title, m.id, m.parts, m.created_at
FROM message_grams
CROSS JOIN messages AS m ON m.number = message_grams.rowid
CROSS JOIN conversations AS c ON c.id = m.conversation_id
WHERE message_grams MATCH ? AND m.deleted_at IS NULL AND c.deleted_at IS NULL
ORDER BY message_grams.rowid DESC
"""
_TITLES = "SELECT id, title, updated_at FROM conversations WHERE deleted_at IS NULL ORDER BY updated_at DESC"


def learn(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Make the message with this number findable by its text."""
    connection.execute(_LEARN, (number, index_text(text)))


def forget(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Take a message out of the index. ``text`` is what was learned."""
    connection.execute(_FORGET, (number, index_text(text)))


def find(connection: sqlite3.Connection, query: str, limit: int) -> tuple[SearchHit, ...]:
    """Titles, then messages that hold every word of the query, newest first."""
    words = folded(query).split()
    if not words:
        return ()
    patterns = [re.compile(re.escape(word), re.IGNORECASE) for word in words]
    titles = tuple(islice(_titles(connection, patterns), -(-limit // _TITLES_SHARE)))
    messages = islice(_messages(connection, words, patterns), limit - len(titles))
    return (*titles, *messages)


def _messages(
    connection: sqlite3.Connection, words: Sequence[str], patterns: Sequence[re.Pattern[str]]
) -> Iterator[SearchHit]:
    """Hits as they are asked for; the index is read no further."""
    with closing(connection.execute(_FIND, (expression(words),))) as rows:
        for conversation, title, message, parts, created_at in islice(rows, _CANDIDATES):
            excerpt = _excerpt(visible_text(parts), patterns)
            if excerpt is not None:
                identity = ConversationId(conversation), title, MessageId(message)
                yield SearchHit(*identity, *excerpt, from_moment(created_at))


def _titles(connection: sqlite3.Connection, patterns: Sequence[re.Pattern[str]]) -> Iterator[SearchHit]:
    with closing(connection.execute(_TITLES)) as rows:
        for conversation, title, updated_at in rows:
            excerpt = _excerpt(title, patterns)
            if excerpt is not None:
                yield SearchHit(ConversationId(conversation), title, None, *excerpt, from_moment(updated_at))


def _excerpt(text: str, patterns: Sequence[re.Pattern[str]]) -> tuple[str, int, int] | None:
    """The text around the first word, and where in it the word stands; None if a word is missing."""
    found = patterns[0].search(text)
    if found is None or not all(pattern.search(text) for pattern in patterns[1:]):
        return None
    begin = max(0, found.start() - _BEFORE)
    end = found.end() + _AFTER
    head = _CUT if begin else ""
    tail = _CUT if end < len(text) else ""
    body = text[begin:end].translate(CONTROLS)
    return f"{head}{body}{tail}", found.start() - begin + len(head), len(found.group())
