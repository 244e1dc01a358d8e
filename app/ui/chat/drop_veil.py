"""What lies over a conversation while files are held above it."""

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtWidgets import QLabel, QWidget

from app.ui.theme.theme import Theme


class DropVeil(QLabel):
    """Covers its parent and says that what is let go here is attached."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._covered = parent
        self.setObjectName("composer.drop")
        self.setProperty("kind", "veil")
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        parent.installEventFilter(self)

    def cover(self) -> None:
        """Show it."""
        self.setText(self.tr("Drop to attach"))
        margin = self._theme.space(3)
        self.setGeometry(self._covered.rect().adjusted(margin, margin, -margin, -margin))
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go away with the files."""
        if event.type() in (QEvent.Type.DragLeave, QEvent.Type.Drop):
            self.hide()
        return False


def can_be_attached(data: QMimeData) -> bool:
    """Whether something in it is a local file or a picture."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())
