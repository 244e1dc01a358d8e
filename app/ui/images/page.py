"""The image page: what is to be made on the left, everything that was made on the right."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from app.catalog.problem_words import ProblemWords
from app.domain.errors import StudioError
from app.domain.form import GenerationForm
from app.domain.ids import TaskId
from app.domain.remote_task import RemoteTask, TaskButton
from app.services.studio import Studio
from app.storage.places import resources_folder
from app.ui.bridge import Bridge
from app.ui.films.frames import FilmFrames
from app.ui.images.empty_stage import EmptyStage
from app.ui.images.mask_desk import MaskDesk
from app.ui.images.naming import page_name
from app.ui.images.queue_bar import QueueBar
from app.ui.images.result_bar import ResultBar
from app.ui.images.result_desk import ResultDesk
from app.ui.images.result_verbs import FOR_SEVERAL, Verb
from app.ui.images.results_model import ResultsModel
from app.ui.images.results_view import ResultsView
from app.ui.languages import Languages
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.ordering.form_desk import FormDesk
from app.ui.ordering.inputs_desk import InputsDesk
from app.ui.ordering.model_cards import draws_from_words, takes_mask
from app.ui.ordering.order_desk import OrderDesk
from app.ui.ordering.order_page import IMAGES
from app.ui.ordering.order_panel import OrderPanel
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
    """The path of a picture that shall move."""
    queue_wanted = Signal(object)
    """The queue shall be shown, below this widget."""

    def __init__(
        self, studio: Studio, bridge: Bridge, notices: Notices, languages: Languages, theme: Theme
    ) -> None:
        super().__init__()
        self._studio = studio
        self._notices = notices
        self._theme = theme
        self._sought = ""
        self.setObjectName("images")
        self.setAcceptDrops(True)
        words = ProblemWords.load(resources_folder())
        self._pictures = Pictures(parent=self)
        frames = FilmFrames(studio.places.data / "posters", self)
        self.panel = OrderPanel(IMAGES, words, lambda: languages.current, notices, theme, self)
        self._forms = FormDesk(studio, self.panel, bridge, notices, theme)
        self._orders = OrderDesk(studio, self.panel, bridge, words, lambda: languages.current, notices, theme)
        self._inputs = InputsDesk(studio, self.panel, bridge, notices, theme)
        self._masks = MaskDesk(studio, self.panel, notices, theme)
        self.results = ResultsModel(studio.tasks, studio.library, bridge, self)
        self.view = ResultsView(self.results, self._pictures, frames, self._sentence, theme, self)
        self._empty = EmptyStage(theme, self)
        self._desk = ResultDesk(
            studio, self.results, bridge, self._pictures, notices, lambda: languages.current, theme, self
        )
        self._desk.describing.card = self._forms.describing_card
        self._bar = ResultBar(self._desk.actions, notices, theme, self)
        self._queue = QueueBar(studio.tasks, studio.generate, bridge, theme, self)
        self._lay_out()
        self._connect()
        self._restyle()
        self._show_stage()
        self.results.refresh()
        self._forms.begin()

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
        """One file of the studio's own fills the form as it was made; everything else becomes a reference."""
        paths = files_in(event.mimeData())
        if len(paths) == 1:
            self._forms.recall(paths[0], self.use_as_reference)
        elif paths:
            self.use_as_reference(*paths)
        elif (png := picture_in(event.mimeData())) and (roles := self._forms.reference_roles(1)):
            self._inputs.take_picture(roles[0].value, png)
        event.acceptProposedAction()

    def recall(self, path: Path) -> None:
        """Fill the form as a file says that it was made."""
        self._forms.when_read(partial(self._forms.recall, path, self.use_as_reference))

    def use_as_reference(self, *paths: Path) -> None:
        """Put pictures into the form, in the way of using the model that takes some."""
        self._forms.when_read(partial(self._use_as_reference, paths))

    def _use_as_reference(self, paths: Sequence[Path]) -> None:
        roles = self._forms.reference_roles(len(paths))
        if self.panel.card is None:
            self._forms.pick_model()
        elif not roles:
            self._notices.show(self.tr("This model takes no pictures. Choose another one."), "warning")
        else:
            for role, group in groupby(zip(roles, paths, strict=True), key=itemgetter(0)):
                self._inputs.take_files(role.value, [path for _, path in group])

    def use_prompt(self, prompt: str) -> None:
        """Put a prompt into the form, with a model that draws from words: the present one where it does."""
        if self._forms.use_model_where(draws_from_words) is None:
            self._forms.pick_model()
            return
        self.panel.write_prompt(prompt)
        self.panel.focus_prompt()

    def edit_with_mask(self, path: Path) -> None:
        """Paint over what of a picture shall change, in the way of using the model that takes a mask."""
        self._forms.when_read(partial(self._edit_with_mask, path))

    def _edit_with_mask(self, path: Path) -> None:
        if self._forms.use_card_where(takes_mask) is not None:
            self._masks.edit(path)
            return
        said = self.tr("Choose a model that edits with a mask, such as GPT Image or FLUX Fill.")
        self._notices.show(said, "warning", self.tr("Choose a model"), self._forms.pick_model)

    def show_form(self, form: GenerationForm) -> None:
        """Fill the form as one was."""
        self._forms.show_form(form)

    async def keep(self) -> None:
        """Keep the half-filled form."""
        await self._forms.keep()

    def _sentence(self, error: StudioError) -> str:
        return self._notices.words(error).sentence

    def _lay_out(self) -> None:
        stage = QWidget(self)
        right = QVBoxLayout(stage)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.view, 1)
        right.addWidget(self._empty, 1)
        right.addWidget(self._queue)  # below, so that no card moves when it comes and goes
        right.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panel)
        row.addWidget(stage, 1)

    def _connect(self) -> None:
        self.panel.ordered.connect(self._order)
        self._empty.suggested.connect(self.panel.write_prompt)
        self.panel.priced.connect(self._empty.show_price)
        self.results.filled.connect(self._show_stage)
        self.results.failed.connect(self._notices.show_error)
        self._queue.queue_wanted.connect(self.queue_wanted)
        self.view.current_changed.connect(self._show_current)
        self.view.opened.connect(self._open)
        self.view.clicked.connect(self._choose_other)
        self.view.given_up.connect(self._desk.looking.forget)
        self.view.deletion_wanted.connect(lambda _: self._do(Verb.DELETE))
        self.view.copy_wanted.connect(lambda _: self._do(Verb.COPY))
        self.view.menu_wanted.connect(self._show_menu)
        self._bar.wanted.connect(self._do)
        self._bar.pressed.connect(self._press)
        self._bar.prompt_wanted.connect(self.use_prompt)
        self._bar.copy_wanted.connect(self._desk.copy_text)
        self._desk.shown.connect(self.show_task)
        self.panel.form.picture_menu_wanted.connect(self._desk.describing.show_menu)
        self._desk.form_wanted.connect(self.show_form)
        self._desk.reference_wanted.connect(self.use_as_reference)
        self._desk.mask_wanted.connect(self.edit_with_mask)
        self._masks.painted.connect(self.panel.focus_prompt)
        self._desk.video_wanted.connect(self.video_wanted)
        self._theme.changed.connect(self._restyle)

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
        if self._sought:
            self.show_task(self._sought)
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

    def show_task(self, task_id: str) -> None:
        """Make the card of a task the present one, now or as soon as the grid has it."""
        index = self.results.index_of(TaskId(task_id))
        self._sought = "" if index.isValid() else task_id
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

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
