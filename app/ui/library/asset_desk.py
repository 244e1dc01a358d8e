"""Does what a person wants with files of the library."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QPoint, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from app.domain.errors import ErrorKind, InputError, StudioError
from app.domain.ids import AssetId
from app.domain.media import Asset, AssetOrigin, MediaKind
from app.domain.text import Language
from app.services.studio import Studio
from app.ui import dialogs
from app.ui.films.frames import FilmFrames
from app.ui.films.viewer import FilmViewer
from app.ui.images.picture_desk import PictureDesk
from app.ui.library.assets_model import AssetsModel
from app.ui.library.gallery import LibraryGallery
from app.ui.library.verbs import Verb, offered
from app.ui.library.words import title_of
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.reveal import reveal
from app.ui.theme.theme import Theme
from app.ui.transcript.content.pictures import Pictures
from app.ui.videos.film_desk import FilmDesk
from app.ui.viewer.picture_viewer import PictureViewer

Chosen = Sequence[Asset]


class AssetDesk(QObject):
    """Serves the grid of one page. A file that is gone is said so, and nothing else happens."""

    reference_wanted = Signal(object)
    """Paths of pictures."""
    mask_wanted = Signal(object)
    """The path of a picture that is to be edited with a mask."""
    video_wanted = Signal(object)
    """The path of a picture that is to begin a film."""
    again_wanted = Signal(object)
    """A file whose settings are to be shown in the form of its kind."""
    tags_wanted = Signal()

    def __init__(
        self,
        studio: Studio,
        assets: AssetsModel,
        pictures: Pictures,
        language: Callable[[], Language],
        notices: Notices,
        theme: Theme,
        page: QWidget,
    ) -> None:
        super().__init__(page)
        self._studio = studio
        self._assets = assets
        self._pictures = pictures
        self._language = language
        self._notices = notices
        self._theme = theme
        self._page = page
        self._files = PictureDesk(studio, pictures, notices, page)
        self.films = FilmDesk(studio, FilmFrames(None, self), notices, page)
        self.films.first_frame_ready.connect(self.video_wanted)
        self._viewer: PictureViewer | None = None
        assets.filled.connect(self._refresh_viewer)

    def do(self, verb: Verb, ids: Sequence[AssetId]) -> None:
        """Do one thing with files; what has to be known of them is read first."""
        if verb is Verb.DELETE:
            self._run(self._delete(tuple(ids)))
        elif verb is Verb.TAGS:
            self.tags_wanted.emit()
        elif verb is Verb.STAR:
            self._run(self._studio.library.toggle_favourite(ids))
        elif ids:
            self._run(self._read_and_do(verb, ids))

    def star(self, ids: Sequence[AssetId]) -> None:
        """Mark files; where all are marked already, unmark them."""
        self.do(Verb.STAR, ids)

    def show_menu(self, chosen: Chosen, place: QPoint) -> None:
        """Everything that can be done, where the pointer is."""
        menu = QMenu(self._page)
        menu.setObjectName("library.menu")
        ids = [asset.id for asset in chosen]
        for action in offered(chosen):
            entry = menu.addAction(self._theme.icon(action.icon, action.token), action.text)
            entry.triggered.connect(lambda _=False, verb=Verb(action.key): self.do(verb, ids))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)

    async def _read_and_do(self, verb: Verb, ids: Sequence[AssetId]) -> None:
        chosen = await self._studio.library.get_many(ids)
        if not chosen:
            return
        await asyncio.to_thread(_check_there, chosen)
        acts: dict[Verb, Callable[[Chosen], None]] = {
            Verb.OPEN: self._open,
            Verb.REFERENCE: self._use_as_reference,
            Verb.MASK: self._edit_with_mask,
            Verb.VIDEO: lambda files: self.video_wanted.emit(Path(files[0].path)),
            Verb.NEXT_SHOT: lambda files: self.films.begin_next(Path(files[0].path)),
            Verb.LAST_FRAME: lambda files: self.films.save_last_frame(Path(files[0].path)),
            Verb.AGAIN: lambda files: self.again_wanted.emit(files[0]),
            Verb.SAVE: self._save,
            Verb.COPY: self._copy,
            Verb.FOLDER: self._show_folder,
            Verb.PROGRAM: self._open_with_program,
        }
        acts[verb](chosen)

    def _open(self, chosen: Chosen) -> None:
        """Look at a picture in full size, play a film; anything else is opened with its own program."""
        if chosen[0].kind is MediaKind.VIDEO:
            self._play(chosen[0])
            return
        if chosen[0].kind is not MediaKind.PICTURE:
            self._open_with_program(chosen)
            return
        gallery = LibraryGallery(
            chosen[0].id,
            self._assets,
            self._studio.library,
            self._studio.cards,
            self._language,
            lambda key, asset: self._do_in_viewer(Verb(key), asset),
        )
        viewer = PictureViewer(gallery, self._pictures, self._theme, self._sentence, self._page.window())
        viewer.save_wanted.connect(self._files.save)
        viewer.finished.connect(self._viewer_closed)
        self._viewer = viewer
        self._run(dialogs.finished(viewer))

    def _play(self, asset: Asset) -> None:
        viewer = FilmViewer(
            Path(asset.path),
            title_of(asset)[:120],
            self._theme,
            self._page.window(),
            settings=self._studio.settings,
        )
        self._run(dialogs.finished(viewer))

    def _do_in_viewer(self, verb: Verb, asset: Asset) -> None:
        leads_away = verb in (Verb.REFERENCE, Verb.MASK, Verb.VIDEO, Verb.AGAIN)
        if leads_away and self._viewer is not None:
            self._viewer.reject()
        self.do(verb, (asset.id,))

    def _use_as_reference(self, chosen: Chosen) -> None:
        self.reference_wanted.emit([Path(asset.path) for asset in chosen])

    def _edit_with_mask(self, chosen: Chosen) -> None:
        self.mask_wanted.emit(Path(chosen[0].path))

    def _save(self, chosen: Chosen) -> None:
        if len(chosen) > 1:
            self._files.save_all([Path(asset.path) for asset in chosen])
        else:
            self._files.save(Path(chosen[0].path))

    def _copy(self, chosen: Chosen) -> None:
        """One picture as a picture and a file; anything else as files."""
        if len(chosen) == 1 and chosen[0].kind is MediaKind.PICTURE:
            self._files.copy(Path(chosen[0].path))
            return
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(asset.path) for asset in chosen])
        QGuiApplication.clipboard().setMimeData(data)
        self._notices.show(self.tr("Copied: %n", "", len(chosen)), "success")

    def _show_folder(self, chosen: Chosen) -> None:
        reveal(Path(chosen[0].path), self)

    def _open_with_program(self, chosen: Chosen) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(chosen[0].path))

    async def _delete(self, ids: tuple[AssetId, ...]) -> None:
        if not ids:
            return
        attached = [
            asset.id
            for asset in await self._studio.library.get_many(ids[:1])
            if asset.origin is AssetOrigin.ATTACHED
        ]
        await self._studio.library.remove(ids)
        said = self.tr("Deleted: %n", "", len(ids))
        if attached and len(ids) == 1:
            said = self.tr("Taken out of the library. Its conversation keeps it.")
        self._notices.show(
            said, "info", self.tr("Undo"), lambda: self._run(self._studio.library.restore(ids))
        )

    def _viewer_closed(self) -> None:
        self._viewer = None

    def _refresh_viewer(self) -> None:
        if self._viewer is not None:
            self._viewer.refresh()

    def _sentence(self, error: StudioError) -> str:
        return self._notices.words(error).sentence

    def _run(self, work: Coroutine[object, object, object]) -> None:
        Operation(self, work, failed=self._notices.show_error)


def _check_there(chosen: Chosen) -> None:
    """Say which file is gone before anything is tried with it.

    Raises:
        InputError: one of them is not where it was.
    """
    for asset in chosen:
        if not Path(asset.path).is_file():
            raise InputError(ErrorKind.FILE_GONE, {"name": Path(asset.path).name})
