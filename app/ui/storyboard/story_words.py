"""How the shots stand to the film, in words."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QCoreApplication

from app.domain.storyboard import Storyboard, StoryLimits


def story_words(board: Storyboard, seconds: Decimal | None, wrong: Sequence[str], limits: StoryLimits) -> str:
    """The sum first, then what else keeps the shots from being used.

    Args:
        seconds: the film's length; None where the model decides it.
        wrong: the keys of ``storyboard.problems``.
    """
    others = {
        "empty": QCoreApplication.translate("StoryWords", "Each shot needs a scene."),
        "too_short": QCoreApplication.translate("StoryWords", "Each shot lasts %1 s at least."),
        "too_long": QCoreApplication.translate("StoryWords", "A scene has %1 characters at most."),
        "too_many": QCoreApplication.translate("StoryWords", "There are %1 shots at most."),
    }
    numbers = {"too_short": f"{limits.step:f}", "too_long": str(limits.longest), "too_many": str(limits.most)}
    said = [others[key].replace("%1", numbers.get(key, "")) for key in wrong if key in others]
    return " ".join([_of_sum(board.seconds, seconds), *said])


def _of_sum(total: Decimal, seconds: Decimal | None) -> str:
    if seconds is None:
        text = QCoreApplication.translate("StoryWords", "Together %1 s; the model decides the film's length.")
        return text.replace("%1", _plain(total))
    if total == seconds:
        return QCoreApplication.translate("StoryWords", "It adds up: %1 s.").replace("%1", _plain(total))
    if total < seconds:
        text = QCoreApplication.translate("StoryWords", "%1 of %2 s: %3 s are still to be given to a shot.")
    else:
        text = QCoreApplication.translate("StoryWords", "%1 of %2 s: the shots are %3 s too long.")
    difference = _plain(abs(seconds - total))
    return text.replace("%1", _plain(total)).replace("%2", _plain(seconds)).replace("%3", difference)


def _plain(seconds: Decimal) -> str:
    return f"{seconds.normalize():f}"
