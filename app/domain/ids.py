"""Typed ids. They are opaque strings; services make them, nobody parses them."""

from typing import NewType

ProfileId = NewType("ProfileId", str)
KeyId = NewType("KeyId", str)
ConversationId = NewType("ConversationId", str)
FolderId = NewType("FolderId", str)
MessageId = NewType("MessageId", str)
AttachmentId = NewType("AttachmentId", str)
TaskId = NewType("TaskId", str)
CharacterId = NewType("CharacterId", str)
AssetId = NewType("AssetId", str)
ToolServerId = NewType("ToolServerId", str)
AssistantId = NewType("AssistantId", str)
PromptId = NewType("PromptId", str)
