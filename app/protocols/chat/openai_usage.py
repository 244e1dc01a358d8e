"""Token counts in the spellings of OpenAI, DeepSeek, Moonshot and converted Claude channels."""

from app.domain.usage import TokenUsage
from app.protocols.read import as_object, at, integer


def usage_of(value: object) -> TokenUsage | None:
    """The tokens that a ``usage`` object counts; None where it counts nothing."""
    usage = as_object(value)
    if not usage:
        return None
    prompt = _first(usage, ("prompt_tokens",), ("input_tokens",))
    completion = _first(usage, ("completion_tokens",), ("output_tokens",))
    total = integer(usage.get("total_tokens")) or (prompt or 0) + (completion or 0)
    if total <= 0:
        return None
    return TokenUsage(
        prompt_tokens=prompt,
        completion_tokens=completion,
        total_tokens=total,
        cached_tokens=_first(
            usage,
            ("prompt_tokens_details", "cached_tokens"),
            ("input_tokens_details", "cached_tokens"),
            ("prompt_cache_hit_tokens",),
            ("cached_tokens",),
        ),
        reasoning_tokens=_first(
            usage,
            ("completion_tokens_details", "reasoning_tokens"),
            ("output_tokens_details", "reasoning_tokens"),
        ),
    )


def _first(usage: object, *paths: tuple[str, ...]) -> int | None:
    """The first of several places that counts more than nothing, else a zero that one of them holds."""
    counts = [count for path in paths if (count := integer(at(usage, *path))) is not None and count >= 0]
    return next((count for count in counts if count), counts[0] if counts else None)
