"""The fields and trays of one card."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.domain.card import MediaSlot, ModelCard, SlotRole
from app.domain.form import FormInput
from app.domain.form_check import shown_parameters, shown_slots
from app.domain.media import MediaKind
from app.domain.parameter import Parameter, Value
from app.domain.text import Language
from app.ui.forms.field import Field
from app.ui.forms.fields import field_for
from app.ui.forms.fold import Fold
from app.ui.forms.slot_tray import SlotTray
from app.ui.forms.text_fields import LongTextField
from app.ui.theme.theme import Theme

_MAIN_ROLES = (SlotRole.BASE, SlotRole.REFERENCE)


class FormBody(QWidget):
    """The prompt first, then the pictures, then the rest; what is rarely wanted is folded away."""

    edited = Signal(str)
    """A field by its parameter's key, or ``slot:`` and a role."""
    editor_wanted = Signal(str)
    """The key of the parameter whose value is to be made in a window of its own."""
    files_given = Signal(str, list)
    picture_given = Signal(str, bytes)
    pick_requested = Signal(str)
    library_wanted = Signal(str)
    mask_wanted = Signal(object)
    """The FormInput over which a mask is to be painted, or None for the first one."""
    mask_preview_wanted = Signal(object)
    """The Attachment of a mask: what it looks like depends on the picture under it."""
    thumbnail_wanted = Signal(object)

    def __init__(self, card: ModelCard, theme: Theme, parent: QWidget, *, page: str) -> None:
        super().__init__(parent)
        self.card = card
        self._page = page
        self._theme = theme
        self.fields: dict[str, Field] = {}
        self.trays: dict[str, SlotTray] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()

    def values(self) -> dict[str, Value]:
        """What every field holds, hidden ones too."""
        return {key: field.value() for key, field in self.fields.items()}

    def inputs(self) -> tuple[FormInput, ...]:
        """What every tray holds, slot by slot, each in its order."""
        return tuple(item for tray in self.trays.values() for item in tray.items)

    @property
    def filled_slots(self) -> frozenset[str]:
        """Roles for which there is something."""
        return frozenset(item.role.value for item in self.inputs())

    def fill(self, values: Mapping[str, Value], inputs: Sequence[FormInput]) -> None:
        """Enter values and media, without telling."""
        for key, field in self.fields.items():
            if key in values:
                field.show_value(values[key])
        for role, tray in self.trays.items():
            tray.set_items([item for item in inputs if item.role.value == role])
        self.follow_conditions()

    def follow_conditions(self) -> None:
        """Show what belongs to what the form holds now, and hide the rest."""
        values, filled = self.values(), self.filled_slots
        shown = {parameter.key for parameter in shown_parameters(self.card, values, filled)}
        for key, field in self.fields.items():
            field.setVisible(key in shown)
        roles = {slot.role.value for slot in shown_slots(self.card, values, filled)}
        for role, tray in self.trays.items():
            tray.setVisible(role in roles)
        self._offer_painting()
        self.fold.setVisible(any(key in shown and self._is_folded(key) for key in self.fields))

    def offer_library(self) -> None:
        """Let pictures be chosen from the library, too."""
        for tray in self.trays.values():
            if tray.slot.kind is MediaKind.PICTURE and tray is not self._mask:
                tray.offer_library()

    def place_of(self, field: str) -> Field | SlotTray | None:
        """Where a problem is shown, or None where the form shows no such place."""
        role = field.removeprefix("slot:")
        place = self.fields.get(field) if role == field else self.trays.get(role)
        return None if place is None or place.isHidden() else place

    def show_problem(self, field: str, sentence: str) -> None:
        """Say what is wrong where it is wrong, unfolding that; below everything where there is no place."""
        place = self.place_of(field)
        if place is None:
            self._general.setText(sentence)
            self._general.setVisible(bool(sentence))
            return
        place.show_problem(sentence)
        if sentence and self._is_folded(field):
            self.fold.set_open(is_open=True)

    def clear_problems(self) -> None:
        """Nothing is wrong any more."""
        for place in self._places:
            place.show_problem("")
        self._general.hide()

    def retranslate(self, language: Language) -> None:
        """Names and help in a language."""
        for place in self._places:
            place.retranslate(language)

    @property
    def _places(self) -> tuple[Field | SlotTray, ...]:
        return (*self.fields.values(), *self.trays.values())

    @property
    def _mask(self) -> SlotTray | None:
        """The tray of a mask that can be painted over a picture of this form."""
        tray = self.trays.get(SlotRole.MASK)
        can_be = SlotRole.BASE in self.trays and tray is not None and tray.slot.kind is MediaKind.PICTURE
        return tray if can_be else None

    def _offer_painting(self) -> None:
        if self._mask is not None:
            bases = self.trays[SlotRole.BASE].items
            self._mask.offer_painting(can_be=bool(bases) and bases[0].attachment is not None)

    def _open(self, item: FormInput) -> None:
        """A picture is opened to paint a mask over it, a mask to go on with it."""
        if self._mask is not None and item.attachment is not None:
            self.mask_wanted.emit(item if item.role is SlotRole.BASE else None)

    def _is_folded(self, key: str) -> bool:
        return key in self.fields and self.fields[key].parameter.group == "more"

    def _build(self) -> None:
        """In the order of the Tab key."""
        parameters = self.card.parameters
        for parameter in parameters:
            if parameter.key == "prompt":
                self._add_field(parameter, self._column)
        for slot in self.card.slots:
            self._add_tray(slot)
        for parameter in parameters:
            if parameter.key != "prompt" and parameter.group != "more":
                self._add_field(parameter, self._column)
        self.fold = Fold(self._theme, "form.more", self)
        for parameter in parameters:
            if parameter.group == "more":
                self._add_field(parameter, self.fold.column)
        self._column.addWidget(self.fold)
        self._column.addWidget(self._make_general())

    def _make_general(self) -> QLabel:
        self._general = QLabel(self)
        self._general.setObjectName("form.problem")
        self._general.setProperty("kind", "error")
        self._general.setWordWrap(True)
        self._general.hide()
        return self._general

    def _add_field(self, parameter: Parameter, column: QVBoxLayout) -> None:
        key = parameter.key
        field = field_for(parameter, self._theme, self)
        self.fields[key] = field
        field.edited.connect(partial(self.edited.emit, key))
        field.editor_wanted.connect(partial(self.editor_wanted.emit, key))
        column.addWidget(field)
        if key == "prompt":
            field.control.setObjectName(f"{self._page}.prompt")
        if key == "prompt" and isinstance(field, LongTextField):
            field.edit.files_given.connect(self._give_files)
            field.edit.picture_given.connect(self._give_picture)

    def _add_tray(self, slot: MediaSlot) -> None:
        role = slot.role.value
        main = f"{self._page}.references"
        is_taken = any(tray.objectName() == main for tray in self.trays.values())
        name = main if slot.role in _MAIN_ROLES and not is_taken else f"form.slot.{role}"
        tray = SlotTray(slot, name, self._theme, self)
        tray.edited.connect(partial(self.edited.emit, f"slot:{role}"))
        tray.files_given.connect(partial(self.files_given.emit, role))
        tray.picture_given.connect(partial(self.picture_given.emit, role))
        tray.pick_requested.connect(partial(self.pick_requested.emit, role))
        tray.library_requested.connect(partial(self.library_wanted.emit, role))
        is_mask = slot.role is SlotRole.MASK
        tray.thumbnail_wanted.connect(self.mask_preview_wanted if is_mask else self.thumbnail_wanted)
        if slot.role in (SlotRole.BASE, SlotRole.MASK):
            tray.opened.connect(self._open)
            tray.paint_requested.connect(partial(self.mask_wanted.emit, None))
        self.trays[role] = tray
        self._column.addWidget(tray)

    def _give_files(self, paths: list[object]) -> None:
        """Files for the prompt belong into the first tray."""
        if role := self._first_role():
            self.files_given.emit(role, paths)

    def _give_picture(self, data: bytes) -> None:
        if role := self._first_role():
            self.picture_given.emit(role, data)

    def _first_role(self) -> str:
        return next((role for role, tray in self.trays.items() if not tray.isHidden()), "")

    def _restyle(self) -> None:
        self._column.setSpacing(self._theme.space(4))
