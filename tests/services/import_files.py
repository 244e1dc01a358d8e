"""Files of other programs, as their users have them."""

import json
import zipfile
from pathlib import Path
from typing import Any

from tests.demo.native_files import PICTURE

CASES = Path(__file__).parents[1] / "protocols" / "import_cases"
KEYS = ("sk-cherry-secret-1234", "sk-chatbox-secret-5678", "sk-nextchat-secret-9012", "code-9012")
"""What stands in the files and may be kept nowhere."""


def case(name: str) -> str:
    """The text of a case."""
    return (CASES / f"{name}.json").read_text(encoding="utf-8")


def case_file(name: str) -> Path:
    """The file of a case."""
    return CASES / f"{name}.json"


def chatgpt_zip(folder: Path) -> Path:
    """The archive that ChatGPT sends, with a picture."""
    path = folder / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("conversations.json", case("chatgpt"))
        archive.writestr("file-abc-temple.png", PICTURE)
        archive.writestr("user.json", '{"email": "somebody@example.com"}')
    return path


def cherry_zip(folder: Path) -> Path:
    """The backup that Cherry Studio writes, with a picture."""
    path = folder / "cherry-studio.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("data.json", case("cherry_studio"))
        archive.writestr("Data/Files/f-moon.png", PICTURE)
    return path


def many(count: int) -> list[Any]:
    """A list of as many ChatGPT conversations."""
    first = json.loads(case("chatgpt"))[0]
    return [first | {"id": f"c{n}", "conversation_id": f"c{n}", "title": f"Talk {n}"} for n in range(count)]
