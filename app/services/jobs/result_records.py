"""What is kept with a finished file: how it was made, as far as its task tells."""

from app.domain.addresses import host_of
from app.domain.form import GenerationForm
from app.domain.generation import MediaOutput
from app.domain.media import Provenance
from app.domain.remote_task import RemoteTask
from app.services.jobs.result_links import link_of, without_signature
from app.storage.records import from_text


def record_of(task: RemoteTask, output: MediaOutput) -> Provenance:
    """How an output was made, as far as its task tells."""
    form = from_text(GenerationForm, task.request) if task.request else GenerationForm("", task.model)
    made_at = task.submitted_at or task.created_at
    seed = task.facts.get("seed") or form.values.get("seed") or ""
    return Provenance(
        profile_name=task.profile_name,
        gateway=host_of(task.root),
        model=task.model,
        card_id=task.card_id,
        prompt=task.prompt,
        values=dict(form.values),
        seed=str(seed),
        task_id=task.handle.id if task.handle else "",
        request_id=task.facts.get("request_id", ""),
        cost=task.cost,
        source=without_signature(link_of(output)),
        made_at=made_at.isoformat(timespec="seconds"),
        form=task.request,
    )
