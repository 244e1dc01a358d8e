"""What few people need: further keys and addresses, network, looks, models. Folded until it is wanted."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.errors import InputError
from app.domain.ids import KeyId
from app.domain.model import Model
from app.domain.price import PriceList
from app.domain.profile import Profile
from app.ui.profiles.adapters_editor import AdaptersEditor
from app.ui.profiles.colors import ColorPicker
from app.ui.profiles.default_model import DefaultModel
from app.ui.profiles.field import Field
from app.ui.profiles.hidden_models import HiddenModels
from app.ui.profiles.keys_editor import KeysEditor
from app.ui.profiles.lines_editor import LinesEditor
from app.ui.profiles.network import NetworkForm
from app.ui.profiles.price_group import PriceGroupChoice
from app.ui.profiles.tools import ProfileTools

_TEXT_LINES = 3


class MoreForm(QWidget):
    """The folded part of the profile dialog."""

    changed = Signal()

    def __init__(self, tools: ProfileTools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme, offers, say = tools.theme, tools.offers, tools.say
        self._theme = theme
        self._say = say
        self.color = ColorPicker(theme, self)
        self.keys = KeysEditor(theme, self)
        self.lines = LinesEditor(theme, offers, self)
        self.network = NetworkForm(theme, say, self)
        self.default_model = DefaultModel(self)
        self.price_group = PriceGroupChoice(self)
        self.models = HiddenModels(theme, self)
        self.adapters = AdaptersEditor(theme, tools.cards, tools.language, self)
        self.notes = QPlainTextEdit(self)
        self.notes.setObjectName("profile.notes")
        self.notes.setTabChangesFocus(True)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._space()

    def fill(self, profile: Profile, models: Sequence[Model]) -> None:
        """Show what a profile has, and the models that its gateway listed last."""
        self.color.choose(profile.color)
        self.keys.fill(profile.keys)
        self.lines.fill(profile.lines[1:])
        self.network.fill(profile)
        self.default_model.fill(models, profile.default_model)
        self.models.fill(models, profile.hidden_models)
        self.adapters.fill(profile.adapters)
        self.notes.setPlainText(profile.notes)
        self._models_field.setVisible(bool(models))
        self.show_prices(None, profile.price_group)
        for widget in (self._keys_field, self._lines_field, self._network_title, self.network):
            widget.setVisible(not profile.is_demo)

    def show_prices(self, prices: PriceList | None, chosen: str) -> None:
        """The groups of the gateway's price list, where it has several."""
        groups = prices.groups if prices else {}
        self.price_group.fill(groups, chosen)
        self._group_field.setVisible(len(groups) > 1 or bool(chosen))

    def show_models(self, models: Sequence[Model]) -> None:
        """The models that the gateway lists now; what was chosen among them stays."""
        self.default_model.fill(models, self.default_model.chosen)
        self.models.fill(models, self.models.hidden)
        self._models_field.setVisible(bool(models))

    def apply(self, profile: Profile, typed: dict[KeyId, str]) -> Profile:
        """The profile with these fields; keys and passwords that were typed go into ``typed``.

        Its lines are the further addresses alone.

        Raises:
            InputError: a further address cannot be used, or an adapter; it is shown at its field.
        """
        typed |= self.keys.typed
        changed = replace(
            profile,
            color=self.color.color,
            keys=self.keys.references,
            lines=self._read_lines(),
            default_model=self.default_model.chosen,
            price_group=self.price_group.chosen,
            hidden_models=self.models.hidden if self.models.list.count() else profile.hidden_models,
            notes=self.notes.toPlainText().strip(),
            adapters=self.adapters.read(),
        )
        return self.network.apply(changed, typed)

    def retranslate(self) -> None:
        """Every text in the present language."""
        self._color_field.set_label(self.tr("Colour"))
        self.color.set_names(
            {
                "blue": self.tr("Blue"),
                "teal": self.tr("Teal"),
                "green": self.tr("Green"),
                "orange": self.tr("Orange"),
                "red": self.tr("Red"),
                "purple": self.tr("Purple"),
                "gray": self.tr("Grey"),
            }
        )
        self._keys_field.set_label(self.tr("Keys"))
        self._keys_field.set_hint(
            self.tr("When a key is refused or used too often, the next one takes over.")
        )
        self._lines_field.set_label(self.tr("Backup addresses"))
        self._lines_field.set_hint(
            self.tr("The next one is tried when the one before cannot be reached. “Test” measures each.")
        )
        self._network_title.setText(self.tr("Network"))
        self._group_field.set_label(self.tr("Price group"))
        self._group_field.set_hint(self.tr("The group of your key at the provider decides what you pay."))
        self._default_field.set_label(self.tr("Model for new conversations"))
        self._models_field.set_label(self.tr("Models"))
        self._notes_field.set_label(self.tr("Notes"))
        self.notes.setPlaceholderText(self.tr("Where you bought it, until when it is valid …"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        self._color_field = Field(self._theme, self.color, parent=self)
        self._keys_field = Field(self._theme, self.keys, parent=self)
        self._lines_field = Field(self._theme, self.lines, parent=self)
        self._network_title = QLabel(self)
        self._network_title.setProperty("kind", "heading")
        self._default_field = Field(self._theme, self.default_model, parent=self)
        self._group_field = Field(self._theme, self.price_group, parent=self)
        self._models_field = Field(self._theme, self.models, parent=self)
        self._notes_field = Field(self._theme, self.notes, parent=self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._color_field)
        self._column.addWidget(self._keys_field)
        self._column.addWidget(self._lines_field)
        self._column.addWidget(self._network_title)
        self._column.addWidget(self.network)
        self._column.addWidget(self._default_field)
        self._column.addWidget(self._group_field)
        self._column.addWidget(self._models_field)
        self._column.addWidget(self.adapters)
        self._column.addWidget(self._notes_field)

    def _connect(self) -> None:
        for part in (
            self.color,
            self.keys,
            self.lines,
            self.network,
            self.default_model,
            self.price_group,
            self.models,
            self.adapters,
        ):
            part.changed.connect(self.changed)
        self.notes.textChanged.connect(self.changed)
        self.lines.changed.connect(self._lines_field.clear_error)
        self._theme.changed.connect(self._space)

    def _space(self) -> None:
        self._column.setSpacing(self._theme.space(4))
        line_height = self.notes.fontMetrics().lineSpacing()
        self.notes.setFixedHeight(line_height * _TEXT_LINES + self._theme.space(4))

    def _read_lines(self) -> tuple[str, ...]:
        try:
            return self.lines.read()
        except InputError as error:
            self._lines_field.set_error(self._say(error).sentence)
            raise
