"""Places, results and contents of back-ups in words."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from app.catalog.advice import ErrorWords
from app.domain.backup import BackupManifest, BackupPlace, BackupResult, PlaceKind
from app.ui.library.words import size_words


def moment(when: datetime) -> str:
    """A time as the person's clock has it."""
    return f"{when.astimezone():%Y-%m-%d %H:%M}"


def place_words(place: BackupPlace) -> str:
    """Where back-ups go."""
    if not place.chosen:
        return QCoreApplication.translate("BackupWords", "No place is chosen yet.")
    match place.kind:
        case PlaceKind.FOLDER:
            return place.folder
        case PlaceKind.WEBDAV:
            return place.url
        case PlaceKind.S3:
            return "/".join(filter(None, (place.url.rstrip("/"), place.bucket, place.prefix.strip("/"))))


def result_words(result: BackupResult | None, error: ErrorWords | None) -> str:
    """How the last attempt went; ``error`` are the words of its error, if it failed."""
    translate = QCoreApplication.translate
    if result is None:
        return translate("BackupWords", "None was made yet.")
    when = moment(result.at)
    if error is not None:
        said = " ".join(filter(None, (error.sentence, error.step)))
        return translate("BackupWords", "Failed on {when}: {reason}").format(when=when, reason=said)
    return translate("BackupWords", "Made on {when}, {size}, and read back.").format(
        when=when, size=size_words(result.size_bytes)
    )


def manifest_words(manifest: BackupManifest) -> str:
    """What a back-up holds."""
    translate = QCoreApplication.translate
    when = moment(manifest.made_at)
    made = translate("BackupWords", "Made on {when} by version {version}.")
    held = translate("BackupWords", "Conversations: {count}, messages: {messages}, providers: {profiles}")
    counts = {"count": manifest.conversations, "messages": manifest.messages, "profiles": manifest.profiles}
    lines = [made.format(when=when, version=manifest.program), held.format(**counts)]
    if count := manifest.media_files:
        lines.append(translate("BackupWords", "Pictures, videos and music: %n", "", count))
    keys = translate("BackupWords", "It holds no keys; those of this computer's keyring stay as they are.")
    return "\n".join((*lines, keys))
