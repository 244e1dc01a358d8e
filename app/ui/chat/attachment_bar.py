"""The files that wait to be sent, side by side above the composer's text."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.domain.media import Attachment
from app.services.conversation.carrier import Carrier
from app.ui.chat.attachment_chip import AttachmentChip
from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout


class AttachmentBar(QWidget):
    """Not to be seen while it is empty."""

    changed = Signal()
    thumbnail_wanted = Signal(object)
    """A picture was added; answered by ``show_thumbnail`` when it is decoded."""
    look_wanted = Signal(object)
    shrink_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: dict[str, AttachmentChip] = {}
        self._sees_pictures: bool | None = None
        self._carrier: Carrier | None = None
        self._flow = FlowLayout(self)
        self.hide()

    @property
    def attachments(self) -> tuple[Attachment, ...]:
        """The files, in their order."""
        return tuple(chip.attachment for chip in self._chips.values())

    def set_attachments(self, attachments: Sequence[Attachment]) -> None:
        """Show these files and no others."""
        for attachment_id in tuple(self._chips):
            self._take_away(attachment_id)
        for attachment in attachments:
            self._put(attachment)
        self.setVisible(bool(self._chips))

    def add(self, attachment: Attachment) -> None:
        """Add a file; the same file is not added twice."""
        if attachment.id not in self._chips:
            self._put(attachment)
            self.show()
            self.changed.emit()

    def set_model_sees_pictures(self, sees: bool | None) -> None:
        """Pictures warn when the chosen model cannot see."""
        self._sees_pictures = sees
        for chip in self._chips.values():
            chip.set_model_sees_pictures(sees)

    def show_carrier(self, carrier: Carrier | None) -> None:
        """Every file says how it goes to this model; None where none is chosen."""
        self._carrier = carrier
        for chip in self._chips.values():
            self._show_way(chip)

    def replace(self, attachment_id: str, attachment: Attachment) -> None:
        """Put another file into the place of one; that may have been taken away meanwhile."""
        if attachment_id in self._chips:
            self.set_attachments([attachment if old.id == attachment_id else old for old in self.attachments])
            self.changed.emit()

    def show_thumbnail(self, attachment_id: str, image: QImage) -> None:
        """A picture is decoded; it may have been taken away meanwhile."""
        if (chip := self._chips.get(attachment_id)) is not None:
            chip.show_thumbnail(image)

    def place_of(self, attachment_id: str) -> QPoint:
        """Where a menu of a file opens, on the screen."""
        chip = self._chips[attachment_id]
        return chip.mapToGlobal(chip.rect().bottomLeft())

    def _put(self, attachment: Attachment) -> None:
        chip = AttachmentChip(attachment, self._theme, self)
        chip.set_model_sees_pictures(self._sees_pictures)
        self._show_way(chip)
        chip.removed.connect(self._remove)
        chip.look_wanted.connect(self.look_wanted)
        chip.shrink_wanted.connect(self.shrink_wanted)
        self._chips[attachment.id] = chip
        self._flow.addWidget(chip)
        chip.show()
        if chip.is_picture:
            self.thumbnail_wanted.emit(attachment)

    def _show_way(self, chip: AttachmentChip) -> None:
        if self._carrier is not None:
            chip.show_way(self._carrier.way(chip.attachment))

    def _remove(self, attachment_id: str) -> None:
        self._take_away(attachment_id)
        self.setVisible(bool(self._chips))
        self.changed.emit()

    def _take_away(self, attachment_id: str) -> None:
        chip = self._chips.pop(attachment_id)
        self._flow.removeWidget(chip)
        chip.hide()
        chip.deleteLater()
