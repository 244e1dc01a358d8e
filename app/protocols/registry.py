"""The chat protocols that the studio speaks, by id. A new one is a module and a row here."""

from collections.abc import Mapping
from types import MappingProxyType

from app.protocols.base import ChatProtocol
from app.protocols.chat.openai_chat import OPENAI_CHAT

CHAT_PROTOCOLS: Mapping[str, ChatProtocol] = MappingProxyType({"openai": OPENAI_CHAT})
