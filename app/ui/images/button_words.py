"""What stands on a provider's button and what it does, in the language of the window."""

from PySide6.QtCore import QCoreApplication

from app.domain.remote_task import ButtonMeaning, TaskButton

ICONS = {
    ButtonMeaning.ENLARGE: "enlarge",
    ButtonMeaning.ENLARGE_FAITHFULLY: "enlarge",
    ButtonMeaning.ENLARGE_FREELY: "enlarge",
    ButtonMeaning.VARY: "vary",
    ButtonMeaning.VARY_SUBTLY: "vary",
    ButtonMeaning.VARY_STRONGLY: "vary",
    ButtonMeaning.VARY_REGION: "mask",
    ButtonMeaning.DRAW_AGAIN: "refresh",
    ButtonMeaning.ZOOM_OUT: "zoom-out",
    ButtonMeaning.CUSTOM_ZOOM: "zoom-out",
    ButtonMeaning.MAKE_SQUARE: "rectangle",
    ButtonMeaning.PAN_LEFT: "arrow-left",
    ButtonMeaning.PAN_RIGHT: "arrow-right",
    ButtonMeaning.PAN_UP: "arrow-up",
    ButtonMeaning.PAN_DOWN: "arrow-down",
    ButtonMeaning.ANIMATE: "videos",
}


def button_text(button: TaskButton) -> str:
    """The provider's own label; where that is a sign alone, words for it."""
    is_readable = any(letter.isalnum() for letter in button.label)
    return button.label if is_readable or not button.meaning else _words(button.meaning)


def button_words(button: TaskButton) -> str:
    """What pressing it does; its label where nobody knows."""
    if button.meaning is ButtonMeaning.ENLARGE and button.number:
        text = QCoreApplication.translate("ButtonWords", "Enlarge picture %1")
    elif button.meaning is ButtonMeaning.VARY and button.number:
        text = QCoreApplication.translate("ButtonWords", "Four variations of picture %1")
    else:
        text = _words(button.meaning) if button.meaning else button.label
    return text.replace("%1", str(button.number))


def _words(meaning: ButtonMeaning) -> str:
    words = {
        ButtonMeaning.ENLARGE: QCoreApplication.translate("ButtonWords", "Enlarge"),
        ButtonMeaning.ENLARGE_FAITHFULLY: QCoreApplication.translate("ButtonWords", "Larger, as it is"),
        ButtonMeaning.ENLARGE_FREELY: QCoreApplication.translate("ButtonWords", "Larger, with new details"),
        ButtonMeaning.VARY: QCoreApplication.translate("ButtonWords", "Vary"),
        ButtonMeaning.VARY_SUBTLY: QCoreApplication.translate("ButtonWords", "Vary a little"),
        ButtonMeaning.VARY_STRONGLY: QCoreApplication.translate("ButtonWords", "Vary a lot"),
        ButtonMeaning.VARY_REGION: QCoreApplication.translate("ButtonWords", "Paint a region anew…"),
        ButtonMeaning.DRAW_AGAIN: QCoreApplication.translate("ButtonWords", "Draw again"),
        ButtonMeaning.ZOOM_OUT: QCoreApplication.translate("ButtonWords", "Zoom out"),
        ButtonMeaning.CUSTOM_ZOOM: QCoreApplication.translate("ButtonWords", "Zoom out as far as you say…"),
        ButtonMeaning.MAKE_SQUARE: QCoreApplication.translate("ButtonWords", "Make it square"),
        ButtonMeaning.PAN_LEFT: QCoreApplication.translate("ButtonWords", "Pan left"),
        ButtonMeaning.PAN_RIGHT: QCoreApplication.translate("ButtonWords", "Pan right"),
        ButtonMeaning.PAN_UP: QCoreApplication.translate("ButtonWords", "Pan up"),
        ButtonMeaning.PAN_DOWN: QCoreApplication.translate("ButtonWords", "Pan down"),
        ButtonMeaning.ANIMATE: QCoreApplication.translate("ButtonWords", "Animate"),
    }
    return words[meaning]
