"""A task that a gateway tells of when it is asked what lies there."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.remote_task import TaskState


@dataclass(frozen=True, slots=True)
class FoundTask:
    """What a list says of one task; whatever it does not say is empty."""

    id: str
    state: TaskState
    model: str = ""
    prompt: str = ""
    created_at: datetime | None = None
    client_id: str = ""
    """The studio's own id of the request, where a maker keeps it."""
    is_watched: bool = False
    """Whether the board has it already."""
    is_likely: bool = False
    """Whether it is like the one that is looked for."""
