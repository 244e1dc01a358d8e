"""The key field: hidden as it is typed, never filled from the clipboard unasked."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.catalog.advice import ErrorWords
from app.domain.errors import InputError, StudioError
from app.domain.keys import clean_key
from app.services.profiles import KeyPlace
from app.storage.secrets import SecretState
from app.ui.profiles.field import Field
from app.ui.profiles.paste_line import PasteLine
from app.ui.profiles.words import keyring_name
from app.ui.theme.theme import Theme
from app.ui.widgets.icon_button import IconButton


class KeyEntry(QWidget):
    """``pasted`` carries what was pasted, which may be a whole message rather than a key."""

    changed = Signal()
    pasted = Signal(str)

    def __init__(
        self, theme: Theme, say: Callable[[StudioError], ErrorWords], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._say = say
        self._saved_hint = ""
        self._place: KeyPlace | None = None
        self.line = PasteLine("profile.key", self)
        self._show = IconButton(theme, "eye", "profile.key.show", self)
        self._show.setCheckable(True)
        self._paste = IconButton(theme, "paste", "profile.key.paste", self)
        self.field = Field(theme, self.line, self._show, self._paste, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field)
        self.line.textChanged.connect(self._text_changed)
        self.line.pasted.connect(self.pasted)
        self._show.toggled.connect(self._toggle)
        self._paste.clicked.connect(self._paste_from_clipboard)
        QGuiApplication.clipboard().dataChanged.connect(self._offer_to_paste)
        self._offer_to_paste()
        self.retranslate()

    def fill(self, saved_hint: str) -> None:
        """Show that a key is saved already."""
        self._saved_hint = saved_hint
        self.put("")

    def show_place(self, place: KeyPlace) -> None:
        """Say where the saved key is."""
        self._place = place
        self._tell()

    def put(self, key: str) -> None:
        """Write a key that was understood from elsewhere."""
        self.line.put(key)
        self._tell()
        self._offer_to_paste()

    def read(self) -> str:
        """The key as it is sent; empty where nothing was typed.

        Raises:
            InputError: it cannot be a key; it is shown at the field.
        """
        if not self.line.text().strip():
            return ""
        try:
            return clean_key(self.line.text())
        except InputError as error:
            self.field.set_error(self._say(error).sentence)
            raise

    def retranslate(self) -> None:
        """Every text in the present language."""
        self.field.set_label(self.tr("Key"))
        self._paste.describe(self.tr("Paste the key from the clipboard"))
        self._toggle(self._show.isChecked())
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _text_changed(self) -> None:
        self._tell()
        self._offer_to_paste()
        self.changed.emit()

    def _tell(self) -> None:
        self.line.setPlaceholderText(self._saved_hint or "sk-…")
        if self.line.text() or not self._saved_hint:
            self.field.set_hint(self.tr("Kept in this computer's keyring, never in a file."))
        elif self._place is None:
            self.field.set_hint(self.tr("Asking the keyring…"))
        elif self._place.state is SecretState.KEYRING:
            keyring = keyring_name(self._place.keyring)
            self.field.set_hint(self.tr("Stored in {0}. Type another key to replace it.").format(keyring))
        else:
            self.field.set_warning(self._trouble(self._place.state))

    def _trouble(self, state: SecretState) -> str:
        match state:
            case SecretState.SESSION:
                return self.tr("Only for this session: the key is gone when the studio is closed.")
            case SecretState.LOCKED:
                return self.tr("Locked: unlock the keyring to use this key, or type it again.")
            case SecretState.MISSING:
                return self.tr("The keyring no longer has this key. Type it again.")
            case _:
                return self.tr("The keyring does not answer, so the key cannot be used now.")

    def _toggle(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._show.show_icon("eye-off" if shown else "eye")
        self._show.describe(self.tr("Hide the key") if shown else self.tr("Show the key"))

    def _offer_to_paste(self) -> None:
        """Only the kinds of what the clipboard holds are looked at, not its content."""
        content: QMimeData | None = QGuiApplication.clipboard().mimeData()
        holds_text = content is not None and content.hasText()
        self._paste.setVisible(not self.line.text() and holds_text)

    def _paste_from_clipboard(self) -> None:
        self.line.setText(QGuiApplication.clipboard().text())
        self.line.setFocus()
