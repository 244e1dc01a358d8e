"""A task that failed, as text for the support of a provider. It never holds a key."""

from app.domain.remote_task import RemoteTask


def details_of(task: RemoteTask, sentence: str) -> str:
    """What was asked for, when, and what came back, in names that any provider understands."""
    error = task.error
    lines = [
        sentence,
        _line("model", task.model),
        _line("provider", task.profile_name),
        _line("time", f"{(task.submitted_at or task.created_at):%Y-%m-%d %H:%M:%S} UTC"),
        _line("task id", task.handle.id if task.handle else ""),
    ]
    if error is not None:
        lines += [
            _line("error", error.kind.value),
            _line("HTTP", "" if error.status is None else str(error.status)),
            _line("code", error.code),
            _line("request id", error.request_id),
            _line("cause", error.cause),
            _line("answer", error.body),
        ]
    return "\n".join(filter(None, lines))


def _line(name: str, value: str) -> str:
    return f"{name}: {value}" if value else ""
