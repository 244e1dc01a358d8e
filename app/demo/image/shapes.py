"""Width and height of what is asked for, from the words that vendors have for them."""

import re

USUAL_EDGE = 1024
KEYWORDS = {
    "auto": 1024, "adaptive": 1024, "0.5k": 512, "1k": 1024, "1.5k": 1536, "2k": 2048, "3k": 3072, "4k": 4096,
}  # fmt: skip
"""Words for the longer edge."""
_SIZE = re.compile(r"(\d{2,5})[x*×](\d{2,5})")
_RATIO = re.compile(r"(\d{1,2}(?:\.\d)?)[:x](\d{1,2}(?:\.\d)?)")
_SHORTEST_EDGE = 16


def shape_of_words(said: str, longest: int = USUAL_EDGE) -> tuple[int, int] | None:
    """Width and height of ``1024x768``, of ``16:9`` with its longer edge, or of a keyword; else None."""
    said = said.strip().lower()
    if exact := _SIZE.fullmatch(said):
        return int(exact[1]), int(exact[2])
    if ratio := _RATIO.fullmatch(said):
        return _shaped(float(ratio[1]), float(ratio[2]), longest)
    return (longest, longest) if said in KEYWORDS else None


def _shaped(across: float, down: float, longest: int) -> tuple[int, int] | None:
    if min(across, down) <= 0:
        return None
    scale = longest / max(across, down)
    return max(_SHORTEST_EDGE, round(across * scale)), max(_SHORTEST_EDGE, round(down * scale))
