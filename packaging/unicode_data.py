"""Leaves out of ICU's data what Qt never asks for: half of it, and the largest file of the package.

Qt uses ICU to sort, to convert encodings and to name time zones. Names of countries, languages, currencies
and units, hyphens, scripts and spelt-out numbers it has in tables of its own. The library holds nothing but
the data under one symbol, so that it can be built again around the smaller data (icupkg, binutils).
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

UNUSED = ("unit", "curr", "lang", "region", "brkitr", "translit", "rbnf")
_SYMBOL = re.compile(
    r"\s(?P<size>0x[0-9a-f]+|\d+)\s+OBJECT\s+GLOBAL\s+DEFAULT\s+\d+\s+(?P<name>icudt\d+_dat)$", re.M
)
_SECTION = re.compile(r"\.rodata\s+PROGBITS\s+[0-9a-f]+\s+(?P<offset>[0-9a-f]+)\s+(?P<size>[0-9a-f]+)")


def main() -> int:
    """Make the library that is named on the command line smaller, in its place."""
    library = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        shrink(library, Path(name))
    print(f"{library.name}  {library.stat().st_size / 1e6:.1f} MB")
    return 0


def shrink(library: Path, work: Path) -> None:
    """Build the library anew around less data."""
    symbol = _found(_SYMBOL, _said("readelf", "--dyn-syms", "--wide", library))["name"]
    # icupkg writes the name of its output into every entry, and ICU looks for this one.
    data = work / f"{symbol.removesuffix('_dat')}l.dat"
    data.write_bytes(_data_of(library))
    unused = work / "unused.txt"
    listed = _said("icupkg", "--list", data).splitlines()
    unused.write_text("\n".join(item for item in listed if item.partition("/")[0] in UNUSED))
    smaller = work / "smaller" / data.name
    smaller.parent.mkdir()
    _said("icupkg", "--remove", unused, data, smaller)
    _build(smaller, symbol, library, work)


def _data_of(library: Path) -> bytes:
    place = _found(_SECTION, _said("readelf", "--sections", "--wide", library))
    offset, size = int(place["offset"], 16), int(place["size"], 16)
    return library.read_bytes()[offset : offset + size]


def _build(data: Path, symbol: str, library: Path, work: Path) -> None:
    raw, named = work / "raw.o", work / "named.o"
    subprocess.run(["ld", "-r", "-b", "binary", "-o", raw, data.name], check=True, cwd=data.parent)
    _said(
        "objcopy", "--rename-section", ".data=.rodata,alloc,load,readonly,data,contents",
        "--set-section-alignment", ".data=16", "--add-symbol", f"{symbol}=.rodata:0,global,object",
        "--wildcard", "--strip-symbol", "_binary_*", raw, named,
    )  # fmt: skip
    _said("ld", "-shared", "-z", "noexecstack", "-soname", library.name, "-o", library, named)


def _said(*command: str | Path) -> str:
    words = [str(word) for word in command]
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def _found(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.search(text)
    if found is None:
        raise SystemExit("the library is not built as ICU builds it")
    return found


if __name__ == "__main__":
    sys.exit(main())
