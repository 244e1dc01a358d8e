"""Further ways of filling a tray, beside dropping and choosing files."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout


class TrayButtons(QWidget):
    """Is there as soon as one of its buttons is."""

    paint_requested = Signal()
    library_requested = Signal()

    def __init__(self, name: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._paint = self._make(f"{name}.paint")
        self._library = self._make(f"{name}.library")
        self._paint.clicked.connect(self.paint_requested)
        self._library.clicked.connect(self.library_requested)
        self._flow = FlowLayout(self)
        self._flow.addWidget(self._paint)
        self._flow.addWidget(self._library)
        self.hide()
        theme.changed.connect(self._restyle)
        self._restyle()

    def offer_painting(self, *, can_be: bool) -> None:
        """Offer to paint a mask; it cannot be done without a picture under it."""
        self._paint.setEnabled(can_be)
        self._paint.setToolTip("" if can_be else self.tr("First add the picture that is to be edited."))
        self._paint.show()
        self.show()

    def offer_library(self, *, offered: bool) -> None:
        """Offer to choose from what was made and attached before."""
        self._library.setVisible(offered)
        self.setVisible(offered or not self._paint.isHidden())

    def retranslate(self, label: str) -> None:
        """Names in the language of the window; ``label`` is the tray's."""
        self._paint.setText(self.tr("Paint the mask…"))
        self._library.setText(self.tr("From the library…"))
        for button in (self._paint, self._library):
            button.setAccessibleName(f"{label}: {button.text()}")
        if not self._paint.isEnabled():
            self.offer_painting(can_be=False)

    def _make(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.hide()
        return button

    def _restyle(self) -> None:
        self._flow.setSpacing(self._theme.space(1.5))
        self._paint.setIcon(self._theme.icon("mask"))
        self._library.setIcon(self._theme.icon("library"))
