"""Has the prompt of a form improved by the chat model of the provider, where the person wants it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from app.services.prompt_improver import PromptImprover
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.forms.field import Field
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.ordering.improve_dialog import ImproveDialog
from app.ui.ordering.order_page import VIDEOS
from app.ui.ordering.order_panel import OrderPanel
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton


class ImproveButton(IconButton):
    """Stands beside the prompt's name; of no use while there is no prompt."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "sparkle", name, parent)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.describe(self.tr("Improve it with the chat model"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()


class ImproveDesk(QObject):
    """Serves one panel. Nothing is written into the prompt that the person has not seen and taken."""

    def __init__(self, studio: Studio, panel: OrderPanel, notices: Notices, theme: Theme) -> None:
        super().__init__(panel)
        self._studio = studio
        self._improver = PromptImprover(studio.models, studio.catalog, studio.calls)
        self._panel = panel
        self._notices = notices
        self._theme = theme
        self._field: QPlainTextEdit | None = None
        self._button: ImproveButton | None = None
        panel.changed.connect(self._follow_form)

    def improve(self) -> None:
        """Ask for a better prompt, and show it."""
        profile = self._studio.profiles.active
        before = self._field.toPlainText().strip() if self._field is not None else ""
        if profile is None or not before:
            return
        name = f"{self._panel.page.name}.improve.dialog"
        model = self._improver.model_of(profile)
        dialog = ImproveDialog(name, before, model, self._theme, self._panel.window())
        what = "films" if self._panel.page is VIDEOS else "pictures"
        Operation(
            dialog,
            self._improver.improve(profile, before, what),
            done=dialog.show_answer,
            failed=lambda error: dialog.show_problem(self._notices.words(error).sentence),
        )
        Operation(self, self._ask(dialog), failed=self._notices.show_error)

    async def _ask(self, dialog: ImproveDialog) -> None:
        if await dialogs.finished(dialog) and self._field is not None and dialog.prompt:
            self._panel.write_prompt(dialog.prompt)
            self._panel.focus_prompt()

    def _follow_form(self) -> None:
        """Another card has another prompt field."""
        field = self._panel.form.findChild(QPlainTextEdit, f"{self._panel.page.name}.prompt")
        if field is not self._field:
            self._field = field
            self._button = self._added_to(field.parentWidget()) if field is not None else None
        if self._button is not None and field is not None:
            self._button.setEnabled(bool(field.toPlainText().strip()))

    def _added_to(self, labelled: QWidget | None) -> ImproveButton | None:
        if not isinstance(labelled, Field):
            return None
        button = ImproveButton(f"{self._panel.page.name}.improve", self._theme, labelled)
        button.clicked.connect(self.improve)
        labelled.add_to_head(button)
        return button
