"""The library of prompts at work: suggested, filled in, inserted, kept."""

from collections.abc import Callable, Coroutine
from functools import cached_property, partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QObject, Qt, QTime
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.domain.ids import PromptId
from app.domain.prompt import Prompt
from app.domain.text import Language
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.fuzzy import holds, match
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.prompts.mentions import Mentions, TextField
from app.ui.prompts.suggestions import Suggestion
from app.ui.theme.theme import Theme

if TYPE_CHECKING:
    from app.domain.template import Template
    from app.ui.prompts.keeper import PromptKeeper

SIGN = "/"
_MANAGE = "manage"
_USES_WEIGH = 0.5
_MOST_USES = 20
_BY_TITLE = 100.0
_MOST_ROWS = 60


class PromptDesk(QObject):
    """Serves the fields of one page."""

    def __init__(
        self,
        studio: Studio,
        language: Callable[[], Language],
        bridge: Bridge,
        notices: Notices,
        theme: Theme,
        owner: QWidget,
    ) -> None:
        super().__init__(owner)
        self._studio = studio
        self._language = language
        self._notices = notices
        self._theme = theme
        self._owner = owner
        self._is_ready = False
        self._bridge = bridge

    @property
    def all(self) -> tuple[Prompt, ...]:
        """Every prompt in the language of the window."""
        return self._studio.prompts.all(self._language())

    def serve(self, mentions: Mentions) -> None:
        """Suggest prompts in a field."""
        mentions.add_source(SIGN, partial(self._suggest, mentions), self._hint)
        mentions.chosen.connect(partial(self._insert, mentions.field))

    def write(self, field: TextField, text: str, prompt_id: PromptId | None = None, title: str = "") -> None:
        """Insert a text with variables at the cursor of a field; what it asks for is asked for first."""
        from app.domain.template import Template, TemplateError, parse_template  # no start has prompts

        try:
            template = parse_template(text)
        except TemplateError:
            template = Template((text,))
        if template.asked:
            self._ask(field, template, prompt_id, title)
        else:
            self._fill_in(field, template, prompt_id, {})

    def manage(self) -> None:
        """Open the window in which prompts are kept."""
        self._run(self._studio.prompts.ready(), self._open_keeper)

    def _suggest(self, mentions: Mentions, query: str) -> list[Suggestion]:
        if not self._is_ready:
            self._run(self._studio.prompts.ready(), partial(self._read, mentions))
            return []
        ranked = [(score, prompt) for prompt in self.all if (score := self._score(query, prompt)) is not None]
        ranked.sort(key=lambda pair: -pair[0])
        rows = [self._row(query, prompt) for _, prompt in ranked[:_MOST_ROWS]]
        title = self.tr("Manage prompts…")
        manage = Suggestion(_MANAGE, title, "", self._theme.icon("settings", "text_muted"))
        return [*rows, manage] if rows or match(query, title) else []

    def _score(self, query: str, prompt: Prompt) -> float | None:
        """How well a prompt fits; None where it does not. What is used more often comes first."""
        uses = _USES_WEIGH * min(self._studio.prompts.uses(prompt.id), _MOST_USES)
        if not query:
            return uses
        if (by_title := match(query, prompt.title)) is not None:
            return _BY_TITLE + by_title.score + uses
        return uses if holds(query, f"{' '.join(prompt.tags)} {prompt.text}") else None

    def _row(self, query: str, prompt: Prompt) -> Suggestion:
        hit = match(query, prompt.title) if query else None
        detail = " ".join(prompt.tags) or " ".join(prompt.text.split())[:60]
        icon = self._theme.icon("prompt", "text_muted")
        return Suggestion(prompt.id, prompt.title, detail, icon, hit.positions if hit else ())

    def _read(self, mentions: Mentions, _: object) -> None:
        self._is_ready = True
        mentions.refresh()

    def _hint(self) -> str:
        return self.tr("Enter inserts · Esc closes")

    def _insert(self, field: TextField, sign: str, key: str) -> None:
        if sign != SIGN:
            return
        if key == _MANAGE:
            self.manage()
        elif (prompt := self._studio.prompts.get(key, self._language())) is not None:
            self.write(field, prompt.text, prompt.id, prompt.title)

    def _ask(self, field: TextField, template: "Template", prompt_id: PromptId | None, title: str) -> None:
        from app.ui.prompts.form import PromptForm

        form = PromptForm(
            title or self.tr("Fill in"),
            template.asked,
            self._studio.prompts.values,
            self._theme,
            field.window(),
        )
        form.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        form.filled.connect(partial(self._fill_in, field, template, prompt_id))
        form.finished.connect(lambda _: field.setFocus(Qt.FocusReason.OtherFocusReason))
        form.open()

    def _fill_in(
        self, field: TextField, template: "Template", prompt_id: PromptId | None, values: dict[str, str]
    ) -> None:
        field.textCursor().insertText(template.filled(values | self._built_in(template)))
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.ensureCursorVisible()
        if prompt_id is not None or values:
            self._studio.prompts.remember(values)
            self._run(self._studio.prompts.used(prompt_id))

    def _built_in(self, template: "Template") -> dict[str, str]:
        """What fills itself in, at this moment."""
        from app.domain.template import VariableKind

        made = {
            VariableKind.DATE: lambda: QDate.currentDate().toString(Qt.DateFormat.ISODate),
            VariableKind.TIME: lambda: QTime.currentTime().toString("HH:mm"),
            VariableKind.CLIPBOARD: lambda: QGuiApplication.clipboard().text(),
        }
        return {one.name: made[one.kind]() for one in template.variables if one.kind in made}

    def _open_keeper(self, _: object) -> None:
        self._is_ready = True
        self._keeper.open()

    @cached_property
    def _keeper(self) -> "PromptKeeper":
        from app.ui.prompts.keeper import PromptKeeper  # for who keeps prompts

        return PromptKeeper(
            self._studio, self._language, self._bridge, self._notices, self._theme, self._owner
        )

    def _run(self, work: Coroutine[object, object, object], done: Callable[..., None] | None = None) -> None:
        Operation(self, work, done=done, failed=self._notices.show_error)
