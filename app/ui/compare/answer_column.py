"""One of several answers: who gave it, what it says, how it came, and going on with it."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.domain.conversation import Message
from app.domain.ids import MessageId
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.compare.answer_feed import AnswerFeed
from app.ui.theme.theme import Theme
from app.ui.transcript.view import TranscriptView
from app.ui.widgets.button import Button
from app.ui.widgets.elided_label import ElidedLabel

NARROWEST_STEPS = 70


class AnswerColumn(QFrame):
    """Shows an answer by itself, as it would stand in the conversation."""

    picked = Signal(str)
    """The person goes on with this answer; its id."""

    def __init__(
        self,
        message_id: MessageId,
        view: TranscriptView,
        studio: Studio,
        bridge: Bridge,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.message_id = message_id
        self.view = view
        self._theme = theme
        self.setObjectName("compare.answer")
        self.setProperty("kind", "outline")
        self.feed = AnswerFeed(message_id, view, studio.conversations, studio.chat, bridge)
        self.feed.changed.connect(self._show_answer)
        self._name = ElidedLabel("heading", self)
        self._figures = QLabel(self)
        self._figures.setObjectName("compare.figures")
        self._figures.setProperty("kind", "muted")
        self._figures.setWordWrap(True)
        self._pick = Button("compare.pick", self, "")
        self._pick.clicked.connect(lambda: self.picked.emit(message_id))
        self._column = QVBoxLayout(self)
        for widget in (self._name, view, self._figures, self._pick):
            self._column.addWidget(widget, 1 if widget is view else 0)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_current(self, *, is_current: bool) -> None:
        """Whether what is written next follows on this answer."""
        self._pick.setProperty("kind", "primary" if is_current else "")
        self._pick.style().polish(self._pick)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._pick.setText(self.tr("Go on with this"))
        self._show_answer()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_answer(self) -> None:
        nodes = self.feed.nodes
        if not nodes:
            return
        first: Message = nodes[0].message
        name = " · ".join(filter(None, (first.answered_model or first.model, first.profile_name)))
        self._name.setText(name)
        self._pick.setAccessibleName(self.tr("Go on with the answer of {model}").format(model=name))
        figures = self.view.captions.figures(nodes[-1].message)
        self._figures.setText(figures)
        self._figures.setVisible(bool(figures))

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(3), space(3), space(3), space(3))
        self._column.setSpacing(space(2))
        self.setMinimumWidth(space(NARROWEST_STEPS))
        self.view.setMinimumHeight(space(8))  # in a low window the button below it stays in sight
