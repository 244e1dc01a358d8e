"""Exporting from the window: options, a place, the writing, and word of it."""

import asyncio
from collections.abc import Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from app.domain.errors import StudioError
from app.domain.export import ExportFormat, ExportOptions, ExportScheme, file_stem, free_name
from app.domain.ids import ConversationId
from app.services.exports import ExportContents, Progress
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.exports.dialog import ExportDialog, without_tree
from app.ui.exports.job import ExportJob, Look
from app.ui.exports.words import export_words
from app.ui.languages import Languages
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.theme.tokens import DARK, LIGHT


class ExportDesk(QObject):
    """Carries an export from the menu to the file."""

    def __init__(
        self, studio: Studio, notices: Notices, languages: Languages, theme: Theme, window: QWidget
    ) -> None:
        super().__init__(window)
        self._studio = studio
        self._notices = notices
        self._languages = languages
        self._theme = theme
        self._window = window
        self._options = ExportOptions()
        self._folder = studio.places.downloads
        self._writing: Operation[list[Path]] | None = None

    def export(self, ids: Sequence[ConversationId]) -> None:
        """Ask what the files of some conversations shall hold."""
        if ids:
            self._run_contents(tuple(ids))

    def _run_contents(self, ids: tuple[ConversationId, ...]) -> None:
        Operation(
            self,
            self._studio.exports.contents(ids),
            done=partial(self._ask, ids),
            failed=self._notices.show_error,
        )

    def _ask(self, ids: tuple[ConversationId, ...], contents: ExportContents) -> None:
        scheme = ExportScheme.DARK if self._theme.dark else ExportScheme.LIGHT
        options = replace(self._options, scheme=scheme)
        dialog = ExportDialog(contents, options, self._theme, self._window)
        dialog.wanted.connect(partial(self._begin, ids, dialog))
        dialog.stopped.connect(partial(self._stop, dialog))
        Operation(self, dialogs.finished(dialog))

    def _begin(self, ids: tuple[ConversationId, ...], dialog: ExportDialog, options: ExportOptions) -> None:
        self._options = without_tree(options)
        self._writing = Operation(
            dialog,
            self._write(ids, dialog, options),
            done=partial(self._done, dialog),
            failed=partial(self._failed, dialog),
        )

    def _stop(self, dialog: ExportDialog) -> None:
        if self._writing is not None:
            self._writing.cancel()
        dialog.set_running(running=False)

    def _done(self, dialog: ExportDialog, written: list[Path]) -> None:
        dialog.set_running(running=False)
        if not written:
            return
        dialog.accept()
        self._folder = written[0].parent
        text = self.tr("Exported to {name}").format(name=written[0].name)
        if len(written) > 1:
            text = self.tr("Exported %n files to {folder}", "", len(written))
            text = text.format(folder=written[0].parent.name)
        self._notices.show(text, "success", self.tr("Open folder"), self._open_folder)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def _failed(self, dialog: ExportDialog, error: StudioError) -> None:
        dialog.set_running(running=False)
        self._notices.show_error(error)

    async def _write(
        self, ids: tuple[ConversationId, ...], dialog: ExportDialog, options: ExportOptions
    ) -> list[Path]:
        """Every file that was written; none where the person backed out."""
        targets = await self._targets(ids, dialog, options.format)
        if targets:
            dialog.set_running(running=True)
        written: list[Path] = []
        for number, (conversation_id, target) in enumerate(targets):
            tell = partial(_tell, dialog, number, len(targets))
            written += await self._write_one(conversation_id, target, options, tell)
        return written

    async def _write_one(
        self, conversation_id: ConversationId, target: Path, options: ExportOptions, tell: Progress
    ) -> list[Path]:
        exports = self._studio.exports
        if options.format is ExportFormat.JSON:
            await exports.write_json(conversation_id, target, files=options.attachments)
            return [target]
        words = export_words(self._languages.current)

        def order(source: Path) -> str:
            attachments = str(self._studio.places.attachments)
            return ExportJob(str(source), str(target), attachments, options, words, self._look()).as_text()

        return await exports.convert(conversation_id, target, order, tell)

    async def _targets(
        self, ids: tuple[ConversationId, ...], dialog: QWidget, format_: ExportFormat
    ) -> list[tuple[ConversationId, Path]]:
        """Where each conversation goes: a file by name, or a folder for several."""
        stems = [self._stem(one) for one in ids]
        if len(ids) == 1:
            suggested = self._folder / f"{stems[0]}.{format_}"
            target = await dialogs.pick_target(dialog, self.tr("Export to"), suggested, f"*.{format_}")
            if target is None:
                return []
            return [(ids[0], target if target.suffix else target.with_suffix(f".{format_}"))]
        folder = await dialogs.pick_folder(dialog, self.tr("Export to this folder"), self._folder)
        if folder is None:
            return []
        taken = await asyncio.to_thread(_names, folder)
        names = [free_name(stem, format_, taken) for stem in stems]
        return [(one, folder / name) for one, name in zip(ids, names, strict=True)]

    def _stem(self, conversation_id: ConversationId) -> str:
        row = self._studio.conversations.get(conversation_id)
        return file_stem(row.title if row else "", self.tr("Conversation"))

    def _look(self) -> Look:
        general, fixed = self._theme.font(), self._theme.code_font()
        return Look(tuple(general.families()), tuple(fixed.families()), asdict(LIGHT), asdict(DARK))


def _tell(dialog: ExportDialog, number: int, count: int, done: int, of: int) -> None:
    """Progress over all files, each counted alike."""
    dialog.show_progress(number * 1000 + round(1000 * done / max(of, 1)), count * 1000)


def _names(folder: Path) -> set[str]:
    return {path.name.lower() for path in folder.iterdir()}
