"""A person asks something at the real window, and says how much of the answer is to be seen, and when.

``python -m tests.restart.talker FOLDER`` says «SECONDS CHARACTERS» again and again until it is killed.
"""

import sys
import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app.ui.chat.page import ChatPage
from app.ui.window import Window
from tests.driven import run_driven, say


class Talker:
    """Asks once, then watches."""

    def __init__(self) -> None:
        self._asked = False

    def __call__(self, window: Window) -> bool:
        """One look."""
        field = window.findChild(QWidget, "composer.input")
        if field is None:
            return False
        if not self._asked:
            self._asked = True
            QTest.keyClicks(field, "Hello")
            QTest.keyClick(field, Qt.Key.Key_Return)
        page = window.page("conversations")
        assert isinstance(page, ChatPage)
        entries = page.conversation.transcript.flow.entries
        if len(entries) == 2:
            say(f"{time.monotonic()} {len(entries[1].text)}")
        return False


if __name__ == "__main__":
    folder = sys.argv[1]
    run_driven(["--data-dir", f"{folder}/data", "--media-dir", f"{folder}/media"], Talker())
