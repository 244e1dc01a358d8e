"""A form that is made from a model card."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Signal
from PySide6.QtGui import QContextMenuEvent, QImage
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.catalog.problem_words import ProblemWords
from app.domain.card import MediaSlot, ModelCard, SlotRole
from app.domain.form import FormInput
from app.domain.form_check import Problem, SlotFill, check, defaults
from app.domain.media import Attachment
from app.domain.parameter import Value, Values
from app.domain.text import Language
from app.ui import dialogs
from app.ui.forms.carrying import carried_inputs, carried_values, revealing_values
from app.ui.forms.editors import make_editor
from app.ui.forms.form_body import FormBody
from app.ui.forms.slot_picture import SlotPicture
from app.ui.forms.slot_tray import SlotTray
from app.ui.forms.value_editor import ValueEditor
from app.ui.operation import Operation
from app.ui.theme.theme import Theme

_MISSING = ("required", "too_few")
"""What is not there yet is no mistake until the person wants to send it."""
_ABOUT_SEVERAL = ("rule", "story_sum")
"""What may be wrong at one field because of an edit in another one."""


class CardForm(QWidget):
    """Shows one card at a time. What fits from the one before stays.

    Files and pictures are announced; whoever takes them in answers with ``add_input``.

    Args:
        page: what the names of the prompt and of the main pictures begin with.
    """

    changed = Signal()
    files_given = Signal(str, list)
    """A slot's role, and paths that were dropped, pasted or picked for it."""
    picture_given = Signal(str, bytes)
    """A slot's role, and a pasted picture as PNG."""
    thumbnail_wanted = Signal(object)
    """An Attachment came in that is no mask; answered by ``show_thumbnail`` when it is decoded."""
    library_wanted = Signal(str)
    """The role of a slot for which something is to be chosen from the library; see ``offer_library``."""
    mask_wanted = Signal(object)
    """The FormInput over which a mask is to be painted, or None for the first one."""
    picture_menu_wanted = Signal(object, QPoint)
    """The FormInput of a picture on which the menu key or the right button was pressed, and where."""
    mask_preview_wanted = Signal(object)
    """A mask's Attachment came in; answered by ``show_thumbnail``, with the picture under it."""

    def __init__(
        self,
        theme: Theme,
        words: ProblemWords,
        language: Callable[[], Language],
        parent: QWidget | None = None,
        *,
        page: str = "images",
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._theme = theme
        self._words = words
        self._language = language
        self._body: FormBody | None = None
        self._left_out: tuple[FormInput, ...] = ()
        self._shown: tuple[Problem, ...] = ()
        self._has_library = False
        self.setObjectName("form")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addStretch(1)

    def show_card(
        self, card: ModelCard, values: Values | None = None, inputs: Sequence[FormInput] = ()
    ) -> None:
        """Make the form of a card, filled with given values, or with what fits from the card before."""
        before = self._body
        entered = self._carried(card) if values is None else values
        kept = inputs if inputs or values is not None else self._carried_inputs(card)
        body = self._make_body(card)
        self._body = body
        if before is not None:
            self._replace(before, body)
        if values is not None and before is not None and before.card.id != card.id:
            self._left_out = ()
        self._column.insertWidget(0, body)
        known = {key: value for key, value in entered.items() if card.parameter(key) is not None}
        body.fill(defaults(card) | known, kept)
        body.retranslate(self._language())
        body.show()
        self.changed.emit()

    def values(self) -> dict[str, Value]:
        """What the form holds, hidden fields too; None leaves the choice to the model."""
        return self._body.values() if self._body else {}

    def inputs(self) -> tuple[FormInput, ...]:
        """Pictures and clips, slot by slot, each slot in its order."""
        return self._body.inputs() if self._body else ()

    def add_input(self, item: FormInput) -> None:
        """Put a picture or clip into the slot of its role; the same one is not added twice."""
        if tray := self._tray(item.role):
            tray.add(item)

    def set_inputs(self, role: SlotRole, items: Sequence[FormInput]) -> None:
        """Have a slot hold these and no others."""
        tray = self._tray(role)
        if tray is not None and tray.items != tuple(items):
            tray.set_items(items)
            self._edited(f"slot:{role}")

    def put_first(self, item: FormInput) -> None:
        """Have a picture lead the others of its slot."""
        if tray := self._tray(item.role):
            tray.put_first(item)

    def slot(self, role: SlotRole) -> MediaSlot | None:
        """The card's place for a role."""
        tray = self._tray(role)
        return tray.slot if tray else None

    def reveal(self, role: SlotRole) -> None:
        """Choose the values without which a slot is not shown."""
        slot = self.slot(role)
        wanted = revealing_values(slot, self.values()) if slot else {}
        if self._body is not None and wanted:
            self._body.fill(self.values() | wanted, self.inputs())
            self.changed.emit()

    def offer_library(self) -> None:
        """Let pictures be chosen from the library in every card; ``library_wanted`` tells for which slot."""
        self._has_library = True
        if self._body is not None:
            self._body.offer_library()

    def show_note(self, role: SlotRole, sentence: str) -> None:
        """Say what was done to what came into a slot; an empty text says that nothing was."""
        if tray := self._tray(role):
            tray.show_note(sentence)

    def show_thumbnail(self, attachment_id: str, image: QImage) -> None:
        """A picture is decoded; it may have been taken away meanwhile."""
        for tray in self._body.trays.values() if self._body else ():
            tray.show_thumbnail(attachment_id, image)

    @property
    def can_be_sent(self) -> bool:
        """Whether nothing is wrong; shows nothing, unlike ``problems``."""
        return not self._check()

    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, now shown at the fields; empty when it can be sent."""
        self._show(self._check())
        return self._shown

    def focus_problem(self) -> None:
        """Take the person to the first thing that is wrong."""
        place = self._body.place_of(self._shown[0].field) if self._body and self._shown else None
        if place is not None:
            place.take_focus()

    def show_problem(self, field: str, sentence: str) -> None:
        """Show what a provider said about a field: a parameter's key, or ``slot:`` and a role."""
        if self._body:
            self._body.show_problem(field, sentence)

    def show_value_note(self, key: str, sentence: str) -> None:
        """Say at a parameter what is to be known of its value; an empty text says nothing."""
        field = self._body.fields.get(key) if self._body else None
        if field is not None:
            field.show_note(sentence)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self._body:
            self._body.retranslate(self._language())
            self._show(self._shown)

    def _tray(self, role: SlotRole) -> SlotTray | None:
        return self._body.trays.get(role) if self._body else None

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu for the picture under the pointer, or for the one that has the keyboard."""
        widget = self.childAt(event.pos())
        while widget is not None and not isinstance(widget, SlotPicture):
            widget = widget.parentWidget()
        if isinstance(widget, SlotPicture):
            self.picture_menu_wanted.emit(widget.item, event.globalPos())
        else:
            super().contextMenuEvent(event)

    def _make_body(self, card: ModelCard) -> FormBody:
        body = FormBody(card, self._theme, self, page=self._page)
        body.edited.connect(self._edited)
        body.editor_wanted.connect(self._open_editor)
        body.files_given.connect(self.files_given)
        body.picture_given.connect(self.picture_given)
        body.pick_requested.connect(self._pick)
        body.thumbnail_wanted.connect(self.thumbnail_wanted)
        body.library_wanted.connect(self.library_wanted)
        body.mask_wanted.connect(self.mask_wanted)
        body.mask_preview_wanted.connect(self.mask_preview_wanted)
        if self._has_library:
            body.offer_library()
        return body

    def _open_editor(self, key: str) -> None:
        """Have a value made in a window of its own; what is decided there holds for the whole form."""
        parameter = self._body.card.parameter(key) if self._body else None
        if self._body is None or parameter is None:
            return
        card, values = self._body.card, self.values()
        editor = make_editor(card, parameter, values, self._language(), self._theme, self.window())
        editor.accepted.connect(partial(self._take_edited, key, editor))
        editor.finished.connect(editor.deleteLater)
        editor.open()

    def _take_edited(self, key: str, editor: ValueEditor) -> None:
        if self._body is not None:
            self._body.fill(self.values() | editor.chosen, self.inputs())
            self._edited(key)

    def _replace(self, before: FormBody, body: FormBody) -> None:
        body.fold.set_open(is_open=before.fold.is_open)
        self._shown = ()
        before.hide()
        # At once, so that no field of the card before is found by its name.
        before.setParent(None)
        before.deleteLater()

    def _carried(self, card: ModelCard) -> Mapping[str, Value]:
        before = self._body
        return carried_values(before.card, before.values(), card) if before else {}

    def _carried_inputs(self, card: ModelCard) -> tuple[FormInput, ...]:
        """Pictures for which this card has no place wait for one that has."""
        held = (*self.inputs(), *self._left_out)
        kept, self._left_out = carried_inputs(held, card)
        return kept

    def _check(self) -> tuple[Problem, ...]:
        if self._body is None:
            return ()
        return check(self._body.card, self._body.values(), [_fill_of(item) for item in self.inputs()])

    def _edited(self, field: str) -> None:
        """Say at once what is wrong with what was typed; drop what was put right."""
        if self._body is None:
            return
        self._body.follow_conditions()
        told = {(problem.field, problem.key) for problem in self._shown}
        self._show(
            problem
            for problem in self._check()
            if (problem.field, problem.key) in told
            or (not self._is_missing(problem) and (problem.field == field or problem.key in _ABOUT_SEVERAL))
        )
        self.changed.emit()

    def _is_missing(self, problem: Problem) -> bool:
        """Whether nothing stands yet where something has to."""
        if problem.key in _MISSING:
            return True
        role = problem.field.removeprefix("slot:")
        if role != problem.field:
            return all(item.role.value != role for item in self.inputs())
        return self.values().get(problem.field) in (None, "")

    def _show(self, problems: Iterable[Problem]) -> None:
        self._shown = tuple(problems)
        if self._body is None:
            return
        self._body.clear_problems()
        sentences: dict[str, list[str]] = {}
        for problem in self._shown:
            said = self._words.sentence(problem).in_language(self._language())
            sentences.setdefault(problem.field, []).append(said)
        for field, said_there in sentences.items():
            self._body.show_problem(field, "\n".join(said_there))

    def _pick(self, role: str) -> None:
        if self._body is None:
            return
        slot = self._body.trays[role].slot
        title = slot.label.in_language(self._language())
        picking = dialogs.pick_files(self.window(), title, _name_filter(slot))

        def give(paths: list[Path]) -> None:
            if paths:
                self.files_given.emit(role, paths)

        Operation(self, picking, done=give)


def _fill_of(item: FormInput) -> SlotFill:
    media: Attachment | None = item.attachment
    if media is None:
        return SlotFill(item.role, is_link=True)
    return SlotFill(item.role, media.mime, media.size_bytes)


def _name_filter(slot: MediaSlot) -> str:
    endings = {"jpeg": "*.jpg *.jpeg", "quicktime": "*.mov", "svg+xml": "*.svg"}
    kinds = (mime.partition("/")[2] for mime in slot.mimes)
    return "(" + " ".join(endings.get(kind, f"*.{kind}") for kind in kinds) + ")"
