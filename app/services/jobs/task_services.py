"""Puts the parts of the coordinator together."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.ids import ProfileId
from app.domain.remote_task import RemoteTask
from app.services.accounts.prices import Prices
from app.services.conversation.earlier_turns import EarlierTurns
from app.services.events import Hub
from app.services.gateway_calls import GatewayCalls
from app.services.jobs.adoption import Adoption
from app.services.jobs.batches import Batches
from app.services.jobs.characters import Characters
from app.services.jobs.downloads import Downloads, IsBlank
from app.services.jobs.fetching import Fetching
from app.services.jobs.generate import Generate
from app.services.jobs.inputs import CutOut, Inputs
from app.services.jobs.made import Made
from app.services.jobs.making import FindCard, Formats, Making
from app.services.jobs.poll_answers import Questions
from app.services.jobs.poller import Poller
from app.services.jobs.seeds import Seeds
from app.services.jobs.task_bills import TaskBills
from app.services.jobs.task_board import TaskBoard
from app.services.jobs.task_calls import TaskCalls
from app.services.jobs.task_clock import TaskClock
from app.services.jobs.tasks import Tasks
from app.services.library import Library
from app.services.previews import Previews
from app.services.profiles import Profiles
from app.services.supervisor import Supervisor
from app.storage.assets import AssetStore
from app.storage.attached import AttachedFiles
from app.storage.attachments import AttachmentStore
from app.storage.batches import BatchStore
from app.storage.characters import CharacterStore
from app.storage.database import Database
from app.storage.form_drafts import FormDrafts
from app.storage.known_tasks import KnownTasks
from app.storage.media_files import MediaFiles
from app.storage.places import Places
from app.storage.remote_tasks import RemoteTaskStore
from app.storage.task_turns import TaskTurnStore
from app.transport.http import HttpTransport


@dataclass(frozen=True, slots=True)
class TaskServices:
    """What the window needs of them."""

    tasks: Tasks
    generate: Generate
    library: Library
    seeds: Seeds
    batches: Batches
    drafts: FormDrafts
    characters: Characters


def make_task_services(
    *,
    database: Database,
    places: Places,
    profiles: Profiles,
    transport: HttpTransport,
    attachments: AttachmentStore,
    formats: Formats,
    card: FindCard,
    cut_out: CutOut,
    is_blank: IsBlank,
    prices: Prices,
    hub: Hub,
    supervisor: Supervisor,
    clock: TaskClock | None = None,
    chance: Callable[[], float] = random.random,
    at_once: Callable[[ProfileId], int] | None = None,
) -> TaskServices:
    """The coordinator on its stores. It does nothing until ``Tasks.recover``.

    How many tasks of a profile are made at the same time is the profile's own choice without ``at_once``.
    """
    clock = clock or TaskClock()
    store = RemoteTaskStore(database, TaskBills(prices).entry)
    board = TaskBoard(store, hub)
    files = MediaFiles(places)
    calls = TaskCalls(profiles, transport, store, clock)
    downloads = Downloads(
        board=board,
        calls=calls,
        files=files,
        fetching=Fetching(transport, files),
        is_blank=is_blank,
        hub=hub,
        supervisor=supervisor,
        clock=clock,
    )
    questions = Questions(calls, formats.tasks, clock, downloads.keep_bytes)
    downloads.ask_again = questions.ask_for_one
    previews = Previews(board=board, calls=calls, transport=transport, hub=hub, supervisor=supervisor)
    poller = Poller(
        board=board,
        questions=questions,
        hub=hub,
        supervisor=supervisor,
        clock=clock,
        chance=chance,
        profile_of=profiles.get,
        moved=downloads.start,
        previewed=previews.show,
    )

    def follow(task: RemoteTask) -> None:
        poller.schedule(task)
        downloads.start(task)

    turns = TaskTurnStore(database)
    inputs = Inputs(attachments, transport, cut_out, profiles.home_of)
    gateway = GatewayCalls(profiles, transport)
    characters = Characters(
        store=CharacterStore(database),
        calls=gateway,
        profiles=profiles,
        hub=hub,
        supervisor=supervisor,
        clock=clock,
    )
    making = Making(
        board=board,
        calls=calls,
        formats=formats,
        card=card,
        inputs=inputs,
        turns=EarlierTurns(turns, inputs, files),
        called=characters.called,
        made=Made(
            board=board,
            turns=turns,
            keep_bytes=downloads.keep_bytes,
            hub=hub,
            clock=clock,
            chance=chance,
        ),
        clock=clock,
    )
    generate = Generate(
        board=board,
        making=making,
        attachments=attachments,
        hub=hub,
        supervisor=supervisor,
        clock=clock,
        at_once=at_once or profiles.at_once,
        moved=follow,
    )
    tasks = Tasks(
        board=board,
        generate=generate,
        poller=poller,
        downloads=downloads,
        calls=calls,
        adoption=Adoption(
            calls=calls,
            gateway=gateway,
            protocols=formats.tasks,
            known=KnownTasks(database),
            card=card,
            clock=clock,
        ),
        protocols=formats.tasks,
        hub=hub,
        supervisor=supervisor,
        clock=clock,
        chance=chance,
    )
    assets = AssetStore(database)
    seeds = Seeds(board=board, calls=calls, protocols=formats.tasks, assets=assets, hub=hub)
    attached = AttachedFiles(database, places.attachments)
    library = Library(assets, attached, files, hub, supervisor)
    batches = Batches(BatchStore(database), store)
    return TaskServices(tasks, generate, library, seeds, batches, FormDrafts(database), characters)
