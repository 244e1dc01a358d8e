"""The place for the pictures or clips of one role."""

from collections.abc import Sequence

from PySide6.QtCore import QLocale, QMimeData, QPoint, Qt, Signal
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
from app.ui.forms.slot_picture import SlotPicture
from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.given import files_in, link_in, picture_in
from app.ui.widgets.icon_button import IconButton


class SlotTray(QFrame):
    """Takes what is dropped on it, pasted into it or picked for it; the order is that of the request."""

    edited = Signal()
    files_given = Signal(list)
    picture_given = Signal(bytes)
    pick_requested = Signal()
    thumbnail_wanted = Signal(object)
    """A picture came in; answered by ``show_thumbnail`` when it is decoded."""

    def __init__(self, slot: MediaSlot, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.slot = slot
        self._theme = theme
        self._pictures: list[SlotPicture] = []
        self.setObjectName(name)
        self.setProperty("kind", "tray")
        self.setAcceptDrops(True)
        self._label = QLabel(self)
        self._count = self._make_small("hint")
        self._paste = IconButton(theme, "paste", f"{name}.paste", self)
        self._add = QPushButton(self)
        self._problem = self._make_small("error")
        self._hint = self._make_small("faint")
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def items(self) -> tuple[FormInput, ...]:
        """What lies in it, in order."""
        return tuple(picture.item for picture in self._pictures)

    def set_items(self, items: Sequence[FormInput]) -> None:
        """Hold these and no others, without telling."""
        for picture in self._pictures:
            self._discard(picture)
        self._pictures = [self._make_picture(item) for item in items]
        self._arrange()

    def add(self, item: FormInput) -> None:
        """Put one behind the others; where there is room for one, it takes the place of that."""
        kept = () if self.slot.most == 1 else self.items
        if item in kept:
            return
        if self.slot.most == 1:
            self.set_items(())
        self._pictures.append(self._make_picture(item))
        self._arrange()
        self.edited.emit()

    def show_thumbnail(self, attachment_id: str, image: QImage) -> None:
        """A picture is decoded; it may have been taken away meanwhile."""
        for picture in self._pictures:
            if picture.item.attachment is not None and picture.item.attachment.id == attachment_id:
                picture.show_thumbnail(image)

    def take_focus(self) -> None:
        """Let the person go on here."""
        place = self._pictures[0] if self._add.isHidden() else self._add
        place.setFocus(Qt.FocusReason.OtherFocusReason)

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
        self._count.setObjectName(f"{name}.count")
        self._hint.setObjectName(f"{name}.size")
        self._add.setObjectName(f"{name}.add")
        self._add.setProperty("kind", "drop")
        self._paste.clicked.connect(self.paste)
        self._add.clicked.connect(self.pick_requested)
        self._head = QHBoxLayout()
        self._head.addWidget(self._label, 1)
        self._head.addWidget(self._count)
        self._head.addWidget(self._paste)
        self._flow = FlowLayout()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._head)
        self._column.addLayout(self._flow)
        for widget in (self._add, self._problem, self._hint):
            self._column.addWidget(widget)

    def _make_picture(self, item: FormInput) -> SlotPicture:
        picture = SlotPicture(item, self.objectName(), self._theme, self)
        picture.moved.connect(lambda steps: self._move(picture, self._pictures.index(picture) + steps))
        picture.dragged.connect(lambda point: self._drag(picture, point))
        picture.removed.connect(lambda: self._remove(picture))
        if item.attachment is not None:
            self.thumbnail_wanted.emit(item.attachment)
        return picture

    def _arrange(self) -> None:
        """Lay the pictures out in their order, which is that of the Tab key as well."""
        while self._flow.takeAt(0) is not None:
            pass
        last: QWidget = self._paste
        for place, picture in enumerate(self._pictures):
            self._flow.addWidget(picture)
            picture.show_place(place, len(self._pictures))
            picture.show()
            last = picture.take_tab_after(last)
        self.setTabOrder(last, self._add)
        self._show_amounts()
        self._flow.invalidate()
        self.updateGeometry()

    def _move(self, picture: SlotPicture, place: int) -> None:
        before = self._pictures.index(picture)
        place = min(max(place, 0), len(self._pictures) - 1)
        if place != before:
            self._pictures.insert(place, self._pictures.pop(before))
            self._arrange()
            self.edited.emit()

    def _drag(self, picture: SlotPicture, point: QPoint) -> None:
        for place, other in enumerate(self._pictures):
            if other is not picture and other.geometry().contains(point):
                self._move(picture, place)
                return

    def _remove(self, picture: SlotPicture) -> None:
        self._pictures.remove(picture)
        self._discard(picture)
        self._arrange()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edited.emit()

    def _discard(self, picture: SlotPicture) -> None:
        picture.hide()
        picture.deleteLater()

    def _show_amounts(self) -> None:
        slot, held = self.slot, len(self._pictures)
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
        self._flow.setSpacing(self._theme.space(1.5))


def _data_size(size_bytes: int) -> str:
    return QLocale().formattedDataSize(size_bytes, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
