"""All families of films of the demo gateway."""

from starlette.routing import Route

from app.demo.film.grok import Grok
from app.demo.film.hailuo import Hailuo
from app.demo.film.jimeng import Jimeng
from app.demo.film.kling import KlingFilms
from app.demo.film.luma import Luma
from app.demo.film.luma_official import LumaOfficial
from app.demo.film.openai import OpenAIFilms
from app.demo.film.runway import Runway
from app.demo.film.seedance import Seedance
from app.demo.film.unified import UnifiedFilms
from app.demo.film.veo import Veo
from app.demo.film.vidu import Vidu
from app.demo.film.wanxiang import Wanxiang
from app.demo.image.workshop import Workshop

FAMILIES = (
    Grok, OpenAIFilms, UnifiedFilms, KlingFilms, Luma, LumaOfficial, Runway, Jimeng, Hailuo, Seedance,
    Wanxiang, Vidu, Veo,
)  # fmt: skip
"""Grok's ids are asked for at OpenAI's path, so its routes come first."""


def film_routes(workshop: Workshop) -> list[Route]:
    """Everything that has to do with films."""
    return [route for family in FAMILIES for route in family(workshop).routes()]
