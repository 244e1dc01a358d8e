"""Asks for the access token of an account, and says what it can do."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

_WIDTH_STEPS = 110


class SignInForm(QWidget):
    """The token is tried before it is kept."""

    wanted = Signal(str, str, bool)
    """Token, number of the user, and whether it shall be kept for this session only."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._about = QLabel(self)
        self._about.setProperty("kind", "muted")
        self._about.setWordWrap(True)
        self._token = QLineEdit(self)
        self._token.setObjectName("spending.account.token")
        self._token.setEchoMode(QLineEdit.EchoMode.Password)
        self._user = QLineEdit(self)
        self._user.setObjectName("spending.account.user")
        self._session = QCheckBox(self)
        self._session.setObjectName("spending.account.session")
        self._error = QLabel(self)
        self._error.setObjectName("spending.account.error")
        self._error.setProperty("kind", "error")
        self._error.setWordWrap(True)
        self._error.hide()
        self.button = Button("spending.account.sign_in", self, "primary")
        self._token_title, self._user_title = QLabel(self), QLabel(self)
        self._lay_out()
        for field in (self._token, self._user):
            field.textChanged.connect(self._show_state)
            field.returnPressed.connect(self._submit)
        self.button.clicked.connect(self._submit)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self._show_state()

    def clear(self) -> None:
        """Nothing of the token stays in the window."""
        self._token.clear()
        self.show_error("")

    def show_error(self, text: str) -> None:
        """Why the site did not take it."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._about.setText(
            self.tr(
                "With the account's access token the studio shows the account and its keys, makes new keys,"
                " and reads the whole log. You find the token and your user number in the personal settings"
                " of the site's own page. The token can spend and delete everything: it is kept in the"
                " system's keyring, and goes to this provider alone."
            )
        )
        self._token_title.setText(self.tr("Access token"))
        self._token.setAccessibleName(self.tr("Access token"))
        self._user_title.setText(self.tr("User number"))
        self._user.setAccessibleName(self.tr("User number"))
        self._user.setPlaceholderText(self.tr("Needed at most sites"))
        self._session.setText(self.tr("Keep it for this session only"))
        self.button.setText(self.tr("Show the account"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        self._form = QFormLayout()
        self._form.addRow(self._token_title, self._token)
        self._form.addRow(self._user_title, self._user)
        self._form.addRow("", self._session)
        self._form.addRow("", self._error)
        foot = QHBoxLayout()
        foot.addWidget(self.button)
        foot.addStretch(1)
        self._form.addRow("", foot)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._about)
        self._column.addLayout(self._form)
        self._column.addStretch(1)

    def _submit(self) -> None:
        if self._token.text().strip():
            self.wanted.emit(self._token.text(), self._user.text(), self._session.isChecked())

    def _show_state(self) -> None:
        self.button.setEnabled(bool(self._token.text().strip()))

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setSpacing(space(3))
        self._form.setSpacing(space(2))
        for field in (self._token, self._user):
            field.setMaximumWidth(space(_WIDTH_STEPS))
