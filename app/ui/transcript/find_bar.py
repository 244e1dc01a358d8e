"""The bar that looks for a text in the conversation."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from app.ui.theme.theme import Theme


class FindBar(QFrame):
    """A field, how often the text was found, and the ways to the next and the one before."""

    changed = Signal(str)
    step = Signal(int)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("transcript.find")
        self.setProperty("kind", "popover")
        self._theme = theme
        self._figures = (0, 0)
        self._input = QLineEdit(self)
        self._input.setObjectName("transcript.find.input")
        self._input.setProperty("kind", "bare")
        self._count = QLabel(self)
        self._count.setObjectName("transcript.find.count")
        self._count.setProperty("kind", "muted")
        self._previous = self._button("previous")
        self._next = self._button("next")
        self._close = self._button("close")
        self._row = layout = QHBoxLayout(self)
        for widget in (self._input, self._count, self._previous, self._next, self._close):
            layout.addWidget(widget)
        self._input.textChanged.connect(self.changed)
        self._previous.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_on)
        self._close.clicked.connect(self.closed)
        self.hide()
        self.retranslate()

    @property
    def text(self) -> str:
        """What is looked for."""
        return self._input.text()

    def open(self) -> None:
        """Show it with the field ready."""
        self.show()
        self.raise_()
        self._input.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._input.selectAll()

    def count(self, current: int, total: int) -> None:
        """The ``current``-th of ``total`` finds is shown; 0 when none is yet."""
        self._figures = (current, total)
        if not self.text:
            self._count.setText("")
        elif not total:
            self._count.setText(self.tr("Not found"))
        else:
            self._count.setText(self.tr("{current} of {total}").format(current=current, total=total))
        for button in (self._previous, self._next):
            button.setEnabled(total > 0)

    def retranslate(self) -> None:
        """Take words and looks anew."""
        self._input.setPlaceholderText(self.tr("Find in this conversation"))
        self._input.setAccessibleName(self.tr("Find in this conversation"))
        self._input.setMinimumWidth(self._theme.space(50))
        margin = self._theme.space(1.5)
        self._row.setContentsMargins(2 * margin, margin, margin, margin)
        names = (self.tr("Previous match"), self.tr("Next match"), self.tr("Close"))
        icons = ("chevron-up", "chevron-down", "close")
        for button, name, icon in zip((self._previous, self._next, self._close), names, icons, strict=True):
            button.setIcon(self._theme.icon(icon, "text_muted"))
            button.setAccessibleName(name)
            button.setToolTip(name)
        self.count(*self._figures)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"transcript.find.{name}")
        return button

    def _go_back(self) -> None:
        self.step.emit(-1)

    def _go_on(self) -> None:
        self.step.emit(1)
