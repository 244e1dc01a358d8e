"""Looks at results: at one in full size, at two against each other, at what was asked and answered."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.domain.errors import StudioError
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.films.viewer import FilmViewer
from app.ui.images.result_gallery import ResultGallery
from app.ui.images.result_origin import base_of
from app.ui.images.results_model import Result, ResultsModel
from app.ui.images.task_words import title_of
from app.ui.inspector.exchange_dialog import ExchangeDialog
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures
from app.ui.viewer.compare import Compared, CompareDialog, Way
from app.ui.viewer.picture_viewer import PictureViewer

_OTHER = "compare"
_LONGEST_TITLE = 80


class LookingDesk(QObject):
    """Serves the grid of one page."""

    save_wanted = Signal(object)
    """A picture's path."""

    def __init__(
        self,
        studio: Studio,
        results: ResultsModel,
        pictures: Pictures,
        notices: Notices,
        theme: Theme,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._studio = studio
        self._results = results
        self._pictures = pictures
        self._notices = notices
        self._theme = theme
        self._page = page
        self._waiting: Result | None = None
        self._viewer: PictureViewer | None = None
        results.dataChanged.connect(self._refresh_viewer)
        results.rowsRemoved.connect(self._refresh_viewer)

    @property
    def is_choosing(self) -> bool:
        """Whether the next result that is chosen will be compared with an earlier one."""
        return self._waiting is not None

    def open(self, gallery: ResultGallery) -> None:
        """Look at pictures in full size, from the chosen one on."""
        viewer = PictureViewer(gallery, self._pictures, self._theme, self._sentence, self._page.window())
        viewer.save_wanted.connect(self.save_wanted)
        viewer.finished.connect(self._viewer_closed)
        self._viewer = viewer
        self._show(viewer)

    def play(self, result: Result) -> None:
        """Play the chosen clip of a result."""
        if result.chosen is not None:
            path, title = Path(result.chosen.path), _title(result)
            settings, window = self._studio.settings, self._page.window()
            self._show(FilmViewer(path, title, self._theme, window, settings=settings))

    def close_viewer(self) -> None:
        """Back to the page."""
        if self._viewer is not None:
            self._viewer.reject()

    def compare(self, first: Result, second: Result) -> None:
        """Two pictures side by side."""
        self._compare(_compared(first), _compared(second), Way.SIDE)

    def compare_with_next(self, result: Result) -> None:
        """The other one is the result that is chosen next."""
        self._waiting = result
        self._notices.keep(
            _OTHER,
            self.tr("Choose the picture to compare with."),
            "info",
            self.tr("Cancel"),
            self.forget,
        )

    def choose(self, result: Result) -> None:
        """A result was chosen while another one waits to be compared; the same one is none."""
        first = self._waiting
        if first is None or result.picture is None or first.picture == result.picture:
            return
        self.forget()
        self.compare(first, result)

    def forget(self) -> None:
        """Compare with nothing after all."""
        self._waiting = None
        self._notices.drop(_OTHER)

    def before_after(self, result: Result) -> None:
        """The picture that was edited, and what became of it, one below the other."""
        base = base_of(result)
        if base is not None and result.picture is not None:
            before = Compared(self._studio.attachments.path(base), self.tr("Before"))
            after = Compared(Path(result.picture.path), self.tr("After"))
            self._compare(before, after, Way.SLIDER)

    def show_request(self, result: Result) -> None:
        """What was asked of the provider for a result, and what it said."""
        reading = self._studio.tasks.answers(result.task.id)
        self._show(ExchangeDialog(reading, self._sentence, self._theme, self._front()))

    def _compare(self, first: Compared, second: Compared, way: Way) -> None:
        self._show(
            CompareDialog(first, second, self._pictures, self._theme, self._sentence, self._front(), way=way)
        )

    def _show(self, dialog: QDialog) -> None:
        Operation(self, dialogs.finished(dialog), failed=self._notices.show_error)

    def _viewer_closed(self) -> None:
        self._viewer = None

    def _refresh_viewer(self) -> None:
        if self._viewer is not None:
            self._viewer.refresh()

    def _front(self) -> QWidget:
        return QApplication.activeModalWidget() or self._page.window()

    def _sentence(self, error: StudioError) -> str:
        return self._notices.words(error).sentence


def _compared(result: Result) -> Compared:
    assert result.picture is not None
    title = " · ".join(filter(None, (_title(result), result.task.model)))
    return Compared(Path(result.picture.path), title)


def _title(result: Result) -> str:
    prompt = " ".join(title_of(result.task).split())
    return prompt if len(prompt) <= _LONGEST_TITLE else f"{prompt[: _LONGEST_TITLE - 1]}…"
