"""Builds the coordinator of paid tasks. Loaded when it is first asked for: it is no part of a start."""

from app.protocols.registry import CALLS, TASKS
from app.services.accounts.prices import Prices
from app.services.card_catalog import CardCatalog
from app.services.events import Hub
from app.services.jobs.making import Formats
from app.services.jobs.task_clock import TaskClock
from app.services.jobs.task_services import TaskServices, make_task_services
from app.services.profiles import Profiles
from app.services.supervisor import Supervisor
from app.storage.attachments import AttachmentStore
from app.storage.database import Database
from app.storage.places import Places
from app.transport.http import HttpTransport
from app.ui.images.blank_pictures import is_blank
from app.ui.masks.cut_out import cut_out


def begin_tasks(
    *,
    database: Database,
    places: Places,
    profiles: Profiles,
    transport: HttpTransport,
    attachments: AttachmentStore,
    cards: CardCatalog,
    prices: Prices,
    hub: Hub,
    supervisor: Supervisor,
    clock: TaskClock | None = None,
) -> TaskServices:
    """The coordinator, going on where the last run ended before anything that is asked of it."""
    services = make_task_services(
        database=database,
        places=places,
        profiles=profiles,
        transport=transport,
        attachments=attachments,
        formats=Formats(CALLS, TASKS),
        card=cards.get,
        cut_out=cut_out,
        is_blank=is_blank,
        prices=prices,
        hub=hub,
        supervisor=supervisor,
        clock=clock,
    )
    supervisor.start("recover tasks", services.tasks.recover())
    supervisor.start("read characters", services.characters.load())
    return services
