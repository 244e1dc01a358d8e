"""Full-text search, from one character on, in any script.

Two indexes hold no text of their own. ``message_trigrams`` finds three characters and more. ``message_grams``
knows every character and every pair of neighbours, for shorter queries: most Chinese words have two
characters, and a trigram index cannot find them. Both say only where to look; the text itself decides.

An index forgets a text only if it is told exactly what it learned. ``_folded`` and ``_grams`` may therefore
change only together with a migration that builds the indexes anew.
"""

import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from itertools import islice, pairwise

from app.domain.conversation import SearchHit
from app.domain.ids import ConversationId, MessageId
from app.storage.parts import visible_text
from app.storage.records import from_moment, storable

_TRIGRAM = 3
_CANDIDATES = 20_000
_TITLES_SHARE = 2
_BEFORE = 30
_AFTER = 120
_CUT = "…"

_FORGET = "INSERT INTO {0} ({0}, rowid, text) VALUES ('delete', ?, ?)"
_LEARN = "INSERT INTO {0} (rowid, text) VALUES (?, ?)"
_FIND = """
SELECT m.conversation_id, c.title, m.id, m.parts, m.created_at
FROM {0}
CROSS JOIN messages AS m ON m.number = {0}.rowid
CROSS JOIN conversations AS c ON c.id = m.conversation_id
WHERE {0} MATCH ? AND m.deleted_at IS NULL AND c.deleted_at IS NULL
ORDER BY {0}.rowid DESC
"""
_TITLES = "SELECT id, title, updated_at FROM conversations WHERE deleted_at IS NULL ORDER BY updated_at DESC"


def learn(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Make the message with this number findable by its text."""
    _tell(connection, _LEARN, number, text)


def forget(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Take a message out of the indexes. ``text`` is what was learned."""
    _tell(connection, _FORGET, number, text)


def find(connection: sqlite3.Connection, query: str, limit: int) -> tuple[SearchHit, ...]:
    """Titles, then messages that hold every word of the query, newest first."""
    words = _folded(query).split()
    if not words:
        return ()
    patterns = [re.compile(re.escape(word), re.IGNORECASE) for word in words]
    titles = tuple(islice(_titles(connection, patterns), -(-limit // _TITLES_SHARE)))
    messages = islice(_messages(connection, words, patterns), limit - len(titles))
    return (*titles, *messages)


def _tell(connection: sqlite3.Connection, statement: str, number: int, text: str) -> None:
    folded = _folded(text)
    connection.execute(statement.format("message_trigrams"), (number, folded))
    connection.execute(statement.format("message_grams"), (number, _grams(folded)))


def _folded(text: str) -> str:
    return storable(text).replace("\0", " ").lower()


def _grams(folded: str) -> str:
    """Every character and every pair of neighbours, once, as words for the index."""
    grams: set[str] = set()
    for word in folded.split():
        grams.update(word)
        grams.update(map("".join, pairwise(word)))
    return " ".join(grams)


def _messages(
    connection: sqlite3.Connection, words: Sequence[str], patterns: Sequence[re.Pattern[str]]
) -> Iterator[SearchHit]:
    """Hits as they are asked for; the index is read no further."""
    statement, expression = _lookup(words)
    with closing(connection.execute(statement, (expression,))) as rows:
        for conversation, title, message, parts, created_at in islice(rows, _CANDIDATES):
            excerpt = _excerpt(visible_text(parts), patterns)
            if excerpt is not None:
                identity = ConversationId(conversation), title, MessageId(message)
                yield SearchHit(*identity, *excerpt, from_moment(created_at))


def _lookup(words: Sequence[str]) -> tuple[str, str]:
    """The statement and the expression of a query; quoted, so that nothing in it is syntax."""
    long = [word for word in words if len(word) >= _TRIGRAM]
    table = "message_trigrams" if long else "message_grams"
    tokens = {word[start : start + _TRIGRAM] for word in long for start in range(len(word) - _TRIGRAM + 1)}
    quoted = ('"{}"'.format(token.replace('"', '""')) for token in tokens or words)
    return _FIND.format(table), " AND ".join(quoted)


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
    body = text[begin:end].translate(_ONE_LINE)
    return f"{head}{body}{tail}", found.start() - begin + len(head), len(found.group())


_ONE_LINE = dict.fromkeys(map(ord, "\r\n\t"), " ")
