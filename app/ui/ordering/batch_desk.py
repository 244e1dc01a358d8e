"""Opens the dialog for many orders, and puts them into the queue."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from app.catalog.cards import Cards
from app.catalog.problem_words import ProblemWords
from app.domain.batch import Base, BatchRow, as_values
from app.domain.card import ModelCard
from app.domain.errors import StudioError
from app.domain.form import GenerationForm
from app.domain.form_check import defaults
from app.domain.model import Model
from app.domain.order_price import estimate
from app.domain.price import Estimate, GatewayPrice
from app.domain.profile import Profile
from app.domain.remote_task import RemoteTask
from app.domain.text import Language
from app.services.jobs.orders import Order
from app.services.studio import Studio
from app.ui.forms.carrying import carried_inputs, carried_values
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.ordering.batch_dialog import BatchDialog
from app.ui.ordering.batch_preview import BatchModel
from app.ui.ordering.batch_texts import LinesSource, TableSource
from app.ui.ordering.model_cards import cards_of, sent_model
from app.ui.ordering.order_panel import OrderPanel
from app.ui.ordering.series_source import SeriesSource
from app.ui.theme.theme import Theme

FindPrice = Callable[[ModelCard, str], GatewayPrice | None]


class BatchDesk(QObject):
    """Serves one panel. A dialog that was left is there again as it was, for the same form."""

    def __init__(
        self,
        studio: Studio,
        panel: OrderPanel,
        find_price: FindPrice,
        words: ProblemWords,
        language: Callable[[], Language],
        notices: Notices,
        theme: Theme,
    ) -> None:
        super().__init__(panel)
        self._studio = studio
        self._panel = panel
        self._find_price = find_price
        self._words = words
        self._language = language
        self._notices = notices
        self._theme = theme
        self._dialog: BatchDialog | None = None
        self._base: Base | None = None

    def open(self) -> None:
        """Show the dialog for the form as it is now."""
        Operation(self, self._studio.cards.all(), done=self._show, failed=self._notices.show_error)

    def _show(self, cards: Cards) -> None:
        card, form = self._panel.card, self._panel.filled()
        if card is None or form is None:
            return
        base = Base(card, form)
        if self._dialog is None or base != self._base:
            self._forget()
            self._base, self._dialog = base, self._make(base, cards)
        self._dialog.open()
        if not self._dialog.is_begun:
            self._dialog.show_source("lines")

    def _make(self, base: Base, cards: Cards) -> BatchDialog:
        window, theme = self._panel.window(), self._theme
        sources = {
            "lines": LinesSource(base, theme, window),
            "table": TableSource(base, self._notices, theme, window),
            "series": SeriesSource(
                self._panel.page,
                base,
                lambda model: self._base_of(model, base, cards),
                cards,
                self._models,
                self._panel.model,
                self._language,
                theme,
                window,
            ),
        }
        model = BatchModel(self._words, self._language, theme, self)
        dialog = BatchDialog(sources, model, self._price_of, self._panel.page, theme, window)
        model.setParent(dialog)
        dialog.ordered.connect(self._order)
        return dialog

    def _forget(self) -> None:
        if self._dialog is not None:
            self._dialog.close()
            self._dialog.deleteLater()
        self._dialog = self._base = None

    def _models(self) -> Sequence[Model]:
        profile = self._studio.profiles.active
        return self._studio.models.cached(profile.id) if profile else ()

    def _base_of(self, model: str, base: Base, cards: Cards) -> Base | None:
        """The form as another model would take it: by its card for the same kind of work where it has one."""
        found = cards_of(model, self._models(), cards, self._panel.page)
        card = next((one for one in found if one.action == base.card.action), next(iter(found), None))
        if card is None:
            return None
        carried = carried_values(base.card, as_values(base.form.values), card)
        inputs, _ = carried_inputs(base.form.inputs, card)
        values: dict[str, object] = {**defaults(card), **carried}
        return Base(card, GenerationForm(card.id, sent_model(card, model), values, inputs))

    def _price_of(self, row: BatchRow) -> Estimate | None:
        own = self._base is not None and row.form.model == self._base.form.model
        model = self._panel.model if own else row.form.model
        return estimate(row.card, as_values(row.form.values), self._find_price(row.card, model))

    def _order(self, rows: list[BatchRow]) -> None:
        profile, dialog = self._studio.profiles.active, self._dialog
        if profile is None or dialog is None:
            return
        dialog.set_busy(busy=True)
        Operation(self, self._add(profile, rows), done=self._ordered, failed=self._refused)

    async def _add(self, profile: Profile, rows: list[BatchRow]) -> tuple[RemoteTask, ...]:
        orders = []
        for row in rows:
            price = self._price_of(row)
            orders.append(Order(row.card, replace(row.form, cost=str(price) if price else "")))
        return await self._studio.generate.add_batch(profile, orders)

    def _ordered(self, tasks: tuple[RemoteTask, ...]) -> None:
        self._forget()
        text = self.tr("%1 orders are in the queue").replace("%1", str(len(tasks)))
        self._notices.show(text, "success", self.tr("Undo"), lambda: self._take_back(tasks))

    def _take_back(self, tasks: tuple[RemoteTask, ...]) -> None:
        """What was not sent yet goes without a trace; what was sent goes on."""
        ids = {task.id for task in tasks}
        unsent = [task.id for task in self._studio.generate.waiting if task.id in ids]
        Operation(self, self._studio.tasks.remove(unsent), failed=self._notices.show_error)

    def _refused(self, error: StudioError) -> None:
        if self._dialog is not None:
            self._dialog.set_busy(busy=False)
            self._dialog.show_error(self._notices.words(error).sentence)
