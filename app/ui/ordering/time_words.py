"""What a person is told of how long something takes, before it is begun."""

from PySide6.QtCore import QCoreApplication

_SHORT_S = 100
_STEP_S = 10


def span_in_words(seconds: float) -> str:
    """One time, as short as it can be said: «20 s», «3 min»; empty where nobody knows."""
    if seconds <= 0:
        return ""
    if seconds < _SHORT_S:
        return QCoreApplication.translate("TimeWords", "%1 s").replace("%1", str(_rounded(seconds)))
    return QCoreApplication.translate("TimeWords", "%1 min").replace("%1", str(round(seconds / 60)))


def usual_time(typical_s: float) -> str:
    """A span around what it usually takes: «usually 2–4 min»; empty where nobody knows."""
    if typical_s < 1:
        return ""
    low, high = typical_s * 0.7, typical_s * 1.3
    if typical_s < _SHORT_S:
        unit = QCoreApplication.translate("TimeWords", "usually %1 s")
        low, high = _rounded(low), _rounded(high)
    else:
        unit = QCoreApplication.translate("TimeWords", "usually %1 min")
        low, high = max(1, round(low / 60)), round(high / 60)
    return unit.replace("%1", f"{low}–{high}" if high > low else f"{high}")


def _rounded(seconds: float) -> int:
    """To steps of ten; below that to whole seconds."""
    return round(seconds / _STEP_S) * _STEP_S if seconds > _STEP_S else max(1, round(seconds))
