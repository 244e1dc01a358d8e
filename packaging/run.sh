#!/bin/sh
# Sets everything up, then starts the studio. Arguments are handed on to it.
exec python3 "$(dirname "$0")/bootstrap.py" run "$@"
