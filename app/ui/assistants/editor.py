"""The window in which an assistant is made or changed."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.assistant import LONGEST_NAME, Assistant
from app.domain.conversation import ChatSettings
from app.domain.ids import ProfileId
from app.domain.profile import Profile
from app.domain.template import TemplateError, parse_template
from app.ui.assistants.icon_picker import IconPicker
from app.ui.assistants.preview import AvatarPreview
from app.ui.chat.parameter_cell import ParameterCell
from app.ui.prompts.fault_words import fault_words
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.choice_box import ChoiceBox

WIDTH_STEPS, HEIGHT_STEPS = 150, 165
MOST_OF_SCREEN = 0.9
SYSTEM_LINES, FIRST_LINES = 8, 3


class AssistantEditor(QDialog):
    """Saves nothing itself: ``saved`` carries the assistant as it was written.

    Args:
        models: names to choose from; any other can be typed.
    """

    saved = Signal(object)
    parameters_wanted = Signal()
    """The other settings shall be changed; answered by ``take_settings``."""
    tools_wanted = Signal()
    """So shall the tools."""

    def __init__(
        self,
        assistant: Assistant,
        profiles: Sequence[Profile],
        models: Sequence[str],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._assistant = assistant
        self._settings = assistant.settings
        self._theme = theme
        self.setObjectName("assistant")
        self._build(profiles, models)
        self._lay_out()
        self._fill()
        usual = QSize(theme.space(WIDTH_STEPS), theme.space(HEIGHT_STEPS))
        self.resize(usual.boundedTo(parent.screen().availableSize() * MOST_OF_SCREEN))
        self.retranslate()
        self._check()

    def take_settings(self, settings: ChatSettings) -> None:
        """Take over parameters that were changed elsewhere; the prompt may be among them."""
        self._settings = settings
        if settings.system_prompt != self._system.toPlainText():
            self._system.setPlainText(settings.system_prompt)
        self._show_parameters()

    @property
    def settings(self) -> ChatSettings:
        """The settings as they are written."""
        return replace(
            self._settings,
            profile_id=ProfileId(self._profile.key) if self._profile.key else None,
            model=self._model.text().strip(),
            system_prompt=self._system.toPlainText(),
        )

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Assistant"))
        self._cells[self._name].set_texts(self.tr("Name"))
        self._cells[self._icon].set_texts(self.tr("Icon"))
        self._cells[self._about].set_texts(self.tr("What it is good for"))
        self._cells[self._system].set_texts(self.tr("System prompt"))
        self._cells[self._profile].set_texts(self.tr("Provider"))
        self._cells[self._model].set_texts(self.tr("Model"))
        self._cells[self._first].set_texts(
            self.tr("First message"),
            self.tr("Stands in the field of a new conversation; {{name}} asks for a value."),
        )
        self._system.setPlaceholderText(self.tr("Who it is, what it does, and how it answers"))
        self._model.setPlaceholderText(self.tr("the usual one"))
        self._profile.setItemText(0, self.tr("the active one"))
        self._cancel.setText(self.tr("Cancel"))
        self._save.setText(self.tr("Save"))
        self._show_parameters()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self, profiles: Sequence[Profile], models: Sequence[str]) -> None:
        self._cells: dict[QWidget, ParameterCell] = {}
        self._preview = AvatarPreview(self._theme, self)
        self._name = QLineEdit(self)
        self._name.setMaxLength(LONGEST_NAME)
        self._about = QLineEdit(self)
        self._icon = IconPicker(self._theme, self)
        self._system = self._long_field(SYSTEM_LINES)
        self._profile = ChoiceBox("", ("", *(profile.id for profile in profiles)), self)
        self._profile.set_texts(("", *(profile.name for profile in profiles)))
        self._model = QLineEdit(self)
        completer = QCompleter(sorted(set(models)), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._model.setCompleter(completer)
        self.parameters = Button("assistant.parameters", self)
        self.parameters.clicked.connect(self.parameters_wanted)
        self.tools = Button("assistant.tools", self)
        self.tools.clicked.connect(self.tools_wanted)
        self._first = self._long_field(FIRST_LINES)
        names = {
            self._name: "assistant.name", self._about: "assistant.description", self._icon: "assistant.icon",
            self._system: "assistant.system", self._profile: "assistant.profile",
            self._model: "assistant.model", self._first: "assistant.first",
        }  # fmt: skip
        for field, name in names.items():
            self._cells[field] = ParameterCell(name, field, self._theme, self)
        self._problem = QLabel(self)
        self._problem.setObjectName("assistant.problem")
        self._problem.setProperty("kind", "error")
        self._problem.setWordWrap(True)
        self._cancel = Button("assistant.cancel", self)
        self._cancel.clicked.connect(self.reject)
        self._save = Button("assistant.save", self, "primary")
        self._save.clicked.connect(self._tell)
        self._name.textChanged.connect(self._check)
        self._first.textChanged.connect(self._check)
        self._icon.changed.connect(self._check)

    def _long_field(self, lines: int) -> QPlainTextEdit:
        field = QPlainTextEdit(self)
        field.setTabChangesFocus(True)
        field.setFixedHeight(lines * field.fontMetrics().lineSpacing() + self._theme.space(4))
        return field

    def _lay_out(self) -> None:
        space = self._theme.space
        content = QWidget()
        grid = QGridLayout(content)
        grid.setContentsMargins(space(5), space(4), space(5), space(2))
        grid.setHorizontalSpacing(space(3))
        grid.setVerticalSpacing(space(3))
        head = QHBoxLayout()
        head.setSpacing(space(3))
        head.addWidget(self._preview)
        head.addWidget(self._cells[self._name], 1)
        grid.addLayout(head, 0, 0, 1, 2)
        for row, field in enumerate((self._about, self._icon, self._system), 1):
            grid.addWidget(self._cells[field], row, 0, 1, 2)
        grid.addWidget(self._cells[self._profile], 4, 0)
        grid.addWidget(self._cells[self._model], 4, 1)
        more = QHBoxLayout()
        more.setSpacing(space(2))
        more.addWidget(self.parameters)
        more.addWidget(self.tools)
        more.addStretch(1)
        grid.addLayout(more, 5, 0, 1, 2)
        grid.addWidget(self._cells[self._first], 6, 0, 1, 2)
        grid.setRowStretch(7, 1)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(content)
        foot = QHBoxLayout()
        foot.setContentsMargins(space(5), space(2), space(5), space(4))
        foot.setSpacing(space(2))
        foot.addWidget(self._problem, 1)
        foot.addWidget(self._cancel)
        foot.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)

    def _fill(self) -> None:
        assistant = self._assistant
        self._name.setText(assistant.name)
        self._about.setText(assistant.description)
        self._icon.show_icon(assistant.icon)
        self._system.setPlainText(assistant.settings.system_prompt)
        self._profile.choose(assistant.settings.profile_id or "")
        self._model.setText(assistant.settings.model)
        self._first.setPlainText(assistant.first_message)

    def _show_parameters(self) -> None:
        """The buttons say whether anything beside prompt and model is set."""
        kept = self._settings
        plain = ChatSettings(
            profile_id=kept.profile_id, model=kept.model, system_prompt=kept.system_prompt,
            assistant=kept.assistant, tools=kept.tools, functions=kept.functions,
        )  # fmt: skip
        is_set = kept != plain
        self.parameters.setText(self.tr("Parameters, some are set…") if is_set else self.tr("Parameters…"))
        count = len(kept.tools) + bool(kept.functions.strip())
        self.tools.setText(self.tr("Tools: {count}…").format(count=count) if count else self.tr("Tools…"))
        for button in (self.parameters, self.tools):
            button.setAccessibleName(button.text())

    def _check(self) -> None:
        """Nothing is saved that could not be used."""
        problem = ""
        try:
            parse_template(self._first.toPlainText())
        except TemplateError as error:
            problem = fault_words(self._first.toPlainText(), error)
        self._problem.setText(problem)
        self._save.setEnabled(bool(self._name.text().strip()) and not problem)
        self._preview.show_mark(self._written().mark)

    def _written(self) -> Assistant:
        return replace(
            self._assistant,
            name=self._name.text().strip(),
            icon=self._icon.icon,
            description=self._about.text().strip(),
            settings=replace(self.settings, assistant=None),
            first_message=self._first.toPlainText(),
        )

    def _tell(self) -> None:
        self.saved.emit(self._written())
