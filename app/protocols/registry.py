"""The protocols by which things are made, by id. A new one is a module and a row here."""

from collections.abc import Mapping
from types import MappingProxyType

from app.protocols.adapter import ADAPTER
from app.protocols.base import CallProtocol, TaskProtocol
from app.protocols.image.ark_images import ARK_IMAGES
from app.protocols.image.chat_pictures import CHAT_PICTURES
from app.protocols.image.fal import FAL
from app.protocols.image.gemini_images import GEMINI_IMAGES
from app.protocols.image.ideogram import IDEOGRAM
from app.protocols.image.kling_images import KLING_IMAGES
from app.protocols.image.midjourney import MIDJOURNEY
from app.protocols.image.openai_images import OPENAI_IMAGES
from app.protocols.image.replicate import REPLICATE
from app.protocols.video.film_tasks import FILMS, LUMA, RUNWAY, SEEDANCE
from app.protocols.video.veo import VEO

CALLS: Mapping[str, CallProtocol] = MappingProxyType(
    {
        "ark-images": ARK_IMAGES,
        "chat-pictures": CHAT_PICTURES,
        "gemini-images": GEMINI_IMAGES,
        "ideogram": IDEOGRAM,
        "openai-images": OPENAI_IMAGES,
    }
)
"""Formats whose answer holds the result, by the protocol of a card."""

TASKS: Mapping[str, TaskProtocol] = MappingProxyType(
    {
        "adapter": ADAPTER,
        "fal": FAL,
        "films": FILMS,
        "kling-images": KLING_IMAGES,
        "luma": LUMA,
        "midjourney": MIDJOURNEY,
        "replicate": REPLICATE,
        "runway": RUNWAY,
        "seedance": SEEDANCE,
        "veo": VEO,
    }
)
"""Formats of tasks that live at the gateway, by the protocol of a card."""
