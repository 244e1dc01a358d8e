"""Builds what moves data in and out of the studio, when it is first asked for."""

from app.services.conversations import Conversations
from app.services.data_services import DataServices
from app.services.exports import Exports
from app.services.imports.imports import Imports
from app.services.profiles import Profiles
from app.storage.attachments import AttachmentStore
from app.storage.conversation_trees import ConversationTrees
from app.storage.database import Database
from app.storage.places import Places


def begin_data(
    *,
    database: Database,
    places: Places,
    conversations: Conversations,
    attachments: AttachmentStore,
    profiles: Profiles,
) -> DataServices:
    """The services on the studio's data."""
    trees = ConversationTrees(database)
    return DataServices(
        exports=Exports(trees, attachments, places.data),
        imports=Imports(
            trees,
            conversations,
            attachments,
            lambda profile_id: profiles.get(profile_id) is not None,
            places.data,
        ),
    )
