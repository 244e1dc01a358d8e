"""``python -m app`` and the ``relay-studio`` command."""

import gc
import sys


def main() -> int:
    """Start the studio with the command line's arguments, or do a piece of work for a studio that runs."""
    if sys.argv[1:2] == ["--read-document"]:
        from app.services.documents.reader import main as read

        return read(sys.argv[2:])
    if sys.argv[1:2] == ["--write-export"]:
        from app.ui.exports.writer import main as write

        return write()
    if sys.argv[1:2] == ["--read-import"]:
        from app.services.imports.reader import main as read_import

        return read_import(sys.argv[2:])
    # Looking through all that is being loaded takes a tenth of the start; the Collector takes over later.
    gc.disable()
    from app.bootstrap.run import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
