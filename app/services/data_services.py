"""What moves conversations and data in and out of the studio. No start needs any of it."""

from dataclasses import dataclass

from app.services.backups.backups import Backups
from app.services.exports import Exports
from app.services.imports.imports import Imports


@dataclass(frozen=True, slots=True)
class DataServices:
    """Made when somebody first asks for one of them."""

    exports: Exports
    imports: Imports
    backups: Backups
