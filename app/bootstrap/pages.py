"""The pages of the window, and what connects them."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from app.bootstrap.data_desks import DataDesks
from app.catalog.advice import ErrorWords
from app.domain.card import MediaFamily
from app.domain.conversation import MessageError
from app.domain.errors import StudioError
from app.domain.ids import ConversationId, ProfileId
from app.domain.media import Asset, MediaKind
from app.domain.remote_task import RemoteTask
from app.domain.text import Language
from app.services.studio import Studio
from app.ui.bridge import Bridge
from app.ui.chat.entries import ChatEntries
from app.ui.chat.file_desk import FileDesk
from app.ui.chat.page import ChatPage
from app.ui.chat.transcript_desk import TranscriptDesk
from app.ui.images.naming import page_name
from app.ui.languages import Languages
from app.ui.library.naming import page_name as library_name
from app.ui.operation import Operation
from app.ui.page import Page
from app.ui.profiles.desk import ProfileDesk
from app.ui.profiles.entries import ProfileEntries
from app.ui.profiles.switcher import ProfileSwitcher
from app.ui.profiles.tools import ProfileTools
from app.ui.settings.page import SettingsPage
from app.ui.sounds.sounds import Sounds
from app.ui.spending.desk import SpendingDesk
from app.ui.theme.appearance import Appearance
from app.ui.tools.servers_desk import ServersDesk
from app.ui.transcript.content.formulas import Formulas
from app.ui.transcript.content.highlight import Highlighter
from app.ui.transcript.content.pictures import Pictures, Source
from app.ui.transcript.view import TranscriptView
from app.ui.videos.naming import characters_entry
from app.ui.videos.naming import page_name as videos_name
from app.ui.window import Window

if TYPE_CHECKING:
    from app.bootstrap.jobs import Jobs
    from app.ui.images.page import ImagesPage
    from app.ui.videos.page import VideosPage

PAGES = ("conversations", "images", "videos", "library", "settings")


class Pages(QObject):
    """Builds each page when it is first shown."""

    def __init__(self, studio: Studio, window: Window, appearance: Appearance, languages: Languages) -> None:
        super().__init__(window)
        self._studio = studio
        self._window = window
        self._appearance = appearance
        self._languages = languages
        self._bridge = Bridge(studio.hub, window)
        self._jobs: Jobs | None = None
        self._data = DataDesks(studio, window, languages, appearance.theme)
        self._tools = self._profile_tools()
        self._desk = ProfileDesk(self._tools, self._bridge, window)
        window.set_profile_switcher(ProfileSwitcher(self._tools, self._desk, self._bridge, window))
        self._spending = SpendingDesk(studio, self._bridge, window.notices, appearance.theme, window)
        self._desk.spending_wanted.connect(self._spending.open)
        self._tool_servers = ServersDesk(studio, self._bridge, window.notices, appearance.theme, window)
        window.command_palette.register(ProfileEntries(self._tools, self._desk))
        window.command_palette.register(lambda _query: [characters_entry(self._show_characters)])
        window.command_palette.register(self._spending.entries)
        window.add_page("conversations", "conversations", ChatPage.name, self._make_chat)
        window.add_page("images", "images", page_name, self._make_images)
        window.add_page("videos", "videos", videos_name, self._make_videos)
        window.add_page("library", "library", library_name, self._make_library)
        window.add_page("settings", "settings", SettingsPage.name, self._make_settings, bottom=True)

    @property
    def chat(self) -> ChatPage:
        """The conversation page."""
        page = self._window.page("conversations")
        assert isinstance(page, ChatPage)
        return page

    def restore(self, last_page: str) -> None:
        """Show the page and the conversation that were shown last."""
        settings = self._studio.settings.current
        self._window.show_page(last_page if last_page in PAGES else "conversations")
        self.chat.restore(
            {"conversation": settings.last_conversation or "", "list_width": settings.list_width}
        )

    def watch_tasks(self) -> None:
        """Show what goes on, and go on with what an earlier start has left; not before the first page."""
        from app.bootstrap.jobs import Jobs  # brings the task engine

        if self._jobs is None:
            self._jobs = Jobs(self._studio, self._bridge, self._window, self._appearance.theme)
            self._jobs.board_wanted.connect(lambda: self._videos().show_running())
            self._jobs.result_wanted.connect(self._show_result)

    @property
    def can_hide(self) -> bool:
        """Whether the studio can go on without its window, to be found again in the tray."""
        self.watch_tasks()
        return self._jobs is not None and self._jobs.tray.is_available

    def hide_window(self) -> None:
        """Let the studio go on in the tray."""
        if self._jobs is not None:
            self._jobs.tray.hide_window()

    async def look_for_updates(self) -> None:
        """Tell of a newer version where the person allowed to look, or ask for that once."""
        updates = self._studio.updates
        if updates.to_be_asked:
            from app.ui.update_notices import ask_for_updates  # most starts ask nothing

            ask_for_updates(self._window.notices, updates)
        elif updates.allowed:
            from app.ui.update_notices import tell_of_release

            if release := await updates.newer():
                tell_of_release(self._window.notices, release)

    def take_link(self, link: str) -> None:
        """An import link fills the dialog; nothing is saved or sent by itself."""
        self._desk.add_text(link)

    async def keep(self) -> None:
        """Keep what the next start shall show."""
        state = self.chat.state()
        await self.chat.conversation.save()
        for page in self._window.built_pages:
            await page.keep()
        self._studio.settings.change(
            last_page=self._window.current_page,
            last_conversation=ConversationId(str(state["conversation"])) if state["conversation"] else None,
            list_width=state["list_width"],
            window_geometry=self._window.geometry_text(),
        )

    def _make_chat(self) -> Page:
        studio, theme, notices = self._studio, self._appearance.theme, self._window.notices
        pictures = self._make_pictures()
        view = TranscriptView(
            theme,
            Highlighter(self),
            Formulas(self),
            pictures,
            self._error_words,
            attachment_path=studio.attachments.path,
            sounds=Sounds(studio.settings, self),
        )
        desk = TranscriptDesk(view, pictures, studio.settings, studio.places.downloads, notices, theme)
        desk.use_wanted.connect(partial(self._use_source, pictures))
        FileDesk(view, studio, notices, theme)
        language = self._language
        page = ChatPage(studio, view, desk, self._make_first_run, self._bridge, notices, theme, language)
        page.profile_wanted.connect(self._show_profile)
        page.tool_servers_wanted.connect(self._tool_servers.open)
        page.call_waits.connect(self._tell_waiting)
        page.front_wanted.connect(self._show_chat)
        page.export_wanted.connect(self._data.export)
        page.import_wanted.connect(self._data.import_conversations)
        self._window.command_palette.register(ChatEntries(page, studio))
        return page

    def _language(self) -> Language:
        return self._languages.current

    def _make_first_run(self) -> QWidget:
        from app.ui.profiles.first_run import FirstRun  # only a new person sees it

        first_run = FirstRun(self._tools, self._desk)
        first_run.ready.connect(self._begin_talking)
        first_run.later.connect(self._skip_first_steps)
        return first_run

    def _skip_first_steps(self) -> None:
        self.chat.conversation.skip_first_steps()

    def _show_chat(self) -> None:
        self._window.show_page(ChatPage.key)

    def _make_pictures(self) -> Pictures:
        pictures = Pictures(self._studio.remote_pictures.fetch, self)
        pictures.set_allowed_hosts(self._studio.settings.current.allowed_picture_hosts)
        return pictures

    def _error_words(self, error: MessageError) -> ErrorWords:
        return self._window.notices.words(StudioError(error.kind, error.values))

    def _make_images(self) -> Page:
        from app.ui.images.page import ImagesPage  # brings the task engine, not at the start

        notices, theme = self._window.notices, self._appearance.theme
        page = ImagesPage(self._studio, self._bridge, notices, self._languages, theme)
        page.queue_wanted.connect(self._show_queue)
        page.video_wanted.connect(self._make_move)
        return page

    def _make_videos(self) -> Page:
        from app.ui.videos.page import VideosPage  # brings the task engine, not at the start

        notices, theme = self._window.notices, self._appearance.theme
        page = VideosPage(self._studio, self._bridge, notices, self._languages, theme)
        page.queue_wanted.connect(self._show_queue)
        page.reference_wanted.connect(lambda path: self._use_pictures((path,)))
        page.picture_form_wanted.connect(lambda form: self._images().show_form(form))
        return page

    def _make_move(self, path: Path) -> None:
        """Let a picture of another page be the first frame of a film."""
        self._videos().use_as_first_frame(path)

    def _show_characters(self) -> None:
        self._videos().characters.open()

    def _show_result(self, task: RemoteTask) -> None:
        """Show what became of a task where such things are made."""
        if task.page is MediaFamily.IMAGE:
            self._images().show_task(task.id)
        else:
            self._videos().show_job(task.id)

    def _show_queue(self, anchor: QWidget) -> None:
        self.watch_tasks()
        if self._jobs is not None:
            self._jobs.show_queue(anchor)

    def _make_library(self) -> Page:
        from app.ui.library.page import LibraryPage  # brings the task engine, not at the start

        notices, theme = self._window.notices, self._appearance.theme
        page = LibraryPage(self._studio, self._bridge, notices, self._languages, theme)
        page.reference_wanted.connect(self._use_pictures)
        page.mask_wanted.connect(self._edit_with_mask)
        page.video_wanted.connect(self._make_move)
        page.again_wanted.connect(self._make_again)
        return page

    def _use_source(self, pictures: Pictures, source: Source) -> None:
        """Put a picture of a conversation into the form of the image page."""
        Operation(
            self,
            self._path_of(pictures, source),
            done=lambda path: self._use_pictures((path,)),
            failed=self._window.notices.show_error,
        )

    async def _path_of(self, pictures: Pictures, source: Source) -> Path:
        """The file of a picture; one that has none gets one in the data folder."""
        if isinstance(source, Path):
            return source
        kept = await self._studio.attachments.add_bytes(await pictures.original(source), "picture")
        return self._studio.attachments.path(kept)

    def _use_pictures(self, paths: Sequence[Path]) -> None:
        """Put pictures of another page into the form of the image page."""
        self._images().use_as_reference(*paths)

    def _edit_with_mask(self, path: Path) -> None:
        """Have a picture painted over in the image page."""
        self._images().edit_with_mask(path)

    def _make_again(self, asset: Asset) -> None:
        """Fill the form of the page that makes such files as a file was made."""
        page = self._videos() if asset.kind is MediaKind.VIDEO else self._images()
        page.recall(Path(asset.path))

    def _images(self) -> "ImagesPage":
        page = self._window.show_page("images")
        return cast("ImagesPage", page)

    def _videos(self) -> "VideosPage":
        page = self._window.show_page("videos")
        return cast("VideosPage", page)

    def _make_settings(self) -> Page:
        studio, notices = self._studio, self._window.notices
        page = SettingsPage(
            studio.settings,
            self._appearance,
            self._languages,
            studio.places,
            studio.updates,
            notices,
            self._data.backups_section(),
        )
        page.background_changed.connect(self._refresh_jobs)
        page.spending_wanted.connect(self._spending.open)
        page.tool_servers_wanted.connect(self._tool_servers.open)
        page.permissions_wanted.connect(self._tool_servers.ask_again)
        return page

    def _tell_waiting(self, title: str, text: str) -> None:
        if self._jobs is not None:
            self._jobs.tell_waiting(title, text)

    def _refresh_jobs(self) -> None:
        if self._jobs is not None:
            self._jobs.refresh()

    def _profile_tools(self) -> ProfileTools:
        notices, studio = self._window.notices, self._studio
        return ProfileTools(
            theme=self._appearance.theme,
            profiles=studio.profiles,
            models=studio.models,
            account=studio.account,
            prices=studio.prices,
            check=studio.connection_check,
            cards=studio.cards,
            offers=studio.offers,
            supervisor=studio.supervisor,
            say=notices.words,
            report=notices.show_error,
            language=self._language,
            conversations_of=self._conversations_of,
        )

    def _conversations_of(self, profile_id: ProfileId) -> int:
        rows = self._studio.conversations.all
        return sum(1 for row in rows if row.settings.profile_id == profile_id)

    def _begin_talking(self, profile_id: str) -> None:
        """The first profile is there: on to the first message."""
        self._desk.activate(ProfileId(profile_id))
        self.chat.open_new()
        self.chat.shown()

    def _show_profile(self) -> None:
        profile = self._studio.profiles.active
        if profile is None:
            self._desk.add()
        else:
            self._desk.edit(profile.id)
