"""What stands where the first jobs will be."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.ui.theme.theme import Theme


class EmptyBoard(QScrollArea):
    """Three prompts to begin with; where a filter leaves nothing in, the way back."""

    suggested = Signal(str)
    all_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._is_filtered = False
        self.setObjectName("videos.empty")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        content = QWidget()
        self.setWidget(content)
        self._title = QLabel(content)
        self._title.setProperty("kind", "title")
        self._hint = QLabel(content)
        self._hint.setProperty("kind", "muted")
        self._buttons = [QPushButton(content) for _ in range(3)]
        self._all = QPushButton(content)
        self._all.setObjectName("videos.empty.all")
        self._all.clicked.connect(self.all_wanted)
        self._column = QVBoxLayout(content)
        self._column.addStretch(3)
        for label in (self._title, self._hint):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(label)
        for number, button in enumerate(self._buttons):
            button.setObjectName(f"videos.example.{number}")
            button.setProperty("kind", "chip")
            button.clicked.connect(self._suggest)
        for button in (*self._buttons, self._all):
            self._column.addWidget(button, alignment=Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(4)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.show_reason(filtered=False)

    def show_reason(self, *, filtered: bool) -> None:
        """Whether there are jobs that a filter leaves out, or none at all."""
        self._is_filtered = filtered
        for button in self._buttons:
            button.setHidden(filtered)
        self._all.setVisible(filtered)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        if self._is_filtered:
            self._title.setText(self.tr("Nothing fits"))
            self._hint.setText(self.tr("No job is like what you look for."))
        else:
            self._title.setText(self.tr("What shall move?"))
            self._hint.setText(self.tr("Write a prompt, or drop a picture here as the first frame."))
        self._all.setText(self.tr("Show all"))
        self._all.setAccessibleName(self._all.text())
        prompts = (
            self.tr("A paper boat drifts down a rain gutter, the camera follows close to the water"),
            self.tr("Night train through snow, warm light in the windows, slow pan"),
            self.tr("A cup of tea on a desk, steam rising in morning light, nothing else moves"),
        )
        for button, prompt in zip(self._buttons, prompts, strict=True):
            button.setProperty("prompt", prompt)
            button.setAccessibleName(prompt)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the prompts where the room ends."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _fit(self) -> None:
        room = max(0, self.viewport().width() - self._theme.space(16))
        for button in self._buttons:
            prompt = str(button.property("prompt"))
            shown = button.fontMetrics().elidedText(prompt, Qt.TextElideMode.ElideRight, room)
            button.setText(shown)
            button.setToolTip("" if shown == prompt else prompt)

    def _suggest(self) -> None:
        button = self.sender()
        if isinstance(button, QPushButton):
            self.suggested.emit(button.property("prompt"))

    def _restyle(self) -> None:
        self._column.setSpacing(self._theme.space(2.5))
