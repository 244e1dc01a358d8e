"""Word of newer versions, over a release feed on loopback."""

import json
from pathlib import Path

import pytest

from app.domain.errors import ErrorKind, ProtocolError
from app.services.updates import Release, Updates, is_newer
from app.storage.settings import SettingsStore
from app.transport.http import HttpTransport
from tests.transport.raw_gateway import Behaviour, Connection, Received, serving

PAGE = "https://example.com/releases/0.10"
FORGE = {
    "tag_name": "v0.10.0",
    "html_url": PAGE,
    "assets": [{"browser_download_url": "https://example.com/x"}],
}


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json")


def says(feed: object, status: int = 200) -> Behaviour:
    """Answer with a feed."""

    async def answer(connection: Connection, _request: Received) -> None:
        await connection.answer(json.dumps(feed).encode(), status=status)

    return answer


async def test_nothing_is_asked_before_the_person_allows_it(settings: SettingsStore) -> None:
    async with serving() as feed:
        updates = Updates(settings, HttpTransport(user_agent="test"), shipped_feed=feed.root)
        assert (updates.allowed, updates.to_be_asked) == (False, True)
        updates.answer(allowed=False)
        assert (updates.allowed, updates.to_be_asked) == (False, False)
        assert not feed.requests


def test_without_a_feed_there_is_nothing_to_ask_for(settings: SettingsStore) -> None:
    updates = Updates(settings, HttpTransport(user_agent="test"))
    settings.change(check_updates=True)
    assert not updates.allowed
    assert not updates.to_be_asked


@pytest.mark.parametrize("told", [FORGE, {"version": "0.10", "page": PAGE}])
async def test_a_newer_version_is_told_in_one_request(settings: SettingsStore, told: object) -> None:
    async with serving() as feed:
        feed.behave(says(told))
        settings.change(release_feed=f"{feed.root}/latest.json")
        transport = HttpTransport(user_agent="test")
        updates = Updates(settings, transport, shipped_feed="https://example.com/other", version="0.9.1")
        release = await updates.newer()
        await transport.close()
        assert release is not None
        assert (is_newer(release.version, "0.9.1"), release.page) == (True, PAGE)
        assert [request.target for request in feed.requests] == ["/latest.json"]


@pytest.mark.parametrize(
    ("told", "status", "kind"),
    [({}, 404, ErrorKind.NOT_FOUND), ({"version": "soon"}, 200, ErrorKind.UNREADABLE_ANSWER)],
)
async def test_what_is_no_feed_is_said(
    settings: SettingsStore, told: object, status: int, kind: ErrorKind
) -> None:
    async with serving() as feed:
        feed.behave(says(told, status))
        settings.change(release_feed=feed.root)
        transport = HttpTransport(user_agent="test")
        with pytest.raises(ProtocolError) as caught:
            await Updates(settings, transport).newer()
        await transport.close()
    assert caught.value.kind is kind


async def test_the_same_version_is_no_news_and_a_strange_page_is_none(settings: SettingsStore) -> None:
    async with serving() as feed:
        feed.behave(says({"version": "1.0.0", "page": "file:///etc/passwd"}))
        settings.change(release_feed=feed.root)
        transport = HttpTransport(user_agent="test")
        assert await Updates(settings, transport, version="1.0").newer() is None
        assert await Updates(settings, transport, version="0.9").newer() == Release("1.0.0", "")
        await transport.close()


def test_versions_compare_by_their_numbers() -> None:
    assert is_newer("v0.10", "0.9.9")
    assert not is_newer("1.0.0", "1.0")
    assert not is_newer("0.9", "0.10")
