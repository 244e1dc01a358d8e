"""The image page: what is to be made on the left, everything that was made on the right."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.catalog.cards import Cards
from app.catalog.problem_words import ProblemWords
from app.domain.card import ModelCard, SlotRole
from app.domain.errors import StudioError
from app.domain.form import GenerationForm
from app.domain.ids import ProfileId
from app.domain.model import Model
from app.domain.remote_task import RemoteTask, TaskButton
from app.services.studio import Studio
from app.storage.places import resources_folder
from app.ui.bridge import Bridge
from app.ui.images.empty_stage import EmptyStage
from app.ui.images.inputs_desk import InputsDesk
from app.ui.images.model_cards import cards_of, chosen_model, makes_pictures
from app.ui.images.model_picker import ImageModelPicker
from app.ui.images.naming import page_name
from app.ui.images.order_panel import OrderPanel
from app.ui.images.queue_bar import QueueBar
from app.ui.images.result_bar import ResultBar
from app.ui.images.result_desk import ResultDesk
from app.ui.images.result_verbs import FOR_SEVERAL, Verb
from app.ui.images.results_model import IMAGES, ResultsModel
from app.ui.images.results_view import ResultsView
from app.ui.languages import Languages
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.page import Page
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures
from app.ui.widgets.given import files_in, picture_in

PANEL_STEPS = 85


class ImagesPage(Page):
    """Make pictures: an order is put down at once, and the form is free for the next."""

    key = "images"
    icon = "images"
    video_wanted = Signal(object)
    """The path of a picture that shall move; offered where ``can_make_videos`` says so."""

    def __init__(
        self, studio: Studio, bridge: Bridge, notices: Notices, languages: Languages, theme: Theme
    ) -> None:
        super().__init__()
        self._studio = studio
        self._notices = notices
        self._theme = theme
        self._cards = Cards(())
        self._cards_of_model: tuple[ModelCard, ...] = ()
        self._last_model = ""
        self._shown_profile: ProfileId | None = None
        self.setObjectName("images")
        self.setAcceptDrops(True)
        words = ProblemWords.load(resources_folder())
        self._pictures = Pictures(parent=self)
        self.panel = OrderPanel(words, lambda: languages.current, notices, theme, self)
        self._picker = ImageModelPicker(theme, self.panel.model_button)
        self._inputs = InputsDesk(studio, self.panel, notices)
        self.results = ResultsModel(studio.tasks, studio.library, bridge, self)
        self.view = ResultsView(self.results, self._pictures, theme, self)
        self._empty = EmptyStage(theme, self)
        self._desk = ResultDesk(
            studio, self.results, self._pictures, notices, lambda: languages.current, theme, self
        )
        self._bar = ResultBar(self._desk.actions, notices, theme, self)
        self._queue = QueueBar(studio.tasks, studio.generate, bridge, theme, self)
        self._lay_out()
        self._connect(bridge)
        self._restyle()
        self._show_stage()
        self._begin()

    def title(self) -> str:
        """The same name in the window's title."""
        return page_name()

    def shown(self) -> None:
        """Begin where one writes."""
        self.panel.focus_prompt()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._restyle()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures can be dropped anywhere on the page."""
        if files_in(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """What is dropped becomes a reference."""
        paths = files_in(event.mimeData())
        if paths:
            self.use_as_reference(*paths)
        elif (png := picture_in(event.mimeData())) and (role := self._reference_role()):
            self._inputs.take_picture(role.value, png)
        event.acceptProposedAction()

    @property
    def can_make_videos(self) -> bool:
        """Whether somebody listens to ``video_wanted``."""
        return self._desk.can_make_videos

    @can_make_videos.setter
    def can_make_videos(self, can: bool) -> None:
        self._desk.can_make_videos = can
        self._show_current()

    def use_as_reference(self, *paths: Path) -> None:
        """Put pictures into the form, in the way of using the model that takes some."""
        role = self._reference_role()
        if self.panel.card is None:
            self._pick_model()
        elif role is None:
            self._notices.show(self.tr("This model takes no pictures. Choose another one."), "warning")
        else:
            self._inputs.take_files(role.value, paths)

    def show_form(self, form: GenerationForm) -> None:
        """Fill the form as one was."""
        card = self._cards.get(form.card_id)
        if card is None:
            self._notices.show(self.tr("The form of this model is not there any more."), "warning")
            return
        model = chosen_model(form, self._models(), self._cards)
        found = cards_of(model, self._models(), self._cards)
        self._cards_of_model = found if card in found else (card, *found)
        self.panel.show_card(model, card, self._cards_of_model, form)
        if form.continues is not None:
            finding = self._studio.tasks.get(form.continues)
            Operation(self, finding, done=self.panel.going_on.show_origin)

    def _lay_out(self) -> None:
        stage = QWidget(self)
        right = QVBoxLayout(stage)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._queue)
        right.addWidget(self.view, 1)
        right.addWidget(self._empty, 1)
        right.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panel)
        row.addWidget(stage, 1)

    def _connect(self, bridge: Bridge) -> None:
        self.panel.ordered.connect(self._order)
        self.panel.model_wanted.connect(self._pick_model)
        self.panel.card_chosen.connect(self._use_card)
        self._picker.chosen.connect(self._use_model)
        self._picker.refresh_requested.connect(self._read_models)
        self._empty.suggested.connect(self.panel.write_prompt)
        self.results.filled.connect(self._show_stage)
        self.results.failed.connect(self._notices.show_error)
        self.view.current_changed.connect(self._show_current)
        self.view.opened.connect(self._open)
        self.view.clicked.connect(self._choose_other)
        self.view.deletion_wanted.connect(lambda _: self._do(Verb.DELETE))
        self.view.copy_wanted.connect(lambda _: self._do(Verb.COPY))
        self.view.menu_wanted.connect(self._show_menu)
        self._bar.wanted.connect(self._do)
        self._bar.pressed.connect(self._press)
        self._desk.form_wanted.connect(self.show_form)
        self._desk.reference_wanted.connect(self.use_as_reference)
        self._desk.video_wanted.connect(self.video_wanted)
        bridge.profiles_changed.connect(self._show_profile)
        bridge.models_changed.connect(self._show_profile)
        self._theme.changed.connect(self._restyle)

    def _begin(self) -> None:
        self.results.refresh()
        Operation(self, self._read(), done=self._take_cards, failed=self._notices.show_error)

    async def _read(self) -> tuple[Cards, str]:
        """All cards, and the model that was used last."""
        ids = await self._studio.tasks.ids(IMAGES)
        newest = await self._studio.tasks.get_many(ids[:1])
        return await self._studio.cards.all(), newest[0].model if newest else ""

    def _take_cards(self, read: tuple[Cards, str]) -> None:
        self._cards, self._last_model = read
        self._show_profile()

    def _models(self) -> tuple[Model, ...]:
        profile = self._studio.profiles.active
        return self._studio.models.cached(profile.id) if profile else ()

    def _show_profile(self) -> None:
        """Another provider: its models; the chosen one stays where it is offered there too."""
        profile = self._studio.profiles.active
        self.panel.show_profile(there=profile is not None)
        offered = [model.id for model in self._models() if makes_pictures(model, self._cards)]
        if profile is None or not offered or profile.id == self._shown_profile:
            return
        self._shown_profile = profile.id
        if self.panel.model not in offered:
            self._use_model(self._last_model if self._last_model in offered else offered[0])

    def _pick_model(self) -> None:
        self._picker.show_cards(self._cards, self._models(), self.panel.model)
        self._picker.open_for(self.panel.model_button)

    def _read_models(self) -> None:
        profile = self._studio.profiles.active
        if profile is not None:
            reading = self._studio.models.refresh(profile)
            Operation(
                self,
                reading,
                done=lambda models: self._picker.show_cards(self._cards, models, self.panel.model),
                failed=self._picker.show_error,
                control=self._picker.refresh,
            )

    def _use_model(self, model: str) -> None:
        self._cards_of_model = cards_of(model, self._models(), self._cards)
        if self._cards_of_model:
            self.panel.show_card(model, self._cards_of_model[0], self._cards_of_model)

    def _use_card(self, card: ModelCard) -> None:
        self.panel.show_card(self.panel.model, card, self._cards_of_model)

    def _reference_role(self) -> SlotRole | None:
        """Where a picture goes; shows the way of using the model that takes pictures."""
        present = (self.panel.card,) if self.panel.card else ()
        for card in (*present, *self._cards_of_model):
            roles = [slot.role for slot in card.slots if slot.role is not SlotRole.MASK]
            if roles:
                if card is not self.panel.card:
                    self._use_card(card)
                return SlotRole(roles[0])
        return None

    def _order(self, form: GenerationForm) -> None:
        profile, card = self._studio.profiles.active, self.panel.card
        if profile is not None and card is not None:
            self.panel.set_busy(busy=True)
            adding = self._studio.generate.add(profile, card, form)
            Operation(self, adding, done=self._ordered, failed=self._refused)

    def _ordered(self, tasks: tuple[RemoteTask, ...]) -> None:
        """The second press of a double click is no second order."""
        QTimer.singleShot(QApplication.doubleClickInterval(), self, self._accept_orders)
        self.view.scrollToTop()

    def _accept_orders(self) -> None:
        self.panel.set_busy(busy=False)

    def _refused(self, error: StudioError) -> None:
        self.panel.set_busy(busy=False)
        self.panel.show_error(error)

    def _show_stage(self) -> None:
        self._empty.setVisible(self.results.is_empty)
        self.view.setVisible(not self.results.is_empty)
        self._show_current()

    def _show_current(self) -> None:
        count = len(self.view.chosen_ids())
        if count > 1:
            self._bar.show_several(count)
        else:
            self._bar.show_result(self.view.current())

    def _do(self, verb: Verb) -> None:
        """Do something with everything that is chosen, or with what no other result can share."""
        result, chosen = self.view.current(), self.view.chosen_ids()
        if len(chosen) > 1 and verb in FOR_SEVERAL:
            self._desk.do_with_several(verb, chosen)
        elif result is not None:
            self._desk.do(verb, result)

    def _open(self) -> None:
        if self._desk.looking.is_choosing:
            self._choose_other()
        else:
            self._do(Verb.OPEN)

    def _choose_other(self) -> None:
        """While a picture waits to be compared, the next one that is pressed is the other."""
        result = self.view.current()
        if result is not None:
            self._desk.looking.choose(result)

    def _press(self, button: TaskButton) -> None:
        result = self.view.current()
        if result is not None:
            self._desk.press(button, result)

    def _show_menu(self, index: QModelIndex, place: QPoint) -> None:
        result, chosen = self.view.current(), self.view.chosen_ids()
        if len(chosen) > 1:
            self._desk.show_menu_for_several(chosen, place)
        elif result is not None:
            self._desk.show_menu(result, place)

    def _restyle(self) -> None:
        """The form has its width, but never takes more than its half."""
        self.panel.setFixedWidth(min(self._theme.space(PANEL_STEPS), max(1, self.width() // 2)))
