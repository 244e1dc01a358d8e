"""Brings a job to the board that was begun elsewhere, or whose answer was lost. Nothing is ordered."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.domain.card import ModelCard
from app.domain.errors import StudioError
from app.domain.found_task import FoundTask
from app.domain.ids import ProfileId
from app.domain.profile import Profile
from app.domain.remote_task import RemoteTask
from app.domain.text import Language
from app.services.studio import Studio
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.choice_box import ChoiceBox
from app.ui.widgets.searchable_box import SearchableBox

_FIELD_STEPS = 20
_LIST_STEPS = 40
_FOUND_ROLE = Qt.ItemDataRole.UserRole


class AdoptDialog(QDialog):
    """Its id, a link with it, or the answer to its submit is enough, with the kind of task that it is.

    Args:
        cards: the kinds of tasks that can be watched; the first one is chosen.
        lost: the job whose answer was lost; it is gone on with then, at its own provider.
        sentence: an error in the person's words.
    """

    def __init__(
        self,
        studio: Studio,
        cards: Sequence[ModelCard],
        lost: RemoteTask | None,
        sentence: Callable[[StudioError], str],
        language: Language,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._cards = {card.id: card for card in cards}
        self._lost = lost
        self._sentence = sentence
        self._theme = theme
        self.adopted: RemoteTask | None = None
        self.setObjectName("videos.adoption")
        self.setWindowTitle(self.tr("Adopt a task"))
        self._build(language)
        self._lay_out()
        self._show_ready()

    def _build(self, language: Language) -> None:
        self._hint = self._label("hint", self.tr("Nothing is ordered or paid: the job is only watched."))
        self._pasted = QPlainTextEdit(self)
        self._pasted.setObjectName("videos.adopt.text")
        self._pasted.setTabChangesFocus(True)
        self._pasted.setPlaceholderText(self.tr("Task id, link, or the answer as JSON"))
        self._pasted.setAccessibleName(self._pasted.placeholderText())
        self._pasted.setFixedHeight(self._theme.space(_FIELD_STEPS))
        self._pasted.textChanged.connect(self._show_ready)
        profiles = self._studio.profiles.all
        self._profile = ChoiceBox("videos.adopt.provider", [profile.id for profile in profiles], self)
        self._profile.set_texts([profile.name for profile in profiles])
        self._profile.setAccessibleName(self.tr("Provider"))
        self._card = SearchableBox("videos.adopt.kind", list(self._cards), self)
        self._card.set_texts([card.name.in_language(language) for card in self._cards.values()])
        self._card.setAccessibleName(self.tr("Kind of task"))
        self._card.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        active = self._studio.profiles.active
        self._profile.choose(self._lost.profile_id if self._lost else active.id if active else "")
        for box in (self._profile, self._card):
            box.setEnabled(self._lost is None)
            box.chosen.connect(self._show_ready)
        self._look = Button("videos.adopt.look", self)
        self._look.setText(self.tr("Look at the provider"))
        self._look.clicked.connect(self._look_there)
        self._found = QListWidget(self)
        self._found.setObjectName("videos.adopt.found")
        self._found.setAccessibleName(self.tr("Tasks at the provider"))
        self._found.setMinimumHeight(self._theme.space(_LIST_STEPS))
        self._found.currentItemChanged.connect(self._take_found)
        self._found.hide()
        self._error = self._label("error", "")
        self._error.setObjectName("videos.adopt.error")
        self._error.hide()
        self._cancel = Button("videos.adopt.cancel", self)
        self._cancel.setText(self.tr("Cancel"))
        self._cancel.clicked.connect(self.reject)
        self._watch = Button("videos.adopt.watch", self, "primary")
        self._watch.setText(self.tr("Watch it"))
        self._watch.setDefault(True)
        self._watch.clicked.connect(self._adopt)

    def _label(self, kind: str, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        return label

    def _lay_out(self) -> None:
        space = self._theme.space
        form = QFormLayout()
        form.addRow(self.tr("Provider"), self._profile)
        form.addRow(self.tr("Kind of task"), self._card)
        buttons = QHBoxLayout()
        buttons.addWidget(self._look)
        buttons.addStretch()
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._watch)
        column = QVBoxLayout(self)
        column.setSpacing(space(3))
        column.addWidget(self._hint)
        column.addWidget(self._pasted)
        column.addLayout(form)
        column.addWidget(self._found)
        column.addWidget(self._error)
        column.addLayout(buttons)
        self.setMinimumWidth(space(110))

    def _chosen(self) -> tuple[Profile, ModelCard] | None:
        profile = self._studio.profiles.get(ProfileId(self._profile.key))
        card = self._cards.get(self._card.key)
        return (profile, card) if profile is not None and card is not None else None

    def _show_ready(self) -> None:
        chosen = self._chosen()
        self._watch.setEnabled(chosen is not None and bool(self._pasted.toPlainText().strip()))
        self._look.setVisible(chosen is not None and self._studio.tasks.lost.can_look_for(*chosen))

    def _look_there(self) -> None:
        if (chosen := self._chosen()) is not None:
            looking = self._studio.tasks.lost.look_for(*chosen, self._lost)
            Operation(self, looking, done=self._show_found, failed=self._show_error, control=self._look)

    def _show_found(self, found: Sequence[FoundTask]) -> None:
        self._show_text("" if found else self.tr("The provider tells of no tasks."))
        self._found.clear()
        self._found.setVisible(bool(found))
        for one in found:
            item = QListWidgetItem(self._words_of(one))
            item.setData(_FOUND_ROLE, one)
            if one.is_watched:
                item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._found.addItem(item)

    def _words_of(self, one: FoundTask) -> str:
        marks = (
            self.tr("probably this one") if one.is_likely else "",
            self.tr("on the board already") if one.is_watched else "",
        )
        date = f"{one.created_at.astimezone():%Y-%m-%d %H:%M}" if one.created_at else ""
        prompt = " ".join(one.prompt.split())[:80]
        return " · ".join(filter(None, (*marks, prompt, one.model, date, one.id)))

    def _take_found(self, item: QListWidgetItem | None) -> None:
        if (one := self._found_one(item)) is not None:
            self._pasted.setPlainText(one.id)

    def _found_one(self, item: QListWidgetItem | None) -> FoundTask | None:
        one = item.data(_FOUND_ROLE) if item is not None else None
        return one if isinstance(one, FoundTask) else None

    def _adopt(self) -> None:
        if (chosen := self._chosen()) is not None:
            adopting = self._adopted(*chosen)
            Operation(self, adopting, done=self._end, failed=self._show_error, control=self._watch)

    async def _adopted(self, profile: Profile, card: ModelCard) -> RemoteTask | None:
        pasted = self._pasted.toPlainText()
        if self._lost is not None:
            return await self._studio.tasks.lost.found(self._lost.id, pasted)
        one = self._found_one(self._found.currentItem())
        if one is not None and one.id == pasted.strip():
            return await self._studio.tasks.lost.adopt(profile, card, pasted, one.model, one.prompt)
        return await self._studio.tasks.lost.adopt(profile, card, pasted)

    def _end(self, task: RemoteTask | None) -> None:
        self.adopted = task
        self.accept()

    def _show_error(self, error: StudioError) -> None:
        self._show_text(self._sentence(error))

    def _show_text(self, text: str) -> None:
        self._error.setText(text)
        self._error.setVisible(bool(text))
