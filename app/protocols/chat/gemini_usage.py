"""Token counts as Gemini's native format writes them."""

from app.domain.usage import TokenUsage
from app.protocols.read import as_object, integer


def gemini_usage_of(value: object) -> TokenUsage | None:
    """The tokens that a ``usageMetadata`` object counts; None where it counts nothing.

    Google counts thoughts beside the answer, everybody else as a part of it.
    """
    usage = as_object(value)
    prompt, answer, thoughts, cached, total = (
        _count(usage.get(name))
        for name in (
            "promptTokenCount",
            "candidatesTokenCount",
            "thoughtsTokenCount",
            "cachedContentTokenCount",
            "totalTokenCount",
        )
    )
    completion = None if answer is None and thoughts is None else (answer or 0) + (thoughts or 0)
    total = total or (prompt or 0) + (completion or 0)
    return TokenUsage(prompt, completion, total, cached, thoughts) if total else None


def _count(value: object) -> int | None:
    count = integer(value)
    return count if count is not None and count >= 0 else None
