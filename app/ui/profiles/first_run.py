"""The one screen of a first start: paste what the seller gave you, or try the demo."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import InputError, StudioError
from app.domain.ids import KeyId, ProfileId
from app.domain.profile import ConnectionOffer, Profile
from app.services.connection_check import CheckStep, Reached, Repair
from app.ui.operation import Operation
from app.ui.profiles.check_run import CheckRun
from app.ui.profiles.desk import ProfileDesk
from app.ui.profiles.offer_card import OfferCard
from app.ui.profiles.question import Choice
from app.ui.profiles.saving import KEYRING_TROUBLE
from app.ui.profiles.tools import ProfileTools
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.wrapped_label import WrappedLabel

_WIDTH_STEPS = 150
_BOX_LINES = 4
_MIDDLE_SHARE = 1000
"""The middle takes all the room up to its greatest width; the rest is shared by the sides."""


class FirstRun(QWidget):
    """``ready`` carries the id of a profile that can be talked to now; ``later`` is the person's no."""

    ready = Signal(str)
    later = Signal()

    def __init__(self, tools: ProfileTools, desk: ProfileDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_run")
        self._tools = tools
        self._desk = desk
        self._offers: tuple[ConnectionOffer, ...] = ()
        self._offer: ConnectionOffer | None = None
        self._problem: StudioError | None = None
        self._found: tuple[Profile, dict[KeyId, str]]
        self._make_parts()
        self._lay_out()
        self._connect()
        self.retranslate()
        self._space()

    def retranslate(self) -> None:
        """Every text in the present language."""
        self._title.setText(self.tr("Paste whatever your seller gave you"))
        self._lead.setText(
            self.tr("A key, a web address, an import link or the whole message. We pick out what matters.")
        )
        self.box.setPlaceholderText(self.tr("For example https://api.example.com and sk-…"))
        self.box.setAccessibleName(self.tr("What your seller gave you"))
        self._read.setText(self.tr("Read clipboard"))
        self._import.setText(self.tr("Import from another app"))
        self._demo.setText(self.tr("Try the built-in demo"))
        self._later.setText(self.tr("Later"))
        self._small.setText(self.tr("Your key stays in this computer's keyring. Nothing is uploaded."))
        self._show_offer()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _make_parts(self) -> None:
        self._title = WrappedLabel("title", self)
        self._lead = WrappedLabel("muted", self)
        self.box = QPlainTextEdit(self)
        self.box.setObjectName("first_run.text")
        self.box.setTabChangesFocus(True)
        self._note = WrappedLabel("warning", self)
        self.card = OfferCard(self._tools, self)
        self.run = CheckRun(self._tools, self.card.checks, self)
        self._read = Button("first_run.clipboard", self)
        self._import = Button("first_run.import", self)
        self._demo = Button("first_run.demo", self)
        self._later = Button("first_run.later", self, "ghost")
        self._small = WrappedLabel("faint", self)

    def _lay_out(self) -> None:
        self._buttons = FlowLayout()
        for button in (self._read, self._import, self._demo, self._later):
            self._buttons.addWidget(button)
        self._middle = QWidget(self)
        self._column = QVBoxLayout(self._middle)
        self._column.setContentsMargins(0, 0, 0, 0)
        for widget in (self._title, self._lead, self.box, self._note, self.card):
            self._column.addWidget(widget)
        self._column.addLayout(self._buttons)
        self._column.addWidget(self._small)
        self._across = QHBoxLayout()
        self._across.addStretch(1)
        self._across.addWidget(self._middle, _MIDDLE_SHARE)
        self._across.addStretch(1)
        content = QWidget(self)
        outer = QVBoxLayout(content)
        outer.addStretch(2)
        outer.addLayout(self._across)
        outer.addStretch(3)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(content)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._scroll)

    def _connect(self) -> None:
        self.box.textChanged.connect(self._read_box)
        self._read.clicked.connect(self._read_clipboard)
        self._import.clicked.connect(self._desk.import_file)
        self._demo.clicked.connect(self._try_demo)
        self._later.clicked.connect(self.later)
        self.card.connect_wanted.connect(self._start)
        self.card.edit_wanted.connect(self._open_dialog)
        self.run.found.connect(self._learn)
        self.run.passed.connect(self._passed)
        self.run.running_changed.connect(self._tell_running)
        self.card.checks.repair_chosen.connect(self._repair)
        self._desk.saved.connect(self.ready)
        self._tools.theme.changed.connect(self._space)

    def _space(self) -> None:
        space = self._tools.theme.space
        self._middle.setMaximumWidth(space(_WIDTH_STEPS))
        self._across.setContentsMargins(space(4), 0, space(4), 0)
        self._column.setSpacing(space(3))
        self._buttons.setSpacing(space(2))
        self.box.setFixedHeight(self.box.fontMetrics().lineSpacing() * _BOX_LINES + space(4))

    def _read_clipboard(self) -> None:
        self.box.setPlainText(QGuiApplication.clipboard().text())

    def _read_box(self) -> None:
        self._offers, self._offer, self._problem = (), None, None
        self.run.forget()
        self.card.question.hide()
        if text := self.box.toPlainText().strip():
            try:
                self._offers = self._tools.offers.read_all(text)
                self._offer = self._offers[0]
            except InputError as error:
                self._problem = error
        self._show_offer()

    def _show_offer(self) -> None:
        self.card.fill(self._offers)
        self._note.setText(self._what_is_missing())
        self._note.setVisible(bool(self._note.text()))

    def _tell_running(self) -> None:
        self.card.set_running(self.run.running)

    def _what_is_missing(self) -> str:
        if self._problem is not None:
            return self._tools.say(self._problem).sentence
        if self._offer and not self._offer.root:
            return self.tr("One thing missing: the address of the site where you bought it.")
        if self._offer and not self._offer.keys:
            return self.tr("One thing missing: the key.")
        return ""

    def _open_dialog(self) -> None:
        if self._offer is not None:
            self._desk.add_offer(self._offer)

    def _try_demo(self) -> None:
        Operation(self, self._use_demo(), done=self.ready.emit, failed=self._tools.report, control=self._demo)

    async def _use_demo(self) -> ProfileId:
        profile = await self._tools.profiles.ensure_demo(self._tools.language())
        await self._tools.profiles.activate(profile.id)
        await self._tools.models.refresh(profile)
        return profile.id

    def _repair(self, repair: Repair) -> None:
        if self._offer is None:
            return
        profile, typed = self._found
        traits = replace(profile.traits, api_prefix=repair.api_prefix)
        self._offer = replace(self._offer, root=repair.root)
        self._offers = (self._offer,)
        self._show_offer()
        self._check(replace(profile, lines=(repair.root,), traits=traits), typed)

    def _start(self) -> None:
        if self.run.running:
            self.run.stop()
            return
        if self._offer is None:
            return
        if len(self._offers) > 1:
            self._desk.add_offers(self._offers)
            return
        self._check(*self._tools.offers.profile(self._offer, self._tools.language()))

    def _check(self, profile: Profile, typed: dict[KeyId, str]) -> None:
        self._found = profile, typed
        self.card.question.hide()
        self.run.start(profile, typed)

    def _learn(self, step: CheckStep) -> None:
        """A site may tell its name."""
        match step:
            case Reached(name=str() as name) if name and self._offer and not self._offer.name:
                profile, typed = self._found
                self._found = replace(profile, name=name), typed
                self.card.set_name(name)

    def _passed(self) -> None:
        self._save(*self._found)

    def _save(self, profile: Profile, typed: dict[KeyId, str], *, session_only: bool = False) -> None:
        Operation(
            self,
            self._keep(profile, typed, session_only),
            done=self.ready.emit,
            failed=partial(self._saving_failed, profile, typed),
            control=self.card.start,
        )

    async def _keep(self, profile: Profile, typed: dict[KeyId, str], session_only: bool) -> ProfileId:
        kept = await self._tools.profiles.add(profile, typed, session_only=session_only)
        await self._tools.profiles.activate(kept.id)
        await self._tools.models.refresh(kept)
        return kept.id

    def _saving_failed(self, profile: Profile, typed: dict[KeyId, str], error: StudioError) -> None:
        sentence = self._tools.say(error).sentence
        if error.kind not in KEYRING_TROUBLE:
            self.card.question.say(sentence, tone="error")
            return
        again = partial(self._save, profile, typed)
        self.card.question.say(
            sentence,
            Choice("retry", self.tr("Try again"), again),
            Choice("session", self.tr("Only for this session"), partial(again, session_only=True)),
        )
