"""Serves the form of a page: what it costs, what was asked before, prompts kept, many orders at once."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPlainTextEdit

from app.catalog.problem_words import ProblemWords
from app.domain.text import Language
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.ordering.batch_desk import BatchDesk
from app.ui.ordering.improve_desk import ImproveDesk
from app.ui.ordering.order_panel import OrderPanel
from app.ui.ordering.price_desk import PriceDesk
from app.ui.ordering.prompt_history import PromptHistory
from app.ui.ordering.refused_desk import RefusedDesk
from app.ui.ordering.time_desk import TimeDesk
from app.ui.prompts.desk import PromptDesk
from app.ui.prompts.mentions import Mentions
from app.ui.theme.theme import Theme

_REMEMBERED = 100


class OrderDesk(QObject):
    """Made once for each panel."""

    def __init__(
        self,
        studio: Studio,
        panel: OrderPanel,
        bridge: Bridge,
        words: ProblemWords,
        language: Callable[[], Language],
        notices: Notices,
        theme: Theme,
    ) -> None:
        super().__init__(panel)
        self._studio = studio
        self._panel = panel
        self._prices = PriceDesk(studio, panel, bridge)
        self._times = TimeDesk(studio, panel, bridge)
        self._refused = RefusedDesk(studio, panel, bridge)
        self._improving = ImproveDesk(studio, panel, notices, theme)
        self._history = PromptHistory(self._read_prompts, self)
        self._prompts = PromptDesk(studio, language, bridge, notices, theme, panel)
        self._theme = theme
        self._field: QPlainTextEdit | None = None
        self._batches = BatchDesk(studio, panel, self._prices.find, words, language, notices, theme)
        panel.foot.batch_wanted.connect(self._batches.open)
        panel.changed.connect(self._follow_form)

    def _follow_form(self) -> None:
        """Another card has another prompt field."""
        field = self._panel.form.findChild(QPlainTextEdit, f"{self._panel.page.name}.prompt")
        if field is self._field:
            return
        self._field = field
        self._history.serve(field)
        if field is not None:
            self._prompts.serve(Mentions(field, self._theme))

    async def _read_prompts(self) -> Sequence[str]:
        ids = await self._studio.tasks.ids(self._panel.page.tasks)
        tasks = await self._studio.tasks.get_many(ids[:_REMEMBERED])
        return [task.prompt for task in tasks]
