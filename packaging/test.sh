#!/bin/sh
# Sets everything up, then runs every check and the whole test-suite. Arguments are handed on to pytest.
exec python3 "$(dirname "$0")/bootstrap.py" test "$@"
