"""What stands above a conversation while the list is out of sight."""

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from app.domain.conversation import AssistantMark
from app.domain.spending import SpendingSum
from app.ui.assistants.preview import AvatarPreview
from app.ui.spending.money_words import sum_words
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton

AVATAR_STEPS = 6


class ConversationHead(QWidget):
    """The way back to the list, the conversation's title, and the way to a new one."""

    list_wanted = Signal()
    new_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._text = ""
        self._list = IconButton(theme, "sidebar", "conversations.list.show", self)
        self._list.clicked.connect(self.list_wanted)
        self._title = QLabel(self)
        self._title.setObjectName("conversations.title")
        self._title.setProperty("kind", "muted")
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._avatar = AvatarPreview(theme, self, AVATAR_STEPS)
        self._avatar.hide()
        self._spent = QLabel(self)
        self._spent.setObjectName("conversations.spent")
        self._spent.setProperty("kind", "muted")
        self._new = IconButton(theme, "plus", "conversations.new.short", self)
        self._new.clicked.connect(self.new_wanted)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._list)
        self._row.addWidget(self._avatar)
        self._row.addWidget(self._title, 1)
        self._row.addWidget(self._spent)
        self._row.addWidget(self._new)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def set_title(self, title: str) -> None:
        """Name the conversation that is shown."""
        self._text = title
        self._show_title()

    def show_spent(self, spent: SpendingSum) -> None:
        """What the conversation has cost; nothing where nobody knows."""
        self._spent.setText(sum_words({unit: amount for unit, amount in spent.amounts.items() if amount}))

    def show_assistant(self, mark: AssistantMark | None) -> None:
        """Show whom the conversation was begun with."""
        self._avatar.setVisible(mark is not None)
        if mark is not None:
            self._avatar.show_mark(mark)
            self._avatar.setToolTip(mark.name)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._spent.setToolTip(self.tr("What this conversation has cost so far"))
        self._list.describe(self.tr("Show the list (Ctrl+B)"))
        self._new.describe(self.tr("New conversation (Ctrl+N)"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The title takes what room there is."""
        super().resizeEvent(event)
        self._show_title()

    def _show_title(self) -> None:
        metrics = self._title.fontMetrics()
        self._title.setText(metrics.elidedText(self._text, Qt.TextElideMode.ElideRight, self._title.width()))

    def _restyle(self) -> None:
        space = self._theme.space
        size = QSize(self._theme.icon_size, self._theme.icon_size)
        for button in (self._list, self._new):
            button.setIconSize(size)
        self._row.setContentsMargins(space(2), space(1), space(2), space(1))
        self._row.setSpacing(space(2))
