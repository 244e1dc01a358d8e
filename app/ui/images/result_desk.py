"""Does what a person wants with a result."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from app.domain.errors import ErrorKind, InputError
from app.domain.form import GenerationForm
from app.domain.remote_task import RemoteTask, TaskButton, TaskState
from app.services.generate import form_of
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.chat.saving import save_picture
from app.ui.images.model_cards import follow_up_card
from app.ui.images.result_verbs import ICONS, Verb, offered
from app.ui.images.result_viewer import ResultViewer
from app.ui.images.results_model import Result
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.content.decoding import bytes_of_file, decode
from app.ui.transcript.content.pictures import Pictures

LARGEST_PX = 16384


class ResultDesk(QObject):
    """Serves the grid of one page."""

    form_wanted = Signal(object)
    """The settings of a result are to be shown in the form."""
    reference_wanted = Signal(object)
    """A picture's path."""

    def __init__(
        self, studio: Studio, pictures: Pictures, notices: Notices, theme: Theme, page: QWidget
    ) -> None:
        super().__init__(page)
        self._studio = studio
        self._pictures = pictures
        self._notices = notices
        self._theme = theme
        self._page = page

    def do(self, verb: Verb, result: Result) -> None:
        """Do one thing with a result."""
        acts: dict[Verb, Callable[[Result], None]] = {
            Verb.OPEN: self.open,
            Verb.SAVE: self._save,
            Verb.COPY: self.copy,
            Verb.FOLDER: self._show_folder,
            Verb.REFERENCE: self._use_as_reference,
            Verb.AGAIN: self._fill_form,
            Verb.FETCH: self._fetch,
            Verb.RETRY: self._retry,
            Verb.STOP_WATCHING: self._stop_watching,
            Verb.CANCEL: self._cancel,
            Verb.DELETE: self.delete,
        }
        acts[verb](result)

    def show_menu(self, result: Result, place: QPoint) -> None:
        """Everything that can be done, where the pointer is."""
        menu = QMenu(self._page)
        menu.setObjectName("images.menu")
        for offer in offered(result, self._studio.tasks):
            action = menu.addAction(self._theme.icon(ICONS[offer.verb]), offer.text)
            action.triggered.connect(lambda _=False, verb=offer.verb: self.do(verb, result))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    def open(self, result: Result) -> None:
        """Look at the pictures in full size."""
        paths = [Path(asset.path) for asset in result.pictures]
        if paths:
            viewer = ResultViewer(paths, self._pictures, self._page.window())
            viewer.save_wanted.connect(self._save_path)
            self._run(dialogs.finished(viewer))

    def copy(self, result: Result) -> None:
        """Put the first picture onto the clipboard, as a picture and as a file."""
        if result.pictures:
            self._run(self._copy(Path(result.pictures[0].path)))

    def delete(self, result: Result) -> None:
        """Take a result away, with a way back."""
        task = result.task
        if not (task.state.is_final or task.state is TaskState.WAITING):
            return
        Operation(
            self,
            self._remove(task),
            done=lambda _: self._offer_undo(task),
            failed=self._notices.show_error,
        )

    def press(self, button: TaskButton, result: Result) -> None:
        """Press a button that the provider sent with a result; what comes of it is a task of its own."""
        if not self._is_under_way(result.task, button.id):
            self._run(self._press(button, result.task))

    def _save(self, result: Result) -> None:
        self._save_path(Path(result.pictures[0].path))

    def _save_path(self, path: Path) -> None:
        parent = QApplication.activeModalWidget() or self._page.window()
        saving = save_picture(parent, self._pictures, path, self._studio.places.downloads)
        Operation(self, saving, done=self._tell_saved, failed=self._notices.show_error)

    def _tell_saved(self, target: Path | None) -> None:
        if target is not None:
            self._notices.show(self.tr("Saved: %1").replace("%1", str(target)), "success")

    def _show_folder(self, result: Result) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(result.pictures[0].path).parent)))

    def _use_as_reference(self, result: Result) -> None:
        self.reference_wanted.emit(Path(result.pictures[0].path))

    def _fill_form(self, result: Result) -> None:
        form = form_of(result.task)
        if form is not None:
            self.form_wanted.emit(form)

    def _fetch(self, result: Result) -> None:
        if result.task.state is TaskState.DOWNLOAD_FAILED:
            self._run(self._studio.tasks.download_again(result.task.id))
        else:
            self._run(self._studio.tasks.check_again(result.task.id))

    def _retry(self, result: Result) -> None:
        if not self._is_under_way(result.task):
            self._run(self._send_again(result.task))

    def _stop_watching(self, result: Result) -> None:
        self._run(self._studio.tasks.stop_watching(result.task.id))

    def _cancel(self, result: Result) -> None:
        self._run(self._studio.tasks.cancel(result.task.id))

    def _is_under_way(self, task: RemoteTask, button: str = "") -> bool:
        """Whether the same was asked for already: a second press shall cost nothing."""
        begun = (form_of(one) for one in self._studio.tasks.running if one.parent_id == task.id)
        return any(form is not None and form.button == button for form in begun)

    async def _copy(self, path: Path) -> None:
        decoded = await asyncio.to_thread(lambda: decode(bytes_of_file(path), LARGEST_PX))
        if decoded is None:
            raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": path.name})
        data = QMimeData()
        data.setImageData(decoded.image)
        data.setUrls([QUrl.fromLocalFile(str(path))])
        QGuiApplication.clipboard().setMimeData(data)
        self._notices.show(self.tr("Copied"), "success")

    async def _send_again(self, task: RemoteTask) -> None:
        profile = self._studio.profiles.get(task.profile_id)
        form = form_of(task)
        card = await self._studio.cards.get(task.card_id)
        if profile is None or form is None or card is None:
            raise InputError(ErrorKind.MODEL_MISSING, {"model": task.model})
        await self._studio.generate.again(task, profile, card)

    async def _press(self, button: TaskButton, task: RemoteTask) -> None:
        profile = self._studio.profiles.get(task.profile_id)
        card = follow_up_card(task.card_id, await self._studio.cards.all())
        if profile is None or card is None or task.handle is None:
            raise InputError(ErrorKind.MODEL_MISSING, {"model": task.model})
        values: dict[str, object] = {"prompt": f"{button.label} · {task.prompt}"}
        form = GenerationForm(card.id, card.model or task.model, values, parent=task.handle, button=button.id)
        await self._studio.generate.add(profile, card, form, parent_id=task.id)

    def _offer_undo(self, task: RemoteTask) -> None:
        self._notices.show(
            self.tr("Deleted"), "info", self.tr("Undo"), lambda: self._run(self._bring_back(task))
        )

    async def _remove(self, task: RemoteTask) -> None:
        await self._studio.tasks.remove((task.id,))
        await self._studio.library.remove(task.assets)

    async def _bring_back(self, task: RemoteTask) -> None:
        await self._studio.library.restore(task.assets)
        await self._studio.tasks.restore((task.id,))

    def _run(self, work: Coroutine[object, object, object]) -> None:
        Operation(self, work, failed=self._notices.show_error)
