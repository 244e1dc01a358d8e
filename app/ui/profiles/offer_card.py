"""What was understood of a pasted text, before anything is sent: whose address, which keys."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.domain.keys import key_hint
from app.domain.profile import ConnectionOffer
from app.ui.profiles.checks import ChecksView
from app.ui.profiles.offer_picker import offer_line
from app.ui.profiles.question import Question
from app.ui.profiles.tools import ProfileTools
from app.ui.widgets.button import Button
from app.ui.widgets.wrapped_label import WrappedLabel


class OfferCard(QFrame):
    """Shown as soon as there is an address, or several providers to choose from."""

    connect_wanted = Signal()
    edit_wanted = Signal()

    def __init__(self, tools: ProfileTools, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        self._tools = tools
        self._offers: tuple[ConnectionOffer, ...] = ()
        self._is_running = False
        self._name = WrappedLabel("heading", self)
        self._detail = WrappedLabel("muted", self)
        self.checks = ChecksView(tools.theme, tools.say, self)
        self.question = Question(tools.theme, "first_run.question", self)
        self.start = Button("first_run.connect", self, "primary")
        self.edit = Button("first_run.edit", self)
        self._lay_out()
        self.start.clicked.connect(self.connect_wanted)
        self.edit.clicked.connect(self.edit_wanted)
        tools.theme.changed.connect(self._space)
        self.retranslate()
        self._space()

    def fill(self, offers: tuple[ConnectionOffer, ...]) -> None:
        """Show what was understood."""
        self._offers = offers
        self.setVisible(self._are_several or any(offer.root for offer in offers))
        self.retranslate()

    def set_name(self, name: str) -> None:
        """Call it as its site does."""
        self._name.setText(name)

    def set_running(self, running: bool) -> None:
        """Whether the button stops a check or starts one."""
        self._is_running = running
        self._tell_start()

    def retranslate(self) -> None:
        """Every text in the present language."""
        self.edit.setText(self.tr("Edit"))
        self.edit.setVisible(not self._are_several)
        self._tell_start()
        if self._are_several:
            self._name.setText(self.tr("{0} providers found").format(len(self._offers)))
            self._detail.setText("\n".join(map(offer_line, self._offers)))
        elif self._offers and self._offers[0].root:
            self._name.setText(self._name_of(self._offers[0]))
            self._detail.setText(self._detail_of(self._offers[0]))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    @property
    def _are_several(self) -> bool:
        return len(self._offers) > 1

    def _tell_start(self) -> None:
        text = self.tr("Choose…") if self._are_several else self.tr("Connect")
        self.start.setText(self.tr("Stop") if self._is_running else text)

    def _name_of(self, offer: ConnectionOffer) -> str:
        place = self._tools.offers.place(offer.root)
        known = place.preset.name.in_language(self._tools.language()) if place.preset else ""
        return offer.name or known or place.host

    def _detail_of(self, offer: ConnectionOffer) -> str:
        place = self._tools.offers.place(offer.root)
        lines = [place.root]
        if len(offer.keys) == 1:
            lines.append(self.tr("Key {0}").format(key_hint(offer.keys[0])))
        elif offer.keys:
            lines.append(self.tr("Keys: {0}").format(", ".join(map(key_hint, offer.keys))))
        if place.is_open:
            lines.append(self.tr("Without https, others on the way can read the key."))
        return "\n".join(lines)

    def _lay_out(self) -> None:
        self._buttons = QHBoxLayout()
        self._buttons.addWidget(self.start)
        self._buttons.addWidget(self.edit)
        self._buttons.addStretch()
        self._column = QVBoxLayout(self)
        for part in (self._name, self._detail, self.checks, self.question):
            self._column.addWidget(part)
        self._column.addLayout(self._buttons)

    def _space(self) -> None:
        space = self._tools.theme.space
        edge = space(4)
        self._buttons.setSpacing(space(2))
        self._column.setSpacing(space(2))
        self._column.setContentsMargins(edge, edge, edge, edge)
