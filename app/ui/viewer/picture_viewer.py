"""Looking at pictures: closely, one after the other, with all that is known of them."""

from collections.abc import Callable, Coroutine
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.domain.errors import StudioError
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures
from app.ui.viewer.canvas import STEP, PictureCanvas
from app.ui.viewer.gallery import Gallery, GalleryPicture
from app.ui.viewer.info_panel import InfoPanel
from app.ui.viewer.loading import LoadedPicture, load
from app.ui.widgets.action_row import ActionRow
from app.ui.widgets.button import Button
from app.ui.widgets.icon_button import IconButton

Sentence = Callable[[StudioError], str]


class PictureViewer(QDialog):
    """Closes with Escape. Left and right go through the gallery.

    Args:
        sentence: an error in the person's words.
    """

    save_wanted = Signal(object)
    """The picture's source."""

    def __init__(
        self, gallery: Gallery, pictures: Pictures, theme: Theme, sentence: Sentence, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._gallery = gallery
        self._pictures = pictures
        self._theme = theme
        self._sentence = sentence
        self._present: GalleryPicture | None = None
        self._loading: Operation[LoadedPicture] | None = None
        self.setObjectName("picture")
        self._build()
        self._lay_out()
        self._connect()
        self._restyle()
        self.retranslate()
        self.resize(parent.size() * 0.92)
        self.refresh()

    def refresh(self) -> None:
        """Show the present picture as it is now; close where it is gone."""
        self._run(self._gallery.present(), self._show_or_close)

    def go(self, steps: int) -> None:
        """To the next picture, or to the one before."""
        self._run(self._gallery.step(steps), self._show)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Picture"))
        self.canvas.setAccessibleName(self.tr("Picture"))
        for button, text in (
            (self._before, self.tr("Previous picture (←)")),
            (self._after, self.tr("Next picture (→)")),
            (self._nearer, self.tr("Larger (+)")),
            (self._farther, self.tr("Smaller (−)")),
            (self._whole, self.tr("Whole picture (0)")),
            (self._facts, self.tr("What is known of it (I)")),
        ):
            button.describe(text)
        self._pixels.setAccessibleName(self.tr("Own size (1)"))
        self._pixels.setToolTip(self.tr("Own size (1)"))
        self._copy.setText(self.tr("Copy"))
        self._save.setText(self.tr("Save as…"))
        self._close.setText(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self.refresh()

    def _build(self) -> None:
        self.canvas = PictureCanvas("picture.view", self._theme, self)
        self._info = InfoPanel("picture.info", self._theme, self)
        self._info.hide()
        self._problem = QLabel(self.canvas)
        self._problem.setObjectName("picture.problem")
        self._problem.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._problem.setWordWrap(True)
        self._place = QLabel(self)
        self._place.setObjectName("picture.place")
        self._place.setProperty("kind", "muted")
        self._before = self._sign("chevron-left", "previous")
        self._after = self._sign("chevron-right", "next")
        self._farther = self._sign("minus", "smaller")
        self._nearer = self._sign("plus", "larger")
        self._whole = self._sign("fit", "fit")
        self._facts = self._sign("info", "facts")
        self._facts.setCheckable(True)
        self._pixels = Button("picture.percent", self, "link")
        self._actions = ActionRow("picture.do", self._theme, self)
        self._copy = Button("picture.copy", self)
        self._save = Button("picture.save", self)
        self._close = Button("picture.close", self)

    def _sign(self, icon: str, name: str) -> IconButton:
        return IconButton(self._theme, icon, f"picture.{name}", self)

    def _lay_out(self) -> None:
        self._foot = QHBoxLayout()
        for widget in (self._before, self._place, self._after, self._farther, self._pixels, self._nearer):
            self._foot.addWidget(widget)
        self._foot.addWidget(self._whole)
        self._foot.addWidget(self._actions, 1)
        for widget in (self._facts, self._copy, self._save, self._close):
            self._foot.addWidget(widget)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.canvas, 1)
        middle.addWidget(self._info)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(middle, 1)
        column.addLayout(self._foot)

    def _connect(self) -> None:
        self._before.clicked.connect(partial(self.go, -1))
        self._after.clicked.connect(partial(self.go, 1))
        self._nearer.clicked.connect(partial(self.canvas.zoom_by, STEP))
        self._farther.clicked.connect(partial(self.canvas.zoom_by, 1 / STEP))
        self._pixels.clicked.connect(lambda: self.canvas.show_pixels())
        self._whole.clicked.connect(self.canvas.fit)
        self._facts.toggled.connect(self._info.setVisible)
        self._actions.wanted.connect(self._act)
        self._copy.clicked.connect(self._copy_picture)
        self._save.clicked.connect(self._ask_to_save)
        self._close.clicked.connect(self.reject)
        self.canvas.shown.connect(self._show_percent)
        self._theme.changed.connect(self._restyle)
        for key, act in (
            ("Alt+Left", partial(self.go, -1)),
            ("Alt+Right", partial(self.go, 1)),
            ("Left", partial(self.go, -1)),
            ("Right", partial(self.go, 1)),
            ("PgUp", partial(self.go, -1)),
            ("PgDown", partial(self.go, 1)),
            ("I", self._facts.toggle),
            ("Ctrl+C", self._copy_picture),
            ("Ctrl+S", self._ask_to_save),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.activated.connect(act)

    def _show_or_close(self, picture: GalleryPicture | None) -> None:
        if picture is None:
            self.reject()
        else:
            self._show(picture)

    def _show(self, picture: GalleryPicture | None) -> None:
        """Another picture, or the same one known better; at the end of the gallery nothing changes."""
        if picture is None:
            return
        is_other = self._present is None or picture.source != self._present.source
        self._present = picture
        self._info.show_facts(picture.facts)
        self._facts.setVisible(bool(picture.facts))
        self._actions.show_actions(picture.actions)
        self._show_title(picture)
        if is_other:
            self._load(picture)

    def _load(self, picture: GalleryPicture) -> None:
        if self._loading is not None:
            self._loading.cancel()
        self._loading = Operation(
            self, load(picture.source, self._pictures), done=self._show_loaded, failed=self._show_problem
        )

    def _show_loaded(self, loaded: LoadedPicture) -> None:
        """A picture of the same size is looked at in the same place: so variants can be told apart."""
        before = self.canvas.picture
        self._problem.hide()
        self.canvas.show_picture(loaded, keep_zoom=before is not None and before.natural == loaded.natural)

    def _show_problem(self, error: StudioError) -> None:
        self.canvas.show_picture(None)
        self._problem.setText(self._sentence(error))
        self._problem.resize(self.canvas.size())
        self._problem.show()

    def _show_title(self, picture: GalleryPicture) -> None:
        several = picture.count > 1
        place = self.tr("%1 of %2").replace("%1", str(picture.place + 1)).replace("%2", str(picture.count))
        self._place.setText(place if several else "")
        self.setWindowTitle(" · ".join(filter(None, (picture.title or self.tr("Picture"), place * several))))

    def _show_percent(self) -> None:
        self._pixels.setText(f"{self.canvas.percent:.0f} %")

    def _act(self, key: str) -> None:
        self._gallery.act(key)

    def _copy_picture(self) -> None:
        if self.canvas.picture is not None:
            QGuiApplication.clipboard().setImage(self.canvas.picture.image)

    def _ask_to_save(self) -> None:
        if self._present is not None:
            self.save_wanted.emit(self._present.source)

    def _run(
        self,
        work: Coroutine[object, object, GalleryPicture | None],
        done: Callable[[GalleryPicture | None], None],
    ) -> None:
        Operation(self, work, done=done, failed=self._show_problem)

    def _restyle(self) -> None:
        space = self._theme.space
        self._foot.setContentsMargins(space(3), space(2), space(3), space(2))
        self._foot.setSpacing(space(1.5))
        self._pixels.setMinimumWidth(self._pixels.fontMetrics().horizontalAdvance("0000 %") + space(4))
        self.setMinimumSize(QSize(space(80), space(60)))
