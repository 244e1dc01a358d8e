"""Product §3: a person takes something out of a conversation: copies it, saves a code, saves a picture."""

import base64
from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from tests.services.test_chat_requests import red_picture
from tests.stories.person import Person


def save_dialog(person: Person) -> QFileDialog:
    """The dialog that asks where to save."""
    return person.find("dialog.files", QFileDialog)


async def save_to(person: Person, folder: Path) -> str:
    """Take the suggested name in another folder; the name."""
    await person.until(lambda: person.sees("dialog.files"))
    dialog = save_dialog(person)
    name = Path(dialog.selectedFiles()[0]).name
    dialog.filesSelected.emit([str(folder / name)])
    dialog.accept()
    await person.until(lambda: (folder / name).exists())
    return name


async def test_code_is_saved_with_the_ending_of_its_language(person: Person, tmp_path: Path) -> None:
    person.chat.conversation.transcript.save_wanted.emit("print('你好')\n", "python")
    name = await save_to(person, tmp_path)
    assert name == "code.py"
    assert (tmp_path / name).read_text(encoding="utf-8") == "print('你好')\n"
    await person.until(lambda: person.reads(str(tmp_path / name)))


async def test_a_picture_is_saved_as_it_came(person: Person, tmp_path: Path) -> None:
    data = red_picture(40, 30)
    address = f"data:image/png;base64,{base64.b64encode(data).decode()}"
    person.chat.conversation.transcript.picture_save_wanted.emit(address)
    name = await save_to(person, tmp_path)
    assert name == "picture.png"
    assert (tmp_path / name).read_bytes() == data


async def test_a_copy_is_confirmed(person: Person) -> None:
    person.chat.conversation.transcript.copied.emit()
    await person.until(lambda: person.reads("Copied"))
    QApplication.clipboard().clear()
