"""The video page: what is to be made on the left, every job of the studio on the right."""

from functools import partial
from mimetypes import guess_type
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter

from app.catalog.problem_words import ProblemWords
from app.domain.card import ModelCard, SlotRole
from app.domain.errors import StudioError
from app.domain.form import GenerationForm
from app.domain.ids import TaskId
from app.domain.media import MediaKind
from app.domain.remote_task import RemoteTask
from app.services.studio import Studio
from app.storage.places import resources_folder
from app.ui.bridge import Bridge
from app.ui.characters.prompt_characters import PromptCharacters
from app.ui.films.frames import FilmFrames
from app.ui.languages import Languages
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.ordering.form_desk import FormDesk
from app.ui.ordering.inputs_desk import InputsDesk
from app.ui.ordering.order_desk import OrderDesk
from app.ui.ordering.order_page import VIDEOS
from app.ui.ordering.order_panel import OrderPanel
from app.ui.page import Page
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures
from app.ui.videos.adopt_desk import AdoptDesk
from app.ui.videos.job_desk import JobDesk
from app.ui.videos.job_detail import JobDetail
from app.ui.videos.job_stage import JobStage
from app.ui.videos.job_verbs import JobVerb
from app.ui.videos.jobs_board import JobsBoard
from app.ui.videos.naming import page_name
from app.ui.widgets.given import files_in, picture_in

PANEL_STEPS = 85
WIDE_STEPS = 180
"""From this width on the board and the present job stand side by side."""
_DETAIL_SHARE = 42
_FIRST_ROLES = (SlotRole.FIRST_FRAME, SlotRole.REFERENCE, SlotRole.BASE)


