"""All picture families of the demo gateway, and the links to what they made."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from app.demo.image.async_images import AsyncImages
from app.demo.image.fal import Fal
from app.demo.image.gemini import GeminiImages
from app.demo.image.ideogram import Ideogram
from app.demo.image.kling import KlingImages
from app.demo.image.midjourney.routes import Midjourney
from app.demo.image.openai import OpenAIImages
from app.demo.image.replicate import Replicate
from app.demo.image.workshop import Workshop
from app.demo.media_shelf import PATH, LinkExpired, NoSuchMedia

FAMILIES = (OpenAIImages, Replicate, Fal, KlingImages, AsyncImages, GeminiImages, Ideogram, Midjourney)
"""Each is made with the workshop and tells its routes."""


def picture_routes(workshop: Workshop) -> list[Route]:
    """Everything that has to do with pictures."""

    async def media(request: Request) -> Response:
        try:
            item = workshop.shelf.get(request.path_params["name"])
        except NoSuchMedia:
            return _store_error(404, "NoSuchKey", "The specified key does not exist.")
        except LinkExpired:
            return _store_error(403, "AccessDenied", "Request has expired")
        return Response(item.data, media_type=item.mime, headers={"Cache-Control": "private"})

    routes = [route for family in FAMILIES for route in family(workshop).routes()]
    return [*routes, Route(f"{PATH}{{name}}", media)]


def _store_error(status: int, code: str, message: str) -> Response:
    """What an object store answers."""
    error = f"<Error><Code>{code}</Code><Message>{message}</Message></Error>"
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return Response(head + error, status, media_type="application/xml")
