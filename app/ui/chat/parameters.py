"""System prompt and parameters of one conversation."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.conversation import ChatSettings
from app.domain.errors import InputError
from app.domain.model import ModelTraits
from app.domain.parameter import Parameter
from app.domain.text import Language
from app.services.conversation.chat_protocols import PROTOCOL_NAMES
from app.services.conversation.turns import parse_extra
from app.ui.chat.option_fields import OptionFields
from app.ui.chat.parameter_format import FormatField
from app.ui.chat.parameter_grid import ParameterGrid
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.popover import Popover

EFFORTS = ("none", "minimal", "low", "medium", "high", "xhigh", "max")


class ParametersPopover(Popover):
    """Everything that can be set for a conversation. An empty field leaves the choice to the model."""

    changed = Signal(object)
    """The new ChatSettings; told only while everything that was typed can be sent."""
    tools_requested = Signal()

    def __init__(self, language: Callable[[], Language], theme: Theme, owner: QWidget) -> None:
        super().__init__(theme, owner)
        self._language = language
        self._settings = ChatSettings()
        self._filling = True
        self._traits = ModelTraits()
        self._asked_in = ""
        self.setObjectName("parameters")
        self._build()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_settings(
        self,
        settings: ChatSettings,
        traits: ModelTraits,
        protocol: str = "",
        options: Sequence[Parameter] = (),
    ) -> None:
        """Fill the form; what the model is known to refuse is switched off.

        Args:
            protocol: in which the model is asked.
            options: the parameters that it knows beside those of all models.
        """
        self._filling = True
        self._settings, self._traits, self._asked_in = settings, traits, protocol
        self._system.setPlainText(settings.system_prompt)
        self._temperature.setText(_shown(settings.temperature))
        self._top_p.setText(_shown(settings.top_p))
        self._max_tokens.setText(_shown(settings.max_tokens))
        self._frequency.setText(_shown(settings.frequency_penalty))
        self._presence.setText(_shown(settings.presence_penalty))
        self._seed.setText(_shown(settings.seed))
        self._stop.setPlainText("\n".join(settings.stop))
        self._n.setText("" if settings.n == 1 else str(settings.n))
        self._fill_efforts(settings, traits)
        self._format.show_format(settings.response_format, protocol)
        self._stream.setChecked(settings.stream)
        self._search.setChecked(settings.web_search)
        self._pages.setChecked(settings.read_pages)
        self._code.setChecked(settings.run_code)
        self._history.setChecked(settings.keep_history)
        self._cache.setChecked(settings.cache_prompt)
        self._protocol.setCurrentIndex(max(0, self._protocol.findData(settings.protocol)))
        self._extra.setPlainText(settings.extra_json)
        self._options.show_parameters(options, settings.options, single_turn=traits.single_turn)
        self._switch_off(traits)
        self._filling = False
        self._check()

    def open_for(self, anchor: QWidget) -> None:
        """Show the form beside a button."""
        self.open_below(anchor)
        self._scroll.ensureWidgetVisible(self._system)
        self._system.setFocus(Qt.FocusReason.PopupFocusReason)

    def sizeHint(self) -> QSize:
        """A comfortable size that fits into the window."""
        room = self.window().size()
        space = self.theme.space
        return QSize(min(space(115), room.width() - space(8)), min(space(165), room.height() - space(40)))

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._title.setText(self.tr("Parameters"))
        for field, label, hint in self._texts():
            self._grid.cells[field].set_texts(label, hint)
            if isinstance(field, QLineEdit):
                field.setPlaceholderText(self.tr("model's default"))
        self._n.setPlaceholderText("1")
        self._system.setPlaceholderText(self.tr("How the model should behave in this conversation"))
        self._extra.setPlaceholderText('{"top_k": 40}')
        self._stream.setText(self.tr("Show the answer while it is written (streaming)"))
        self._search.setText(self.tr("Search the web"))
        self._search.setToolTip(self.tr("With the maker's own search; it is charged apart"))
        self._pages.setText(self.tr("Read the web pages that I name (Gemini)"))
        self._history.setText(self.tr("Let the provider keep the history (Responses)"))
        self._history.setToolTip(self.tr("A message then sends only what is new; the provider stores it all"))
        self._cache.setText(self.tr("Mark what is repeated, so that it costs less (Claude)"))
        self._code.setText(self.tr("Run code (Gemini, Responses)"))
        self._protocol.setItemText(0, self.tr("as the gateway says"))
        self._reset.setText(self.tr("Back to the defaults"))
        self._tools.setText(self.tr("Tools…"))
        self._effort.setItemText(0, self.tr("model's default"))

    def _texts(self) -> tuple[tuple[QWidget, str, str], ...]:
        """Fields, their names, and what they do."""
        return (
            (self._system, self.tr("System prompt"), ""),
            (self._temperature, self.tr("Temperature (0 – 2)"), self.tr("Low is steady, high is lively")),
            (self._top_p, self.tr("Top P (0 – 1)"), self.tr("Instead of the temperature, not with it")),
            (self._max_tokens, self.tr("Maximum length (tokens)"), self.tr("The answer is cut there")),
            (self._effort, self.tr("Reasoning effort"), self.tr("More thinking uses more tokens")),
            (
                self._frequency,
                self.tr("Frequency penalty (−2 – 2)"),
                self.tr("Above 0: fewer repeated words"),
            ),
            (self._presence, self.tr("Presence penalty (−2 – 2)"), self.tr("Above 0: more new subjects")),
            (self._seed, self.tr("Seed"), self.tr("The same seed gives similar answers")),
            (self._n, self.tr("Number of answers (1 – 8)"), self.tr("Shown as ‹ 1/3 ›; each one is charged")),
            (
                self._stop,
                self.tr("Stop sequences, one per line"),
                self.tr("The answer ends before any of them"),
            ),
            (self._extra, self.tr("Extra JSON for the request body"), ""),
            (
                self._protocol,
                self.tr("Protocol"),
                self.tr("Claude's and Gemini's own keep their thoughts and read PDF files"),
            ),
        )

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self) -> None:
        self._grid = ParameterGrid(self.theme)
        self._grid.edited.connect(self._read)
        self._build_fields()
        self._title = QLabel(self)
        self._title.setProperty("kind", "heading")
        self._reset = Button("parameters.reset", self, "link")
        self._reset.clicked.connect(self._to_defaults)
        self._tools = Button("parameters.tools", self, "link")
        self._tools.clicked.connect(self._leave_for_tools)
        self._problem = QLabel(self)
        self._problem.setObjectName("parameters.error")
        self._problem.setProperty("kind", "error")
        self._problem.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._tools)
        head.addWidget(self._reset)
        self._column = QVBoxLayout(self)
        self._column.addLayout(head)
        self._scroll = self._make_scroll()
        self._column.addWidget(self._scroll)
        self._column.addWidget(self._problem)

    def _make_scroll(self) -> QScrollArea:
        scroll = QScrollArea(self)
        scroll.setObjectName("parameters.scroll")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._grid)
        return scroll

    def _build_fields(self) -> None:
        """In the order of the Tab key."""
        self._system = self._grid.add_long("form.system_prompt", lines=4)
        self._options = OptionFields(self._language, self.theme, self._grid)
        self._options.edited.connect(self._read)
        self._grid.add_section(self._options)
        self._temperature = self._grid.add_number("form.temperature", 0.0, 2.0)
        self._top_p = self._grid.add_number("form.top_p", 0.0, 1.0)
        self._max_tokens = self._grid.add_integer("form.max_tokens", 1)
        self._effort = self._grid.add_choice("form.reasoning_effort")
        self._n = self._grid.add_integer("form.n", 1, 8)
        self._seed = self._grid.add_integer("form.seed", 0)
        self._frequency = self._grid.add_number("form.frequency_penalty", -2.0, 2.0)
        self._presence = self._grid.add_number("form.presence_penalty", -2.0, 2.0)
        self._format = FormatField(self._language, self.theme, self._grid)
        self._format.edited.connect(self._read)
        self._grid.add_row(self._format)
        self._stop = self._grid.add_long("form.stop", lines=2)
        self._extra = self._grid.add_long("form.extra_json", lines=3, code=True)
        self._protocol = self._grid.add_choice("form.protocol")
        self._protocol.addItem("", "")
        for protocol, name in PROTOCOL_NAMES.items():
            self._protocol.addItem(name, protocol)
        self._search = self._grid.add_check("form.web_search")
        self._pages = self._grid.add_check("form.read_pages")
        self._code = self._grid.add_check("form.run_code")
        self._history = self._grid.add_check("form.keep_history")
        self._cache = self._grid.add_check("form.cache_prompt")
        self._stream = self._grid.add_check("form.stream")

    def _fill_efforts(self, settings: ChatSettings, traits: ModelTraits) -> None:
        self._effort.clear()
        self._effort.addItem(self.tr("model's default"), "")
        for effort in traits.reasoning_efforts or EFFORTS:
            self._effort.addItem(effort, effort)
        self._effort.setCurrentIndex(max(0, self._effort.findData(settings.reasoning_effort)))

    def _switch_off(self, traits: ModelTraits) -> None:
        fields = {
            "temperature": self._temperature,
            "top_p": self._top_p,
            "frequency_penalty": self._frequency,
            "presence_penalty": self._presence,
            "stop": self._stop,
            "n": self._n,
        }
        for name, field in fields.items():
            refused = name in traits.unsupported
            field.setEnabled(not refused)
            field.setToolTip(self.tr("This model does not take it") if refused else "")

    def _read(self) -> None:
        """Take over what was typed, if all of it can be sent."""
        if self._filling:
            return
        if not self._check():
            return
        self._settings = replace(
            self._settings,
            system_prompt=self._system.toPlainText(),
            stream=self._stream.isChecked(),
            web_search=self._search.isChecked(),
            read_pages=self._pages.isChecked(),
            run_code=self._code.isChecked(),
            keep_history=self._history.isChecked(),
            cache_prompt=self._cache.isChecked(),
            protocol=str(self._protocol.currentData() or ""),
            temperature=_number(self._temperature),
            top_p=_number(self._top_p),
            max_tokens=_integer(self._max_tokens),
            frequency_penalty=_number(self._frequency),
            presence_penalty=_number(self._presence),
            seed=_integer(self._seed),
            stop=tuple(line for line in self._stop.toPlainText().splitlines() if line),
            n=_integer(self._n) or 1,
            reasoning_effort=str(self._effort.currentData() or ""),
            response_format=self._format.chosen,
            extra_json=self._extra.toPlainText(),
            options=self._options.values(),
        )
        self._check()
        self.changed.emit(self._settings)

    def _check(self) -> bool:
        """Whether everything can be sent; the first thing that cannot is named."""
        problem = self._first_problem()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._reset.setEnabled(bool(problem) or self._settings != self._defaults())
        return not problem

    def _first_problem(self) -> str:
        for field, cell in self._grid.cells.items():
            if isinstance(field, QLineEdit) and field.text() and not field.hasAcceptableInput():
                name = cell.label
                return self.tr("{name}: this number is out of range").format(name=name)
        if name := self._options.first_problem():
            return self.tr("{name}: this cannot be sent").format(name=name)
        try:
            parse_extra(self._extra.toPlainText())
        except InputError as error:
            return self.tr("The extra JSON is not an object: {reason}").format(reason=error.values["reason"])
        return ""

    def _defaults(self) -> ChatSettings:
        kept = self._settings
        return ChatSettings(profile_id=kept.profile_id, model=kept.model, assistant=kept.assistant)

    def _leave_for_tools(self) -> None:
        self.dismiss()
        self.tools_requested.emit()

    def _to_defaults(self) -> None:
        kept = self._defaults()
        self.show_settings(kept, self._traits, self._asked_in, self._options.parameters)
        self.changed.emit(kept)

    def _restyle(self) -> None:
        space = self.theme.space
        self._column.setContentsMargins(space(3), space(3), space(3), space(3))
        self._column.setSpacing(space(3))


def _shown(value: float | int | None) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _number(field: QLineEdit) -> float | None:
    return float(field.text()) if field.text() else None


def _integer(field: QLineEdit) -> int | None:
    return int(field.text()) if field.text() else None
