"""What the picture families share: models, pace, the shelf of finished media, the tasks under way."""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request

from app.demo.charges import Charges
from app.demo.drawing.pictures import PICTURES, draw
from app.demo.image.making import Made
from app.demo.image.models import ImageModels
from app.demo.image.trouble import Trouble
from app.demo.media_shelf import PATH, LinkExpired, MediaShelf, NoSuchMedia
from app.demo.pace import Pace
from app.demo.task_shelf import TaskShelf

_PICTURES_PATH = "/demo/pictures/"


@dataclass(frozen=True, slots=True)
class Workshop:
    """Handed to every family. ``folder`` is resources/demo, for what a family reads there itself."""

    folder: Path
    models: ImageModels
    pace: Pace
    shelf: MediaShelf
    tasks: TaskShelf
    charges: Charges = field(default_factory=Charges)

    def link(self, made: Made, request: Request, prompt: str = "") -> str:
        """Put a picture where it can be fetched; its address, run out already where the prompt wants that."""
        lifetime_s = {"lifetime_s": 0.0} if Trouble.EXPIRED.is_in(prompt) else {}
        root = str(request.base_url).rstrip("/")
        return root + self.shelf.put(made.data, made.mime, **lifetime_s)

    def fetch(self, url: str, request: Request) -> bytes | None:
        """What lies at a link of the gateway's own; it reaches no other."""
        parts = urlsplit(url)
        if parts.netloc != request.headers.get("host", ""):
            return None
        name = parts.path.removeprefix(_PICTURES_PATH).removesuffix(".png")
        if name in PICTURES:
            return draw(name)
        try:
            return self.shelf.get(parts.path.removeprefix(PATH)).data
        except (NoSuchMedia, LinkExpired):
            return None
