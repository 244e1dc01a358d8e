"""Small tinted pictures for the style sheet, which takes pictures from files alone."""

from pathlib import Path

from PySide6.QtCore import QTemporaryDir

from app.ui.theme.icons import svg_source


class Pieces:
    """Writes an icon in a colour to a folder that is gone when the program ends."""

    def __init__(self) -> None:
        self._folder = QTemporaryDir()

    def url(self, name: str, color: str) -> str:
        """Address of an icon in a colour, as a style sheet wants it."""
        path = Path(self._folder.filePath(f"{name}-{color.lstrip('#')}.svg"))
        if not path.exists():
            path.write_bytes(svg_source(name).replace(b"currentColor", color.encode()))
        return f"url({path.as_posix()})"
