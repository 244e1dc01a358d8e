"""What can be done with files of the library, in one order everywhere."""

from collections.abc import Sequence
from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.domain.media import Asset, MediaKind
from app.ui.widgets.action_row import Action


class Verb(StrEnum):
    """One thing that can be done; its value is part of the button's name."""

    OPEN = "open"
    STAR = "star"
    TAGS = "tags"
    REFERENCE = "reference"
    MASK = "mask"
    VIDEO = "video"
    """The picture begins a film."""
    NEXT_SHOT = "next_shot"
    """The last frame of the film begins another one."""
    LAST_FRAME = "last_frame"
    AGAIN = "again"
    SAVE = "save"
    COPY = "copy"
    FOLDER = "folder"
    PROGRAM = "program"
    DELETE = "delete"


_ICONS = {
    Verb.OPEN: "zoom",
    Verb.STAR: "star",
    Verb.TAGS: "tag",
    Verb.REFERENCE: "upload",
    Verb.MASK: "mask",
    Verb.VIDEO: "videos",
    Verb.NEXT_SHOT: "arrow-right",
    Verb.LAST_FRAME: "images",
    Verb.AGAIN: "sliders",
    Verb.SAVE: "save",
    Verb.COPY: "copy",
    Verb.FOLDER: "folder",
    Verb.PROGRAM: "external",
    Verb.DELETE: "trash",
}
_FOR_PICTURES = frozenset((Verb.REFERENCE, Verb.MASK, Verb.VIDEO))
_FOR_FILMS = frozenset((Verb.NEXT_SHOT, Verb.LAST_FRAME))
_FOR_ONE = frozenset((Verb.OPEN, Verb.MASK, Verb.VIDEO, *_FOR_FILMS, Verb.AGAIN, Verb.FOLDER, Verb.PROGRAM))


def offered(assets: Sequence[Asset]) -> tuple[Action, ...]:
    """What can be done with some files; those that are many are never all known."""
    return tuple(_action(verb, assets) for verb in Verb if _fits(verb, assets))


def _action(verb: Verb, assets: Sequence[Asset]) -> Action:
    starred = verb is Verb.STAR and all(asset.favourite for asset in assets)
    icon, token = ("star-filled", "warning") if starred else (_ICONS[verb], "text_muted")
    keeps = 1 if verb in (Verb.DELETE, Verb.STAR, Verb.REFERENCE) else 0
    return Action(verb.value, _words(verb, starred=starred), icon, token=token, keeps=keeps)


def _words(verb: Verb, *, starred: bool) -> str:
    if starred:
        return QCoreApplication.translate("AssetVerbs", "No favourite any more (F)")
    words = {
        Verb.OPEN: QCoreApplication.translate("AssetVerbs", "Look at it"),
        Verb.STAR: QCoreApplication.translate("AssetVerbs", "Favourite (F)"),
        Verb.TAGS: QCoreApplication.translate("AssetVerbs", "Tags… (T)"),
        Verb.REFERENCE: QCoreApplication.translate("AssetVerbs", "Use as reference"),
        Verb.MASK: QCoreApplication.translate("AssetVerbs", "Edit with mask"),
        Verb.VIDEO: QCoreApplication.translate("AssetVerbs", "Make a video from it"),
        Verb.NEXT_SHOT: QCoreApplication.translate("AssetVerbs", "Last frame → next shot"),
        Verb.LAST_FRAME: QCoreApplication.translate("AssetVerbs", "Save the last frame as a picture…"),
        Verb.AGAIN: QCoreApplication.translate("AssetVerbs", "Same settings again"),
        Verb.SAVE: QCoreApplication.translate("AssetVerbs", "Save as…"),
        Verb.COPY: QCoreApplication.translate("AssetVerbs", "Copy"),
        Verb.FOLDER: QCoreApplication.translate("AssetVerbs", "Show in folder"),
        Verb.PROGRAM: QCoreApplication.translate("AssetVerbs", "Open with its program"),
        Verb.DELETE: QCoreApplication.translate("AssetVerbs", "Delete"),
    }
    return words[verb]


def _fits(verb: Verb, assets: Sequence[Asset]) -> bool:
    if not assets or (verb in _FOR_ONE and len(assets) > 1):
        return False
    if verb in _FOR_PICTURES:
        return all(asset.kind is MediaKind.PICTURE for asset in assets)
    if verb in _FOR_FILMS:
        return assets[0].kind is MediaKind.VIDEO
    if verb is Verb.AGAIN:
        return bool(assets[0].provenance.card_id)
    return True
