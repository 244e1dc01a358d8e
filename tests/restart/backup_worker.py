"""A studio that is killed while it makes back-ups, or while a start goes back to one.

``python -m tests.restart.backup_worker FOLDER make`` says the name of each back-up that lies in its place.
``python -m tests.restart.backup_worker FOLDER restore`` puts a back-up in place, and says each renaming.
"""

import itertools
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.backup import backup_name
from app.services.backups.sending import send
from app.storage.backup_archive import write_backup
from app.storage.backup_folder import FolderFiles
from app.storage.places import Places, find_places
from app.storage.restoring import put_in_place


def say(word: object) -> None:
    """Tell the one who will kill us."""
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def make(places: Places, folder: Path) -> None:
    """Make back-ups without end."""
    start = datetime.now(UTC)
    for number in itertools.count():
        moment = start + timedelta(seconds=number)
        name = backup_name(moment)
        packed = places.scratch / name
        write_backup(
            packed, places, media=False, program="0", made_at=moment, progress=lambda done, of: say("…")
        )
        send(FolderFiles(folder), packed, name, lambda done, of: say("…"))
        packed.unlink()
        say(name)


def restore(places: Places) -> None:
    """Go back to what lies ready; each renaming is said before it is done."""
    rename = Path.rename

    def slow(path: Path, target: Path) -> Path:
        say(f"rename {path.name}")
        return rename(path, target)

    Path.rename = slow  # type: ignore[method-assign,assignment]
    put_in_place(places, datetime.now(UTC))
    say("done")


if __name__ == "__main__":
    root = Path(sys.argv[1])
    found = find_places(root / "data", root / "media")
    if sys.argv[2] == "make":
        make(found, root / "elsewhere")
    else:
        restore(found)
