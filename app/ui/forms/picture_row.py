"""The pictures of a tray in their order."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.domain.form import FormInput
from app.ui.forms.slot_picture import SlotPicture
from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout


class PictureRow(QWidget):
    """Wraps into as many lines as it needs.

    Args:
        name: of the tray; the pictures are named after it.
    """

    moved = Signal()
    """The person changed the order."""
    removed = Signal()
    """The person took one away."""
    opened = Signal(object)
    """A FormInput was double-clicked."""
    thumbnail_wanted = Signal(object)
    """The Attachment of a picture that came in."""

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self._theme = theme
        self._pictures: list[SlotPicture] = []
        self._flow = FlowLayout(self)
        self._arrange()
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def items(self) -> tuple[FormInput, ...]:
        """What is shown, in order."""
        return tuple(picture.item for picture in self._pictures)

    def set_items(self, items: Sequence[FormInput]) -> None:
        """Show these and no others, without telling."""
        for picture in self._pictures:
            self._discard(picture)
        self._pictures = [self._make(item) for item in items]
        self._arrange()

    def add(self, item: FormInput) -> None:
        """Show one more at the end, without telling."""
        self._pictures.append(self._make(item))
        self._arrange()

    def put_first(self, item: FormInput) -> None:
        """Have one lead the others."""
        for picture in self._pictures:
            if picture.item == item:
                self._move(picture, 0)
                return

    def show_thumbnail(self, attachment_id: str, image: QImage) -> None:
        """A picture is decoded; it may have been taken away meanwhile."""
        for picture in self._pictures:
            if picture.item.attachment is not None and picture.item.attachment.id == attachment_id:
                picture.show_thumbnail(image)

    def take_tab_after(self, last: QWidget) -> QWidget:
        """Follow a widget in the order of the Tab key, which is that of the pictures."""
        for picture in self._pictures:
            last = picture.take_tab_after(last)
        return last

    def take_focus(self) -> None:
        """Let the person go on at the first picture."""
        if self._pictures:
            self._pictures[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _make(self, item: FormInput) -> SlotPicture:
        picture = SlotPicture(item, self._name, self._theme, self)
        picture.moved.connect(lambda steps: self._move(picture, self._pictures.index(picture) + steps))
        picture.dragged.connect(lambda point: self._drag(picture, point))
        picture.removed.connect(lambda: self._remove(picture))
        picture.opened.connect(lambda: self.opened.emit(picture.item))
        if item.attachment is not None:
            self.thumbnail_wanted.emit(item.attachment)
        return picture

    def _arrange(self) -> None:
        while self._flow.takeAt(0) is not None:
            pass
        for place, picture in enumerate(self._pictures):
            self._flow.addWidget(picture)
            picture.show_place(place, len(self._pictures))
            picture.show()
        self.setVisible(bool(self._pictures))
        self._flow.invalidate()
        self.updateGeometry()

    def _move(self, picture: SlotPicture, place: int) -> None:
        before = self._pictures.index(picture)
        place = min(max(place, 0), len(self._pictures) - 1)
        if place != before:
            self._pictures.insert(place, self._pictures.pop(before))
            self._arrange()
            self.moved.emit()

    def _drag(self, picture: SlotPicture, point: QPoint) -> None:
        for place, other in enumerate(self._pictures):
            if other is not picture and other.geometry().contains(point):
                self._move(picture, place)
                return

    def _remove(self, picture: SlotPicture) -> None:
        self._pictures.remove(picture)
        self._discard(picture)
        self._arrange()
        self.removed.emit()

    def _discard(self, picture: SlotPicture) -> None:
        picture.hide()
        picture.deleteLater()

    def _restyle(self) -> None:
        self._flow.setSpacing(self._theme.space(1.5))
