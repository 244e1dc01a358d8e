"""The place for the pictures or clips of one role."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.card import MediaForm, MediaSlot
from app.domain.form import FormInput
from app.domain.text import Language
from app.ui.forms.picture_row import PictureRow
from app.ui.forms.tray_buttons import TrayButtons
from app.ui.theme.theme import Theme
from app.ui.widgets.given import files_in, link_in, picture_in
from app.ui.widgets.icon_button import IconButton


class SlotTray(QFrame):
    """Takes what is dropped on it, pasted into it or picked for it; the order is that of the request."""

    edited = Signal()
    files_given = Signal(list)
    picture_given = Signal(bytes)
    pick_requested = Signal()
    thumbnail_wanted = Signal(object)
    """The Attachment of a picture that came in; answered by ``show_thumbnail``."""
    opened = Signal(object)
    """One of its FormInputs was double-clicked."""
    paint_requested = Signal()
    library_requested = Signal()

    def __init__(self, slot: MediaSlot, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.slot = slot
        self._theme = theme
        self.setObjectName(name)
        self.setProperty("kind", "tray")
        self.setAcceptDrops(True)
        self._label = QLabel(self)
        self._count = self._make_small("hint")
        self._paste = IconButton(theme, "paste", f"{name}.paste", self)
        self._row = PictureRow(name, theme, self)
        self._add = QPushButton(self)
        self._buttons = TrayButtons(name, theme, self)
        self._note = self._make_small("warning")
        self._problem = self._make_small("error")
        self._hint = self._make_small("faint")
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def items(self) -> tuple[FormInput, ...]:
        """What lies in it, in order."""
        return self._row.items

    def set_items(self, items: Sequence[FormInput]) -> None:
        """Hold these and no others, without telling."""
        self._row.set_items(items)
        self._show_held()

    def add(self, item: FormInput) -> None:
        """Put one behind the others; where there is room for one, it takes the place of that."""
        if self.slot.most == 1:
            self._row.set_items((item,))
        elif item not in self.items:
            self._row.add(item)
        else:
            return
        self._changed()

    def put_first(self, item: FormInput) -> None:
        """Have one lead the others."""
        self._row.put_first(item)

    def show_thumbnail(self, attachment_id: str, image: QImage) -> None:
        """A picture is decoded; it may have been taken away meanwhile."""
        self._row.show_thumbnail(attachment_id, image)

    def offer_painting(self, *, can_be: bool) -> None:
        """Offer to paint what it holds."""
        self._buttons.offer_painting(can_be=can_be)

    def offer_library(self, offered: bool = True) -> None:
        """Offer to choose from the library; whoever does so listens to ``library_requested``."""
        self._buttons.offer_library(offered=offered)

    def show_note(self, sentence: str) -> None:
        """Say what was done to what came in; an empty text says that nothing was."""
        self._note.setText(sentence)
        self._note.setVisible(bool(sentence))

    def take_focus(self) -> None:
        """Let the person go on here."""
        if self._add.isHidden():
            self._row.take_focus()
        else:
            self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def problem(self) -> str:
        """The sentence that stands below."""
        return self._problem.text()

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong; an empty text says that nothing is."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def paste(self) -> None:
        """Take what is in the clipboard."""
        self._take(QGuiApplication.clipboard().mimeData())

    def retranslate(self, language: Language) -> None:
        """Names and help in a language."""
        slot = self.slot
        self._label.setText(slot.label.in_language(language))
        self._help = slot.help.in_language(language) if slot.help else ""
        self.setAccessibleName(self._label.text())
        self._paste.describe(self.tr("Paste from the clipboard (Ctrl+V)"))
        self._add.setText(self.tr("Drop here, paste or choose…"))
        self._add.setAccessibleName(self.tr("%1: choose files").replace("%1", self._label.text()))
        self._buttons.retranslate(self._label.text())
        self._show_amounts()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        mime = event.mimeData()
        if files_in(mime) or mime.hasImage() or link_in(mime):
            event.acceptProposedAction()
            self._show_hovered(hovered=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._show_hovered(hovered=False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._show_hovered(hovered=False)
        self._take(event.mimeData())
        event.acceptProposedAction()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        else:
            super().keyPressEvent(event)

    def _take(self, mime: QMimeData) -> None:
        if files := files_in(mime):
            self.files_given.emit(files)
        elif link := link_in(mime):
            self.add(FormInput(self.slot.role, link=link))
        elif picture := picture_in(mime):
            self.picture_given.emit(picture)

    def _make_small(self, kind: str) -> QLabel:
        label = QLabel(self)
        label.setProperty("kind", kind)
        label.setWordWrap(kind != "hint")
        return label

    def _lay_out(self) -> None:
        name = self.objectName()
        self._help = ""
        self._problem.setObjectName(f"{name}.problem")
        self._problem.hide()
        self._note.setObjectName(f"{name}.note")
        self._note.hide()
        self._count.setObjectName(f"{name}.count")
        self._hint.setObjectName(f"{name}.size")
        self._add.setObjectName(f"{name}.add")
        self._add.setProperty("kind", "drop")
        self._paste.clicked.connect(self.paste)
        self._add.clicked.connect(self.pick_requested)
        self._row.moved.connect(self._changed)
        self._row.removed.connect(self._removed)
        self._row.opened.connect(self.opened)
        self._row.thumbnail_wanted.connect(self.thumbnail_wanted)
        self._buttons.paint_requested.connect(self.paint_requested)
        self._buttons.library_requested.connect(self.library_requested)
        self._head = QHBoxLayout()
        self._head.addWidget(self._label, 1)
        self._head.addWidget(self._count)
        self._head.addWidget(self._paste)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        for widget in (self._row, self._add, self._buttons, self._problem, self._note, self._hint):
            self._column.addWidget(widget)

    def _show_held(self) -> None:
        self.setTabOrder(self._row.take_tab_after(self._paste), self._add)
        self._show_amounts()

    def _changed(self) -> None:
        self._show_held()
        self.edited.emit()

    def _removed(self) -> None:
        self._changed()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_amounts(self) -> None:
        slot, held = self.slot, len(self.items)
        self._count.setText(self.tr("%1 of %2").replace("%1", str(held)).replace("%2", str(slot.most)))
        self._add.setVisible(held < slot.most)
        self._hint.setText(self._sent_size() if held else self._help)
        self._hint.setVisible(bool(self._hint.text()))

    def _sent_size(self) -> str:
        """How much goes along with the request; as text a picture grows by a third."""
        sizes = (item.attachment.size_bytes for item in self.items if item.attachment)
        is_text = self.slot.form in (MediaForm.DATA_URL, MediaForm.BASE64)
        total = sum(-(-size // 3) * 4 if is_text else size for size in sizes)
        if not total:
            return ""
        return self.tr("%1 in the request").replace("%1", _data_size(total))

    def _show_hovered(self, *, hovered: bool) -> None:
        self._add.setProperty("hovered", hovered)
        self._add.style().polish(self._add)

    def _restyle(self) -> None:
        self._column.setSpacing(self._theme.space(1))


def _data_size(size_bytes: int) -> str:
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
