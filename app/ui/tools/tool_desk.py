"""The tools of the conversation that is shown: the button with their number, and what it opens."""

import json
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QDialog, QWidget

from app.domain.conversation import ChatSettings
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.bridge import Bridge
from app.ui.chat.composer import Composer
from app.ui.chat.model_desk import ModelDesk
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from app.ui.tools.chooser import ToolChooser

PATIENCE_MS = 1500
"""A server that has started by then is not worth a word."""


class ToolDesk(QObject):
    """Loads the tools only for a conversation that has some, or a person who looks for them."""

    servers_wanted = Signal()
    failed = Signal(object)

    def __init__(
        self,
        studio: Studio,
        composer: Composer,
        models: ModelDesk,
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
        owner: QWidget,
    ) -> None:
        super().__init__(owner)
        self._studio = studio
        self._composer = composer
        self._models = models
        self._bridge = bridge
        self._notices = notices
        self._theme = theme
        self._owner = owner
        models.shown.connect(self._show_count)
        self._starting = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._starting.timeout.connect(self._tell_starting)
        bridge.tool_servers_changed.connect(self._servers_changed)
        composer.tools_requested.connect(self.open)

    def open(self) -> None:
        """Let the person choose."""
        settings = self._models.settings
        traits = self._studio.catalog.traits(settings.model)
        takes = "tools" not in traits.unsupported and not traits.single_turn
        count = function_count(settings.functions)
        self._chooser.open_for(self._composer.tools, settings, takes_tools=takes, functions=count)

    @cached_property
    def _chooser(self) -> "ToolChooser":
        from app.ui.tools.chooser import ToolChooser  # made when it is first opened

        chooser = ToolChooser(self._studio.tools, self._bridge, self._notices.words, self._theme, self._owner)
        chooser.changed.connect(self._models.change)
        chooser.servers_wanted.connect(self._leave_for_servers)
        chooser.functions_wanted.connect(self._write_functions)
        return chooser

    def _servers_changed(self) -> None:
        self._show_count(self._models.settings)
        if not self._names_starting():
            self._starting.stop()
        elif not self._starting.isActive():
            self._starting.start()

    def _tell_starting(self) -> None:
        """A message waits for its tools: a program may be on its way here first."""
        for name in self._names_starting():
            self._notices.show(self.tr("The tool server “{name}” is being started…").format(name=name))

    def _names_starting(self) -> list[str]:
        return [link.server.name for link in self._studio.tools.servers.all if link.is_starting]

    def _show_count(self, settings: ChatSettings) -> None:
        chosen = 0
        if settings.tools:
            Operation(self, self._studio.tools.servers.load(), failed=self.failed.emit)
            chosen = self._studio.tools.count(settings)
        self._composer.set_tools(chosen + function_count(settings.functions))

    def _leave_for_servers(self) -> None:
        self._chooser.dismiss()
        self.servers_wanted.emit()

    def _write_functions(self) -> None:
        self._chooser.dismiss()
        Operation(self, self._take_functions(), failed=self.failed.emit)

    async def _take_functions(self) -> None:
        from app.ui.tools.functions_dialog import FunctionsDialog  # for the few who write some

        dialog = FunctionsDialog(self._models.settings.functions, self._theme, self._owner.window())
        if await dialogs.finished(dialog) == QDialog.DialogCode.Accepted:
            self._models.change(replace(self._models.settings, functions=dialog.functions))


def function_count(functions: str) -> int:
    """How many functions a text holds; what cannot be read counts as one, which sending will refuse."""
    if not functions.strip():
        return 0
    try:
        value = json.loads(functions)
    except ValueError:
        return 1
    return len(value) if isinstance(value, list) else 1
