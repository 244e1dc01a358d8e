"""All chat formats of the demo gateway but OpenAI's older one."""

from collections.abc import Mapping
from pathlib import Path

from starlette.routing import Route

from app.demo.answers import Library
from app.demo.image.workshop import Workshop
from app.demo.models import DemoModel
from app.demo.native.anthropic import AnthropicChat
from app.demo.native.desk import NativeDesk
from app.demo.native.gemini import GeminiChat
from app.demo.native.responses import Responses
from app.demo.native.speaker import Speaker
from app.demo.vision import Eyes


def native_routes(
    folder: Path, models: Mapping[str, DemoModel], library: Library, eyes: Eyes, workshop: Workshop
) -> list[Route]:
    """Their paths. Gemini's are one for each model, beside those of the models that draw."""
    desk = NativeDesk(models, Speaker(folder, library, eyes), workshop.pace, workshop.tasks)
    formats = (AnthropicChat(desk), Responses(desk), GeminiChat(desk, workshop))
    return [route for each in formats for route in each.routes()]
