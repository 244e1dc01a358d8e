"""What a person pastes to name a task."""

import pytest

from app.domain.errors import ErrorKind, InputError
from app.protocols.task_ids import task_id_in

VEO = "models/veo-3.1-generate-preview/operations/abc123"


@pytest.mark.parametrize(
    ("pasted", "task_id"),
    [
        ("video_abc123", "video_abc123"),
        ("  'cgt-20260101-x' \n", "cgt-20260101-x"),
        ("17", "17"),
        (VEO, VEO),
        ("veo3.1-fast:0f6a-11", "veo3.1-fast:0f6a-11"),
        ("> ID: `task_01kabcdef` 进度 30..", "task_01kabcdef"),
        ("https://gw.example.org/v1/videos/video_1/content", "video_1"),
        ("https://gw.example.org/v1/videos/video_1?x=2", "video_1"),
        ("https://gw.example.org/v1/video/query?id=veo3%3Aab", "veo3:ab"),
        ("https://gw.example.org/console/task#/log?task_id=t-9", "t-9"),
        (f"https://gw.example.org/v1beta/{VEO}", VEO),
        ("/vidu/ent/v2/tasks/8123/creations", "8123"),
        ('{"id": "video_1", "object": "video", "status": "queued"}', "video_1"),
        ('{"code": 0, "request_id": "r", "data": {"task_id": "8", "task_status": "submitted"}}', "8"),
        ('{"code": "success", "message": "", "data": "task_7"}', "task_7"),
        ('{"code": 1, "description": "ok", "result": "1760000000000"}', "1760000000000"),
        ('{"output": {"task_id": "w-1", "task_status": "PENDING"}, "request_id": "r"}', "w-1"),
        ('[{"id": "l-1", "state": "pending"}]', "l-1"),
        (f'{{"name": "{VEO}"}}', VEO),
    ],
)
def test_an_id_is_found_in_what_is_pasted(pasted: str, task_id: str) -> None:
    assert task_id_in(pasted) == task_id


@pytest.mark.parametrize(
    "pasted",
    [
        "", "   ", "my film", "我的视频", "{", "[]", "{}", '{"error": {"message": "no"}}', "https://gw.example.org",
        "https://gw.example.org/v1/videos", "https://gw.example.org/v1", "a" * 400, "[" * 10_000,
    ],
)  # fmt: skip
def test_what_names_no_task_is_refused(pasted: str) -> None:
    with pytest.raises(InputError) as refused:
        task_id_in(pasted)
    assert (refused.value.kind, refused.value.field) == (ErrorKind.TASK_ID_MISSING, "task")
