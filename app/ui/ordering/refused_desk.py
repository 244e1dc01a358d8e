"""Marks values that the provider has refused before; they can be sent all the same."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication, QObject

from app.domain.library import TaskFilter
from app.domain.remote_task import RemoteTask, TaskState
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.operation import Operation
from app.ui.ordering.model_cards import sent_model
from app.ui.ordering.order_panel import OrderPanel
from app.ui.ordering.refused_values import Refused, as_text, refused_values

_REMEMBERED = 30
"""Failures of a model that are looked at, the newest first."""


class RefusedDesk(QObject):
    """Serves one panel, for the model that it shows."""

    def __init__(self, studio: Studio, panel: OrderPanel, bridge: Bridge) -> None:
        super().__init__(panel)
        self._studio = studio
        self._panel = panel
        self._card_id = ""
        self._model = ""
        self._failed: tuple[RemoteTask, ...] = ()
        self._refused: Refused = {}
        panel.changed.connect(self._follow_form)
        bridge.tasks_changed.connect(self._tasks_changed)

    def _follow_form(self) -> None:
        card = self._panel.card
        model = sent_model(card, self._panel.model) if card is not None else ""
        if card is not None and (model, card.id) != (self._model, self._card_id):
            self._model, self._card_id, self._refused = model, card.id, {}
            Operation(self, self._read(model), done=self._take)
        self._mark()

    async def _read(self, model: str) -> tuple[RemoteTask, ...]:
        profile = self._studio.profiles.active
        wanted = TaskFilter(
            states=frozenset({TaskState.FAILED}),
            page=self._panel.page.family,
            profile_id=profile.id if profile else None,
            model=model,
        )
        ids = await self._studio.tasks.ids(wanted)
        return await self._studio.tasks.get_many(ids[:_REMEMBERED])

    def _take(self, failed: Sequence[RemoteTask]) -> None:
        self._failed = tuple(failed)
        card = self._panel.card
        self._refused = refused_values(card, self._failed) if card is not None else {}
        self._mark()

    def _tasks_changed(self, changed: Iterable[RemoteTask]) -> None:
        failed = [task for task in changed if task.state is TaskState.FAILED and task.model == self._model]
        if failed:
            self._take((*failed, *self._failed))

    def _mark(self) -> None:
        values = self._panel.form.values()
        said = QCoreApplication.translate("RefusedDesk", "This provider refused this value before.")
        for key, refused in self._refused.items():
            is_refused = as_text(values.get(key)) in refused
            self._panel.form.show_value_note(key, said if is_refused else "")
