"""The account behind the keys: what is left, its keys, and the making of new ones."""

from decimal import Decimal
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from app.domain.account import AccountInfo, AccountKey
from app.domain.errors import StudioError
from app.domain.profile import KeyReference, Profile
from app.domain.usage import Balance
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.profiles.words import balance_text
from app.ui.spending.figures_table import Column, Figure, FiguresTable
from app.ui.spending.money_words import amount_words
from app.ui.spending.new_key import NewKeyForm
from app.ui.spending.profile_choice import ProfileChoice
from app.ui.spending.sign_in import SignInForm
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button


class AccountTab(QWidget):
    """Asks the gateway only when somebody looks here."""

    def __init__(
        self, studio: Studio, bridge: Bridge, notices: Notices, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._studio = studio
        self._notices = notices
        self._theme = theme
        self._was_shown = False
        self._of_key: Balance | None = None
        self._info: AccountInfo | None = None
        self._keys: tuple[AccountKey, ...] = ()
        self.choice = ProfileChoice("spending.account.profile", studio.profiles, bridge, self)
        self._sign_out = Button("spending.account.sign_out", self, "ghost")
        self._of_key_line = self._line("spending.account.key")
        self._account_line = self._line("spending.account.info")
        self.sign_in = SignInForm(theme, self)
        self.new_key = NewKeyForm(theme, self)
        self.table = FiguresTable("spending.account.keys", theme, self)
        self._lay_out()
        self._connect()
        self._restyle()
        self.retranslate()

    def shown(self) -> None:
        """The person looks at it."""
        if not self._was_shown:
            self._was_shown = True
            self.read()

    def read(self) -> None:
        """Ask for the balance, and for the account where its token is there."""
        self._of_key, self._info, self._keys = None, None, ()
        self.sign_in.show_error("")
        profile = self.choice.profile
        if profile is not None:
            Operation(self, self._studio.account.balance(profile), done=self._take_balance)
            if profile.account is not None:
                self._read_account(profile)
        self._show()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.choice.setAccessibleName(self.tr("Provider"))
        self._sign_out.setText(self.tr("Forget the access token"))
        self.table.setAccessibleName(self.tr("Keys of the account"))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _line(self, name: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self.choice)
        self._head.addStretch(1)
        self._head.addWidget(self._sign_out)
        keys = QWidget(self)
        self._keys_column = QVBoxLayout(keys)
        self._keys_column.setContentsMargins(0, 0, 0, 0)
        self._keys_column.addWidget(self.new_key)
        self._keys_column.addWidget(self.table, 1)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.sign_in)
        self._stack.addWidget(keys)
        self._column = QVBoxLayout(self)
        self._column.addLayout(self._head)
        self._column.addWidget(self._of_key_line)
        self._column.addWidget(self._account_line)
        self._column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.choice.changed.connect(self.read)
        self.sign_in.wanted.connect(self._begin_sign_in)
        self.new_key.wanted.connect(self._begin_key)
        self._sign_out.clicked.connect(self._begin_sign_out)
        self._theme.changed.connect(self._restyle)

    def _read_account(self, profile: Profile) -> None:
        Operation(self, self._ask(profile), done=self._take_account, failed=self._account_refused)

    async def _ask(self, profile: Profile) -> tuple[AccountInfo, tuple[AccountKey, ...], dict[str, str]]:
        users = self._studio.accounting().users
        return await users.info(profile), await users.keys(profile), await users.groups(profile)

    def _take_balance(self, balance: Balance | None) -> None:
        self._of_key = balance
        self._show()

    def _take_account(self, told: tuple[AccountInfo, tuple[AccountKey, ...], dict[str, str]]) -> None:
        self._info, self._keys, groups = told
        self.new_key.show_groups(groups, self._info.balance.symbol)
        self._show()

    def _account_refused(self, error: StudioError) -> None:
        self._info = None
        self._show()
        self._account_line.setText(self._notices.words(error).sentence)

    def _begin_sign_in(self, token: str, user_id: str, session_only: bool) -> None:
        profile = self.choice.profile
        if profile is not None:
            work = self._studio.accounting().users.sign_in(profile, token, user_id, session_only=session_only)
            Operation(
                self, work, done=self._signed_in, failed=self._sign_in_refused, control=self.sign_in.button
            )

    def _signed_in(self, info: AccountInfo) -> None:
        self.sign_in.clear()
        self.read()

    def _sign_in_refused(self, error: StudioError) -> None:
        words = self._notices.words(error)
        self.sign_in.show_error(f"{words.sentence} {words.step}".strip())

    def _begin_sign_out(self) -> None:
        profile = self.choice.profile
        if profile is not None:
            work = self._studio.accounting().users.sign_out(profile)
            Operation(self, work, done=lambda _: self.read(), failed=self._notices.show_error)

    def _begin_key(self, name: str, limit: Decimal | None, group: str) -> None:
        profile = self.choice.profile
        if profile is not None:
            work = self._studio.accounting().users.create_key(profile, name, limit, group)
            done = partial(self._key_made, profile)
            Operation(self, work, done=done, failed=self._key_refused, control=self.new_key.button)

    def _key_made(self, profile: Profile, key: KeyReference | None) -> None:
        self.new_key.clear()
        if key is not None:
            self._notices.show(self.tr("The key was made and belongs to this provider now"), "success")
        else:
            text = self.tr("The key was made, but the site shows it on its own page only: copy it there")
            self._notices.show(text, "warning")
        self._read_account(self.choice.profile or profile)

    def _key_refused(self, error: StudioError) -> None:
        words = self._notices.words(error)
        self.new_key.show_error(f"{words.sentence} {words.step}".strip())

    def _show(self) -> None:
        profile = self.choice.profile
        signed_in = profile is not None and profile.account is not None
        self._stack.setCurrentIndex(1 if signed_in else 0)
        self._sign_out.setVisible(signed_in)
        self._of_key_line.setText(self._key_words())
        self._account_line.setText(self._account_words())
        self._account_line.setVisible(signed_in)
        self.new_key.setEnabled(self._info is not None)
        self._show_keys()

    def _key_words(self) -> str:
        if self._of_key is None:
            return self.tr("This key: the gateway does not tell what is left")
        text = self.tr("This key: {left} left").format(left=balance_text(self._of_key))
        if self._of_key.used is not None:
            used = amount_words(self._of_key.used, self._of_key.symbol)
            text += " · " + self.tr("{amount} used").format(amount=used)
        return text

    def _account_words(self) -> str:
        if self._info is None:
            return self.tr("Asking the gateway…")
        balance = self._info.balance
        parts = [
            self.tr("The account “{name}”: {left} left").format(
                name=self._info.name, left=balance_text(balance)
            )
        ]
        if balance.used is not None:
            parts.append(self.tr("{amount} used").format(amount=amount_words(balance.used, balance.symbol)))
        if self._info.group:
            parts.append(self.tr("group {name}").format(name=self._info.group))
        return " · ".join(parts)

    def _show_keys(self) -> None:
        columns = [
            Column(self.tr("Name")),
            Column(self.tr("Key")),
            Column(self.tr("Group")),
            Column(self.tr("Left"), is_number=True),
            Column(self.tr("Used"), is_number=True),
            Column(self.tr("State")),
        ]
        self.table.show_rows(columns, [self._row(key) for key in self._keys])

    def _row(self, key: AccountKey) -> tuple[Figure, ...]:
        rest = Figure(self.tr("no limit"), Decimal(10**18))
        if key.rest is not None:
            rest = Figure(amount_words(key.rest, key.symbol), key.rest)
        return (
            Figure(key.name),
            Figure(key.hint),
            Figure(key.group or self.tr("usual")),
            rest,
            Figure(amount_words(key.used, key.symbol), key.used),
            Figure(self.tr("in use") if key.is_enabled else self.tr("switched off or used up")),
        )

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setSpacing(space(2))
        self._column.setContentsMargins(0, space(3), 0, 0)
        self._keys_column.setSpacing(space(3))
        self._head.setSpacing(space(2))
