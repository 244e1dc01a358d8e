"""Task adapters of one profile: the wire format of asynchronous calls that no document tells for certain."""

import json
from collections.abc import Callable, Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QWidget

from app.catalog.cards import Cards
from app.domain.card import ModelCard
from app.domain.errors import ErrorKind, InputError
from app.domain.profile import AdapterChange
from app.domain.text import Language
from app.services.card_catalog import CardCatalog
from app.ui.forms.fold import Fold
from app.ui.operation import Operation
from app.ui.profiles.field import set_look
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.wrapped_label import WrappedLabel

ADAPTER = "adapter"
"""The protocol whose cards are written down as options."""
_FIELDS = (
    "models", "submit_path", "body", "fixed", "id_path", "poll_path", "poll_method", "status_path",
    "waiting_words", "running_words", "done_words", "failed_words", "progress_path", "result_path",
    "error_path",
)  # fmt: skip
_USUAL = {"body": "json", "fixed": "{}", "poll_method": "GET"}
"""What counts where nothing is written."""
_JSON = "fixed"
_MODELS = "models"
"""No option of the card: the names for which the adapter stands at this provider."""

Fields = dict[str, str]


class AdaptersEditor(Fold):
    """Folded until it is wanted; the catalogue is read when it is first opened.

    What stands as it is shipped is no change, so that better presets of later versions arrive.
    """

    changed = Signal()

    def __init__(
        self, theme: Theme, catalog: CardCatalog, language: Callable[[], Language], parent: QWidget
    ) -> None:
        self._labels: dict[str, QLabel] = {}
        super().__init__(theme, "profile.adapters", parent)
        self._catalog = catalog
        self._language = language
        self._cards: dict[str, ModelCard] = {}
        self._changes: dict[str, Fields] = {}
        self._intro = WrappedLabel("hint", self)
        self._note = WrappedLabel("hint", self)
        self._choice = ChoiceBox("profile.adapters.card", (), self)
        self._editors = {option: QLineEdit(self) for option in _FIELDS}
        self._reset = Button("profile.adapters.reset", self, "link")
        self._lay_out()
        self._choice.activated.connect(self._show_card)
        self._reset.clicked.connect(self._forget_changes)
        self.opened.connect(self._read_catalog)
        self.retranslate()

    def fill(self, changes: Iterable[AdapterChange]) -> None:
        """Take over what a profile has changed."""
        self._changes = {change.card_id: _fields_of(change) for change in changes}
        self._show_card()

    def read(self) -> tuple[AdapterChange, ...]:
        """What differs from the shipped adapters.

        Raises:
            InputError: what always goes along is no JSON object; its adapter is shown.
        """
        for card_id, options in self._changes.items():
            if not _is_json_object(options.get(_JSON) or "{}"):
                self.set_open(is_open=True)
                self._choice.choose(card_id)
                self._show_card()
                set_look(self._editors[_JSON], "invalid", "true")
                raise InputError(ErrorKind.EXTRA_JSON_INVALID, {"reason": "{ … }"}, field=_JSON)
        return tuple(_change(card_id, fields) for card_id, fields in self._changes.items() if fields)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        if not self._labels:
            return
        self.set_title(self.tr("Task adapters"))
        self._intro.setText(
            self.tr(
                "How asynchronous pictures are asked for where no document tells for certain. A place in an "
                "answer is written like data.0.url; of several, separated by spaces, the first that holds "
                "something counts. Status words beyond the usual ones are separated by spaces too."
            )
        )
        self._choice.setAccessibleName(self.tr("Task adapter"))
        self._reset.setText(self.tr("As shipped"))
        for option, text in self._texts().items():
            self._labels[option].setText(text)
            self._editors[option].setAccessibleName(text)
        self._name_cards()

    def _texts(self) -> dict[str, str]:
        return {
            "models": self.tr("For models (* stands for anything)"),
            "submit_path": self.tr("Path to submit"),
            "body": self.tr("Sent as (json or form)"),
            "fixed": self.tr("Always sent along (JSON)"),
            "id_path": self.tr("Place of the task's id"),
            "poll_path": self.tr("Path to ask at"),
            "poll_method": self.tr("Asked by (GET or POST)"),
            "status_path": self.tr("Place of the status"),
            "waiting_words": self.tr("Words for waiting"),
            "running_words": self.tr("Words for running"),
            "done_words": self.tr("Words for done"),
            "failed_words": self.tr("Words for failed"),
            "progress_path": self.tr("Place of the progress"),
            "result_path": self.tr("Place of the results"),
            "error_path": self.tr("Place of the error"),
        }

    def _lay_out(self) -> None:
        self.column.addWidget(self._intro)
        self.column.addWidget(self._choice)
        self.column.addWidget(self._note)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for option, editor in self._editors.items():
            editor.setObjectName(f"profile.adapters.{option}")
            editor.setPlaceholderText(_USUAL.get(option, ""))
            editor.textEdited.connect(self._take)
            self._labels[option] = QLabel(self)
            self._labels[option].setBuddy(editor)
            form.addRow(self._labels[option], editor)
        self.column.addLayout(form)
        self.column.addWidget(self._reset, 0, Qt.AlignmentFlag.AlignLeft)

    def _read_catalog(self) -> None:
        if not self._cards:
            Operation(self, self._catalog.all(), done=self._show_cards, control=self._choice)

    def _show_cards(self, cards: Cards) -> None:
        self._cards = {card.id: card for card in cards.all() if card.protocol == ADAPTER}
        self._choice.clear()
        for card_id in self._cards:
            self._choice.addItem(card_id, card_id)
        self._name_cards()
        self._show_card()

    def _name_cards(self) -> None:
        names = [card.name.in_language(self._language()) for card in self._cards.values()]
        self._choice.set_texts(names)
        self._show_note()

    def _show_note(self) -> None:
        card = self._cards.get(self._choice.key)
        note = card.note.in_language(self._language()) if card and card.note else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _show_card(self) -> None:
        if (card := self._cards.get(self._choice.key)) is None:
            return
        options = dict(card.options) | self._changes.get(card.id, {})
        for option, editor in self._editors.items():
            editor.setText(options.get(option, ""))
            editor.setCursorPosition(0)
            set_look(editor, "invalid", "false")
        self._show_note()
        self._show_reset()

    def _take(self) -> None:
        """Keep what was typed, as far as it differs."""
        card = self._cards[self._choice.key]
        shipped = dict(card.options)
        typed = {option: editor.text().strip() for option, editor in self._editors.items()}
        different = {option: text for option, text in typed.items() if text != shipped.get(option, "")}
        self._changes[card.id] = different
        set_look(self._editors[_JSON], "invalid", "false")
        self._show_reset()
        self.changed.emit()

    def _forget_changes(self) -> None:
        self._changes.pop(self._choice.key, None)
        self._show_card()
        self.changed.emit()

    def _show_reset(self) -> None:
        self._reset.setEnabled(bool(self._changes.get(self._choice.key)))


def _fields_of(change: AdapterChange) -> Fields:
    models = {_MODELS: " ".join(change.models)} if change.models else {}
    return models | dict(change.options)


def _change(card_id: str, fields: Fields) -> AdapterChange:
    options = tuple((name, text) for name, text in fields.items() if name != _MODELS)
    return AdapterChange(card_id, options, tuple(fields.get(_MODELS, "").split()))


def _is_json_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False
