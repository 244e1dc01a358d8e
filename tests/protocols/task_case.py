"""What is understood of the answers about tasks: to a submit, or to a question about the case's handles."""

from typing import Any

from app.domain.errors import StudioError
from app.domain.remote_task import TaskButton, TaskSnapshot
from app.protocols.base import TaskProtocol
from app.protocols.registry import TASKS
from tests.protocols.call_case import generation_of, shown_output
from tests.protocols.case import Case, shown_error


def protocol_of(case: Case) -> TaskProtocol:
    """The format of the case's card."""
    return TASKS[generation_of(case).card.protocol]


def read(case: Case) -> Any:
    """What is understood of the answer: the submitted task, or those that were asked for by their ids."""
    protocol, response = protocol_of(case), case.responses[0]
    try:
        if not case.handles:
            return shown_snapshot(protocol.parse_submit(response, generation_of(case)))
        said = protocol.parse_poll(response, case.handles)
    except StudioError as error:
        return {"error": shown_error(error)}
    assert said.keys() <= {handle.id for handle in case.handles}
    return {task_id: shown_snapshot(snapshot) for task_id, snapshot in said.items()}


def shown_snapshot(said: TaskSnapshot) -> dict[str, Any]:
    """What matters of a snapshot."""
    shown: dict[str, Any] = {
        "handle": {"id": said.handle.id} | dict(said.handle.extra),
        "state": said.state.value,
        "progress": said.progress_percent,
        "words": said.words,
        "outputs": [shown_output(output) for output in said.outputs],
        "previews": [shown_output(output) for output in said.previews],
        "texts": list(said.texts),
        "buttons": [_shown_button(button) for button in said.buttons],
        "error": shown_error(said.error) if said.error else None,
        "expires_at": said.expires_at.isoformat() if said.expires_at else None,
        "facts": dict(said.facts),
    }
    return {name: value for name, value in shown.items() if value not in (None, "", [], {})}


def _shown_button(button: TaskButton) -> list[str]:
    needs = {"mask": button.needs_mask, "prompt": button.needs_prompt}
    return [button.id, button.label, *(name for name, needed in needs.items() if needed)]
