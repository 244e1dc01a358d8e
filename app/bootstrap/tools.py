"""Builds the tools. Loaded when a conversation has some: no start needs them."""

from app.domain.conversation import ChatSettings
from app.domain.ids import ConversationId
from app.services.conversation.conversations import Conversations
from app.services.documents.documents import Documents
from app.services.events import Hub
from app.services.profiles import Profiles
from app.services.tools.attached_files import AttachedFiles
from app.services.tools.built_in import BuiltIns
from app.services.tools.consent import Consent
from app.services.tools.progress import Progress
from app.services.tools.servers import ToolServers
from app.services.tools.toolbox import Toolbox
from app.services.tools.web_pages import WebPages
from app.storage.database import Database
from app.storage.secrets import Secrets
from app.storage.tool_servers import ToolServerStore
from app.transport.http import HttpTransport


def open_toolbox(
    *,
    database: Database,
    secrets: Secrets,
    transport: HttpTransport,
    profiles: Profiles,
    conversations: Conversations,
    documents: Documents,
    hub: Hub,
) -> Toolbox:
    """The tools on their stores. No server is started yet."""

    def settings_of(conversation_id: ConversationId) -> ChatSettings | None:
        conversation = conversations.get(conversation_id)
        return conversation.settings if conversation is not None else None

    store, progress = ToolServerStore(database), Progress(hub)
    files, pages = AttachedFiles(conversations, documents), WebPages(transport, profiles, conversations)
    return Toolbox(
        BuiltIns(files, pages),
        ToolServers(store, secrets, hub),
        Consent(store, progress),
        progress,
        settings_of,
    )
