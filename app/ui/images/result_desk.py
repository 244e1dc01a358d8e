"""Does what a person wants with a result, or with several."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.errors import StudioError
from app.domain.ids import TaskId
from app.domain.remote_task import TaskButton
from app.domain.text import Language
from app.services.jobs.generate import form_of
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.images.button_desk import ButtonDesk
from app.ui.images.describe_desk import DescribeDesk
from app.ui.images.looking_desk import LookingDesk
from app.ui.images.picture_desk import PictureDesk
from app.ui.images.result_gallery import ResultGallery
from app.ui.images.result_origin import seed_of
from app.ui.images.result_verbs import Verb, actions_for, actions_for_several
from app.ui.images.results_model import Result, ResultsModel
from app.ui.images.task_desk import TaskDesk
from app.ui.images.task_details import details_of
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures
from app.ui.widgets.action_row import Action

_IN_THE_VIEWER = frozenset({Verb.OPEN, Verb.SAVE, Verb.COPY})
"""What a viewer has buttons of its own for."""
_AT_THE_PAGE = frozenset(
    {
        Verb.REFERENCE,
        Verb.MASK,
        Verb.GO_ON,
        Verb.DESCRIBE,
        Verb.VIDEO,
        Verb.AGAIN,
        Verb.COMPARE,
        Verb.ORIGIN,
    }
)
"""What goes on where the viewer hides it."""


class ResultDesk(QObject):
    """Serves the grid of one page."""

    form_wanted = Signal(object)
    """The settings of a result are to be shown in the form."""
    mask_wanted = Signal(object)
    """The path of a picture over which a mask is to be painted."""
    reference_wanted = Signal(object)
    """A picture's path."""
    video_wanted = Signal(object)
    """The path of a picture that shall move."""
    shown = Signal(str)
    """The id of a task whose card shall be the present one."""

    def __init__(
        self,
        studio: Studio,
        results: ResultsModel,
        bridge: Bridge,
        pictures: Pictures,
        notices: Notices,
        language: Callable[[], Language],
        theme: Theme,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._studio = studio
        self._results = results
        self._notices = notices
        self._language = language
        self._theme = theme
        self._page = page
        self.describing = DescribeDesk(studio, notices, theme, page)
        self.buttons = ButtonDesk(studio, bridge, notices, theme, page)
        for desk in (self.describing, self.buttons):
            desk.shown.connect(self.shown)
        self._tasks = TaskDesk(studio, notices, self)
        self._pictures = PictureDesk(studio, pictures, notices, page)
        self.looking = LookingDesk(studio, results, pictures, notices, theme, page)
        self.looking.save_wanted.connect(self._pictures.save)

    def actions(self, result: Result) -> tuple[Action, ...]:
        """What can be done with a result now."""
        possible = {
            Verb.DESCRIBE: self.describing.can_describe,
            Verb.SEED: self._studio.seeds.can_be_asked(result.task),
        }
        without = [verb for verb, is_possible in possible.items() if not is_possible]
        return actions_for(result, self._studio.tasks, without)

    def do(self, verb: Verb, result: Result) -> None:
        """Do one thing with a result; those of a picture with the picture that is meant."""
        for_tasks: dict[Verb, Callable[[Result], None]] = {
            Verb.SEARCH: lambda it: self._tasks.search(it.task),
            Verb.FETCH: lambda it: self._tasks.fetch(it.task),
            Verb.RETRY: lambda it: self._tasks.retry(it.task),
            Verb.AGAIN: self._fill_form,
            Verb.GO_ON: self._go_on,
            Verb.ANSWER: lambda it: self.buttons.answer(it.task),
            Verb.ORIGIN: lambda it: self.shown.emit(it.task.parent_id or ""),
            Verb.SEED: lambda it: self._tasks.ask_for_seed(it.task),
            Verb.BEFORE_AFTER: self.looking.before_after,
            Verb.COPY_PROMPT: lambda it: self._pictures.copy_text(it.task.prompt),
            Verb.COPY_SEED: lambda it: self._pictures.copy_text(seed_of(it)),
            Verb.COPY_DETAILS: self._copy_details,
            Verb.REQUEST: self.looking.show_request,
            Verb.STOP_WATCHING: lambda it: self._tasks.stop_watching(it.task),
            Verb.CANCEL: lambda it: self._tasks.cancel(it.task),
            Verb.DELETE: lambda it: self._tasks.delete([it.task]),
        }
        if verb in for_tasks:
            for_tasks[verb](result)
        elif result.chosen is not None:
            self._do_with_file(verb, result, Path(result.chosen.path))

    def do_with_several(self, verb: Verb, ids: Sequence[TaskId]) -> None:
        """Do one thing with everything that is chosen, in sight or not."""
        Operation(
            self,
            self._results.read(ids),
            done=partial(self._do_with_read, verb),
            failed=self._notices.show_error,
        )

    def press(self, button: TaskButton, result: Result) -> None:
        """Press a button that the provider sent with a result."""
        self.buttons.press(button, result)

    def copy_text(self, text: str) -> None:
        """Put words that came with a result onto the clipboard."""
        self._pictures.copy_text(text)

    def show_menu(self, result: Result, place: QPoint) -> None:
        """Everything that can be done, where the pointer is."""
        self._show_menu(self.actions(result), place, lambda verb: self.do(verb, result))

    def show_menu_for_several(self, ids: Sequence[TaskId], place: QPoint) -> None:
        """The same for everything that is chosen."""
        actions = actions_for_several(len(ids))
        self._show_menu(actions, place, lambda verb: self.do_with_several(verb, ids))

    def _show_menu(self, actions: Sequence[Action], place: QPoint, act: Callable[[Verb], None]) -> None:
        menu = QMenu(self._page)
        menu.setObjectName("images.menu")
        for action in actions:
            entry = menu.addAction(self._theme.icon(action.icon), action.text)
            entry.triggered.connect(lambda _=False, verb=Verb(action.key): act(verb))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def _do_with_file(self, verb: Verb, result: Result, path: Path) -> None:
        match verb:
            case Verb.OPEN:
                self._open(result)
            case Verb.SAVE:
                self._pictures.save(path)
            case Verb.COPY:
                self._pictures.copy(path)
            case Verb.REFERENCE:
                self.reference_wanted.emit(path)
            case Verb.MASK:
                self.mask_wanted.emit(path)
            case Verb.DESCRIBE:
                self.describing.describe(path)
            case Verb.VIDEO:
                self.video_wanted.emit(path)
            case Verb.COMPARE:
                self.looking.compare_with_next(result)
            case Verb.STAR:
                self._pictures.star([asset for asset in (result.chosen,) if asset is not None])
            case Verb.FOLDER:
                self._pictures.show_folder(path)

    def _do_with_read(self, verb: Verb, results: Sequence[Result]) -> None:
        assets = [asset for result in results for asset in result.sights]
        with_pictures = [result for result in results if result.picture is not None]
        if verb is Verb.DELETE:
            self._tasks.delete([result.task for result in results])
        elif verb is Verb.COMPARE and len(with_pictures) == 2:
            self.looking.compare(*with_pictures)
        elif verb is Verb.STAR and assets:
            self._pictures.star(assets)
        elif verb is Verb.SAVE and assets:
            self._pictures.save_all([Path(asset.path) for asset in assets])

    def _open(self, result: Result) -> None:
        if result.chosen is not None and result.chosen.moves:
            self.looking.play(result)
            return
        gallery = ResultGallery(
            result, self._results, self._studio.cards, self._language, self._offers_of_viewer, self._act
        )
        self.looking.open(gallery)

    def _offers_of_viewer(self, result: Result) -> tuple[Action, ...]:
        return tuple(action for action in self.actions(result) if Verb(action.key) not in _IN_THE_VIEWER)

    def _act(self, key: str, result: Result) -> None:
        """From a viewer; what goes on at the page closes it."""
        if Verb(key) in _AT_THE_PAGE:
            self.looking.close_viewer()
        self.do(Verb(key), result)

    def _fill_form(self, result: Result) -> None:
        form = form_of(result.task)
        if form is not None:
            self.form_wanted.emit(form)

    def _go_on(self, result: Result) -> None:
        """The same settings with an empty prompt: what was said before goes along by itself."""
        form = form_of(result.task)
        if form is not None:
            values = {**form.values, "prompt": ""}
            self.form_wanted.emit(replace(form, values=values, inputs=(), continues=result.task.id))

    def _copy_details(self, result: Result) -> None:
        error = result.task.error
        words = self._notices.words(StudioError(error.kind, error.values)) if error else None
        self._pictures.copy_text(details_of(result.task, words.sentence if words else ""))
