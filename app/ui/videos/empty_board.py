"""What stands where the first jobs will be."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from app.ui.ordering.empty_place import EmptyPlace
from app.ui.theme.theme import Theme


class EmptyBoard(EmptyPlace):
    """Three prompts to begin with; where a filter leaves nothing in, the way back."""

    all_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        self._is_filtered = False
        self._all = QPushButton()
        super().__init__("videos", theme, parent)
        self._all.setObjectName("videos.empty.all")
        self._all.clicked.connect(self.all_wanted)
        self.put(self._all)
        self.show_reason(filtered=False)

    def show_reason(self, *, filtered: bool) -> None:
        """Whether there are jobs that a filter leaves out, or none at all."""
        self._is_filtered = filtered
        self.show_examples(not filtered)
        self._all.setVisible(filtered)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self._all.setText(self.tr("Show all"))
        self._all.setAccessibleName(self._all.text())
        title, hint = (
            self.tr("What shall move?"),
            self.tr("Write a prompt, or drop a picture here as the first frame."),
        )
        if self._is_filtered:
            title, hint = self.tr("Nothing fits"), self.tr("No job is like what you look for.")
        self.say(
            title,
            hint,
            (
                self.tr("A paper boat drifts down a rain gutter, the camera follows close to the water"),
                self.tr("Night train through snow, warm light in the windows, slow pan"),
                self.tr("A cup of tea on a desk, steam rising in morning light, nothing else moves"),
            ),
        )
