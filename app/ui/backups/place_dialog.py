"""Where back-ups go: a folder, a WebDAV collection, or a bucket; tried out before it is saved."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.domain.backup import BackupPlace, PlaceKind
from app.domain.errors import StudioError
from app.services.backups.backups import Backups
from app.ui import dialogs
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.profiles.field import Field
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.choice_box import ChoiceBox


class PlaceDialog(QDialog):
    """The fields follow the kind of place. A secret that is kept is not shown, and stays if none is typed."""

    chosen = Signal(object)
    """The place; its secret lies in the keyring by now."""

    def __init__(self, backups: Backups, notices: Notices, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._backups = backups
        self._notices = notices
        self._theme = theme
        self.setObjectName("backups.place_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._build()
        self._lay_out()
        self._show(backups.choices.place)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def place(self) -> BackupPlace:
        """What is filled in."""
        return BackupPlace(
            kind=PlaceKind(self._kind.key),
            folder=self._lines["folder"].text().strip(),
            url=self._lines["url"].text().strip(),
            user=self._lines["user"].text().strip(),
            bucket=self._lines["bucket"].text().strip(),
            region=self._lines["region"].text().strip(),
            prefix=self._lines["prefix"].text().strip(),
        )

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        s3 = PlaceKind(self._kind.key) is PlaceKind.S3
        self.setWindowTitle(self.tr("Where back-ups go"))
        self._kind.set_texts([self.tr("A folder"), self.tr("WebDAV"), self.tr("S3-compatible storage")])
        self._kind.setAccessibleName(self.tr("Kind of place"))
        labels = {
            "folder": self.tr("Folder"),
            "url": self.tr("Address of the service") if s3 else self.tr("Address of the folder"),
            "user": self.tr("Access key") if s3 else self.tr("User"),
            "secret": self.tr("Secret key") if s3 else self.tr("Password"),
            "bucket": self.tr("Bucket"),
            "region": self.tr("Region"),
            "prefix": self.tr("Folder in the bucket"),
        }
        for name, field in self._fields.items():
            field.set_label(labels[name])
        self._fields["secret"].set_hint(self.tr("Kept in the keyring. Empty leaves the one that is there."))
        self._lines["url"].setPlaceholderText(
            "https://s3.example.com" if s3 else "https://dav.example.com/backups"
        )
        self._lines["region"].setPlaceholderText("us-east-1")
        self._pick.setText(self.tr("Choose…"))
        self._test.setText(self.tr("Test"))
        self._save.setText(self.tr("Save"))
        self._cancel.setText(self.tr("Cancel"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self) -> None:
        self._kind = ChoiceBox("backups.kind", [kind.value for kind in PlaceKind], self)
        self._kind.chosen.connect(self._fit_fields)
        self._pick = Button("backups.folder.pick", self)
        self._pick.clicked.connect(self._pick_folder)
        self._lines: dict[str, QLineEdit] = {}
        self._fields: dict[str, Field] = {}
        for name in ("folder", "url", "user", "secret", "bucket", "region", "prefix"):
            line = QLineEdit(self)
            line.setObjectName(f"backups.{name}")
            line.textChanged.connect(self._clear)
            beside = (self._pick,) if name == "folder" else ()
            self._lines[name] = line
            self._fields[name] = Field(self._theme, line, *beside, parent=self)
        self._lines["secret"].setEchoMode(QLineEdit.EchoMode.Password)
        self._said = QLabel(self)
        self._said.setObjectName("backups.said")
        self._said.setWordWrap(True)
        self._test = Button("backups.test", self)
        self._test.clicked.connect(self._try_out)
        self._cancel = Button("backups.cancel", self)
        self._cancel.clicked.connect(self.reject)
        self._save = Button("backups.save", self, "primary")
        self._save.setDefault(True)
        self._save.clicked.connect(self._keep)

    def _show(self, place: BackupPlace) -> None:
        self._kind.choose(place.kind)
        for name in ("folder", "url", "user", "bucket", "region", "prefix"):
            self._lines[name].setText(getattr(place, name))
        self._fit_fields()

    def _fit_fields(self) -> None:
        kind = PlaceKind(self._kind.key)
        shown = {
            PlaceKind.FOLDER: ("folder",),
            PlaceKind.WEBDAV: ("url", "user", "secret"),
            PlaceKind.S3: ("url", "bucket", "region", "prefix", "user", "secret"),
        }[kind]
        for name, field in self._fields.items():
            field.setVisible(name in shown)
        self._clear()
        self.retranslate()
        self.adjustSize()

    def _clear(self) -> None:
        self._said.clear()
        self._said.hide()
        chosen = self.place.chosen
        self._test.setEnabled(chosen)
        self._save.setEnabled(chosen)
        bare = self.place.url.lower().startswith("http://")
        warning = self.tr("Without https everybody on the way can read along.") if bare else ""
        self._fields["url"].set_warning(warning)

    def _try_out(self) -> None:
        self._say(self.tr("Trying…"), "muted")
        work = self._backups.try_out(self.place, self._lines["secret"].text())
        Operation(self, work, done=self._tried, failed=self._refused, control=self._test)

    def _tried(self, nothing: None) -> None:
        self._say(self.tr("It works: a small file was written, read back and deleted."), "success")

    def _refused(self, error: StudioError) -> None:
        words = self._notices.words(error)
        self._say(" ".join(filter(None, (words.sentence, words.step))), "error")

    def _say(self, text: str, kind: str) -> None:
        self._said.setText(text)
        self._said.setProperty("kind", kind)
        self._said.style().polish(self._said)
        self._said.show()

    def _keep(self) -> None:
        work = self._backups.keep_secret(self.place, self._lines["secret"].text())
        Operation(self, work, done=self._kept, failed=self._refused, control=self._save)

    def _kept(self, nothing: None) -> None:
        self.chosen.emit(self.place)
        self.accept()

    def _pick_folder(self) -> None:
        start = Path(self._lines["folder"].text() or Path.home())
        work = dialogs.pick_folder(self, self.tr("Back-ups go to this folder"), start)
        Operation(self, work, done=self._take_folder, failed=self._refused)

    def _take_folder(self, folder: Path | None) -> None:
        if folder is not None:
            self._lines["folder"].setText(str(folder))

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._kind)
        for field in self._fields.values():
            self._column.addWidget(field)
        self._column.addWidget(self._said)
        self._column.addStretch()
        foot = QHBoxLayout()
        foot.addWidget(self._test)
        foot.addStretch()
        foot.addWidget(self._cancel)
        foot.addWidget(self._save)
        self._column.addLayout(foot)

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(5), space(4), space(5), space(4))
        self._column.setSpacing(space(3))
        self.setMinimumWidth(space(120))
