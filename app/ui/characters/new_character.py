"""The form of a new character. It is checked before it closes; sending it is the business of its opener."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.errors import InputError, StudioError
from app.domain.media import Asset
from app.domain.profile import Profile
from app.services.jobs.character_orders import CharacterOrder
from app.services.studio import Studio
from app.ui.characters.character_words import limits_sentence
from app.ui.characters.clip import Clip
from app.ui.characters.clip_field import ClipField, PickFilm
from app.ui.characters.clip_preview import ClipPreview
from app.ui.characters.span_field import SpanField
from app.ui.films.frames import FilmFrames
from app.ui.operation import Operation
from app.ui.profiles.field import Field
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.wrapped_label import WrappedLabel

WIDTH_STEPS = 110


class NewCharacter(QDialog):
    """Who it shall be, and the clip in which it is seen.

    Args:
        film: a film of the library that is chosen already.
        sentence: an error in the person's words.
    """

    def __init__(
        self,
        studio: Studio,
        profile: Profile,
        frames: FilmFrames,
        pick_film: PickFilm,
        sentence: Callable[[StudioError], str],
        theme: Theme,
        parent: QWidget,
        film: Asset | None = None,
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._profile = profile
        self._limits = studio.characters.limits_of(profile)
        self._sentence = sentence
        self._theme = theme
        self.order: CharacterOrder | None = None
        self.setObjectName("characters.new")
        self.setWindowTitle(self.tr("New character"))
        self._name = QLineEdit(self)
        self._name.setObjectName("characters.name")
        self._name.setMaxLength(self._limits.longest_name)
        self._clip = ClipField(studio, profile, self._limits, pick_film, sentence, theme, self)
        self._preview = ClipPreview(frames, theme, self)
        self._span = SpanField(theme, self)
        self._error = WrappedLabel("error", self)
        self._error.setObjectName("characters.new.error")
        self._error.hide()
        self._make_buttons()
        self._lay_out()
        self._connect()
        self._show_span()
        if film is not None:
            self._clip.take_film(film)
        self._show_ready()

    def _make_buttons(self) -> None:
        self._cancel = Button("characters.new.cancel", self)
        self._cancel.setText(self.tr("Cancel"))
        self._create = Button("characters.new.create", self, "primary")
        self._create.setText(self.tr("Create (may be billed)"))
        self._create.setDefault(True)

    def _lay_out(self) -> None:
        space = self._theme.space
        profile = QLabel(self.tr("At %1").replace("%1", self._profile.name), self)
        profile.setProperty("kind", "heading")
        self._name_field = Field(self._theme, self._name, parent=self)
        self._name_field.set_label(self.tr("Name"))
        clip_field = Field(self._theme, self._clip, parent=self)
        clip_field.set_label(self.tr("Clip"))
        clip_field.set_hint(limits_sentence(self._limits))
        self._span_field = Field(self._theme, self._span, parent=self)
        self._span_field.set_label(self.tr("Part in which it is seen"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._cancel)
        buttons.addWidget(self._create)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(*[space(5)] * 4)
        self._column.setSpacing(space(4))
        for part in (profile, self._name_field, clip_field, self._preview, self._span_field, self._error):
            self._column.addWidget(part)
        self._column.addStretch(1)
        self._column.addLayout(buttons)
        self.setMinimumWidth(space(WIDTH_STEPS))

    def _connect(self) -> None:
        self._cancel.clicked.connect(self.reject)
        self._create.clicked.connect(self._finish)
        self._name.textChanged.connect(self._show_ready)
        self._name.textChanged.connect(self._name_field.clear_error)
        self._clip.changed.connect(self._take_clip)
        self._span.moved.connect(self._preview.show_second)
        self._preview.shown.connect(self._grow)

    def _take_clip(self) -> None:
        self._preview.show_clip(self._clip.clip.path)
        self._show_span()
        self._show_ready()

    def _show_span(self) -> None:
        """A part is chosen where the provider wants one, and where the clip is too long for it."""
        clip = self._clip.clip
        wanted = self._limits.span_wanted(clip.facts)
        self._span_field.setVisible(wanted is not None)
        if wanted is not None:
            self._span.set_limits(wanted)
            self._span.set_length(clip.length_s)

    def _grow(self) -> None:
        """Make room for what came into sight; lines that are broken are not counted by themselves."""
        self.resize(self.width(), max(self.height(), self._column.totalHeightForWidth(self.width())))

    def _show_ready(self) -> None:
        is_chosen = self._clip.clip != Clip()
        self._create.setEnabled(is_chosen and bool(self._name.text().strip()))
        self._error.hide()

    def _finish(self) -> None:
        clip = self._clip.clip
        span = self._span.span_s if self._limits.span_wanted(clip.facts) is not None else None
        order = clip.order(self._name.text().strip(), span)

        def accept(_checked: None) -> None:
            self.order = order
            self.accept()

        checking = self._studio.characters.check(self._profile, order)
        Operation(self, checking, done=accept, failed=self._show_error, control=self._create)

    def _show_error(self, error: StudioError) -> None:
        sentence = self._sentence(error)
        at = error.field if isinstance(error, InputError) else ""
        if at == "name":
            self._name_field.set_error(sentence)
        elif at == "clip":
            self._clip.show_problem(sentence)
        elif at == "span":
            self._span_field.set_error(sentence)
        else:
            self._error.setText(sentence)
            self._error.show()
