"""Exchanges as text that a person reads, and as a command that they can run."""

import json
import shlex
from datetime import UTC, datetime

from app.domain.library import TaskAnswer
from app.ui.inspector.exchange_text import as_curl, laid_out

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def exchange(**fields: str) -> TaskAnswer:
    return TaskAnswer(NOW, "POST /v1/images", 200, "", url="https://a.example/v1/images", **fields)


def test_json_is_laid_out_and_long_data_cut() -> None:
    data = "data:image/png;base64," + "A" * 900
    text = laid_out(json.dumps({"提示": "雪", "image": data}))
    assert '  "提示": "雪"' in text
    assert "A" * 100 not in text
    assert "(922)" in text


def test_what_is_no_json_stays_as_it_is() -> None:
    assert laid_out("<html>busy</html>") == "<html>busy</html>"


def test_json_becomes_a_command_without_the_key() -> None:
    command = as_curl(exchange(auth="bearer", sent_type="application/json", sent='{"prompt": "it\'s"}'))
    words = [word for word in shlex.split(command) if word.strip()]
    assert words[:4] == ["curl", "-X", "POST", "https://a.example/v1/images"]
    assert "Authorization: Bearer $API_KEY" in words
    assert words[-1] == '{"prompt": "it\'s"}'


def test_a_form_becomes_a_command_with_files() -> None:
    sent = json.dumps({"prompt": "snow", "image[]": ["@a.png", "@b.png"]})
    command = as_curl(exchange(auth="x-api-key", sent_type="multipart/form-data", sent=sent))
    words = shlex.split(command)
    assert "x-api-key: $API_KEY" in words
    assert [words[place + 1] for place, word in enumerate(words) if word == "-F"] == [
        "prompt=snow",
        "image[]=@a.png",
        "image[]=@b.png",
    ]
