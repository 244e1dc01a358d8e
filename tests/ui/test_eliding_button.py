"""A button whose text may be longer than its room."""

from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui.widgets.eliding_button import ElidingButton

NAME = "somebody/a-model-with-a-name-that-is-longer-than-any-panel"


def test_a_long_name_does_not_widen_what_is_around_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    button = ElidingButton(window)
    column.addWidget(button)
    button.setText(NAME)
    assert button.sizeHint().width() > 200
    window.resize(160, 60)
    window.show()
    assert window.width() == 160
    assert button.width() < 160
    before = button.grab().toImage()
    button.setText(NAME.replace("longer", "LONGER"))
    assert button.grab().toImage() == before  # the middle is what is left out
