"""What of a prompt are words, and what its flags ask for."""

import re

from app.demo.image.shapes import shape_of_words

_FLAG = re.compile(r"\s--(?=[a-z])")
_SHAPE = re.compile(r"--(?:ar|aspect)\s+(\d{1,3}:\d{1,3})")
_SEED = re.compile(r"--seed\s+(\d{1,10})")
_ZOOM = re.compile(r"--zoom\s+(\d(?:\.\d+)?)")
_EDGE = 1024
_VERSION = re.compile(r"--(?:v|version|niji)\b")


def words_of(prompt: str) -> str:
    """The prompt without its flags."""
    return _FLAG.split(f" {prompt}")[0].strip()


def shape_in(prompt: str) -> tuple[int, int]:
    """Width and height of what is painted, both even, so that a grid has four equal parts."""
    found = _SHAPE.search(prompt)
    shape = shape_of_words(found[1], _EDGE) if found else None
    width, height = shape or (_EDGE, _EDGE)
    return width // 2 * 2, height // 2 * 2


def seed_in(prompt: str) -> str:
    """The seed that the person chose; empty where none."""
    found = _SEED.search(prompt)
    return found[1] if found else ""


def zoom_in(prompt: str) -> float:
    """How far a custom zoom goes out, 1 to 2."""
    found = _ZOOM.search(prompt)
    return min(max(float(found[1]) if found else 2.0, 1.01), 2.0)


def final(prompt: str) -> str:
    """The prompt as it is shown in the end: with the version that was taken."""
    return prompt if _VERSION.search(prompt) else f"{prompt} --v 7.0"
