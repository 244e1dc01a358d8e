"""Builds the services, and puts them away in reverse."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.bootstrap.tools_on_demand import ToolsOnDemand
from app.catalog.assistants import shipped_assistants
from app.catalog.models import ModelCatalog
from app.catalog.presets import Presets
from app.catalog.prompts import shipped_prompts
from app.demo.server import DemoServer
from app.services.accounts.account import Account
from app.services.accounts.prices import Prices
from app.services.assistants import Assistants
from app.services.card_catalog import CardCatalog
from app.services.clock import now
from app.services.connection_check import ConnectionCheck
from app.services.conversation.bills import Bills
from app.services.conversation.chat import Chat
from app.services.conversation.conversations import Conversations
from app.services.conversation.forecast import Forecast
from app.services.conversation.sent_files import SentFiles
from app.services.conversation.turns import Turns
from app.services.documents.documents import Documents
from app.services.events import Hub
from app.services.gateway_calls import GatewayCalls
from app.services.models import Models
from app.services.offers import Offers
from app.services.profiles import Profiles
from app.services.prompts import Prompts
from app.services.remote_pictures import RemotePictures
from app.services.studio import Studio
from app.services.supervisor import Supervisor
from app.services.updates import Updates
from app.storage.attachment_sweep import AttachmentSweep
from app.storage.attachments import AttachmentStore
from app.storage.conversations import ConversationStore
from app.storage.database import Database
from app.storage.exchanges import ExchangeStore
from app.storage.places import Places, resources_folder
from app.storage.prices import PriceStore
from app.storage.profiles import ProfileCache, ProfileStore
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore
from app.storage.spending import SpendingStore
from app.transport.http import HttpTransport

if TYPE_CHECKING:
    from app.services.accounts.accounting import Accounting
    from app.services.data_services import DataServices
    from app.services.jobs.task_clock import TaskClock
    from app.services.jobs.task_services import TaskServices
    from app.services.tools.toolbox import Toolbox

USER_AGENT = f"RelayStudio/{__version__}"


class TasksOnDemand:
    """The coordinator of paid tasks, made when somebody first asks for it."""

    def __init__(self, begin: "Callable[[], TaskServices]") -> None:
        self._begin = begin
        self._services: TaskServices | None = None

    def __call__(self) -> "TaskServices":
        """The services, working since they were first asked for."""
        if self._services is None:
            self._services = self._begin()
        return self._services

    @property
    def sending(self) -> int:
        """How many paid requests wait for their answer."""
        return self._services.tasks.sending if self._services is not None else 0

    @property
    def elsewhere(self) -> int:
        """How many tasks are made or fetched now, and are gone on with at the next start."""
        return self._services.tasks.busy - self.sending if self._services is not None else 0

    @property
    def waiting(self) -> int:
        """How many orders are begun as soon as there is room."""
        if self._services is None or self._services.generate.is_paused():
            return 0
        return len(self._services.generate.waiting)

    async def close(self) -> None:
        """Let what was sent come to its end."""
        if self._services is not None:
            await self._services.tasks.close()


class OpenStudio:
    """The services with what they stand on; ``close`` puts everything away."""

    def __init__(
        self,
        studio: Studio,
        database: Database,
        transport: HttpTransport,
        private: HttpTransport,
        demo: DemoServer,
        tasks: TasksOnDemand,
        tools: ToolsOnDemand,
    ) -> None:
        self.studio = studio
        self.database = database
        self._transport = transport
        self._private = private
        self._demo = demo
        self._tasks = tasks
        self._tools = tools

    @property
    def sending(self) -> int:
        """How many paid requests wait for their answer: who leaves now may not learn what they made."""
        return self._tasks.sending

    @property
    def elsewhere(self) -> int:
        """How many tasks are made or fetched now, and are gone on with at the next start."""
        return self._tasks.elsewhere

    @property
    def waiting(self) -> int:
        """How many orders are begun as soon as there is room, while the studio runs."""
        return self._tasks.waiting

    async def sweep(self) -> None:
        """Delete copies of attached files that nothing has named for a month.

        Raises:
            StorageError: the data cannot be read.
        """
        await AttachmentSweep(self.database, self.studio.places.attachments).run(now())

    async def close(self) -> None:
        """End what runs, save what is unsaved, close what is open."""
        studio = self.studio
        async with AsyncExitStack() as ends:
            # Whatever fails, the ends below it still come: the last one pushed is the first to be run.
            ends.callback(studio.secrets.close)
            ends.push_async_callback(self.database.close)
            ends.push_async_callback(studio.settings.flush)
            ends.push_async_callback(self._demo.stop)
            ends.push_async_callback(self._private.close)
            ends.push_async_callback(self._transport.close)
            ends.push_async_callback(self._tools.close)
            ends.push_async_callback(studio.supervisor.close)
            ends.push_async_callback(self._tasks.close)


async def open_studio(
    places: Places,
    settings: SettingsStore,
    secrets: Secrets,
    demo: DemoServer | None = None,
    clock: "TaskClock | None" = None,
) -> OpenStudio:
    """Open the data and build every service on it. Paid tasks live in the time of ``clock``.

    Raises:
        StorageError: the data is of a later version, or the disk refuses.
    """
    database = await Database.open(places.database, places.backups)
    resources = resources_folder()
    hub, supervisor = Hub(), Supervisor()
    presets, catalog = Presets.load(resources), ModelCatalog.load(resources)
    demo = demo or DemoServer(resources / "demo")
    transport = HttpTransport(ExchangeStore(database).add, user_agent=USER_AGENT)
    private = HttpTransport(user_agent=USER_AGENT)  # keeps no record: what accounts answer holds keys
    profiles = Profiles(ProfileStore(database), secrets, presets, demo, hub)
    calls = GatewayCalls(profiles, transport)
    cache = ProfileCache(database)
    models = Models(profiles, calls, cache, catalog, hub)
    store = ConversationStore(database)
    conversations = Conversations(store, hub)
    attachments = AttachmentStore(places.attachments)
    documents = Documents(attachments)
    spending = SpendingStore(database)
    prices = Prices(GatewayCalls(profiles, transport), PriceStore(database), hub, profiles.get)

    def begin_tools() -> "Toolbox":
        from app.bootstrap.tools import open_toolbox  # for conversations that call something

        return open_toolbox(
            database=database,
            secrets=secrets,
            transport=transport,
            profiles=profiles,
            conversations=conversations,
            documents=documents,
            hub=hub,
        )

    tools = ToolsOnDemand(begin_tools)
    chat = Chat(
        store=store,
        conversations=conversations,
        attachments=attachments,
        profiles=profiles,
        calls=calls,
        bills=Bills(prices),
        turns=Turns(SentFiles(attachments, documents), catalog),
        endpoint_types=models.endpoint_types,
        tools=tools,
        most_rounds=lambda: settings.current.tool_rounds,
        hub=hub,
        supervisor=supervisor,
    )
    cards = CardCatalog(resources, places.data / "cards")

    def begin() -> "TaskServices":
        from app.bootstrap.tasks import begin_tasks  # a fifth of all services, and no start needs them

        return begin_tasks(
            database=database,
            places=places,
            profiles=profiles,
            transport=transport,
            attachments=attachments,
            cards=cards,
            prices=prices,
            hub=hub,
            supervisor=supervisor,
            clock=clock,
        )

    @lru_cache
    def begin_data() -> "DataServices":
        from app.bootstrap import data  # no start needs it

        return data.begin_data(
            database=database,
            places=places,
            conversations=conversations,
            attachments=attachments,
            profiles=profiles,
            settings=settings,
            secrets=secrets,
            hub=hub,
            supervisor=supervisor,
            user_agent=USER_AGENT,
        )

    account = Account(profiles, calls, cache, hub)

    @lru_cache
    def begin_accounting() -> "Accounting":
        from app.services.accounts.accounting import make_accounting  # no start needs it

        return make_accounting(
            profiles=profiles,
            secrets=secrets,
            account=account,
            calls=calls,
            prices=prices,
            spending=spending,
            private=private,
        )

    tasks = TasksOnDemand(begin)
    studio = Studio(
        places=places,
        settings=settings,
        hub=hub,
        supervisor=supervisor,
        presets=presets,
        catalog=catalog,
        secrets=secrets,
        profiles=profiles,
        models=models,
        account=account,
        prices=prices,
        spending=spending,
        forecast=Forecast(prices, spending),
        accounting=begin_accounting,
        calls=calls,
        connection_check=ConnectionCheck(profiles, transport, catalog),
        offers=Offers(presets),
        conversations=conversations,
        chat=chat,
        assistants=Assistants(database, partial(shipped_assistants, resources), hub),
        prompts=Prompts(database, partial(shipped_prompts, resources), hub),
        attachments=attachments,
        documents=documents,
        remote_pictures=RemotePictures(transport, profiles),
        cards=cards,
        updates=Updates(settings, transport, shipped_feed=_shipped_feed(resources)),
        task_services=tasks,
        tool_services=tools,
        data_services=begin_data,
    )
    opened = OpenStudio(studio, database, transport, private, demo, tasks, tools)
    try:
        for part in (profiles, studio.models, studio.account, conversations, studio.assistants):
            await part.load()
    except BaseException:
        await opened.close()
        raise
    return opened


def _shipped_feed(resources: Path) -> str:
    """The release feed that whoever built the package has put into it."""
    named = resources / "release-feed"
    return named.read_text(encoding="utf-8").strip() if named.is_file() else ""
