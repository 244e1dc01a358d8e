"""The strip above every page: where one is, the way to everything, and whose key is used."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

if TYPE_CHECKING:
    from app.ui.queue.jobs_button import JobsButton  # brings the task engine


class TopBar(QWidget):
    """Title, the button that opens the palette, and the slot of the profile switcher."""

    palette_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._jobs: JobsButton | None = None
        self._is_narrow = False
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = QLabel(self)
        self._title.setObjectName("topbar.title")
        self._title.setProperty("kind", "heading")
        self._find = Button("topbar.palette", self, "ghost")
        self._find.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._find.clicked.connect(self.palette_wanted)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self._title)
        self._row.addStretch()
        self._row.addWidget(self._find)
        theme.changed.connect(self._fit)
        self._fit()
        self.retranslate()

    def set_title(self, title: str) -> None:
        """Say which page is in front."""
        self._title.setText(title)

    def set_profile_switcher(self, widget: QWidget) -> None:
        """Put the profile switcher at the right end."""
        self._row.addWidget(widget)

    def set_jobs(self, jobs: "JobsButton") -> None:
        """Put what goes on before the profile switcher."""
        self._jobs = jobs
        self._row.insertWidget(self._row.indexOf(self._find) + 1, jobs)
        jobs.set_narrow(self._is_narrow)

    def set_narrow(self, narrow: bool) -> None:
        """Leave out what a narrow window has no room for."""
        self._is_narrow = narrow
        if self._jobs is not None:
            self._jobs.set_narrow(narrow)
        self._find.setText("" if narrow else self._find_text())

    def retranslate(self) -> None:
        """Take the texts in the present language."""
        if self._find.text():
            self._find.setText(self._find_text())
        self._find.setToolTip(self.tr("Jump to anything  (Ctrl+P)"))
        self._find.setAccessibleName(self.tr("Jump to anything"))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _find_text(self) -> str:
        return self.tr("Jump to…")

    def _fit(self) -> None:
        space = self._theme.space
        self._row.setContentsMargins(space(4), space(2), space(3), space(2))
        self._row.setSpacing(space(2))
        self._find.setIcon(self._theme.icon("search", "text_muted"))
        self._find.setIconSize(QSize(space(4), space(4)))
