"""What is known of a job, as lines that can be copied one by one."""

from PySide6.QtCore import QCoreApplication

from app.domain.card import ModelCard
from app.domain.remote_task import RemoteTask
from app.domain.text import Language
from app.services.jobs.generate import form_of
from app.ui.ordering.price_words import cost_words
from app.ui.videos.job import Job
from app.ui.viewer.facts import Fact, facts_of, facts_of_values


def facts_of_job(job: Job, card: ModelCard | None, language: Language) -> tuple[Fact, ...]:
    """Everything worth knowing; of a job without a file, what it was asked for with."""
    if job.shown is not None:
        return facts_of(job.shown, job.task, card, language)
    translate, task = QCoreApplication.translate, job.task
    form = form_of(task)
    facts = (
        Fact("prompt", translate("JobFacts", "Prompt"), task.prompt),
        Fact("model", translate("JobFacts", "Model"), task.model),
        Fact("provider", translate("JobFacts", "Provider"), task.profile_name),
        *(facts_of_values(form.values, card, language) if form is not None else ()),
        Fact("date", translate("JobFacts", "Ordered"), _date(task)),
        Fact("cost", translate("JobFacts", "Cost"), cost_words(task)),
        Fact("task", translate("JobFacts", "Task id"), task.handle.id if task.handle else ""),
    )
    return tuple(fact for fact in facts if fact.value)


def _date(task: RemoteTask) -> str:
    return f"{task.created_at.astimezone():%Y-%m-%d %H:%M:%S}"
