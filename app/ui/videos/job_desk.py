"""Does what a person wants with a job, or with several."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.catalog.cards import Cards
from app.domain.card import MediaFamily
from app.domain.errors import StudioError
from app.domain.ids import TaskId
from app.domain.library import TaskAnswer
from app.domain.text import Language
from app.services.jobs.generate import form_of
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.films.compare import FilmComparison
from app.ui.films.frames import FilmFrames
from app.ui.images.picture_desk import PictureDesk
from app.ui.images.task_desk import TaskDesk
from app.ui.images.task_details import details_of
from app.ui.inspector.exchange_dialog import ExchangeDialog
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures
from app.ui.videos.film_desk import FilmDesk
from app.ui.videos.follow_ups import follow_up_form, follow_ups
from app.ui.videos.job import Job
from app.ui.videos.job_actions import actions_for, actions_for_several, link_of
from app.ui.videos.job_verbs import FOLLOW, JobVerb
from app.ui.videos.jobs_model import JobsModel
from app.ui.videos.takes import compared, takes_of
from app.ui.widgets.action_row import Action


class JobDesk(QObject):
    """Serves one board."""

    form_wanted = Signal(object)
    """A form is to be shown beside the board."""
    picture_form_wanted = Signal(object)
    """A form is to be shown in the image page."""
    character_wanted = Signal(object)
    """A character is to be made from this film."""
    id_wanted = Signal(object)
    """The person is to say by which id a lost task is known at its provider."""
    shown = Signal(str)
    """The id of a task that shall be the present one."""

    def __init__(
        self,
        studio: Studio,
        jobs: JobsModel,
        frames: FilmFrames,
        pictures: Pictures,
        notices: Notices,
        language: Callable[[], Language],
        theme: Theme,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._studio = studio
        self._jobs = jobs
        self._notices = notices
        self._language = language
        self._theme = theme
        self._page = page
        self._cards = Cards(())
        self._tasks = TaskDesk(studio, notices, self)
        self._pictures = PictureDesk(studio, pictures, notices, page)
        self.films = FilmDesk(studio, frames, notices, page)
        Operation(self, studio.cards.all(), done=self._take_cards, failed=notices.show_error)

    def actions(self, job: Job) -> tuple[Action, ...]:
        """What can be done with a job now."""
        return actions_for(job, self._studio.tasks, follow_ups(job.task, self._cards), self._language())

    def do(self, key: str, job: Job) -> None:
        """Do one thing with a job."""
        if key.startswith(FOLLOW):
            card = self._cards.get(key.removeprefix(FOLLOW))
            if card is not None:
                self.form_wanted.emit(follow_up_form(card, job.task))
            return
        self._do(JobVerb(key), job)

    def do_with_several(self, verb: JobVerb, ids: Sequence[TaskId]) -> None:
        """Do one thing with everything that is chosen, in sight or not."""
        done = partial(self._do_with_read, verb)
        Operation(self, self._jobs.read(ids), done=done, failed=self._notices.show_error)

    def show_menu(self, job: Job, place: QPoint) -> None:
        """Everything that can be done, where the pointer is."""
        self._show_menu(self.actions(job), place, lambda key: self.do(key, job))

    def show_menu_for_several(self, ids: Sequence[TaskId], place: QPoint) -> None:
        """The same for everything that is chosen."""
        act = lambda key: self.do_with_several(JobVerb(key), ids)  # noqa: E731
        self._show_menu(actions_for_several(len(ids)), place, act)

    def _take_cards(self, cards: Cards) -> None:
        self._cards = cards

    def _do(self, verb: JobVerb, job: Job) -> None:
        acts: dict[JobVerb, Callable[[], None]] = {
            JobVerb.GO_ON: lambda: self._go_on(job),
            JobVerb.SEARCH: lambda: self._tasks.search(job.task),
            JobVerb.FOUND: lambda: self.id_wanted.emit(job.task),
            JobVerb.PAUSE: lambda: self._tasks.stop_watching(job.task),
            JobVerb.FETCH: lambda: self._tasks.fetch(job.task),
            JobVerb.ELSEWHERE: lambda: self._tasks.try_other_ways(job.task),
            JobVerb.ASK_NOW: lambda: self._tasks.ask_now(job.task),
            JobVerb.ASK_THERE: lambda: self._ask_there(job),
            JobVerb.RETRY: lambda: self._tasks.retry(job.task),
            JobVerb.AGAIN: lambda: self._fill_form(job),
            JobVerb.COPY_LINK: lambda: self._pictures.copy_text(link_of(job)),
            JobVerb.COPY_PROMPT: lambda: self._pictures.copy_text(job.task.prompt),
            JobVerb.COPY_SEED: lambda: self._pictures.copy_text(job.seed),
            JobVerb.COPY_DETAILS: lambda: self._copy_details(job),
            JobVerb.COPY_ANSWER: lambda: self._copy_answer(job),
            JobVerb.REQUEST: lambda: self._show_request(job),
            JobVerb.ORIGIN: lambda: self.shown.emit(job.task.parent_id or ""),
            JobVerb.STOP_WATCHING: lambda: self._tasks.stop_watching(job.task),
            JobVerb.CANCEL: lambda: self._tasks.cancel(job.task),
            JobVerb.CHARACTER: lambda: self.character_wanted.emit(job.film),
            JobVerb.DELETE: lambda: self._tasks.delete([job.task]),
        }
        if verb in acts:
            acts[verb]()
        elif job.shown is not None:
            self._do_with_file(verb, job, Path(job.shown.path))

    def _do_with_file(self, verb: JobVerb, job: Job, path: Path) -> None:
        match verb:
            case JobVerb.NEXT_SHOT:
                self.films.begin_next(path)
            case JobVerb.COMPARE:
                taking = takes_of(job, self._studio.tasks, self._jobs)
                Operation(self, taking, done=self._compare, failed=self._notices.show_error)
            case JobVerb.SAVE:
                self.films.save(path)
            case JobVerb.LAST_FRAME:
                self.films.save_last_frame(path)
            case JobVerb.REFERENCE:
                self.films.use_picture(path, is_film=job.film is not None)
            case JobVerb.STAR:
                self._pictures.star(job.assets)
            case JobVerb.FOLDER:
                self._pictures.show_folder(path)

    def _do_with_read(self, verb: JobVerb, jobs: Sequence[Job]) -> None:
        tasks = [job.task for job in jobs]
        assets = [asset for job in jobs for asset in job.assets]
        fitting = [job for job in jobs if any(action.key == verb for action in self.actions(job))]
        if verb is JobVerb.DELETE:
            self._tasks.delete(tasks)
        elif verb is JobVerb.EXPORT:
            self.films.export(jobs)
        elif verb is JobVerb.STAR and assets:
            self._pictures.star(assets)
        elif verb is JobVerb.SAVE and assets:
            self.films.save_all([Path(asset.path) for asset in assets])
        elif verb is JobVerb.COMPARE:
            self._compare(jobs)
        elif not fitting:
            self._notices.show(self.tr("None of the chosen jobs can do that."), "info")
        elif verb is JobVerb.RETRY:
            Operation(self, self._retry(fitting), failed=self._notices.show_error)
        else:
            for job in fitting:
                self._do(verb, job)

    async def _retry(self, jobs: Sequence[Job]) -> None:
        """Many at once are asked about: each may cost what it cost before."""
        title = self.tr("Try %1 jobs again?").replace("%1", str(len(jobs)))
        text = self.tr("Each is sent as a new job and may be billed again.")
        if await dialogs.confirm(self._page.window(), title, text, self.tr("Try again")):
            for job in jobs:
                self._tasks.retry(job.task)

    def _show_menu(self, actions: Sequence[Action], place: QPoint, act: Callable[[str], None]) -> None:
        menu = QMenu(self._page)
        menu.setObjectName("videos.menu")
        for action in actions:
            entry = menu.addAction(self._theme.icon(action.icon), action.text)
            entry.triggered.connect(lambda _=False, key=action.key: act(key))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _fill_form(self, job: Job) -> None:
        form = form_of(job.task)
        if form is None:
            return
        if job.task.page is not MediaFamily.VIDEO:
            self.picture_form_wanted.emit(form)
        elif form.parent is not None:
            self.form_wanted.emit(replace(form, continues=job.task.parent_id))
        else:
            self.form_wanted.emit(form)

    def _go_on(self, job: Job, words: str = "") -> None:
        """The same settings with other words: what was said before goes along by itself."""
        form = form_of(job.task)
        if form is not None:
            values = {**form.values, "prompt": words}
            self.form_wanted.emit(replace(form, values=values, inputs=(), continues=job.task.id))

    def _ask_there(self, job: Job) -> None:
        """A relay finds its own work again in what was said by then."""
        words = self.tr("Is the film finished? Please send me its link.")
        self._go_on(job, " ".join(filter(None, (words, job.task.facts.get("task", "")))))

    def _copy_answer(self, job: Job) -> None:
        reading = self._studio.tasks.answers(job.task.id)
        Operation(self, reading, done=self._copy_last, failed=self._notices.show_error)

    def _copy_last(self, answers: Sequence[TaskAnswer]) -> None:
        if answers:
            self._pictures.copy_text(answers[-1].body)

    def _copy_details(self, job: Job) -> None:
        error = job.task.error
        words = self._notices.words(StudioError(error.kind, error.values)) if error else None
        self._pictures.copy_text(details_of(job.task, words.sentence if words else ""))

    def _compare(self, jobs: Sequence[Job]) -> None:
        """Side by side, all at the same moment."""
        films = compared(jobs)
        if len(films) < 2:
            self._notices.show(
                self.tr("There is no other take. Choose two to four films in the list."), "info"
            )
            return
        dialog = FilmComparison(films, self._theme, self._page.window(), settings=self._studio.settings)
        Operation(self, dialogs.finished(dialog), failed=self._notices.show_error)

    def _show_request(self, job: Job) -> None:
        """What was asked of the provider, and what it said."""
        reading = self._studio.tasks.answers(job.task.id)
        dialog = ExchangeDialog(reading, self._sentence, self._theme, self._page.window())
        Operation(self, dialogs.finished(dialog), failed=self._notices.show_error)

    def _sentence(self, error: StudioError) -> str:
        return self._notices.words(error).sentence
