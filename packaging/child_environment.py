"""Runs inside the frozen program before anything else: what it starts later belongs to the system.

PyInstaller's bootloader lets the loader look into its own folder first, by a variable that every program
started from here would inherit: a browser or a file manager would then load our libraries instead of its own.
The loader has read it when Python runs, so that it can be put back to what the person had.
"""

import os

_VARIABLE = "LD_LIBRARY_PATH"

_before = os.environ.pop(f"{_VARIABLE}_ORIG", None)
if _before is not None:
    os.environ[_VARIABLE] = _before
else:
    os.environ.pop(_VARIABLE, None)
