"""All services in one value, as the window receives them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.catalog.models import ModelCatalog
from app.catalog.presets import Presets
from app.services.accounts.account import Account
from app.services.accounts.prices import Prices
from app.services.assistants import Assistants
from app.services.card_catalog import CardCatalog
from app.services.connection_check import ConnectionCheck
from app.services.conversation.chat import Chat
from app.services.conversation.conversations import Conversations
from app.services.conversation.forecast import Forecast
from app.services.documents.documents import Documents
from app.services.events import Hub
from app.services.gateway_calls import GatewayCalls
from app.services.models import Models
from app.services.offers import Offers
from app.services.profiles import Profiles
from app.services.prompts import Prompts
from app.services.remote_pictures import RemotePictures
from app.services.supervisor import Supervisor
from app.services.updates import Updates
from app.storage.attachments import AttachmentStore
from app.storage.places import Places
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore
from app.storage.spending import SpendingStore

if TYPE_CHECKING:
    from app.services.accounts.accounting import Accounting
    from app.services.backups.backups import Backups
    from app.services.data_services import DataServices
    from app.services.exports import Exports
    from app.services.imports.imports import Imports
    from app.services.jobs.batches import Batches
    from app.services.jobs.characters import Characters
    from app.services.jobs.generate import Generate
    from app.services.jobs.seeds import Seeds
    from app.services.jobs.task_services import TaskServices
    from app.services.jobs.tasks import Tasks
    from app.services.library import Library
    from app.services.tools.toolbox import Toolbox
    from app.storage.form_drafts import FormDrafts


@dataclass(frozen=True, slots=True)
class Studio:
    """What the studio can do. Made once by bootstrap."""

    places: Places
    settings: SettingsStore
    hub: Hub
    supervisor: Supervisor
    presets: Presets
    catalog: ModelCatalog
    secrets: Secrets
    profiles: Profiles
    models: Models
    account: Account
    prices: Prices
    """What the gateways ask for their models."""
    spending: SpendingStore
    """What was spent."""
    forecast: Forecast
    """What the next message will cost."""
    accounting: Callable[[], "Accounting"]
    """What the gateways say of accounts, their keys and their logs."""
    calls: GatewayCalls
    connection_check: ConnectionCheck
    offers: Offers
    conversations: Conversations
    chat: Chat
    assistants: Assistants
    prompts: Prompts
    attachments: AttachmentStore
    documents: Documents
    remote_pictures: RemotePictures
    cards: CardCatalog
    updates: Updates
    task_services: Callable[[], "TaskServices"]
    tool_services: Callable[[], "Toolbox"]
    data_services: Callable[[], "DataServices"]

    @property
    def tools(self) -> "Toolbox":
        """What conversations may call."""
        return self.tool_services()

    @property
    def tasks(self) -> "Tasks":
        """Every paid task; what was not finished goes on when it is first asked for."""
        return self.task_services().tasks

    @property
    def generate(self) -> "Generate":
        """Begins paid tasks."""
        return self.task_services().generate

    @property
    def library(self) -> "Library":
        """What was made."""
        return self.task_services().library

    @property
    def seeds(self) -> "Seeds":
        """Asks for the seeds of what was made."""
        return self.task_services().seeds

    @property
    def batches(self) -> "Batches":
        """What was ordered together."""
        return self.task_services().batches

    @property
    def characters(self) -> "Characters":
        """Whom prompts can call by name."""
        return self.task_services().characters

    @property
    def drafts(self) -> "FormDrafts":
        """The half-filled forms of the pages."""
        return self.task_services().drafts

    @property
    def exports(self) -> "Exports":
        """Conversations as files."""
        return self.data_services().exports

    @property
    def imports(self) -> "Imports":
        """Conversations from files."""
        return self.data_services().imports

    @property
    def backups(self) -> "Backups":
        """Copies of everything but keys, elsewhere."""
        return self.data_services().backups
