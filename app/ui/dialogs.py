"""Questions to the person, as coroutines. A nested event loop would block every other coroutine."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QMessageBox, QPushButton, QWidget

ButtonKind = Literal["", "primary", "danger"]
_ROLES = {
    "": QMessageBox.ButtonRole.ActionRole,
    "primary": QMessageBox.ButtonRole.AcceptRole,
    "danger": QMessageBox.ButtonRole.DestructiveRole,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One button of a question; ``key`` is the answer, ``kind`` its look."""

    key: str
    text: str
    kind: ButtonKind = ""


async def finished(dialog: QDialog) -> int:
    """Show a dialog over its window and wait until it is closed; its result code. Deletes the dialog."""
    answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def settle(result: int) -> None:
        if not answer.done():
            answer.set_result(result)

    dialog.finished.connect(settle)
    dialog.open()
    try:
        return await answer
    finally:
        dialog.finished.disconnect(settle)
        dialog.close()
        dialog.deleteLater()


async def ask(
    parent: QWidget,
    title: str,
    text: str,
    choices: Sequence[Choice],
    *,
    cancel_text: str = "",
    checkbox: QCheckBox | None = None,
) -> str:
    """The key of the chosen button, or an empty text where the person backed out.

    Args:
        checkbox: stands below the text; whoever made it looks at it afterwards.
    """
    box = QMessageBox(parent)
    box.setObjectName("dialog.question")
    box.setWindowTitle(parent.window().windowTitle())
    box.setText(title)
    box.setInformativeText(text)
    if checkbox is not None:
        box.setCheckBox(checkbox)
    buttons = [_add_button(box, choice) for choice in choices]
    cancel = box.addButton(cancel_text or _cancel_text(), QMessageBox.ButtonRole.RejectRole)
    cancel.setObjectName("dialog.cancel")
    box.setEscapeButton(cancel)
    box.setDefaultButton(
        next((b for b, c in zip(buttons, choices, strict=True) if c.kind == "primary"), cancel)
    )
    clicked = ""

    def remember(button: object) -> None:
        nonlocal clicked
        clicked = next((c.key for b, c in zip(buttons, choices, strict=True) if b is button), "")

    box.buttonClicked.connect(remember)
    await finished(box)
    return clicked


async def confirm(
    parent: QWidget, title: str, text: str, yes: str, *, danger: bool = False, no: str = ""
) -> bool:
    """Whether the person agreed. ``yes`` says what happens then, and ``no`` what else, as verbs."""
    kind: ButtonKind = "danger" if danger else "primary"
    return await ask(parent, title, text, [Choice("yes", yes, kind)], cancel_text=no) == "yes"


async def pick_files(parent: QWidget, title: str, name_filter: str = "") -> list[Path]:
    """Existing files that the person chose; empty where they backed out."""
    dialog = QFileDialog(parent, title, "", name_filter)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    return await _picked(dialog)


async def pick_target(parent: QWidget, title: str, suggested: Path, name_filter: str = "") -> Path | None:
    """Where to save a file; the dialog itself asks before one is overwritten."""
    dialog = QFileDialog(parent, title, str(suggested.parent), name_filter)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(suggested.name)
    return next(iter(await _picked(dialog)), None)


async def pick_folder(parent: QWidget, title: str, suggested: Path) -> Path | None:
    """An existing folder; None where they backed out."""
    dialog = QFileDialog(parent, title, str(suggested))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return next(iter(await _picked(dialog)), None)


async def _picked(dialog: QFileDialog) -> list[Path]:
    dialog.setObjectName("dialog.files")
    chosen: list[str] = []
    dialog.filesSelected.connect(chosen.extend)
    await finished(dialog)
    return [Path(name) for name in chosen]


def _add_button(box: QMessageBox, choice: Choice) -> QPushButton:
    button = box.addButton(choice.text, _ROLES[choice.kind])
    button.setObjectName(f"dialog.{choice.key}")
    button.setProperty("kind", choice.kind)
    return button


def _cancel_text() -> str:
    return QCoreApplication.translate("Dialogs", "Cancel")
