"""A look at what a file holds, before any of it is taken in."""

from collections import Counter

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.services.imports.imports import ImportOffer
from app.ui.imports.entry_list import EntryList
from app.ui.imports.words import loss_words, source_words
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button


class ImportDialog(QDialog):
    """Ticks what is wanted and names a folder; closing it while it runs stops the import."""

    wanted = Signal(tuple, str)
    """Numbers of entries, and the name of a folder, which may be empty."""
    stopped = Signal()

    def __init__(self, offer: ImportOffer, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._offer = offer
        self._theme = theme
        self._running = False
        self.setObjectName("import")
        self._build()
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_progress(self, done: int, of: int) -> None:
        """Say how far it is."""
        self._progress.setRange(0, max(of, 1))
        self._progress.setValue(done)

    def set_running(self, *, running: bool) -> None:
        """Whether conversations are being taken in."""
        self._running = running
        self._progress.setVisible(running)
        for control in (self.entries, self._search, self._all, self._none, self._again, self._folder):
            control.setEnabled(not running)
        self._cancel.setText(self.tr("Stop") if running else self.tr("Cancel"))
        self._count()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Import conversations"))
        self._head.setText(self._head_words())
        self._search.setPlaceholderText(self.tr("Search titles"))
        self._search.setAccessibleName(self.tr("Search titles"))
        self._all.setText(self.tr("Tick all"))
        self._none.setText(self.tr("Tick none"))
        self._again.setText(self.tr("Import anew what is already here"))
        self._folder_label.setText(self.tr("Into a new folder"))
        self._folder.setPlaceholderText(self.tr("None"))
        self._folder.setAccessibleName(self._folder_label.text())
        self._losses.setText(self._losses_words())
        self._losses.setVisible(bool(self._losses.text()))
        self._cancel.setText(self.tr("Stop") if self._running else self.tr("Cancel"))
        self.entries.retranslate()
        self._count()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def reject(self) -> None:
        """What is being taken in is stopped first."""
        if self._running:
            self.stopped.emit()
        else:
            super().reject()

    def _build(self) -> None:
        self._head = QLabel(self)
        self._head.setObjectName("import.head")
        self._head.setWordWrap(True)
        self._search = QLineEdit(self)
        self._search.setObjectName("import.search")
        self._search.setClearButtonEnabled(True)
        self.entries = EntryList(self._offer.entries, self)
        self._search.textChanged.connect(self.entries.show_titles)
        self.entries.ticked.connect(self._count)
        self._all = Button("import.all", self, "link")
        self._all.clicked.connect(lambda: self.entries.tick_shown(ticked=True))
        self._none = Button("import.none", self, "link")
        self._none.clicked.connect(lambda: self.entries.tick_shown(ticked=False))
        self._again = QCheckBox(self)
        self._again.setObjectName("import.again")
        self._again.setVisible(any(entry.known for entry in self._offer.entries))
        self._again.toggled.connect(lambda again: self.entries.allow_again(again=again))
        self._folder_label = QLabel(self)
        self._folder = QLineEdit(self)
        self._folder.setObjectName("import.folder")
        sources = {entry.source for entry in self._offer.entries}
        self._folder.setText(source_words(next(iter(sources))) if len(sources) == 1 else "")
        self._losses = QLabel(self)
        self._losses.setObjectName("import.losses")
        self._losses.setProperty("kind", "hint")
        self._losses.setWordWrap(True)
        self._progress = QProgressBar(self)
        self._progress.setObjectName("import.progress")
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._import = Button("import.take", self, "primary")
        self._import.setDefault(True)
        self._import.clicked.connect(lambda: self.wanted.emit(self.entries.numbers, self._folder.text()))
        self._cancel = Button("import.cancel", self)
        self._cancel.clicked.connect(self.reject)

    def _head_words(self) -> str:
        names = ", ".join(source_words(one) for one in dict.fromkeys(e.source for e in self._offer.entries))
        said = self.tr(
            "“{file}” comes from {program}. Conversations in it: %n.", "", len(self._offer.entries)
        )
        said = said.format(program=names or self.tr("an unknown program"), file=self._offer.path.name)
        if self._offer.faulty:
            said += " " + self.tr("Could not be read: %n more.", "", len(self._offer.faulty))
        if self._offer.cut:
            said += " " + self.tr("The file breaks off; this is what stood before that.")
        return said

    def _losses_words(self) -> str:
        losses: Counter[str] = Counter()
        for entry in self._offer.entries:
            losses.update(entry.losses)
        words = loss_words(losses)  # type: ignore[arg-type]  # a counter of them is a mapping of them
        keys = self.tr("Keys and passwords in the file are never read.")
        return " ".join(filter(None, (self._not_carried(words), keys)))

    def _not_carried(self, words: str) -> str:
        return self.tr("Cannot be carried over: {losses}.").format(losses=words) if words else ""

    def _count(self) -> None:
        count = len(self.entries.numbers)
        self._import.setText(self.tr("Import %n", "", count))
        self._import.setEnabled(count > 0 and not self._running)

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.addWidget(self._search, 1)
        tools.addWidget(self._all)
        tools.addWidget(self._none)
        place = QHBoxLayout()
        place.addWidget(self._folder_label)
        place.addWidget(self._folder, 1)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._cancel)
        foot.addWidget(self._import)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._head)
        self._column.addLayout(tools)
        self._column.addWidget(self.entries, 1)
        self._column.addWidget(self._again)
        self._column.addLayout(place)
        self._column.addWidget(self._losses)
        self._column.addWidget(self._progress)
        self._column.addLayout(foot)

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(5), space(4), space(5), space(4))
        self._column.setSpacing(space(3))
        room = self.screen().availableSize()
        self.resize(QSize(space(170), space(140)).boundedTo(room * 0.9))
