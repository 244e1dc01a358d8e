"""The group of settings about back-ups."""

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QProgressBar, QSpinBox, QVBoxLayout, QWidget

from app.domain.backup import MOST_KEPT, BackupPlace, BackupResult, Rhythm
from app.domain.errors import ErrorKind, StudioError
from app.services.backups.backups import Backups
from app.services.events import BackupChanged, Hub
from app.ui.backups.place_dialog import PlaceDialog
from app.ui.backups.restore_dialog import RestoreDialog
from app.ui.backups.words import place_words, result_words
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.settings.section import Section
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.choice_box import ChoiceBox


class BackupsSection(Section):
    """Where back-ups go, how often, what goes along; one now; and the way back to one."""

    def __init__(
        self, backups: Backups, hub: Hub, notices: Notices, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, parent)
        self._backups = backups
        self._notices = notices
        self._making: Operation[BackupResult] | None = None
        self._build()
        self._rows_of()
        self.refresh()
        self.retranslate()
        hub.listen(BackupChanged, self._changed)

    def refresh(self) -> None:
        """Show what holds now."""
        choices = self._backups.choices
        self._rhythm.choose(choices.rhythm)
        for control, value in ((self._keep, choices.keep), (self._media, choices.media)):
            control.blockSignals(True)
            if isinstance(control, QSpinBox):
                control.setValue(value)
            else:
                control.setChecked(bool(value))
            control.blockSignals(False)
        self._make.setEnabled(choices.place.chosen)
        self._rhythm.setEnabled(choices.place.chosen)

    def retranslate(self) -> None:
        """Take the texts in the present language."""
        self.heading.setText(self.tr("Back-ups"))
        self._rhythm.set_texts([self.tr("Only by hand"), self.tr("Every day"), self.tr("Every week")])
        self._place.setText(self.tr("Choose…"))
        self._rhythm_row.set_texts(self.tr("How often"), self.tr("While the studio runs."))
        self._keep_row.set_texts(
            self.tr("How many are kept"), self.tr("Older ones at the place are deleted.")
        )
        self._media_row.set_texts(
            self.tr("Pictures, videos and music too"), self.tr("What was made here. It can be a lot.")
        )
        self._restore.setText(self.tr("Call off") if self._backups.restore_waits else self.tr("Restore…"))
        self._show_words()

    def _build(self) -> None:
        self._place = Button("backups.place", self)
        self._place.clicked.connect(self._choose_place)
        self._rhythm = ChoiceBox("backups.rhythm", [rhythm.value for rhythm in Rhythm], self)
        self._rhythm.chosen.connect(lambda key: self._choose(rhythm=Rhythm(key)))
        self._keep = QSpinBox(self)
        self._keep.setObjectName("backups.keep")
        self._keep.setRange(1, MOST_KEPT)
        self._keep.valueChanged.connect(lambda keep: self._choose(keep=keep))
        self._media = QCheckBox(self)
        self._media.setObjectName("backups.media")
        self._media.toggled.connect(lambda media: self._choose(media=media))
        self._make = Button("backups.make", self)
        self._make.clicked.connect(self._make_or_stop)
        self._progress = QProgressBar(self)
        self._progress.setObjectName("backups.progress")
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._now = QWidget(self)
        column = QVBoxLayout(self._now)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._make)
        column.addWidget(self._progress)
        self._restore = Button("backups.restore", self)
        self._restore.clicked.connect(self._restore_or_call_off)

    def _rows_of(self) -> None:
        self._place_row = self.add_row(self._place)
        self._rhythm_row = self.add_row(self._rhythm)
        self._keep_row = self.add_row(self._keep)
        self._media_row = self.add_row(self._media)
        self._now_row = self.add_row(self._now)
        self._restore_row = self.add_row(self._restore)

    def _show_words(self) -> None:
        last = self._backups.last
        error = self._notices.words(StudioError(ErrorKind(last.error))) if last and last.error else None
        running = self._making is not None
        self._place_row.set_texts(self.tr("Where back-ups go"), place_words(self._backups.choices.place))
        self._now_row.set_texts(
            self.tr("The last back-up"), self.tr("Being made…") if running else result_words(last, error)
        )
        self._make.setText(self.tr("Stop") if running else self.tr("Back up now"))
        waits = self._backups.restore_waits
        self._restore_row.set_texts(
            self.tr("Go back to a back-up"),
            self.tr("It takes the place of your data at the next start.")
            if waits
            else self.tr("From the place above, or from a file. The present data is kept aside."),
        )
        self._restore.setText(self.tr("Call off") if waits else self.tr("Restore…"))

    def _changed(self, event: BackupChanged) -> None:
        self.refresh()
        self._show_words()

    def _choose(self, **fields: object) -> None:
        self._backups.choose(replace(self._backups.choices, **fields))  # type: ignore[arg-type]

    def _choose_place(self) -> None:
        dialog = PlaceDialog(self._backups, self._notices, self.theme, self.window())
        dialog.chosen.connect(self._take_place)
        dialog.open()

    def _take_place(self, place: BackupPlace) -> None:
        self._choose(place=place)

    def _make_or_stop(self) -> None:
        if self._making is not None:
            self._making.cancel()
            self._ended()
            return
        self._making = Operation(
            self, self._backups.make(self._show_progress), done=self._made, failed=self._failed
        )
        self._progress.setRange(0, 0)
        self._progress.show()
        self._show_words()

    def _show_progress(self, done: int, of: int) -> None:
        self._progress.setRange(0, 1000)
        self._progress.setValue(round(1000 * done / max(of, 1)))

    def _made(self, result: BackupResult) -> None:
        self._ended()
        self._notices.show(self.tr("The back-up was made and read back."), "success")

    def _failed(self, error: StudioError) -> None:
        self._ended()
        self._notices.show_error(error)

    def _ended(self) -> None:
        self._making = None
        self._progress.hide()
        self._show_words()

    def _restore_or_call_off(self) -> None:
        if self._backups.restore_waits:
            Operation(self, self._backups.call_off(), failed=self._notices.show_error)
            return
        dialog = RestoreDialog(self._backups, self._notices, self.theme, self.window())
        dialog.open()
