"""The window in which a film is told shot by shot."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import QEvent
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.card import ModelCard
from app.domain.parameter import Parameter, Value, Values
from app.domain.story_cards import length_parameter, story_form
from app.domain.storyboard import Shot, Storyboard, StoryForm, problems, read, seconds_of, write
from app.domain.text import Language
from app.ui import dialogs
from app.ui.forms.field import Field
from app.ui.forms.fields import field_for
from app.ui.forms.text_fields import WordsEdit
from app.ui.forms.value_editor import ValueEditor
from app.ui.operation import Operation
from app.ui.storyboard.bar import StoryBar
from app.ui.storyboard.shot_list import ShotList
from app.ui.storyboard.story_words import story_words
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

WIDTH_STEPS, HEIGHT_STEPS = 190, 170
OPENING_LINES = 2
USUAL_SECONDS = Decimal(10)
_FLAG = "is_story"
"""Key of the parameter that says beside the prompt that it tells shots."""


class StoryboardDialog(ValueEditor):
    """Words that are no shots become the scene of the first one.

    Args:
        parameter: the one that holds the shots.
        values: what the whole form holds.
    """

    def __init__(
        self,
        card: ModelCard,
        parameter: Parameter,
        values: Values,
        language: Language,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._card = card
        self._parameter = parameter
        self._language = language
        self._theme = theme
        self._form = story_form(card)
        self._limits = self._form.limits
        self.setObjectName("storyboard")
        self._make_controls(values)
        self._before = self._first_board(str(values.get(parameter.key) or ""))
        self._opening.setPlainText(self._before.opening)
        self._shots.show_shots(self._before.shots)
        self._before = self.board
        self._lay_out()
        self._connect()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        room = parent.window().size()
        self.resize(
            min(theme.space(WIDTH_STEPS), room.width()), min(theme.space(HEIGHT_STEPS), room.height())
        )
        self._shots.go_to(0)

    @property
    def board(self) -> Storyboard:
        """What is entered."""
        return Storyboard(self._shots.shots, self._opening.toPlainText().strip())

    @property
    def seconds(self) -> Decimal | None:
        """The length of the film, where it is chosen."""
        return seconds_of(self._length.value()) if self._length else None

    def reject(self) -> None:
        """Leave the form as it was; what was written is not thrown away by a slip."""
        if self.board == self._before:
            super().reject()
            return
        asking = dialogs.confirm(
            self,
            self.tr("Throw away what you have changed?"),
            self.tr("The form stays as it was before."),
            self.tr("Throw it away"),
            danger=True,
        )
        Operation(self, asking, done=self._leave)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The person is asked; whoever takes the dialog down is not."""
        if event.spontaneous():
            self.reject()
            event.setAccepted(not self.isVisible())
        elif self.isVisible():
            super().reject()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Storyboard"))
        if self._length is not None:
            self._length.retranslate(self._language)
        self._opening_name.setText(self.tr("For all shots"))
        self._opening.setAccessibleName(self.tr("For all shots"))
        self._opening.setPlaceholderText(self.tr("Style, place, light, who appears (may stay empty)"))
        self._shots.retranslate()
        self._bar.setToolTip(self.tr("Press a shot to go to it; pull an edge to share the time differently"))
        self._add.setText(self.tr("Add a shot"))
        self._even.setText(self.tr("Make them equally long"))
        self._undo.setText(self.tr("Bring the removed shot back"))
        self._cancel.setText(self.tr("Cancel"))
        self._apply.setText(self.tr("Use these shots"))
        self._apply.setToolTip(QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText))
        self._follow()

    def _first_board(self, text: str) -> Storyboard:
        """The shots that stand in the form, else one that fills the film with what stands there instead."""
        found = read(text, self._form)
        if found is not None:
            return found
        scene = "" if self._form is StoryForm.LIST else text.strip()
        return Storyboard((Shot(self.seconds or USUAL_SECONDS, scene),))

    def _make_controls(self, values: Values) -> None:
        self._length = self._make_length(values)
        self._opening_name = QLabel(self)
        self._opening = WordsEdit(self._theme, OPENING_LINES, self)
        self._opening.setObjectName("storyboard.opening")
        self._opening_name.setBuddy(self._opening)
        for part in (self._opening_name, self._opening):
            part.setVisible(self._form.has_opening)
        self._bar = StoryBar(self._limits.step, self._theme, self)
        self._shots = ShotList(self._limits, self._theme, self)
        self._words = QLabel(self)
        self._words.setObjectName("storyboard.words")
        self._words.setWordWrap(True)
        self._add = Button("storyboard.add", self)
        self._even = Button("storyboard.even", self)
        self._undo = Button("storyboard.undo", self, "link")
        self._undo.hide()
        self._cancel = Button("storyboard.cancel", self)
        self._apply = Button("storyboard.apply", self, "primary")

    def _make_length(self, values: Values) -> Field | None:
        """The form's own field for the length, once more."""
        parameter = length_parameter(self._card)
        if parameter is None:
            return None
        field = field_for(parameter, self._theme, self)
        field.control.setObjectName("storyboard.length")
        field.show_value(values.get(parameter.key))
        field.edited.connect(self._follow)
        return field

    def _lay_out(self) -> None:
        self._tools = QHBoxLayout()
        self._tools.addWidget(self._add)
        self._tools.addWidget(self._even)
        self._tools.addWidget(self._undo)
        self._tools.addStretch(1)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._words, 1)
        self._foot.addWidget(self._cancel)
        self._foot.addWidget(self._apply)
        self._column = QVBoxLayout(self)
        if self._length is not None:
            self._column.addWidget(self._length)
        self._column.addWidget(self._opening_name)
        self._column.addWidget(self._opening)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._shots, 1)
        self._column.addLayout(self._tools)
        self._column.addLayout(self._foot)

    def _connect(self) -> None:
        self._shots.changed.connect(self._follow)
        self._opening.textChanged.connect(self._follow)
        self._bar.chosen.connect(self._shots.go_to)
        self._bar.edge_pulled.connect(self._shots.set_end)
        self._add.clicked.connect(self._add_shot)
        self._even.clicked.connect(self._make_even)
        self._undo.clicked.connect(self._shots.bring_back)
        self._cancel.clicked.connect(self.reject)
        self._apply.clicked.connect(self._use)
        keys: dict[str, Callable[[], None]] = {
            "Ctrl+N": self._add.click,
            "Ctrl+Return": self._apply.click,
            "Ctrl+Enter": self._apply.click,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _follow(self) -> None:
        """Say how the shots stand to the film."""
        board, seconds = self.board, self.seconds
        wrong = problems(board, seconds, self._limits)
        words = story_words(board, seconds, wrong, self._limits)
        self._words.setText(words)
        self._words.setProperty("kind", "warning" if wrong else "success")
        self._words.style().polish(self._words)
        self._bar.show_board(board, seconds)
        self._bar.setAccessibleDescription(words)
        self._apply.setEnabled(not wrong)
        self._apply.setAccessibleDescription(words)
        self._add.setEnabled(len(board.shots) < self._limits.most)
        self._even.setEnabled(seconds is not None and board.evenly(seconds, self._limits.step) != board)
        self._undo.setVisible(self._shots.can_bring_back)

    def _add_shot(self) -> None:
        board, place = self.board, self._shots.place
        seconds = self.seconds or board.seconds
        self._shots.add(board.filled_up(seconds, place, self._limits.step), place + 1)

    def _make_even(self) -> None:
        if self.seconds is not None:
            self._shots.set_lengths(self.board.evenly(self.seconds, self._limits.step))

    def _use(self) -> None:
        chosen: dict[str, Value] = {self._parameter.key: write(self.board, self._form)}
        if self._length is not None:
            chosen[self._length.parameter.key] = self._length.value()
        if self._form is StoryForm.FLAG and self._card.parameter(_FLAG) is not None:
            chosen[_FLAG] = "1"
        self.chosen = chosen
        self.accept()

    def _leave(self, is_sure: bool) -> None:
        if is_sure:
            super().reject()

    def _restyle(self) -> None:
        space = self._theme.space
        self._opening.setFont(self._theme.font())
        self._opening.fit()
        for row in (self._tools, self._foot):
            row.setSpacing(space(2))
        self._column.setSpacing(space(2))
        self._column.setContentsMargins(space(4), space(4), space(4), space(4))
