"""Wraps the frozen folder for Linux: a .deb, a portable archive, and an installer that unpacks itself.

Needs dpkg-dev (the libraries that the package depends on are computed), zstd and makeself. Every file carries
the time in ``SOURCE_DATE_EPOCH`` and belongs to root, so that the same commit gives the same package.
"""

import gzip
import hashlib
import os
import platform
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from app import __version__

SOURCES = Path(__file__).resolve().parent / "linux"
ICON = Path(__file__).resolve().parent.parent / "resources" / "relay-studio.svg"
NAME = "relay-studio"
ID = "io.github.relaystudio.RelayStudio"
SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ELF = b"\x7fELF"
CHANGELOG = """\
{name} ({version}) unstable; urgency=medium

  * Package of Relay Studio {version}.

 -- Relay Studio <relay-studio@relaystudio.github.io>  {date:%a, %d %b %Y %H:%M:%S +0000}
"""


class Packages:
    """Makes the packages of one frozen folder.

    Args:
        frozen: the folder with the program.
        art: the folder with the icon's PNG files.
        scratch: where the parts are laid out.
        target: where finished packages go.
    """

    def __init__(self, frozen: Path, art: Path, scratch: Path, target: Path) -> None:
        self._frozen = frozen
        self._art = art
        self._scratch = scratch
        self._target = target
        self._date = datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), UTC)

    def deb(self, compression: str) -> Path:
        """The package for Debian, Ubuntu and their kin."""
        root = self._empty("deb")
        shutil.copytree(self._frozen, root / "usr/lib" / NAME, symlinks=True)
        (root / "usr/lib" / NAME / "LICENCES.txt").unlink()
        (root / "usr/bin").mkdir()
        (root / "usr/bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
        self._add_desktop_files(root / "usr/share")
        self._add_documents(root / "usr/share")
        self._add_control(root)
        self._settle(root)
        path = self._target / f"{NAME}_{__version__}_{_debian_architecture()}.deb"
        _run("dpkg-deb", "--root-owner-group", f"-Z{compression}", "--build", root, path)
        return path

    def portable(self) -> Iterator[Path]:
        """The folder that runs where it lies, as an archive and as an installer that unpacks itself."""
        name = f"{NAME}-{__version__}"
        folder = self._empty("portable") / name
        shutil.copytree(self._frozen, folder, symlinks=True)
        self._add_desktop_files(folder / "share")
        shutil.move(folder / f"share/applications/{ID}.desktop", folder / f"share/{ID}.desktop")
        (folder / "share/applications").rmdir()
        for script in ("install.sh", "uninstall.sh"):
            shutil.copy(SOURCES / script, folder)
        self._fill(SOURCES / "README.txt", folder / "README.txt")
        self._settle(folder)
        stem = self._target / f"{name}-linux-{platform.machine()}"
        yield self._archive(folder, stem.with_name(f"{stem.name}.tar.zst"))
        yield self._installer(folder, stem.with_name(f"{stem.name}.run"))

    def _archive(self, folder: Path, path: Path) -> Path:
        ordered = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner"]
        compressed = "--use-compress-program=zstd -19 -T0 -q"
        _run("tar", *ordered, compressed, "-C", folder.parent, "-cf", path, folder.name)
        return path

    def _installer(self, folder: Path, path: Path) -> Path:
        # Unpacked beside the person's other temporary files, then copied by install.sh.
        date = f"{self._date:%a %b %d %H:%M:%S UTC %Y}"
        ordered = "--sort=name --owner=0 --group=0 --numeric-owner"
        options = ["--quiet", "--nox11", "--sha256", "--packaging-date", date, "--tar-extra", ordered]
        _run("makeself", *options, folder, path, "Relay Studio · 中转工坊", "./install.sh")
        return path

    def _add_desktop_files(self, share: Path) -> None:
        """Menu entry, icons and the description for software centres."""
        (share / "applications").mkdir(parents=True)
        shutil.copy(SOURCES / f"{ID}.desktop", share / "applications")
        for size in SIZES:
            _copy(self._art / f"{size}.png", share / f"icons/hicolor/{size}x{size}/apps/{ID}.png")
        _copy(ICON, share / f"icons/hicolor/scalable/apps/{ID}.svg")
        (share / "metainfo").mkdir()
        self._fill(SOURCES / f"{ID}.metainfo.xml", share / f"metainfo/{ID}.metainfo.xml")

    def _add_documents(self, share: Path) -> None:
        documents = share / "doc" / NAME
        documents.mkdir(parents=True)
        shutil.copy(SOURCES / "copyright", documents)
        shutil.copy(self._frozen / "LICENCES.txt", documents)
        changes = CHANGELOG.format(name=NAME, version=__version__, date=self._date)
        _compress(changes.encode(), documents / "changelog.gz")
        (share / "man/man1").mkdir(parents=True)
        page = self._filled((SOURCES / f"{NAME}.1").read_text(encoding="utf-8"))
        _compress(page.encode(), share / f"man/man1/{NAME}.1.gz")
        _copy(SOURCES / "lintian-overrides", share / "lintian/overrides" / NAME)

    def _add_control(self, root: Path) -> None:
        size = sum(file.lstat().st_size for file in root.rglob("*") if file.is_file()) // 1024
        (root / "DEBIAN").mkdir()
        self._fill(
            SOURCES / "control",
            root / "DEBIAN/control",
            ARCHITECTURE=_debian_architecture(),
            SIZE=str(size),
            DEPENDS=self._depends(root / "usr/lib" / NAME),
        )
        lines = (
            f"{_checksum(file)}  {file.relative_to(root)}\n"
            for file in sorted((root / "usr").rglob("*"))
            if file.is_file() and not file.is_symlink()
        )
        (root / "DEBIAN/md5sums").write_text("".join(lines), encoding="utf-8")

    def _depends(self, program: Path) -> str:
        """The packages that hold what the program's files link against."""
        inside = program / "_internal"
        private = [f"-l{folder}" for folder in (inside, *sorted(inside.glob("PySide6/Qt/lib")))]
        binaries = [f"-e{file}" for file in sorted(program.rglob("*")) if _is_elf(file)]
        with tempfile.TemporaryDirectory() as folder:
            control = Path(folder, "debian/control")
            control.parent.mkdir()
            control.write_text(f"Source: {NAME}\n\nPackage: {NAME}\nArchitecture: any\n", encoding="utf-8")
            said = subprocess.run(
                ["dpkg-shlibdeps", "-O", "--ignore-missing-info", *private, *binaries],
                cwd=folder,
                check=True,
                capture_output=True,
                text=True,
            )
        return said.stdout.strip().removeprefix("shlibs:Depends=")

    def _empty(self, name: str) -> Path:
        folder = self._scratch / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def _fill(self, source: Path, target: Path, **values: str) -> None:
        target.write_text(self._filled(source.read_text(encoding="utf-8"), **values), encoding="utf-8")

    def _filled(self, text: str, **values: str) -> str:
        """A text with its ``@NAME@`` filled in."""
        known = {"VERSION": __version__, "DATE": f"{self._date:%Y-%m-%d}"} | values
        return re.sub("@([A-Z]+)@", lambda found: known[found[1]], text)

    def _settle(self, root: Path) -> None:
        """Give everything the time of the commit and plain rights."""
        for path in (root, *root.rglob("*")):
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or _runs(path) else 0o644)
            os.utime(path, (self._date.timestamp(),) * 2, follow_symlinks=False)


def _runs(path: Path) -> bool:
    """Whether a file is a program; libraries are only read."""
    return path.suffix == ".sh" or (path.name == NAME and _is_elf(path))


def _is_elf(path: Path) -> bool:
    if not path.is_file() or path.is_symlink():
        return False
    with path.open("rb") as file:
        return file.read(len(ELF)) == ELF


def _debian_architecture() -> str:
    asked = subprocess.run(["dpkg", "--print-architecture"], check=True, capture_output=True, text=True)
    return asked.stdout.strip()


def _checksum(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()


def _compress(data: bytes, path: Path) -> None:
    path.write_bytes(gzip.compress(data, mtime=0))


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)


def _run(*command: str | Path) -> None:
    subprocess.run([str(word) for word in command], check=True, stdout=subprocess.DEVNULL)
