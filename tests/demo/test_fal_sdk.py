"""The unmodified client of fal.ai is content with the queue of the demo gateway."""

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from app.demo.server import DemoServer
from tests.gateway import DEMO_RESOURCES, KEY
from tests.transport.tls import make_certificate, server_tls

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """What the client's program got, by story."""
    certificate = make_certificate(tmp_path_factory.mktemp("tls"))
    server = DemoServer(DEMO_RESOURCES, full_speed=True, tls=server_tls(certificate))
    with ThreadPoolExecutor(1) as elsewhere:
        root: str = elsewhere.submit(asyncio.run, server.start()).result()
        yield run_client(root.removeprefix("https://"), certificate)
        elsewhere.submit(asyncio.run, server.stop()).result()


def run_client(host: str, certificate: Path) -> dict[str, Any]:
    """Run it as a program of its own, whose environment names the host and whom to trust."""
    environment = {
        **{name: value for name, value in os.environ.items() if "proxy" not in name.lower()},
        "FAL_KEY": KEY,
        "FAL_QUEUE_RUN_HOST": host,
        "SSL_CERT_FILE": str(certificate),
    }
    command = [sys.executable, "-m", "tests.demo.fal_run"]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, timeout=PATIENCE_S, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return dict(json.loads(done.stdout))


def test_a_picture_is_followed_to_its_end(told: dict[str, Any]) -> None:
    result = told["subscribed"]["result"]
    assert [(image["width"], image["height"]) for image in result["images"]] == 2 * [(1024, 576)]
    assert result["seed"] == 7
    assert result["has_nsfw_concepts"] == [False, False]
    assert "InProgress" in told["subscribed"]["seen"]
    assert told["subscribed"]["seen"][-1] == "Completed"


def test_a_picture_is_submitted_and_fetched(told: dict[str, Any]) -> None:
    assert told["submitted"]["first"] in ("Queued", "InProgress")
    (image,) = told["submitted"]["result"]["images"]
    assert (image["width"], image["height"], image["content_type"]) == (320, 200, "image/png")


def test_a_request_is_cancelled(told: dict[str, Any]) -> None:
    assert told["cancelled"] == {"cancelled": True}


@pytest.mark.parametrize(
    ("story", "status", "words"),
    [
        ("unknown", 404, "not found"),
        ("incomplete", 422, "Field required"),
        ("moderated", 422, "content_policy_violation"),
    ],
)
def test_a_refusal_is_an_error_of_the_client(
    told: dict[str, Any], story: str, status: int, words: str
) -> None:
    assert told[story]["status"] == status
    assert words in told[story]["message"]


def test_a_runner_that_breaks_down_is_an_error_of_the_client(told: dict[str, Any]) -> None:
    assert told["broken"]["status"] == 500
