#!/bin/sh
# Freezes the studio and wraps it for this system, into dist/. Arguments are handed on to build.py.
exec "${PYTHON:-python3}" "$(dirname "$0")/build.py" "$@"
