"""How much goes on, in a few words."""

from PySide6.QtCore import QCoreApplication

from app.domain.remote_task import TaskState
from app.services.studio import Studio


def jobs_words(studio: Studio) -> str:
    """What runs and what waits, of all profiles; empty while nothing goes on."""
    translate = QCoreApplication.translate
    tasks = studio.tasks.running
    waiting = sum(task.state is TaskState.WAITING for task in tasks)
    running = len(tasks) - waiting
    counts = (
        translate("JobsWords", "%1 running").replace("%1", str(running)) if running else "",
        translate("JobsWords", "%1 waiting").replace("%1", str(waiting)) if waiting else "",
        translate("JobsWords", "paused") if waiting and studio.generate.is_paused() else "",
    )
    return " · ".join(filter(None, counts))
