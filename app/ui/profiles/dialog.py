"""One provider profile on one page: pasted, tested, saved."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLayout, QScrollArea, QVBoxLayout, QWidget

from app.domain.errors import InputError
from app.domain.ids import KeyId, ProfileId
from app.domain.profile import ConnectionOffer, Profile
from app.services.clock import new_id
from app.services.connection_check import CheckStep, LineMeasured, ModelsListed, Reached, Repair
from app.ui.operation import Operation
from app.ui.profiles.basics import BasicsForm
from app.ui.profiles.check_run import CheckRun
from app.ui.profiles.checks import ChecksView
from app.ui.profiles.more import MoreForm
from app.ui.profiles.question import Choice, Question
from app.ui.profiles.saving import ProfileSaving
from app.ui.profiles.tools import ProfileTools
from app.ui.widgets.button import Button

_WIDTH_STEPS = 140
_SCREEN_SHARE = 0.9
_ROOM_STEPS = 16
"""Room for the sentence below a field that is brought into view."""


class ProfileDialog(QDialog):
    """Adds a profile, or edits the given one. Nothing is kept before «Save».

    ``saved`` carries the id of the profile that holds the key now, which may be one that was there before.
    """

    saved = Signal(str)
    other_wanted = Signal(str)
    """The person wants to see another profile instead, by its id."""

    def __init__(self, tools: ProfileTools, parent: QWidget, profile: Profile | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("profile")
        self._tools = tools
        self._is_new = profile is None
        self._profile = profile or Profile(ProfileId(new_id()), "", ())
        self._has_changes = False
        self._make_parts()
        self._lay_out()
        if profile is not None:
            self.basics.fill(profile)
        self.more.fill(self._profile, tools.models.everything(self._profile.id))
        self._connect()
        self.retranslate()
        self._space()
        self._look_for_key()
        self._look_for_groups()

    def take(self, offer: ConnectionOffer) -> None:
        """Fill in what was understood of a text or a link; the person still has to save it."""
        self.basics.take(offer)
        self._changed()

    def retranslate(self) -> None:
        """Every text in the present language."""
        title = self.tr("Add a provider") if self._is_new else self.tr("Edit provider")
        self.setWindowTitle(title)
        self._title.setText(title)
        self.test.setText(self.tr("Stop") if self.run.running else self.tr("Test"))
        self.test.setToolTip(self.tr("Only free calls are made"))
        self.fold.setText(self.tr("More options"))
        self.save.setText(self.tr("Save"))
        self.cancel.setText(self.tr("Cancel"))
        for button in (self.test, self.fold, self.save, self.cancel):
            button.setAccessibleName(button.text())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def reject(self) -> None:
        """Close it; with changes only when the person says so."""
        if not self._has_changes:
            super().reject()
            return
        self.question.say(
            self.tr("Close without saving the changes?"),
            Choice("discard", self.tr("Discard"), self._discard),
            Choice("stay", self.tr("Keep editing"), self.basics.address.setFocus),
        )

    def _make_parts(self) -> None:
        tools = self._tools
        self._title = QLabel(self)
        self._title.setProperty("kind", "title")
        self.basics = BasicsForm(tools.theme, tools.offers, tools.say, tools.language, self)
        self.checks = ChecksView(tools.theme, tools.say, self)
        self.run = CheckRun(tools, self.checks, self)
        self.more = MoreForm(tools, self)
        self.more.hide()
        self.question = Question(tools.theme, "profile.question", self)
        self.fold = Button("profile.more", self, "link")
        self.test = Button("profile.test", self)
        self.cancel = Button("profile.cancel", self)
        self.save = Button("profile.save", self, "primary")
        self.save.setDefault(True)
        self.saving = ProfileSaving(tools, self.question, self.save, self)

    def _lay_out(self) -> None:
        self._page = QVBoxLayout()
        for widget in (self._title, self.basics, self.checks):
            self._page.addWidget(widget)
        self._page.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._page.addWidget(self.more)
        self._page.addStretch()
        self._content = QWidget(self)
        self._content.setLayout(self._page)
        self._content.installEventFilter(self)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._content)
        self._footer = QHBoxLayout()
        self._footer.addWidget(self.test)
        self._footer.addStretch()
        self._footer.addWidget(self.cancel)
        self._footer.addWidget(self.save)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._scroll, 1)
        self._asking = QVBoxLayout()
        self._asking.addWidget(self.question)
        self._column.addLayout(self._asking)
        self._column.addLayout(self._footer)
        self.question.installEventFilter(self)
        self.basics.address.setFocus()

    def _connect(self) -> None:
        self.basics.changed.connect(self._changed)
        self.basics.changed.connect(self.run.forget)
        self.basics.more_keys_found.connect(self._add_keys)
        self.more.changed.connect(self._changed)
        self.more.lines.main_wanted.connect(self._make_main)
        self.run.found.connect(self._learn)
        self.run.running_changed.connect(self.retranslate)
        self.checks.repair_chosen.connect(self._repair)
        self.fold.clicked.connect(self._toggle_more)
        self.test.clicked.connect(self._start_or_stop_test)
        self.saving.saved.connect(self._done)
        self.saving.other_wanted.connect(self._open_other)
        self.save.clicked.connect(self._start_saving)
        self.cancel.clicked.connect(self.reject)
        self._tools.theme.changed.connect(self._space)

    def _space(self) -> None:
        space = self._tools.theme.space
        self._page.setContentsMargins(space(6), space(6), space(6), space(2))
        self._page.setSpacing(space(4))
        self._column.setContentsMargins(0, 0, 0, space(4))
        self._column.setSpacing(space(3))
        self._asking.setContentsMargins(space(6), 0, space(6), 0)
        self._footer.setContentsMargins(space(6), 0, space(6), 0)
        self._footer.setSpacing(space(2))
        self._show_fold()
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the page and with what is asked below it."""
        if event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show}:
            self._fit()
        return False

    def _fit(self) -> None:
        """As high as the page wants to be, as far as the screen reaches; it does not shrink while open."""
        room = self.screen().availableSize() * _SCREEN_SHARE
        width = min(self._tools.theme.space(_WIDTH_STEPS), room.width())
        self.setMinimumWidth(width)
        around = self._column.sizeHint().height() - self._scroll.sizeHint().height()
        height = _height_of(self._page, self._scroll.viewport().width())
        self._content.setMinimumHeight(height)  # a page that is longer is scrolled, not squeezed
        wanted = min(height + around, room.height())
        self.resize(max(width, self.width()), max(wanted, self.height() if self.isVisible() else 0))

    def _show_fold(self) -> None:
        icon = "chevron-right" if self.more.isHidden() else "chevron-down"
        self.fold.setIcon(self._tools.theme.icon(icon, "link"))

    def _toggle_more(self) -> None:
        self._unfold(unfold=self.more.isHidden())

    def _unfold(self, *, unfold: bool = True) -> None:
        self.more.setVisible(unfold)
        self._show_fold()
        self._page.activate()  # at once: nothing is painted squeezed in between
        self._fit()

    def _changed(self) -> None:
        self._has_changes = True
        self.question.hide()

    def _add_keys(self, keys: list[str]) -> None:
        for key in keys:
            self.more.keys.add(key)
        if keys:
            self._unfold()

    def _gather(self) -> tuple[Profile, dict[KeyId, str]]:
        typed: dict[KeyId, str] = {}
        try:
            profile = self.more.apply(self._profile, typed)
        except InputError:
            self._unfold()
            raise
        return self.basics.apply(profile, typed), typed

    def _show_fault(self) -> None:
        """What is wrong is said at its field, which may be far down the page."""
        faults = (part for part in self.findChildren(QWidget) if part.property("invalid") == "true")
        for editor in faults:
            editor.setFocus()
            around = self._tools.theme.space(_ROOM_STEPS)
            QTimer.singleShot(0, self, partial(self._scroll.ensureWidgetVisible, editor, 0, around))
            return

    def _look_for_key(self) -> None:
        for reference in self._profile.keys[:1]:
            place = self._tools.profiles.whereabouts(reference.id)
            Operation(self, place, done=self.basics.key.show_place)

    def _look_for_groups(self) -> None:
        kept = self._tools.prices.kept(self._profile.id)
        Operation(self, kept, done=lambda prices: self.more.show_prices(prices, self._profile.price_group))

    def _make_main(self, root: str) -> None:
        self.more.lines.put_first(self.basics.make_main(root))
        self._changed()

    def _start_or_stop_test(self) -> None:
        if self.run.running:
            self.run.stop()
        else:
            self._start_test()

    def _start_test(self) -> None:
        try:
            profile, typed = self._gather()
        except InputError:
            self._show_fault()
            return
        self.run.start(profile, typed)

    def _learn(self, step: CheckStep) -> None:
        """Use what the check found out for the fields."""
        QTimer.singleShot(0, self, partial(self._scroll.ensureWidgetVisible, self.checks))
        match step:
            case Reached(name=name, lines=lines):
                self.basics.suggest_name(name)
                self.more.lines.offer(lines)
            case ModelsListed(models=models):
                self.more.show_models(models)
            case LineMeasured():
                self.more.lines.show_speed(step)

    def _repair(self, repair: Repair) -> None:
        self.basics.use(repair)
        self._changed()
        self._start_test()

    def _start_saving(self) -> None:
        try:
            profile, typed = self._gather()
        except InputError:
            self._show_fault()
            return
        self.saving.start(profile, typed)

    def _discard(self) -> None:
        self._has_changes = False
        self.reject()

    def _open_other(self, profile_id: str) -> None:
        self._discard()
        self.other_wanted.emit(profile_id)

    def _done(self, profile_id: str) -> None:
        self._has_changes = False
        self.saved.emit(profile_id)
        self.accept()


def _height_of(page: QLayout, width: int) -> int:
    """The height that a page wants, whether or not it depends on its width."""
    return page.totalHeightForWidth(width) if page.hasHeightForWidth() else page.totalSizeHint().height()
