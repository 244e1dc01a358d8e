"""Presses the buttons that a provider sends with a result, and answers what it asks for then."""

import asyncio
from collections.abc import Coroutine, Iterable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.domain.card import MaskPolarity, ModelCard, SlotRole
from app.domain.errors import ErrorKind, InputError
from app.domain.form import FormInput, GenerationForm
from app.domain.generation import TaskHandle
from app.domain.ids import TaskId
from app.domain.profile import Profile
from app.domain.remote_task import ButtonMeaning, RemoteTask, TaskButton, TaskState
from app.services.jobs.generate import form_of
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.bridge import Bridge
from app.ui.images.button_words import button_text, button_words
from app.ui.images.prompt_dialog import PromptDialog
from app.ui.images.results_model import Result
from app.ui.masks.editor import MaskEditor
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.ordering.model_cards import answering_card, follow_up_card
from app.ui.theme.theme import Theme
from app.ui.transcript.content.decoding import bytes_of_file, decode

LARGEST_PX = 16384


class ButtonDesk(QObject):
    """What comes of a press is a task of its own. Pressing twice costs nothing twice."""

    shown = Signal(str)
    """The id of a task whose card shall be the present one."""

    def __init__(self, studio: Studio, bridge: Bridge, notices: Notices, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._studio = studio
        self._notices = notices
        self._theme = theme
        self._page = page
        self._just_pressed: set[tuple[TaskId, str]] = set()
        self._pressed_here: set[TaskId] = set()
        self._is_asking = False
        bridge.tasks_changed.connect(self._tasks_changed)

    def press(self, button: TaskButton, result: Result) -> None:
        """Press a button of a result; the second press of a double click is none."""
        press = (result.task.id, button.id)
        if press not in self._just_pressed:
            self._just_pressed.add(press)
            self._run(self._press(button, result.task))
            interval = QApplication.doubleClickInterval()
            QTimer.singleShot(interval, self, lambda: self._just_pressed.discard(press))

    def answer(self, task: RemoteTask) -> None:
        """Ask the person for what the provider wants to go on with a task.

        After a refused answer the provider says first whether it still waits.
        """
        if task.state is TaskState.FAILED:
            self._pressed_here.add(task.id)
            self._run(self._studio.tasks.check_again(task.id))
        elif not self._is_asking and task.state is TaskState.WAITING_FOR_INPUT:
            self._is_asking = True
            self._run(self._ask(task))

    async def _press(self, button: TaskButton, task: RemoteTask) -> None:
        made = await self._made_before(button, task) or await self._begin(button, task)
        self.shown.emit(made.id)
        if made.state is TaskState.WAITING_FOR_INPUT:
            self.answer(made)

    async def _made_before(self, button: TaskButton, task: RemoteTask) -> RemoteTask | None:
        """What the same press is making, waits for, or has made where it always makes the same."""
        for child in reversed(await self._studio.tasks.children(task.id)):
            form = form_of(child)
            is_same = form is not None and form.button == button.id
            is_kept = child.state is TaskState.DONE and button.meaning is ButtonMeaning.ENLARGE
            is_open = not child.state.is_final or child.state is TaskState.WAITING_FOR_INPUT
            if is_same and (is_open or is_kept):
                return child
        return None

    async def _begin(self, button: TaskButton, task: RemoteTask) -> RemoteTask:
        card = follow_up_card(task.card_id, await self._studio.cards.all())
        profile, card, handle = self._known(task, card)
        form = GenerationForm(
            card.id,
            card.model or task.model,
            {"prompt": task.prompt},
            parent=handle,
            button=button.id,
            button_label=button_text(button),
        )
        (made,) = await self._studio.generate.add(profile, card, form, parent_id=task.id)
        self._pressed_here.add(made.id)
        return made

    def _tasks_changed(self, changed: Iterable[RemoteTask]) -> None:
        """Where a press made the provider ask for more, the person is asked; elsewhere the card says so."""
        for task in changed:
            if task.id in self._pressed_here and task.state.is_final:
                self._pressed_here.discard(task.id)
                if self._page.isVisible() and QApplication.activeModalWidget() is None:
                    self.answer(task)

    async def _ask(self, task: RemoteTask) -> None:
        try:
            parent = await self._studio.tasks.get(task.parent_id) if task.parent_id else None
            button = _button_of(task, parent)
            mask = b""
            if button.needs_mask or task.facts.get("needs") == "mask":
                mask = await self._painted(parent)
                if not mask:
                    return
            words = await self._words(task, button)
            if words is not None:
                await self._go_on(task, words, mask)
        finally:
            self._is_asking = False

    async def _painted(self, parent: RemoteTask | None) -> bytes:
        """The mask over the picture whose button was pressed; empty where the person backed out."""
        assets = await self._studio.library.get_many(parent.assets[:1]) if parent else ()
        if not assets:
            raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": parent.prompt if parent else ""})
        picture = await asyncio.to_thread(_decoded, Path(assets[0].path))
        window = self._page.window()
        editor = MaskEditor(picture, MaskPolarity.WHITE, self._theme, window, can_be_soft=False)
        await dialogs.finished(editor)
        return editor.mask_png()

    async def _words(self, task: RemoteTask, button: TaskButton) -> str | None:
        """The words to go on with; None where the person backed out."""
        prompt = task.facts.get("prompt") or task.prompt
        dialog = PromptDialog(button_words(button), prompt, button.meaning, self._theme, self._page.window())
        accepted = await dialogs.finished(dialog) == QDialog.DialogCode.Accepted
        return dialog.prompt if accepted else None

    async def _go_on(self, task: RemoteTask, words: str, mask: bytes) -> None:
        card = answering_card(task.card_id, await self._studio.cards.all())
        _, card, handle = self._known(task, card)
        inputs: tuple[FormInput, ...] = ()
        if mask:
            inputs = (await self._studio.generate.input_from_bytes(SlotRole.MASK, mask, "mask.png"),)
        form = form_of(task)
        answer = GenerationForm(
            card.id,
            card.model or task.model,
            {"prompt": words},
            inputs,
            parent=handle,
            button=form.button if form else "",
            button_label=task.pressed,
        )
        await self._studio.generate.answer(task.id, card, answer)

    def _known(self, task: RemoteTask, card: ModelCard | None) -> tuple[Profile, ModelCard, TaskHandle]:
        profile = self._studio.profiles.get(task.profile_id)
        if profile is None or card is None or task.handle is None:
            raise InputError(ErrorKind.MODEL_MISSING, {"model": task.model})
        return profile, card, task.handle

    def _run(self, work: Coroutine[object, object, object]) -> None:
        Operation(self, work, failed=self._notices.show_error)


def _button_of(task: RemoteTask, parent: RemoteTask | None) -> TaskButton:
    """The button that began a task."""
    form = form_of(task)
    name = form.button if form else ""
    known = parent.buttons if parent else ()
    return next((button for button in known if button.id == name), TaskButton(name, task.pressed))


def _decoded(path: Path) -> QImage:
    decoded = decode(bytes_of_file(path), LARGEST_PX)
    if decoded is None:
        raise InputError(ErrorKind.ATTACHMENT_UNREADABLE, {"name": path.name})
    return decoded.image
