"""Finds out how long what the form asks for usually takes, and has it said on the button."""

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QObject

from app.domain.remote_task import RemoteTask, TaskState
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.operation import Operation
from app.ui.ordering.model_cards import sent_model
from app.ui.ordering.order_panel import OrderPanel


class TimeDesk(QObject):
    """Serves one panel: what was learned here counts, before that what the card says."""

    def __init__(self, studio: Studio, panel: OrderPanel, bridge: Bridge) -> None:
        super().__init__(panel)
        self._studio = studio
        self._panel = panel
        self._model = ""
        self._known_s: float | None = None
        panel.changed.connect(self._follow_form)
        bridge.tasks_changed.connect(self._tasks_changed)

    def _follow_form(self) -> None:
        card = self._panel.card
        model = sent_model(card, self._panel.model) if card is not None else ""
        if model != self._model:
            self._model, self._known_s = model, None
            self._ask()
        self._show()

    def _ask(self) -> None:
        if self._model:
            asking = self._studio.tasks.typical_s(self._model)
            Operation(self, asking, done=partial(self._take, self._model))

    def _take(self, model: str, known_s: float | None) -> None:
        if model == self._model:
            self._known_s = known_s
            self._show()

    def _show(self) -> None:
        card = self._panel.card
        told_s = card.typical_s if card is not None else None
        self._panel.foot.show_time(self._known_s or told_s or 0.0)

    def _tasks_changed(self, changed: Iterable[RemoteTask]) -> None:
        if any(task.model == self._model and task.state is TaskState.DONE for task in changed):
            self._ask()
