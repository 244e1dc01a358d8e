"""The rules of asking, sending and going on, without a clock or a network."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.card import MediaFamily
from app.domain.errors import ErrorKind, GatewayError, InputError, NetworkError, ProtocolError, StudioError
from app.domain.generation import MediaOutput, TaskHandle
from app.domain.ids import ProfileId, TaskId
from app.domain.media import MediaLink
from app.domain.remote_task import RemoteTask, TaskSnapshot, TaskState
from app.services.jobs.pacing import HostPace
from app.services.jobs.polling import (
    after_failure,
    after_no_result,
    after_snapshot,
    after_unknown,
    asked,
    first_wait_s,
    wait_s,
)
from app.services.jobs.recovery import recovered
from app.services.jobs.result_links import absolute, bytes_of_data_url, link_in_json, without_signature
from app.services.jobs.submitting import Accepted, Again, Outcome, Refused, Unknown, after_answer, after_error
from app.wire.response import WireResponse

BEGUN = datetime(2026, 11, 26, 5, 0, tzinfo=UTC)
HANDLE = TaskHandle("r1")
OUTPUT = MediaOutput(MediaLink("https://x.test/a.png"))
LOST = NetworkError(ErrorKind.CONNECTION_LOST)


def task(state: TaskState = TaskState.RUNNING, **fields: object) -> RemoteTask:
    made = RemoteTask(
        TaskId("t"), ProfileId("p"), "G", "c", "plain", "", "m", "", "", "https://x.test", state, BEGUN,
        handle=HANDLE, submitted_at=BEGUN, typical_s=60.0,
    )  # fmt: skip
    return replace(made, **fields)  # type: ignore[arg-type]


def at(seconds: float) -> datetime:
    return BEGUN + timedelta(seconds=seconds)


# When a task is asked for


@pytest.mark.parametrize(("typical_s", "wait"), [(4, 3), (40, 10), (60, 15), (600, 20), (0, 15)])
def test_the_first_question_comes_after_a_quarter_of_the_usual_time(typical_s: float, wait: float) -> None:
    assert first_wait_s(task(typical_s=typical_s)) == wait


def test_waits_grow_once_it_takes_longer_than_usual_and_never_beyond_a_minute() -> None:
    waits = [wait_s(task(), at(seconds)) for seconds in (0, 60, 90, 100, 120, 200, 599, 601, 1000, 7000)]
    assert waits == sorted(waits)
    assert waits[:3] == [6.0, 6.0, 6.0]
    assert waits[3] == 11.0
    assert waits[5:7] == [30.0, 30.0]
    assert waits[-1] == 60.0


def test_news_begin_the_waits_anew() -> None:
    assert wait_s(task(changed_at=at(300)), at(300)) == 6.0


def test_a_gateway_s_own_wish_is_the_least_and_nobody_looking_doubles() -> None:
    assert wait_s(task(), at(0), hint_s=50) == 50.0
    assert wait_s(task(), at(0), hint_s=5000) == 120.0
    assert wait_s(task(), at(0), relaxed=True) == 12.0
    due = asked(task(), at(0), 0.0, hint_s=50).next_poll_at
    assert due is not None
    assert due >= at(50)


def test_many_tasks_are_spread() -> None:
    dues = {asked(task(), at(0), chance / 10).next_poll_at for chance in range(10)}
    assert len(dues) == 10


@pytest.mark.parametrize(
    ("page", "hours"), [(MediaFamily.IMAGE, 2), (MediaFamily.VIDEO, 48), (MediaFamily.MUSIC, 0.5)]
)
def test_a_task_is_given_up_no_earlier_than_the_gateway_does(page: MediaFamily, hours: float) -> None:
    assert asked(task(page=page), at(hours * 3600 - 1), 0.5).state is TaskState.RUNNING
    late = asked(task(page=page), at(hours * 3600 + 1), 0.5)
    assert late.error is not None
    assert (late.state, late.error.kind) == (TaskState.EXPIRED, ErrorKind.TASK_OVERDUE)


def test_a_computer_that_has_just_woken_gives_nothing_up_before_it_has_a_network() -> None:
    waking = task(failures_in_a_row=3)
    assert asked(waking, at(9 * 3600), 0.5).state is TaskState.RUNNING
    assert asked(task(failures_in_a_row=10), at(9 * 3600), 0.5).state is TaskState.EXPIRED


# What an answer makes of it


def said(state: TaskState, **fields: object) -> TaskSnapshot:
    return replace(TaskSnapshot(HANDLE, state), **fields)  # type: ignore[arg-type]


def test_a_state_never_goes_backwards_and_progress_never_falls() -> None:
    running = task(progress_percent=60.0)
    after = after_snapshot(running, said(TaskState.QUEUED, progress_percent=20.0), at(1))
    assert (after.state, after.progress_percent, after.changed_at) == (TaskState.RUNNING, 60.0, None)
    accepted = after_snapshot(task(TaskState.SUBMITTING), said(TaskState.QUEUED), at(1))
    assert accepted.state is TaskState.QUEUED


def test_a_handle_that_asks_for_something_else_is_asked_soon() -> None:
    completed = TaskSnapshot(TaskHandle(HANDLE.id, (("asks", "result"),)), TaskState.RUNNING)
    after = after_snapshot(task(), completed, at(10))
    assert (after.handle, after.next_poll_at) == (completed.handle, at(11))
    assert after_snapshot(after, completed, at(11)).next_poll_at is None


def test_success_is_told_only_with_something_in_it() -> None:
    done = after_snapshot(task(), said(TaskState.DONE, outputs=(OUTPUT,)), at(1))
    assert (done.state, done.outputs) == (TaskState.DOWNLOADING, (OUTPUT,))
    assert after_snapshot(task(), said(TaskState.DONE, texts=("la",)), at(1)).state is TaskState.DONE
    empty = task()
    for _ in range(3):
        empty = after_snapshot(empty, said(TaskState.DONE, words="blocked"), at(1))
        assert (empty.state, empty.next_poll_at) == (TaskState.RUNNING, at(6))
    empty = after_snapshot(empty, said(TaskState.DONE, words="blocked"), at(1))
    assert empty.error is not None
    assert (empty.state, empty.error.kind) == (TaskState.FAILED, ErrorKind.RESULT_MISSING)
    assert empty.error.values == {"reason": "blocked"}


@pytest.mark.parametrize("url", ["", "file-id-123", "Content blocked", "javascript:x", "file:///etc/passwd"])
def test_what_is_no_link_is_no_result(url: str) -> None:
    after = after_snapshot(task(), said(TaskState.DONE, outputs=(MediaOutput(MediaLink(url)),)), at(1))
    assert after.state is TaskState.RUNNING


def test_failures_of_polls_are_counted_and_end_nothing() -> None:
    tried = task()
    for _ in range(500):
        tried = after_failure(tried, LOST)
    assert (tried.state, tried.failures_in_a_row) == (TaskState.RUNNING, 500)
    healed = after_snapshot(tried, said(TaskState.RUNNING), at(1))
    assert (healed.failures_in_a_row, healed.error) == (0, None)


def test_a_result_that_is_ready_but_not_handed_over_is_given_up_after_a_few_attempts() -> None:
    ready = after_snapshot(task(), said(TaskState.RUNNING, result_ready=True), at(1))
    broken = GatewayError(ErrorKind.GATEWAY_FAILED)
    for _ in range(5):
        ready = after_no_result(ready, broken, at(2))
        assert ready.state is TaskState.RUNNING
    ready = after_no_result(ready, broken, at(3))
    assert (ready.state, ready.handle) == (TaskState.DOWNLOAD_FAILED, HANDLE)


def test_links_die_when_the_gateway_says_or_when_they_usually_do() -> None:
    usual = after_snapshot(task(link_lifetime_s=60.0), said(TaskState.DONE, outputs=(OUTPUT,)), at(5))
    assert usual.expires_at == at(65)
    done = said(TaskState.DONE, outputs=(OUTPUT,), expires_at=at(10))
    assert after_snapshot(task(link_lifetime_s=60.0), done, at(5)).expires_at == at(10)


def test_what_was_charged_takes_the_place_of_the_estimate() -> None:
    estimated = task(cost="about 0.05 USD")
    assert after_snapshot(estimated, said(TaskState.RUNNING), at(1)).cost == "about 0.05 USD"
    charged = said(TaskState.RUNNING, facts={"cost": "0.04 USD"})
    assert after_snapshot(estimated, charged, at(1)).cost == "0.04 USD"


def test_a_task_that_is_not_known_is_waited_for_then_given_up() -> None:
    unknown = GatewayError(ErrorKind.NOT_FOUND)
    young = after_unknown(task(), unknown, at(30), 0.5)
    assert (young.state, young.unknown_answers) == (TaskState.RUNNING, 0)
    old = task()
    for count in range(5):
        old = after_unknown(old, unknown, at(100 + 120 * count), 0.5)
        assert old.state is TaskState.RUNNING
    assert after_unknown(old, unknown, at(800), 0.5).state is TaskState.EXPIRED


# What became of the submit


def outcome(response: WireResponse, attempt: int = 0, error: StudioError | None = None) -> "Outcome[str]":
    def parse() -> str:
        if error is not None:
            raise error
        return "made"

    return after_answer(response, parse, attempt, 0.0)


class _Any(StudioError):
    """Equals every error."""

    def __init__(self) -> None:
        super().__init__(ErrorKind.INTERNAL)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StudioError)

    __hash__ = StudioError.__hash__


def unsent(kind: ErrorKind = ErrorKind.CONNECTION_REFUSED) -> NetworkError:
    error = NetworkError(kind)
    error.may_have_arrived = False
    return error


def test_only_what_never_left_is_sent_again_at_once() -> None:
    assert [after_error(unsent(), attempt) for attempt in range(4)] == [
        Again(2.0, _Any()),
        Again(5.0, _Any()),
        Again(12.0, _Any()),
        Refused(_Any()),
    ]
    assert isinstance(after_error(LOST, 0), Unknown)
    assert isinstance(after_error(NetworkError(ErrorKind.CONNECTION_REFUSED), 0), Unknown)
    assert isinstance(after_error(ProtocolError(ErrorKind.ANSWER_TOO_LARGE), 0), Unknown)
    assert isinstance(after_error(InputError(ErrorKind.KEY_INVALID), 0), Refused)


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, b"{}", Accepted), (429, b"{}", Again),
        (503, '{"error":{"message":"无可用渠道"}}'.encode(), Again),
        (503, b'{"error":{"message":"broken"}}', Refused), (500, b'{"error":{"message":"x"}}', Refused),
        (500, b"", Unknown), (502, b"<html>", Unknown), (504, b'{"error":{"message":"x"}}', Unknown),
        (524, b"<html>", Unknown), (408, b"", Unknown), (400, b"{}", Refused), (404, b"{}", Refused),
        (402, b"{}", Refused), (413, b"", Refused), (302, b"", Refused),
    ],
)  # fmt: skip
def test_a_status_says_whether_it_may_have_been_paid(status: int, body: bytes, kind: type) -> None:
    assert isinstance(outcome(WireResponse(status, {}, body)), kind)


def test_an_answer_without_an_id_may_be_paid_and_a_refusal_is_none() -> None:
    unreadable = ProtocolError(ErrorKind.UNREADABLE_ANSWER)
    assert isinstance(outcome(WireResponse(200), error=unreadable), Unknown)
    refused = GatewayError(ErrorKind.CONTENT_REFUSED)
    assert isinstance(outcome(WireResponse(200), error=refused), Refused)


def test_a_busy_gateway_is_asked_three_times_more_and_not_after_an_hour() -> None:
    busy = WireResponse(429, {}, b"{}")
    pauses = [one.pause_s for attempt in range(3) if isinstance(one := outcome(busy, attempt), Again)]
    assert pauses == [15.0, 30.0, 60.0]
    assert isinstance(outcome(busy, 3), Refused)
    assert outcome(WireResponse(429, {"retry-after": "7"}, b"{}")) == Again(7.0, _Any())
    assert isinstance(outcome(WireResponse(429, {"retry-after": "3600"}, b"{}")), Refused)


# The next start


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (task(TaskState.SUBMITTING, handle=None), TaskState.UNCONFIRMED),
        (task(TaskState.RUNNING, handle=None), TaskState.UNCONFIRMED),
        (task(TaskState.RUNNING, handle=None, outputs=(OUTPUT,)), TaskState.DOWNLOADING),
        (task(TaskState.WAITING, handle=None), TaskState.WAITING),
        (task(TaskState.QUEUED), TaskState.QUEUED),
        (task(TaskState.RUNNING), TaskState.RUNNING),
        (task(TaskState.DOWNLOADING, outputs=(OUTPUT,)), TaskState.DOWNLOADING),
        (task(TaskState.DONE), TaskState.DONE),
        (task(TaskState.FAILED), TaskState.FAILED),
    ],
)
def test_a_start_submits_nothing(before: RemoteTask, after: TaskState) -> None:
    again = recovered(before, at(100), 0.5)
    assert again.state is after
    if after.is_at_gateway:
        assert again.next_poll_at == at(107.5)


# The pace of a host


def test_a_host_gets_a_burst_then_thirty_a_minute() -> None:
    pace = HostPace()
    sent = []
    now = 0.0
    while now < 60:
        ready = pace.ready_at(now)
        assert ready is not None
        now = max(now, ready)
        pace.take(now)
        pace.give_back()
        sent.append(now)
    assert len(sent) in range(39, 43)
    assert sent[:10] == [0.0] * 10


def test_four_at_once_and_less_after_a_refusal() -> None:
    pace = HostPace()
    for _ in range(4):
        pace.take(0.0)
    assert pace.ready_at(0.0) is None
    pace.give_back()
    pace.ease(0.0, 20.0)
    assert pace.ready_at(0.0) == 20.0
    for _ in range(6):
        pace.take(20.0)
        pace.give_back()
    slow = HostPace()
    slow.ease(0.0)
    for _ in range(10):
        slow.take(0.0)
        slow.give_back()
    assert slow.ready_at(0.0) == pytest.approx(4.0)


# Links


def test_links_are_made_whole_and_lose_their_signature() -> None:
    assert absolute("/v1/x/content", "https://a.test/prefix/") == "https://a.test/prefix/v1/x/content"
    assert absolute("https://b.test/x", "https://a.test") == "https://b.test/x"
    assert without_signature("https://u:p@b.test/x.png?X-Sig=1#a") == "https://b.test/x.png"
    assert without_signature("data:image/png;base64,AAAA") == ""
    assert without_signature("spool:abc") == ""


def test_data_urls_are_read_in_any_spelling() -> None:
    assert bytes_of_data_url("data:image/png;base64,QUJD") == b"ABC"
    assert bytes_of_data_url("data:image/png;base64,QUI\n=") == b"AB"
    assert bytes_of_data_url("data:text/plain,a%20b") == b"a b"
    with pytest.raises(ProtocolError):
        bytes_of_data_url("data:image/png;base64,***")


@pytest.mark.parametrize(
    ("text", "link"),
    [
        (b'{"url": "https://a.test/x"}', "https://a.test/x"),
        (b'{"code": 0, "data": [{"video_url": "/files/x"}]}', "/files/x"),
        (b'{"url": "no link", "inner": {"result_url": "http://b.test"}}', "http://b.test"),
        (b'{"message": "https://a.test"}', ""), (b"[]", ""), (b"{", ""), (b"[" * 5000, ""),
    ],
)  # fmt: skip
def test_a_link_is_found_in_json(text: bytes, link: str) -> None:
    assert link_in_json(text) == link
