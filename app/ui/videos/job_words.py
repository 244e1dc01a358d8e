"""What a person is told of a job on the board: its state, its time, and what runs out."""

from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication

from app.domain.download import Download
from app.domain.errors import ErrorKind
from app.domain.remote_task import RemoteTask, TaskState
from app.ui.library.words import size_words
from app.ui.videos.job import Job

STALE_AFTER = timedelta(minutes=10)
"""So long nothing new was said of a job that is being made."""
STANDS_STILL_S = 5.0
"""After so many seconds without a byte a download is said to stand still."""
_WARN_BEFORE = timedelta(hours=24)


def state_words(job: Job, now: datetime, reason: str = "") -> str:
    """How far a job is.

    Args:
        reason: why it failed, in the person's words.
    """
    translate, task = QCoreApplication.translate, job.task
    if task.state is TaskState.RUNNING:
        return _running_words(task, now)
    if job.download is not None and task.state is TaskState.DOWNLOADING:
        return translate("JobWords", "Downloading %1").replace("%1", amount_words(job.download))
    if task.is_paused:
        return _paused_words(job.download)
    if task.state is TaskState.FAILED and reason:
        return translate("JobWords", "Failed: %1").replace("%1", reason)
    if task.state is TaskState.DOWNLOAD_FAILED and has_expired(task, now):
        return translate("JobWords", "Link expired")
    words = {
        TaskState.DRAFT: translate("JobWords", "Waiting to send"),
        TaskState.WAITING: translate("JobWords", "Waiting to send"),
        TaskState.SUBMITTING: translate("JobWords", "Sending"),
        TaskState.UNCONFIRMED: translate("JobWords", "Sent, outcome unknown"),
        TaskState.QUEUED: translate("JobWords", "Queued at the provider"),
        TaskState.WAITING_FOR_INPUT: translate("JobWords", "The provider asks for more"),
        TaskState.DOWNLOADING: translate("JobWords", "Downloading"),
        TaskState.DOWNLOAD_FAILED: translate("JobWords", "Done, file not delivered"),
        TaskState.DONE: translate("JobWords", "Saved"),
        TaskState.FAILED: translate("JobWords", "Failed"),
        TaskState.CANCELLED: translate("JobWords", "Stopped"),
        TaskState.EXPIRED: translate("JobWords", "Too old to be fetched"),
    }
    return words[task.state]


def has_expired(task: RemoteTask, now: datetime) -> bool:
    """Whether the link to its result has run out before the file was here."""
    is_told = task.error is not None and task.error.kind is ErrorKind.LINK_EXPIRED
    return is_told or (task.expires_at is not None and task.expires_at <= now)


def expiry_words(task: RemoteTask, now: datetime) -> str:
    """How long its result can still be fetched, where that is not long and the file is not here."""
    waits = task.state in (TaskState.DOWNLOADING, TaskState.DOWNLOAD_FAILED)
    if not waits or task.expires_at is None or not now < task.expires_at <= now + _WARN_BEFORE:
        return ""
    left = duration_words((task.expires_at - now).total_seconds())
    return QCoreApplication.translate("JobWords", "Link ends in %1").replace("%1", left)


def amount_words(download: Download) -> str:
    """How much is here, of how much: «3.1/8.4 MB»."""
    if download.total_bytes is None:
        return size_words(download.received_bytes)
    total, received = size_words(download.total_bytes), size_words(download.received_bytes)
    number, _, unit = received.rpartition(" ")
    return f"{number}/{total}" if unit == total.rpartition(" ")[2] else f"{received} / {total}"


def speed_words(job: Job, now: datetime) -> str:
    """How quickly its result comes, or for how long nothing has come."""
    download = job.download
    if download is None or job.task.state is not TaskState.DOWNLOADING:
        return ""
    still_s = (now - download.moved_at).total_seconds()
    if still_s >= STANDS_STILL_S:
        text = QCoreApplication.translate("JobWords", "nothing for %1")
        return text.replace("%1", duration_words(still_s))
    if download.bytes_per_s <= 0:
        return ""
    return QCoreApplication.translate("JobWords", "%1/s").replace(
        "%1", size_words(round(download.bytes_per_s))
    )


def usual_words(task: RemoteTask) -> str:
    """How long such a job usually takes, while it is being made."""
    is_made = task.state in (TaskState.SUBMITTING, TaskState.QUEUED, TaskState.RUNNING)
    if not is_made or task.typical_s < 1:
        return ""
    return QCoreApplication.translate("JobWords", "usually %1").replace("%1", duration_words(task.typical_s))


def elapsed_s(task: RemoteTask, now: datetime) -> int:
    """Whole seconds from its being sent to its end, or to now; 0 before it is sent."""
    if task.submitted_at is None:
        return 0
    end = task.finished_at if task.state.is_final and task.finished_at else now
    return max(0, int((end - task.submitted_at).total_seconds()))


def clock_words(seconds: int) -> str:
    """A time as on a stopwatch: «2:07», «1:02:07»; empty for none."""
    if seconds <= 0:
        return ""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def duration_words(seconds: float) -> str:
    """A time as one says it: «40 s», «3 min», «2 h»."""
    translate = QCoreApplication.translate
    if seconds < 90:
        return translate("JobWords", "%1 s").replace("%1", str(round(seconds)))
    if seconds < 90 * 60:
        return translate("JobWords", "%1 min").replace("%1", str(round(seconds / 60)))
    return translate("JobWords", "%1 h").replace("%1", str(round(seconds / 3600)))


def _paused_words(download: Download | None) -> str:
    translate = QCoreApplication.translate
    if download is None:
        return translate("JobWords", "Download paused")
    return translate("JobWords", "Paused at %1").replace("%1", amount_words(download))


def _running_words(task: RemoteTask, now: datetime) -> str:
    said_at = task.changed_at or task.submitted_at or now
    if now - said_at >= STALE_AFTER:
        text = QCoreApplication.translate("JobWords", "No change for %1")
        return text.replace("%1", duration_words((now - said_at).total_seconds()))
    if task.progress_percent is None:
        return QCoreApplication.translate("JobWords", "Running")
    text = QCoreApplication.translate("JobWords", "Running %1 %")
    return text.replace("%1", f"{task.progress_percent:.0f}")
