"""The slides of a PPTX file, in their order, with the speaker's notes."""

from app.services.documents.gathering import Gathering
from app.services.documents.package import OfficePackage, Start
from app.services.documents.prose import prose

PRESENTATION = "ppt/presentation.xml"
_NOTES = "notesSlide"


def read_slides(package: OfficePackage, gathering: Gathering) -> None:
    """Every slide under its number."""
    parts = package.related(PRESENTATION)
    wanted = [
        event.attributes.get("r:id", "")
        for event in package.events(PRESENTATION)
        if isinstance(event, Start) and event.name == "sldId"
    ]
    slides = [parts[identity][1] for identity in wanted if identity in parts]
    for number, slide in enumerate(slides, 1):
        gathering.add(f"# Slide {number}")
        for line in prose(package.events(slide)):
            gathering.add(line)
        _read_notes(package, slide, gathering)
        gathering.add("")


def _read_notes(package: OfficePackage, slide: str, gathering: Gathering) -> None:
    for kind, part in package.related(slide).values():
        if kind == _NOTES and package.has(part):
            gathering.add("Notes:")
            for line in prose(package.events(part)):
                gathering.add(line)
