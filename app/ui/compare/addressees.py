"""Whom the next message goes to, where it goes to several models at once."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.ids import ProfileId
from app.services.conversation.chat import Addressee
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.elided_label import ElidedLabel
from app.ui.widgets.icon_button import IconButton
from app.ui.widgets.popover import Popover

MOST = 8
"""More columns than this nobody reads."""


class AddresseesPopover(Popover):
    """A list of models; the same one may be asked twice.

    Args:
        name_of: the name of a profile.
    """

    changed = Signal(object)
    """The addressees as they are now."""
    model_wanted = Signal()
    """One more is to be chosen."""
    again_wanted = Signal()
    """The same ones as last time."""

    def __init__(self, name_of: Callable[[ProfileId], str], theme: Theme, owner: QWidget) -> None:
        super().__init__(theme, owner)
        self._name_of = name_of
        self._addressees: tuple[Addressee, ...] = ()
        self._rows: list[QWidget] = []
        self.setObjectName("compare.addressees")
        self._title = QLabel(self)
        self._title.setProperty("kind", "heading")
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "muted")
        self._hint.setWordWrap(True)
        self.add = Button("compare.add", self, "")
        self.add.clicked.connect(self.model_wanted)
        self._again = Button("compare.again", self, "link")
        self._again.clicked.connect(self.again_wanted)
        self._again.hide()
        self._list = QVBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addWidget(self._hint)
        self._column.addLayout(self._list)
        self._column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self._again, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def offer_again(self, models: Sequence[str]) -> None:
        """Offer those that were asked last time."""
        self._again.setText(self.tr("As last time: {models}").format(models=", ".join(models)))
        self._again.setVisible(len(models) > 1)
        self.adjustSize()

    def show_addressees(self, addressees: Sequence[Addressee]) -> None:
        """List them."""
        self._addressees = tuple(addressees)
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(place, one) for place, one in enumerate(self._addressees)]
        for row in self._rows:
            self._list.addWidget(row)
            row.show()  # else its room is not reckoned with before the next turn of the loop
        self.add.setEnabled(len(self._addressees) < MOST)
        self._again.hide()
        self.adjustSize()

    def sizeHint(self) -> QSize:
        """Narrow, and as high as its rows."""
        width = self.theme.space(85)
        return QSize(width, max(super().sizeHint().height(), self.heightForWidth(width)))

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._title.setText(self.tr("Ask several models at once"))
        self._hint.setText(self.tr("The answers stand side by side. Each one is charged."))
        self.add.setText(self.tr("Add a model…"))
        self.show_addressees(self._addressees)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _row(self, place: int, addressee: Addressee) -> QWidget:
        row = QWidget(self)
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        words = " · ".join(filter(None, (addressee.model, self._name_of(addressee.profile_id))))
        label = ElidedLabel("", row)
        label.setText(words)
        remove = IconButton(self.theme, "close", "compare.remove", row)
        remove.describe(self.tr("Do not ask {model}").format(model=words))
        remove.clicked.connect(partial(self._remove, place))
        line.addWidget(label, 1)
        line.addWidget(remove)
        return row

    def _remove(self, place: int) -> None:
        kept = (*self._addressees[:place], *self._addressees[place + 1 :])
        self.show_addressees(kept)
        self.changed.emit(kept)

    def _restyle(self) -> None:
        space = self.theme.space
        self._column.setContentsMargins(space(4), space(4), space(4), space(4))
        self._column.setSpacing(space(2))
        self._list.setSpacing(space(1))
