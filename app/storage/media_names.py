"""Names of the files that the studio makes: readable, and possible on every system."""

import re
import unicodedata
from datetime import datetime

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_BLANKS = re.compile(r"\s+")
_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
_MODEL_BYTES = 48
_PROMPT_BYTES = 90
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def readable_stem(when: datetime, model: str, prompt: str) -> str:
    """``<date> <model> <words of the prompt>``, the date as it is here."""
    date = when.astimezone().strftime("%Y-%m-%d")
    words = (date, _plain(model, _MODEL_BYTES), _plain(prompt, _PROMPT_BYTES))
    return " ".join(filter(None, words))


def _plain(text: str, most_bytes: int) -> str:
    """Text without what a file name cannot hold, cut between words where that is possible."""
    seen = "".join(" " if sign.isspace() else sign for sign in text if _is_seen(sign))
    plain = _BLANKS.sub(" ", _FORBIDDEN.sub(" ", seen)).strip(" .-")
    short = _cut(plain, most_bytes).strip(" .-")
    return f"{short}_" if short.lower() in _RESERVED else short


def _is_seen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) not in _UNSEEN


def _cut(text: str, most_bytes: int) -> str:
    encoded = text.encode("utf-8", "ignore")
    if len(encoded) <= most_bytes:
        return text
    cut = encoded[:most_bytes].decode("utf-8", "ignore")
    head, _, _ = cut.rpartition(" ")
    return head if len(head) * 2 > len(cut) else cut
