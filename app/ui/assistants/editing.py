"""One assistant in its editor, and the windows that open from there."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.assistant import Assistant
from app.domain.conversation import ChatSettings
from app.domain.text import Language
from app.services.conversation.chat_protocols import protocol_name
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.assistants.editor import AssistantEditor
from app.ui.bridge import Bridge
from app.ui.chat.parameters import ParametersPopover
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.tools.chooser import ToolChooser
from app.ui.tools.tool_desk import function_count


class AssistantEditing(QObject):
    """Lives as long as its editor."""

    saved = Signal(object)
    """The Assistant as it was written; the editor stays until it is told to close."""
    servers_wanted = Signal()

    def __init__(
        self,
        assistant: Assistant,
        studio: Studio,
        language: Language,
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        profiles = studio.profiles.all
        names = [model.id for profile in profiles for model in studio.models.cached(profile.id)]
        self.editor = AssistantEditor(assistant, profiles, names, theme, parent)
        super().__init__(self.editor)
        self._studio = studio
        self._language = language
        self._bridge = bridge
        self._notices = notices
        self._theme = theme
        self.editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.editor.saved.connect(self.saved)
        self.editor.parameters_wanted.connect(self._open_parameters)
        self.editor.tools_wanted.connect(self._open_tools)
        self.editor.open()

    def _open_parameters(self) -> None:
        settings, traits = self._settings, self._studio.catalog.traits(self._settings.model)
        parameters = ParametersPopover(lambda: self._language, self._theme, self.editor)
        parameters.closed.connect(parameters.deleteLater)
        parameters.changed.connect(self.editor.take_settings)
        parameters.tools_requested.connect(self._open_tools)
        parameters.show_settings(settings, traits, protocol_name(settings, traits, ()))
        parameters.open_for(self.editor.parameters)

    def _open_tools(self) -> None:
        settings, traits = self._settings, self._studio.catalog.traits(self._settings.model)
        chooser = ToolChooser(self._studio.tools, self._bridge, self._notices.words, self._theme, self.editor)
        chooser.closed.connect(chooser.deleteLater)
        chooser.changed.connect(self.editor.take_settings)
        chooser.servers_wanted.connect(self.servers_wanted)
        chooser.functions_wanted.connect(chooser.dismiss)
        chooser.functions_wanted.connect(self._write_functions)
        takes = "tools" not in traits.unsupported and not traits.single_turn
        count = function_count(settings.functions)
        chooser.open_for(self.editor.tools, settings, takes_tools=takes, functions=count)

    def _write_functions(self) -> None:
        Operation(self, self._take_functions(), failed=self._notices.show_error)

    async def _take_functions(self) -> None:
        from app.ui.tools.functions_dialog import FunctionsDialog  # for the few who write some

        dialog = FunctionsDialog(self._settings.functions, self._theme, self.editor)
        if await dialogs.finished(dialog) == QDialog.DialogCode.Accepted:
            self.editor.take_settings(replace(self._settings, functions=dialog.functions))

    @property
    def _settings(self) -> ChatSettings:
        return self.editor.settings
