"""A job with what came of it."""

from dataclasses import dataclass

from app.domain.download import Download
from app.domain.media import Asset, MediaKind
from app.domain.remote_task import RemoteTask


@dataclass(frozen=True, slots=True)
class Job:
    """A task of any page, and its files as far as they are there."""

    task: RemoteTask
    assets: tuple[Asset, ...] = ()
    download: Download | None = None
    """How far its result is on its way, as far as that was told since the start."""

    @property
    def film(self) -> Asset | None:
        """Its film."""
        return next((asset for asset in self.assets if asset.kind is MediaKind.VIDEO), None)

    @property
    def shown(self) -> Asset | None:
        """What of it can be looked at: its film, else its first picture."""
        pictures = (asset for asset in self.assets if asset.kind is MediaKind.PICTURE)
        return self.film or next(pictures, None)

    @property
    def seed(self) -> str:
        """The seed of what was made; empty where nobody knows."""
        return self.shown.provenance.seed if self.shown is not None else ""
