"""What Python's reader of zip files raises for one that is damaged, encrypted or packed in an unknown way."""

import lzma
import zipfile
import zlib

UNREADABLE_ARCHIVE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""Bytes that no unpacker understands come as its own error, which is no ``BadZipFile``."""
