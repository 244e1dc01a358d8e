"""The window in which a mask is painted over its picture."""

import asyncio
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QLocale
from PySide6.QtGui import QCloseEvent, QImage, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.card import MaskPolarity
from app.ui import dialogs
from app.ui.masks.canvas import LARGEST_PX, SMALLEST_PX, MaskCanvas
from app.ui.masks.feather import LARGEST_PX as LARGEST_FEATHER_PX
from app.ui.masks.gestures import Tool
from app.ui.masks.mask import Mask
from app.ui.masks.measure import Measure
from app.ui.masks.polarity import mask_png, painted_from
from app.ui.masks.tool_bar import ToolBar
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout

_BRUSH_SHARE = 14
"""The first brush is this part of the picture's shorter edge."""
_LOW_STEPS = 150
"""A window that is lower than this has no room for advice."""


class MaskEditor(QDialog):
    """Red is what is painted anew, whatever the vendor's file says it with.

    Args:
        polarity: of the mask that comes in and of the one that comes out.
        mask: what is painted already.
        can_be_soft: whether the vendor takes edges that are half painted.
    """

    def __init__(
        self,
        picture: QImage,
        polarity: MaskPolarity,
        theme: Theme,
        parent: QWidget,
        *,
        mask: QImage | None = None,
        can_be_soft: bool = True,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._polarity = polarity
        self._png = b""
        size = picture.size()
        self._mask = Mask.blank(size) if mask is None else Mask(painted_from(mask, polarity, size))
        self.setObjectName("mask")
        self.canvas = MaskCanvas(picture, self._mask, theme, self)
        self._make_controls()
        self._lay_out()
        self._connect()
        self._feather.setVisible(can_be_soft)
        self._size.set_value(max(2, min(size.width(), size.height()) // _BRUSH_SHARE))
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self.resize(parent.window().size() * 0.94)
        self.canvas.setFocus()

    def mask_png(self) -> bytes:
        """The mask in its polarity, exactly of the picture's size; empty until the dialog was accepted."""
        return self._png

    def reject(self) -> None:
        """Leave without a mask; what was painted is not thrown away by a slip."""
        if self.canvas.give_up():
            return
        if not self._mask.can_undo:
            super().reject()
            return
        asking = dialogs.confirm(
            self,
            self.tr("Throw away what you have painted?"),
            self.tr("The mask stays as it was before."),
            self.tr("Throw it away"),
            danger=True,
        )
        Operation(self, asking, done=self._leave)

    def closeEvent(self, event: QCloseEvent) -> None:
        """The person is asked; whoever takes the dialog down is not."""
        if event.spontaneous():
            self.reject()
            event.setAccepted(not self.isVisible())
        elif self.isVisible():
            super().reject()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._advice.setVisible(self.height() >= self._theme.space(_LOW_STEPS))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Paint the mask"))
        self._size.describe(self.tr("Brush"), self.tr("Size of the brush ([ and ], or Ctrl and the wheel)"))
        self._feather.describe(self.tr("Feather"), self.tr("How wide the soft edge is"))
        self._opacity.describe(self.tr("Veil"), self.tr("How thick the red veil is; it changes no result"))
        self._advice.setText(
            self.tr(
                "Right button: the opposite · Shift: straight lines, squares · Space: move the picture · "
                "Wheel: zoom, with Ctrl the brush · Arrows and Return: paint with the keyboard"
            )
        )
        self._cancel.setText(self.tr("Cancel"))
        self._apply.setText(self.tr("Use this mask"))
        self._apply.setToolTip(QKeySequence("Ctrl+Return").toString(QKeySequence.SequenceFormat.NativeText))
        self._show_painted()

    def _make_controls(self) -> None:
        canvas = self.canvas
        acts: dict[str, Callable[[], None]] = {
            "undo": canvas.undo,
            "redo": canvas.redo,
            "invert": canvas.invert,
            "clear": canvas.clear,
            "zoom_out": canvas.zoom_out,
            "zoom_in": canvas.zoom_in,
            "fit": canvas.fit,
        }
        self._bar = ToolBar(acts, self._theme, self)
        theme = self._theme
        self._size = Measure("mask.size", SMALLEST_PX, LARGEST_PX, " px", theme, self, is_curved=True)
        self._feather = Measure("mask.feather", 0, LARGEST_FEATHER_PX, " px", theme, self, is_curved=True)
        self._opacity = Measure("mask.opacity", 10, 90, " %", theme, self)
        self._words = self._label("mask.words", "")
        self._advice = self._label("mask.advice", "hint")
        self._cancel = self._button("mask.cancel", "")
        self._apply = self._button("mask.apply", "primary")

    def _label(self, name: str, kind: str) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setProperty("kind", kind)
        label.setWordWrap(True)
        return label

    def _button(self, name: str, kind: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setProperty("kind", kind)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        options = QWidget(self)
        self._options = FlowLayout(options)
        for measure in (self._size, self._feather, self._opacity):
            self._options.addWidget(measure)
        self._foot = QHBoxLayout()
        self._foot.addWidget(self._words, 1)
        self._foot.addWidget(self._cancel)
        self._foot.addWidget(self._apply)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._bar)
        self._column.addWidget(options)
        self._column.addWidget(self.canvas, 1)
        self._column.addWidget(self._advice)
        self._column.addLayout(self._foot)

    def _connect(self) -> None:
        self._bar.taken.connect(self._take)
        self._size.changed.connect(self.canvas.set_brush)
        self._feather.changed.connect(self.canvas.set_feather)
        self._opacity.changed.connect(self._show_opacity)
        self._opacity.set_value(50)
        self.canvas.settled.connect(self._show_painted)
        self.canvas.looked.connect(self._show_scale)
        self.canvas.brush_turned.connect(self._size.step)
        self._cancel.clicked.connect(self.reject)
        self._apply.clicked.connect(self._encode)
        keys: dict[str, Callable[[], None]] = {
            "X": self._swap,
            "[": partial(self._size.step, False),
            "]": partial(self._size.step, True),
            "Ctrl+Return": self._apply.click,
            "Ctrl+Enter": self._apply.click,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _take(self, tool: Tool) -> None:
        self.canvas.take(tool)

    def _swap(self) -> None:
        tool = Tool.BRUSH if self.canvas.tool is Tool.ERASER else Tool.ERASER
        self._bar.show_tool(tool)
        self.canvas.take(tool)

    def _show_opacity(self, percent: int) -> None:
        self.canvas.set_opacity(percent / 100)

    def _show_scale(self) -> None:
        self._bar.show_scale(self.canvas.scale_percent)

    def _show_painted(self) -> None:
        """Say what red means, and how much of it there is."""
        share = self._mask.share
        if share:
            percent = QLocale().toString(share * 100, "f", 0 if share >= 0.1 else 1)
            said = self.tr("The red area is painted anew, all else stays: %1 % of the picture.")
            said = said.replace("%1", percent, 1)
        else:
            said = self.tr("Paint over what shall change. The red area is painted anew, all else stays.")
        self._words.setText(said)
        self.canvas.setAccessibleName(self.tr("Picture under the mask"))
        self.canvas.setAccessibleDescription(said)
        self._apply.setEnabled(share > 0)
        self._bar.show_steps(can_undo=self._mask.can_undo, can_redo=self._mask.can_redo, can_clear=share > 0)

    def _encode(self) -> None:
        """Large masks take a moment; nothing more is painted meanwhile."""
        self.canvas.give_up()
        self.canvas.setEnabled(False)
        pixels = QImage(self._mask.pixels)
        encoding = asyncio.to_thread(mask_png, pixels, self._polarity, self._feather.value)
        Operation(self, encoding, done=self._take_png, control=self._apply)

    def _take_png(self, png: bytes) -> None:
        self._png = png
        self.accept()

    def _leave(self, is_sure: bool) -> None:
        if is_sure:
            super().reject()

    def _restyle(self) -> None:
        space = self._theme.space
        self._options.setSpacing(space(2.5))
        self._foot.setSpacing(space(2))
        self._column.setSpacing(space(2))
        self._column.setContentsMargins(space(3), space(3), space(3), space(3))
        self.canvas.setMinimumHeight(space(20))
