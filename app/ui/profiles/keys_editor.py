"""Several keys of one profile: label, order, pause. The first one that is not paused is used first."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.domain.errors import InputError
from app.domain.ids import KeyId
from app.domain.keys import clean_key, key_hint
from app.domain.profile import KeyReference
from app.services.clock import new_id
from app.ui.profiles.movable_rows import MovableRow, MovableRows
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton


class KeyRow(MovableRow):
    """One key: only its hint is shown."""

    def __init__(self, theme: Theme, reference: KeyReference, parent: QWidget) -> None:
        super().__init__(theme, "profile.keys", parent)
        self._reference = reference
        self._hint = QLabel(reference.hint, self)
        self._label = QLineEdit(reference.label, self)
        self._label.setObjectName("profile.keys.label")
        self._pause = IconButton(theme, "pause", "profile.keys.pause", self)
        self._pause.setCheckable(True)
        self._pause.setChecked(reference.paused)
        self.lay_out(self._hint, self._label, self._pause, wide=self._label)
        self._label.textEdited.connect(self.changed)
        self._pause.toggled.connect(self._paused)
        self.retranslate()

    @property
    def reference(self) -> KeyReference:
        """The key with its label and pause as they stand now."""
        return replace(self._reference, label=self._label.text().strip(), paused=self._pause.isChecked())

    def retranslate(self) -> None:
        """Every text in the present language."""
        super().retranslate()
        self._label.setPlaceholderText(self.tr("Label"))
        self._label.setAccessibleName(self.tr("Label of the key {0}").format(self._reference.hint))
        self._pause.describe(self.tr("Use it again") if self._pause.isChecked() else self.tr("Pause"))

    def _paused(self) -> None:
        self._hint.setEnabled(not self._pause.isChecked())
        self.retranslate()
        self.changed.emit()


class KeysEditor(QWidget):
    """The keys in order, and a field for one more. Typed keys stay in memory until the profile is saved."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = MovableRows[KeyRow](theme, self)
        self._typed: dict[KeyId, str] = {}
        self._new = QLineEdit(self)
        self._new.setObjectName("profile.keys.new")
        self._new.setEchoMode(QLineEdit.EchoMode.Password)
        self._add = QPushButton(self)
        self._add.setObjectName("profile.keys.add")
        entry = QHBoxLayout()
        entry.addWidget(self._new, 1)
        entry.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.space(1.5))
        column.addLayout(self._rows.column)
        column.addLayout(entry)
        self._rows.changed.connect(self.changed)
        self._add.clicked.connect(self._add_typed)
        self._new.returnPressed.connect(self._add_typed)
        self.retranslate()

    @property
    def references(self) -> tuple[KeyReference, ...]:
        """The keys as they stand now."""
        return tuple(row.reference for row in self._rows.rows)

    @property
    def typed(self) -> dict[KeyId, str]:
        """Keys that were typed here and are not saved yet."""
        shown = {reference.id for reference in self.references}
        return {key_id: key for key_id, key in self._typed.items() if key_id in shown}

    def fill(self, references: tuple[KeyReference, ...]) -> None:
        """Show the keys of a profile."""
        self._rows.clear()
        for reference in references:
            self._append(reference)

    def add(self, key: str) -> None:
        """One more key at the end, unless it is there already."""
        if key not in self._typed.values():
            reference = KeyReference(KeyId(new_id()), key_hint(key))
            self._typed[reference.id] = key
            self._append(reference)
            self.changed.emit()

    def retranslate(self) -> None:
        """Every text in the present language."""
        self._new.setPlaceholderText(self.tr("Another key"))
        self._new.setAccessibleName(self.tr("Another key"))
        self._add.setText(self.tr("Add key"))
        for row in self._rows.rows:
            row.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _add_typed(self) -> None:
        try:
            self.add(clean_key(self._new.text()))
        except InputError:
            self._new.selectAll()
            self._new.setFocus()
        else:
            self._new.clear()

    def _append(self, reference: KeyReference) -> None:
        self._rows.append(KeyRow(self._theme, reference, self))
