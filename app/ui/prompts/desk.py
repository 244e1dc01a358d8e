"""The library of prompts at work: suggested, filled in, inserted, kept."""

from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QObject, Qt, QTime
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.domain.errors import StudioError
from app.domain.ids import PromptId
from app.domain.prompt import Prompt
from app.domain.text import Language
from app.services.clock import new_id
from app.services.prompts import duplicates, new_prompt
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
    from app.ui.shelf.exchange import ShelfExchange
    from app.ui.shelf.manager import ManagerWords, ShelfManager

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
        self._manager: ShelfManager | None = None
        bridge.prompts_changed.connect(self._refresh)

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
        self._run(self._studio.prompts.ready(), self._open_manager)

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

    def _open_manager(self, _: object) -> None:
        from app.ui.shelf.manager import ShelfManager  # for who keeps prompts

        self._is_ready = True
        manager = ShelfManager("prompts", self._words, self._theme, self._owner.window())
        manager.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        manager.wanted.connect(self._act)
        manager.general_wanted.connect(self._act_on_all)
        manager.destroyed.connect(self._forget_manager)
        self._manager = manager
        self._refresh()
        self._tell_duplicates()
        manager.open()

    def _forget_manager(self) -> None:
        self._manager = None

    def _words(self) -> "ManagerWords":
        from app.ui.shelf.manager import ManagerWords

        return ManagerWords(
            self.tr("Prompts"), self.tr("New prompt"), self.tr("Search prompts"), self.tr("No prompt fits")
        )

    def _refresh(self, event: object = None) -> None:
        if self._manager is None:
            return
        from app.ui.shelf.row_delegate import ShelfRowLook

        shelf, icon = self._studio.prompts, self._theme.icon("prompt", "text_muted")
        rows = [
            ShelfRowLook(
                prompt.id, prompt.title, " ".join(prompt.text.split())[:200], icon,
                " · ".join(filter(None, (" ".join(prompt.tags), self._used(shelf.uses(prompt.id))))),
            )
            for prompt in self.all
        ]  # fmt: skip
        self._manager.show_rows(rows, frozenset(one.id for one in self.all if shelf.is_changed(one.id)))

    def _used(self, times: int) -> str:
        return self.tr("used {times}×").format(times=times) if times else ""

    def _tell_duplicates(self) -> None:
        double = [prompt for group in duplicates(self.all) for prompt in group[1:]]
        if double and self._manager is not None:
            text = self.tr("Prompts that say the same as another: {count}").format(count=len(double))
            ids = [prompt.id for prompt in double]
            self._manager.show_remark(text, self.tr("Delete them"), partial(self._remove, ids))

    def _act(self, wish: str, identity: str) -> None:
        prompt = self._studio.prompts.get(identity, self._language())
        if prompt is None:
            return
        shelf, order = self._studio.prompts, [one.id for one in self.all]
        match wish:
            case "edit":
                self._edit(prompt)
            case "duplicate":
                title = self.tr("{title} (copy)").format(title=prompt.title)
                copy = replace(prompt, id=PromptId(new_id()), title=title)
                self._run(shelf.save(copy), partial(self._show_in_manager, copy.id))
            case "remove":
                self._remove([prompt.id])
            case "reset":
                self._run(shelf.reset(identity))
            case "up" | "down":
                from app.ui.shelf.manager import moved

                self._run(shelf.reorder(moved(order, identity, -1 if wish == "up" else 1)))

    def _act_on_all(self, wish: str) -> None:
        match wish:
            case "new":
                self._edit(new_prompt())
            case "import":
                self._exchange().take_in(self._language())
            case "export":
                self._exchange().give_out(self.all)
            case "restore":
                self._run(self._studio.prompts.restore_shipped())

    def _remove(self, ids: list[PromptId]) -> None:
        self._run(self._studio.prompts.remove(*ids), partial(self._offer_undo, ids))

    def _offer_undo(self, ids: list[PromptId], _: object) -> None:
        if self._manager is not None:
            text = self.tr("Prompts deleted: {count}").format(count=len(ids))
            self._manager.show_remark(text, self.tr("Undo"), partial(self._restore, ids))

    def _restore(self, ids: list[PromptId]) -> None:
        self._run(self._studio.prompts.restore(*ids), partial(self._show_in_manager, ids[0]))

    def _exchange(self) -> "ShelfExchange":
        from app.services.shelf_formats import PROMPT_FILE
        from app.ui.shelf.exchange import ShelfExchange

        assert self._manager is not None
        return ShelfExchange(
            self._studio.prompts, PROMPT_FILE, self._studio.places.downloads,
            self._notices, self._theme, self._manager,
        )  # fmt: skip

    def _edit(self, prompt: Prompt) -> None:
        from app.ui.prompts.editor import PromptEditor

        editor = PromptEditor(prompt, self._theme, self._manager or self._owner.window())
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def save(written: Prompt) -> None:
            self._run(self._studio.prompts.save(written), lambda _: kept(written))

        def kept(written: Prompt) -> None:
            editor.accept()
            self._show_in_manager(written.id)
            self._tell_duplicates()

        editor.saved.connect(save)
        editor.open()

    def _show_in_manager(self, identity: str, _: object = None) -> None:
        if self._manager is not None:
            self._manager.choose(identity)

    def _run(self, work: Coroutine[object, object, object], done: Callable[..., None] | None = None) -> None:
        Operation(self, work, done=done, failed=self._show_error)

    def _show_error(self, error: StudioError) -> None:
        """In front, where the person is looking."""
        if self._manager is not None:
            self._manager.show_remark(self._notices.words(error).sentence)
        else:
            self._notices.show_error(error)
