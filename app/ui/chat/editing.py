"""The composer, lent to an earlier message."""

from app.domain.conversation import Draft, LinkPart, Message
from app.ui.chat.composer import Composer


class Editing:
    """While a message is edited, the next message that was begun already is put aside."""

    def __init__(self, composer: Composer) -> None:
        self._composer = composer
        self._message: Message | None = None
        self._put_aside = Draft()

    @property
    def message(self) -> Message | None:
        """The message that is edited; None while a new one is written."""
        return self._message

    @property
    def next_draft(self) -> Draft:
        """The next message as far as it is written, which may be put aside."""
        return self._put_aside if self._message else self._composer.draft

    def begin(self, message: Message) -> None:
        """Put an earlier message into the composer."""
        self._put_aside = self.next_draft
        self._message = message
        links = tuple(part.url for part in message.parts if isinstance(part, LinkPart))
        self._composer.set_draft(Draft(message.text, message.attachments, links))
        self._composer.set_editing(message.role)

    def finish(self) -> None:
        """The composer's text is dealt with: what was put aside comes back, or nothing is left."""
        draft = self._put_aside if self._message else Draft()
        self.drop()
        self._composer.set_draft(draft)

    def drop(self) -> None:
        """Empty the composer, also of what was put aside."""
        self._message = None
        self._put_aside = Draft()
        self._composer.set_editing(None)
        self._composer.clear()
