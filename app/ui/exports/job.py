"""The order that the process which writes a file gets, as JSON."""

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from app.domain.export import ExportFormat, ExportOptions, ExportScheme
from app.domain.media import Attachment
from app.ui.exports.words import ExportWords


@dataclass(frozen=True, slots=True)
class Look:
    """Fonts and colours of the window, for files that take them over."""

    families: tuple[str, ...]
    fixed_families: tuple[str, ...]
    light: Mapping[str, str]
    dark: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ExportJob:
    """``source`` is a file of the studio with one conversation; ``attachments`` the folder of its files."""

    source: str
    target: str
    attachments: str
    options: ExportOptions
    words: ExportWords
    look: Look

    @property
    def tokens(self) -> Mapping[str, str]:
        """The colours of a file that has one edition."""
        return self.look.dark if self.options.scheme is ExportScheme.DARK else self.look.light

    def file_of(self, attachment: Attachment) -> Path | None:
        """Where a file lies; None where it is gone, or its record leads out of the folder."""
        folder = Path(self.attachments).resolve()
        path = (folder / attachment.path).resolve()
        return path if path.is_relative_to(folder) and path.is_file() else None

    def as_text(self) -> str:
        """The order as it travels."""
        return json.dumps(dataclasses.asdict(self), ensure_ascii=False)


def read_job(text: str) -> ExportJob:
    """The order from its text."""
    value: dict[str, Any] = json.loads(text)
    options = value["options"]
    options |= {"format": ExportFormat(options["format"]), "scheme": ExportScheme(options["scheme"])}
    look = {name: value["look"][name] for name in (field.name for field in fields(Look))}
    look |= {name: tuple(look[name]) for name in ("families", "fixed_families")}
    return ExportJob(
        value["source"],
        value["target"],
        value["attachments"],
        ExportOptions(**options),
        ExportWords(**value["words"]),
        Look(**look),
    )
