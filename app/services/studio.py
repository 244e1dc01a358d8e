"""All services in one value, as the window receives them."""

from dataclasses import dataclass

from app.catalog.models import ModelCatalog
from app.catalog.presets import Presets
from app.services.account import Account
from app.services.card_catalog import CardCatalog
from app.services.chat import Chat
from app.services.connection_check import ConnectionCheck
from app.services.conversations import Conversations
from app.services.events import Hub
from app.services.gateway_calls import GatewayCalls
from app.services.generate import Generate
from app.services.library import Library
from app.services.models import Models
from app.services.offers import Offers
from app.services.profiles import Profiles
from app.services.remote_pictures import RemotePictures
from app.services.supervisor import Supervisor
from app.services.tasks import Tasks
from app.storage.attachments import AttachmentStore
from app.storage.places import Places
from app.storage.secrets import Secrets
from app.storage.settings import SettingsStore


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
    calls: GatewayCalls
    connection_check: ConnectionCheck
    offers: Offers
    conversations: Conversations
    chat: Chat
    attachments: AttachmentStore
    remote_pictures: RemotePictures
    cards: CardCatalog
    tasks: Tasks
    generate: Generate
    library: Library
