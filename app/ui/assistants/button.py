"""The button that says which assistant a conversation has, and leads to the others."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from app.domain.conversation import AssistantMark
from app.ui.assistants.avatar import avatar_icon
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton


class AssistantButton(IconButton):
    """Shows the assistant's own face, or a quiet sign where there is none."""

    def __init__(self, theme: Theme, name: str, parent: QWidget) -> None:
        self._mark: AssistantMark | None = None
        super().__init__(theme, "assistant", name, parent)
        self.retranslate()

    def show_mark(self, mark: AssistantMark | None) -> None:
        """Show another assistant, or none."""
        self._mark = mark
        self._draw()
        self.retranslate()

    def retranslate(self) -> None:
        """Name in the language of the window."""
        if self._mark is None:
            self.describe(self.tr("Choose an assistant"))
        else:
            self.describe(self.tr("Assistant: {name}").format(name=self._mark.name))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _draw(self) -> None:
        if self._mark is None:
            super()._draw()
        else:
            self.setIcon(avatar_icon(self._theme, self._mark))
