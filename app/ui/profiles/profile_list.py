"""All profiles: add, edit, put in order, remove."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import StudioError
from app.domain.ids import ProfileId
from app.domain.profile import Profile
from app.ui.bridge import Bridge
from app.ui.operation import Operation
from app.ui.profiles.question import Choice, Question
from app.ui.profiles.rows import ID, ProfileDelegate, fill_rows, selected_id
from app.ui.profiles.saving import KEYRING_TROUBLE
from app.ui.profiles.tools import ProfileTools
from app.ui.widgets.button import Button
from app.ui.widgets.icon_button import IconButton

_WIDTH_STEPS = 120
_HEIGHT_STEPS = 110


class ProfileListDialog(QDialog):
    """Rows are moved by dragging or by the buttons; a double click edits."""

    add_wanted = Signal()
    edit_wanted = Signal(str)

    def __init__(self, tools: ProfileTools, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("profiles")
        self._tools = tools
        self._title = QLabel(self)
        self._title.setProperty("kind", "title")
        self.rows = self._make_rows()
        self.question = Question(tools.theme, "profiles.question", self)
        self._up = IconButton(tools.theme, "arrow-up", "profiles.up", self)
        self._down = IconButton(tools.theme, "arrow-down", "profiles.down", self)
        self._remove = Button("profiles.remove", self, "danger")
        self._edit = Button("profiles.edit", self)
        self._add = Button("profiles.add", self, "primary")
        self._lay_out()
        self._connect(bridge)
        self._fill()
        self.retranslate()
        self._space()

    def retranslate(self) -> None:
        """Every text in the present language."""
        self.setWindowTitle(self.tr("Providers"))
        self._title.setText(self.tr("Providers"))
        self.rows.setAccessibleName(self.tr("Providers"))
        self._up.describe(self.tr("Move up"))
        self._down.describe(self.tr("Move down"))
        self._remove.setText(self.tr("Remove"))
        self._edit.setText(self.tr("Edit"))
        self._add.setText(self.tr("Add a provider"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._fill()
        super().changeEvent(event)

    def _make_rows(self) -> QListWidget:
        rows = QListWidget(self)
        rows.setObjectName("profiles.list")
        rows.setItemDelegate(ProfileDelegate(self._tools.theme, rows))
        rows.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        rows.setDefaultDropAction(Qt.DropAction.MoveAction)
        rows.setMouseTracking(True)
        return rows

    def _lay_out(self) -> None:
        self._footer = QHBoxLayout()
        for widget in (self._up, self._down, self._remove):
            self._footer.addWidget(widget)
        self._footer.addStretch()
        self._footer.addWidget(self._edit)
        self._footer.addWidget(self._add)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._title)
        self._column.addWidget(self.rows, 1)
        self._column.addWidget(self.question)
        self._column.addLayout(self._footer)

    def _connect(self, bridge: Bridge) -> None:
        bridge.profiles_changed.connect(self._fill)
        bridge.balance_changed.connect(self._fill)
        self.rows.model().rowsMoved.connect(self._keep_order)
        self.rows.itemDoubleClicked.connect(self._edit_selected)
        self.rows.currentRowChanged.connect(self._enable)
        self._up.clicked.connect(partial(self._move, -1))
        self._down.clicked.connect(partial(self._move, 1))
        self._remove.clicked.connect(self._ask_to_remove)
        self._edit.clicked.connect(self._edit_selected)
        self._add.clicked.connect(self.add_wanted)
        self._tools.theme.changed.connect(self._space)

    def _space(self) -> None:
        space = self._tools.theme.space
        self._column.setContentsMargins(space(6), space(6), space(6), space(4))
        self._column.setSpacing(space(3))
        self._footer.setSpacing(space(2))
        self.resize(space(_WIDTH_STEPS), space(_HEIGHT_STEPS))

    def _fill(self) -> None:
        fill_rows(self.rows, self._tools)
        self._enable()

    def _enable(self) -> None:
        row = self.rows.currentRow()
        self._up.setEnabled(row > 0)
        self._down.setEnabled(0 <= row < self.rows.count() - 1)
        self._edit.setEnabled(row >= 0)
        self._remove.setEnabled(row >= 0)

    def _move(self, steps: int) -> None:
        row = self.rows.currentRow()
        item = self.rows.takeItem(row)
        self.rows.insertItem(row + steps, item)
        self.rows.setCurrentItem(item)
        self._keep_order()

    def _keep_order(self) -> None:
        ids = [ProfileId(self.rows.item(row).data(ID)) for row in range(self.rows.count())]
        Operation(self, self._tools.profiles.reorder(ids), failed=self._failed)

    def _edit_selected(self) -> None:
        profile_id = selected_id(self.rows)
        if profile_id is not None:
            self.edit_wanted.emit(profile_id)

    def _ask_to_remove(self) -> None:
        profile_id = selected_id(self.rows)
        profile = self._tools.profiles.get(profile_id) if profile_id else None
        if profile is None:
            return
        used = self._tools.conversations_of(profile.id)
        text = self.tr("Remove {0} and its keys from the keyring?").format(profile.name)
        if used:
            text += "\n" + self.tr("Conversations that used it: {0}. They stay and can be read.").format(used)
        self.question.say(
            text,
            Choice("yes", self.tr("Remove"), partial(self._start_removal, profile), "danger"),
            Choice("no", self.tr("Keep"), self.rows.setFocus),
        )

    def _start_removal(self, profile: Profile, *, leave_keys: bool = False) -> None:
        Operation(
            self,
            self._tools.profiles.remove(profile.id, leave_keys=leave_keys),
            failed=partial(self._removal_failed, profile),
            control=self._remove,
        )

    def _removal_failed(self, profile: Profile, error: StudioError) -> None:
        if error.kind not in KEYRING_TROUBLE:
            self._failed(error)
            return
        self.question.say(
            self.tr("{0} The keys could not be removed.").format(self._tools.say(error).sentence),
            Choice("retry", self.tr("Try again"), partial(self._start_removal, profile)),
            Choice("leave", self.tr("Remove anyway"), partial(self._start_removal, profile, leave_keys=True)),
        )

    def _failed(self, error: StudioError) -> None:
        self.question.say(self._tools.say(error).sentence, tone="error")
