"""``python -m app`` and the ``relay-studio`` command."""

import sys

from app.bootstrap.run import run


def main() -> int:
    """Start the studio with the command line's arguments."""
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