class VideosPage(Page):
    """Order a film and forget it: the board tells when it is there."""

    key = "videos"
    icon = "videos"
    queue_wanted = Signal(object)
    """The queue shall be shown, below this widget."""
    reference_wanted = Signal(object)
    """The path of a picture for the form of the image page."""
    picture_form_wanted = Signal(object)
    """A form of the image page shall be filled in there."""

    def __init__(
        self, studio: Studio, bridge: Bridge, notices: Notices, languages: Languages, theme: Theme
    ) -> None:
        super().__init__()
        self._studio = studio
        self._notices = notices
        self._theme = theme
        self._is_open = False
        self._was_divided = False
        self.setObjectName("videos")
        self.setAcceptDrops(True)
        words = ProblemWords.load(resources_folder())
        self._pictures = Pictures(parent=self)
        self.frames = FilmFrames(studio.places.data / "posters", self)
        self.panel = OrderPanel(VIDEOS, words, lambda: languages.current, notices, theme, self)
        self._forms = FormDesk(studio, self.panel, bridge, notices, theme)
        self._orders = OrderDesk(studio, self.panel, bridge, words, lambda: languages.current, notices, theme)
        self._inputs = InputsDesk(studio, self.panel, bridge, notices, theme)
        self.characters = PromptCharacters(studio, bridge, self.panel, self.frames, notices, theme, self).desk
        self.board = JobsBoard(studio, bridge, self.frames, self._pictures, self._reason, theme, self)
        self._desk = JobDesk(
            studio,
            self.board.jobs,
            self.frames,
            self._pictures,
            notices,
            lambda: languages.current,
            theme,
            self,
        )
        self._adoption = AdoptDesk(
            studio, lambda: self.panel.card, notices, lambda: languages.current, theme, self
        )
        stage = JobStage(self._pictures, studio.settings, theme, self)
        self.detail = JobDetail(stage, self._desk.actions, lambda: languages.current, notices, theme, self)
        self._lay_out()
        self._connect()
        self._fit()
        Operation(self, studio.cards.all(), done=self.detail.use_cards, failed=notices.show_error)
        Operation(self, self.frames.prune(), failed=notices.show_error)
        self._forms.begin()

    def title(self) -> str:
        """The same name in the window's title."""
        return page_name()

    def shown(self) -> None:
        """Begin where one writes."""
        self.panel.focus_prompt()

    async def keep(self) -> None:
        """Keep the half-filled form."""
        await self._forms.keep()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Pictures and films can be dropped anywhere on the page."""
        if files_in(event.mimeData()) or event.mimeData().hasImage():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A film of the studio's own fills the form as it was made; another one goes on from its last frame.

        A picture becomes the first frame.
        """
        paths = files_in(event.mimeData())
        if paths:
            self._forms.recall(paths[0], self._begin_with)
        elif (png := picture_in(event.mimeData())) and (role := self._first_role()) is not None:
            self._inputs.take_picture(role.value, png)
        event.acceptProposedAction()

    def recall(self, path: Path) -> None:
        """Fill the form as a file says that it was made."""
        self._forms.when_read(partial(self._forms.recall, path, self._begin_with))

    def use_as_first_frame(self, path: Path) -> None:
        """Let a picture move, in the way of using the model that begins with one."""
        self._forms.when_read(partial(self._use_as_first_frame, path))

    def show_form(self, form: GenerationForm) -> None:
        """Fill the form as one was."""
        self._forms.when_read(partial(self._show_form, form))

    def show_running(self) -> None:
        """Show on the board what goes on, of all kinds."""
        self.board.filter.show_everything_running()
        self.board.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_job(self, task_id: TaskId) -> None:
        """Make a job the present one."""
        self.board.show_job(task_id)

    def _begin_with(self, path: Path) -> None:
        """Begin with a picture, or with the last frame of a film."""
        kind, _ = guess_type(path.name)
        if (kind or "").startswith("video/"):
            self._desk.films.begin_next(path)
        else:
            self.use_as_first_frame(path)

    def _show_form(self, form: GenerationForm) -> None:
        self._leave_detail()
        self._forms.show_form(form)
        self.panel.focus_prompt()

    def _use_as_first_frame(self, path: Path) -> None:
        role = self._first_role()
        if role is not None:
            self._inputs.take_files(role.value, [path])
            self._leave_detail()
            return
        said = self.tr("This model begins with no picture. Choose another one.")
        self._notices.show(said, "warning", self.tr("Choose a model"), self._forms.pick_model)

    def _first_role(self) -> SlotRole | None:
        """Where the picture goes with which a film begins; shows the card that has such a place."""
        card = self._forms.use_card_where(_first_role_of)
        return _first_role_of(card) if card is not None else None

    def _lay_out(self) -> None:
        self._stage = QSplitter(Qt.Orientation.Horizontal, self)
        self._stage.setObjectName("videos.stage")
        self._stage.setChildrenCollapsible(False)
        self._stage.addWidget(self.board)
        self._stage.addWidget(self.detail)
        self._stage.setStretchFactor(0, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.panel)
        row.addWidget(self._stage, 1)

    def _connect(self) -> None:
        board, desk, detail = self.board, self._desk, self.detail
        self.panel.ordered.connect(self._order)
        board.queue_wanted.connect(self.queue_wanted)
        board.suggested.connect(self.panel.write_prompt)
        self.panel.priced.connect(board.show_price)
        board.jobs.failed.connect(self._notices.show_error)
        board.jobs.filled.connect(self._fit)
        board.view.current_changed.connect(self._show_current)
        board.view.opened.connect(self._open)
        board.view.play_wanted.connect(self._play)
        board.view.deletion_wanted.connect(lambda: self._do(JobVerb.DELETE))
        board.view.menu_wanted.connect(self._show_menu)
        detail.wanted.connect(self._do)
        detail.left.connect(self._leave_detail)
        detail.stage.frame_taken.connect(self._begin_with_frame)
        desk.form_wanted.connect(self.show_form)
        desk.picture_form_wanted.connect(self.picture_form_wanted)
        desk.character_wanted.connect(self.characters.make_from)
        desk.shown.connect(lambda task_id: self.show_job(TaskId(task_id)))
        desk.id_wanted.connect(self._adoption.open)
        board.adoption_wanted.connect(lambda: self._adoption.open())
        self._adoption.adopted.connect(lambda task_id: self.show_job(TaskId(task_id)))
        desk.films.first_frame_ready.connect(self.use_as_first_frame)
        desk.films.picture_ready.connect(self.reference_wanted)
        self._theme.changed.connect(self._fit)

    def _order(self, form: GenerationForm) -> None:
        if (card := self.panel.card) is not None:
            self.panel.set_busy(busy=True)
            Operation(self, self._add(card, form), done=self._ordered, failed=self._refused)

    async def _add(self, card: ModelCard, form: GenerationForm) -> tuple[RemoteTask, ...]:
        """What goes on from a film is ordered where the film lies, whichever provider is in use now."""
        profile = self._studio.profiles.active
        if form.parent is not None and form.continues is not None:
            task = await self._studio.tasks.get(form.continues)
            profile = self._studio.profiles.get(task.profile_id) if task is not None else profile
        return await self._studio.generate.add(profile, card, form) if profile is not None else ()

    def _ordered(self, tasks: tuple[RemoteTask, ...]) -> None:
        """The second press of a double click is no second order."""
        QTimer.singleShot(QApplication.doubleClickInterval(), self, self._accept_orders)
        if tasks:
            self.board.show_job(tasks[0].id)

    def _accept_orders(self) -> None:
        self.panel.set_busy(busy=False)

    def _refused(self, error: StudioError) -> None:
        self.panel.set_busy(busy=False)
        self.panel.show_error(error)

    def _show_current(self) -> None:
        count = len(self.board.view.chosen_ids())
        if count > 1:
            self.detail.show_several(count)
        else:
            self.detail.show_job(self.board.view.current())

    def _do(self, key: str) -> None:
        """Do something with everything that is chosen, or with the one job."""
        job, chosen = self.board.view.current(), self.board.view.chosen_ids()
        if len(chosen) > 1:
            self._desk.do_with_several(JobVerb(key), chosen)
        elif job is not None:
            self._desk.do(key, job)

    def _show_menu(self, place: QPoint) -> None:
        job, chosen = self.board.view.current(), self.board.view.chosen_ids()
        if len(chosen) > 1:
            self._desk.show_menu_for_several(chosen, place)
        elif job is not None:
            self._desk.show_menu(job, place)

    def _begin_with_frame(self, image: QImage) -> None:
        job = self.board.view.current()
        if job is not None and job.film is not None:
            self._desk.films.begin_with(image, Path(job.film.path))

    def _open(self) -> None:
        self._is_open = True
        self._fit()
        self.detail.stage.take_focus()

    def _play(self) -> None:
        self._open()
        self.detail.stage.play()

    def _divide(self, *, is_shown: bool) -> None:
        """The present job begins with less than half of the room; the person may move the border."""
        if is_shown and not self._was_divided:
            width = self._stage.width()
            self._was_divided = True
            self.detail.show()
            self._stage.setSizes([width - width * _DETAIL_SHARE // 100, width * _DETAIL_SHARE // 100])
        self.detail.setVisible(is_shown)

    def _leave_detail(self) -> None:
        self._is_open = False
        self._fit()

    def _reason(self, task: RemoteTask) -> str:
        """Why a task failed, in a few words."""
        if task.error is None:
            return ""
        return self._notices.words(StudioError(task.error.kind, task.error.values)).title

    def _fit(self) -> None:
        """The form takes at most half; the job stands beside the list where there is room for both."""
        space = self._theme.space
        panel = min(space(PANEL_STEPS), max(1, self.width() // 2))
        self.panel.setFixedWidth(panel)
        is_wide = self.width() - panel >= space(WIDE_STEPS)
        has_jobs = self.board.jobs.count > 0
        self._is_open = self._is_open and has_jobs
        self._divide(is_shown=has_jobs and (is_wide or self._is_open))
        self.board.setVisible(is_wide or not self._is_open)
        self.detail.show_back(shown=not is_wide)


def _first_role_of(card: ModelCard) -> SlotRole | None:
    """The place of a card for the picture with which a film begins."""
    roles = {slot.role for slot in card.slots if slot.kind is MediaKind.PICTURE}
    return next((role for role in _FIRST_ROLES if role in roles), None)
