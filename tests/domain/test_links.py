"""Which pasted addresses name media."""

import pytest

from app.domain.links import kind_of_link
from app.domain.media import MediaKind


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://cdn.example.com/a/cat.PNG?sign=1#x", MediaKind.PICTURE),
        ("https://cdn.example.com/waves.mp4", MediaKind.VIDEO),
        ("http://cdn.example.com/note.m4a", MediaKind.AUDIO),
        ("https://papers.example.com/long.pdf", MediaKind.FILE),
        ("https://youtu.be/9hE5-98ZeCg", MediaKind.VIDEO),
        ("https://www.youtube.com/watch?v=9hE5-98ZeCg", MediaKind.VIDEO),
    ],
)
def test_media_are_told_by_their_address(address: str, kind: MediaKind) -> None:
    assert kind_of_link(address) is kind


@pytest.mark.parametrize(
    "text",
    [
        "", "cat.png", "https://example.com/", "https://example.com/page.html", "https://www.youtube.com/",
        "file:///home/me/cat.png", "https://[broken/cat.png", "see https://example.com/cat.png",
        "https:///cat.png", "javascript:alert(1)//cat.png", f"https://example.com/{'a' * 5000}.png",
    ],
)  # fmt: skip
def test_everything_else_is_text(text: str) -> None:
    assert kind_of_link(text) is None
