"""A picture at full size: zoom with the wheel, drag, copy, save."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QPainter, QPixmap, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGraphicsPixmapItem,
    QGraphicsScene,
    QGraphicsView,
    QVBoxLayout,
    QWidget,
)

from app.ui.transcript.content.pictures import Pictures, Source

LARGEST_PX = 8192
ZOOM_STEP = 1.2


class PictureViewer(QDialog):
    """Closes with Escape. The picture is what the transcript shows, in its own size."""

    save_wanted = Signal(object)
    """The picture's source."""

    def __init__(self, source: Source, pictures: Pictures, parent: QWidget) -> None:
        super().__init__(parent)
        self._source = source
        self._pictures = pictures
        self._image = QImage()
        self.setObjectName("picture")
        self.setWindowTitle(self.tr("Picture"))
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        scene = QGraphicsScene(self)
        scene.addItem(self._item)
        self._view = ZoomView(scene, self)
        self._view.setObjectName("picture.view")
        self._view.setAccessibleName(self.tr("Picture"))
        buttons = QDialogButtonBox(self)
        for name, text, act in (
            ("picture.copy", self.tr("Copy"), self._copy),
            ("picture.save", self.tr("Save as…"), self._ask_to_save),
            ("picture.close", self.tr("Close"), self.reject),
        ):
            button = buttons.addButton(text, QDialogButtonBox.ButtonRole.ActionRole)
            button.setObjectName(name)
            button.clicked.connect(act)
        column = QVBoxLayout(self)
        column.addWidget(self._view, 1)
        column.addWidget(buttons)
        self.resize(parent.size() * 0.9)
        pictures.ready.connect(self._ready)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the whole picture in sight."""
        super().showEvent(event)
        self._view.fit()

    def show_source(self, source: Source) -> None:
        """Show another picture in the same place."""
        self._source = source
        self._show()

    def _ready(self, source: object) -> None:
        if source == self._source:
            self._show()

    def _show(self) -> None:
        picture = self._pictures.picture(self._source, LARGEST_PX)
        if picture.image is not None:
            self._image = picture.image
            self._item.setPixmap(QPixmap.fromImage(picture.image))
            self._view.setSceneRect(self._item.boundingRect())
            self._view.fit()

    def _ask_to_save(self) -> None:
        self.save_wanted.emit(self._source)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setImage(self._image)


class ZoomView(QGraphicsView):
    """Zooms around the mouse and can be dragged; a double click goes between whole and full size."""

    def __init__(self, scene: QGraphicsScene, parent: QWidget) -> None:
        super().__init__(scene, parent)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)

    def fit(self) -> None:
        """Show the whole picture, never larger than it is."""
        self.resetTransform()
        room, size = self.viewport().size(), self.sceneRect().size()
        if size.width() > room.width() or size.height() > room.height():
            self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)

    def zoom(self, factor: float) -> None:
        """Come nearer or go away."""
        self.scale(factor, factor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with the wheel."""
        self.zoom(ZOOM_STEP if event.angleDelta().y() > 0 else 1 / ZOOM_STEP)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Plus, minus and zero."""
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom(ZOOM_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(1 / ZOOM_STEP)
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QEvent) -> None:
        """Between the whole picture and its own size."""
        if self.transform().m11() == 1.0:
            self.fit()
        else:
            self.resetTransform()
