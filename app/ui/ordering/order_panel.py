"""The left side of a page: which model, its form, and the button that makes it so."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.catalog.problem_words import ProblemWords
from app.domain.card import MULTI_TURN, ModelCard
from app.domain.errors import InputError, StudioError
from app.domain.form import GenerationForm
from app.domain.form_check import streams
from app.domain.order_price import estimate, picture_count
from app.domain.parameter import Value
from app.domain.price import GatewayPrice
from app.domain.text import Language
from app.ui.forms.card_form import CardForm
from app.ui.notices import Notices
from app.ui.ordering.card_segments import CardSegments
from app.ui.ordering.extra_json import ExtraJson
from app.ui.ordering.going_on import GoingOn
from app.ui.ordering.held_order import HeldOrder
from app.ui.ordering.model_cards import FOLLOW_UP, sent_model
from app.ui.ordering.order_foot import OrderFoot
from app.ui.ordering.order_page import OrderPage
from app.ui.theme.theme import Theme
from app.ui.widgets.eliding_button import ElidingButton

_GOING_ON = frozenset({MULTI_TURN, FOLLOW_UP})
"""What cards can that take something of an earlier result along."""


class OrderPanel(QWidget):
    """Scrolls where the form is long; the button stays in sight."""

    ordered = Signal(object)
    """The card was filled in and shall be made: its form."""
    changed = Signal()
    """Something was filled in, or another model is to make it."""
    priced = Signal(object)
    """What the form would cost as it is: an ``Estimate``, or None where nobody knows."""
    model_wanted = Signal()
    card_chosen = Signal(object)

    def __init__(
        self,
        page: OrderPage,
        words: ProblemWords,
        language: Callable[[], Language],
        notices: Notices,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.page = page
        self._language = language
        self._notices = notices
        self._theme = theme
        self._model = ""
        self._card: ModelCard | None = None
        self._is_busy = False
        self._has_profile = False
        self.find_price: Callable[[ModelCard, str], GatewayPrice | None] = lambda _card, _model: None
        self.setObjectName(f"{page.name}.order")
        self._build(words)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def card(self) -> ModelCard | None:
        """The card that is being filled in."""
        return self._card

    @property
    def model(self) -> str:
        """The model as the provider lists it, or as it was typed."""
        return self._model

    def show_profile(self, *, there: bool) -> None:
        """Whether there is a provider at all."""
        self._has_profile = there
        self._show_ready()

    def show_card(
        self,
        model: str,
        card: ModelCard,
        cards: tuple[ModelCard, ...],
        form: GenerationForm | None = None,
    ) -> None:
        """Show a model's card, filled as a form was, or with what fits of what was filled in before."""
        self._model, self._card = model, card
        self.segments.show_cards(cards, card)
        if form is None:
            self.form.show_card(card)
        else:
            self.form.show_card(card, _values(form), form.inputs)
            self._extra.show_text(form.extra_json)
            self.going_on.show_from(form.continues, form.parent)
        if not card.capabilities & _GOING_ON:
            self.going_on.show_from(None)
        self._note.setText(card.note.in_language(self._language()) if card.note else "")
        self._note.setVisible(bool(card.note))
        self._show_model()
        self._show_ready()
        self.changed.emit()

    def write_prompt(self, text: str) -> None:
        """Put a prompt into the form; without a model that is chosen first."""
        if self._card is None:
            self.model_wanted.emit()
        else:
            self.form.show_card(self._card, {**self.form.values(), "prompt": text}, self.form.inputs())

    def focus_prompt(self) -> None:
        """Begin where one writes."""
        prompt = self.form.findChild(QWidget, f"{self.page.name}.prompt") or self.model_button
        prompt.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """While an order is put down, the same is not given twice."""
        self._is_busy = busy
        self._show_ready()

    def show_error(self, error: StudioError) -> None:
        """Say what a service refused, at its field where it names one."""
        sentence = self._notices.words(error).sentence
        if isinstance(error, InputError) and error.field:
            self.form.show_problem(error.field, sentence)
        else:
            self.foot.show_error(sentence)

    def filled(self) -> GenerationForm | None:
        """The form as it is now, ready or not; None without a model."""
        return self._filled(self._card) if self._card is not None else None

    def order(self) -> None:
        """Have made what the form says, if it can be."""
        if self._card is None or not self.foot.generate.isEnabled():
            return
        if self.held.holds():
            return
        if self.form.problems():
            self.form.focus_problem()
            return
        self.foot.show_error("")
        self.ordered.emit(self._filled(self._card))

    def show_prices(self, find: Callable[[ModelCard, str], GatewayPrice | None]) -> None:
        """Where to look up what the provider asks for a card and a model."""
        self.find_price = find
        self._show_price()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._show_model()
        self._show_ready()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self, words: ProblemWords) -> None:
        self.model_button = ElidingButton(self)
        self.model_button.setObjectName(f"{self.page.name}.model")
        self.model_button.clicked.connect(self.model_wanted)
        self.segments = CardSegments(f"{self.page.name}.card", self._language, self._theme, self)
        self.segments.chosen.connect(self.card_chosen)
        self.segments.hide()
        self.going_on = GoingOn(self.page, self._theme, self)
        self._note = self._label(f"{self.page.name}.note", "muted")
        self._note.hide()
        self.form = CardForm(self._theme, words, self._language, self, page=self.page.name)
        self.form.changed.connect(self._show_ready)
        self._extra = ExtraJson(f"{self.page.name}.json", self._notices, self._theme, self)
        self._extra.changed.connect(self._show_ready)
        for part in (self.form.changed, self._extra.changed, self.going_on.dropped):
            part.connect(self.changed)
        self.held = HeldOrder(self)
        self.held.ready.connect(self.order)
        self.foot = OrderFoot(self.page, self._theme, self)
        self.foot.wanted.connect(self.order)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.order)

    def _label(self, name: str, kind: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        content = QWidget(self)
        self._fields = QVBoxLayout(content)
        for part in (self.model_button, self.segments, self._note, self.going_on, self.form, self._extra):
            self._fields.addWidget(part)
        self._fields.addStretch(1)
        self._scroll = QScrollArea(self)
        self._scroll.setObjectName(f"{self.page.name}.scroll")
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.foot)

    def _filled(self, card: ModelCard) -> GenerationForm:
        values, inputs = self.form.values(), tuple(self.form.inputs())
        price = estimate(card, values, self.find_price(card, self._model))
        return GenerationForm(
            card_id=card.id,
            model=sent_model(card, self._model),
            values=dict(values),
            inputs=inputs,
            extra_json=self._extra.text,
            stream=streams(card, values, frozenset(item.role.value for item in inputs)),
            cost=str(price) if price else "",
            parent=self.going_on.handle,
            continues=self.going_on.task_id,
        )

    def _reason(self) -> str:
        """Why nothing can be made now; empty where it can."""
        if not self._has_profile:
            return self.tr("First add a provider, at the top of the window.")
        if self._card is None:
            return self.tr("Choose a model.")
        return self._extra.problem

    def _show_ready(self) -> None:
        has_model = self._card is not None
        self.foot.show_ready(self._reason(), busy=self._is_busy, has_model=has_model)
        self._show_price()

    def _show_price(self) -> None:
        if self._card is not None:
            values = self.form.values()
            gateway_price = self.find_price(self._card, self._model)
            price = estimate(self._card, values, gateway_price)
            self.foot.show_price(picture_count(self._card, values), price, gateway_price)
            self.priced.emit(price)

    def _show_model(self) -> None:
        text = self._model or self.tr("Choose a model")
        self.model_button.setText(text)
        self.model_button.setToolTip(self._model)
        self.model_button.setAccessibleName(self.tr("Model: %1").replace("%1", text))

    def _restyle(self) -> None:
        space = self._theme.space
        self.model_button.setIcon(self._theme.icon("model"))
        self._fields.setContentsMargins(space(4), space(4), space(4), space(2))
        self._fields.setSpacing(space(3))


def _values(form: GenerationForm) -> dict[str, Value]:
    """A kept form's values as they were: lists were tuples."""
    return {key: _value(value) for key, value in form.values.items()}


def _value(value: object) -> Value:
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value)
    return value if isinstance(value, str | int | float | bool) else None
