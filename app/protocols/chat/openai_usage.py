"""Token counts in the spellings of OpenAI, DeepSeek, Moonshot and converted Claude channels."""

from decimal import Decimal

from app.domain.usage import TokenUsage
from app.protocols.read import as_object, at, decimal, integer


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
        cache_write_tokens=_first(
            usage,
            ("cache_creation_input_tokens",),
            ("prompt_tokens_details", "cached_creation_tokens"),
            ("prompt_tokens_details", "cache_write_tokens"),
        )
        or None,
        audio_input_tokens=_first(
            usage, ("prompt_tokens_details", "audio_tokens"), ("input_tokens_details", "audio_tokens")
        )
        or None,
        audio_output_tokens=_first(
            usage, ("completion_tokens_details", "audio_tokens"), ("output_tokens_details", "audio_tokens")
        )
        or None,
        told_cost=_told_cost(usage),
    )


def _told_cost(usage: object) -> Decimal | None:
    """What OpenRouter and its kind say that it cost, in dollars."""
    cost = decimal(at(usage, "cost"))
    return cost if cost is not None and cost >= 0 else None


def _first(usage: object, *paths: tuple[str, ...]) -> int | None:
    """The first of several places that counts more than nothing, else a zero that one of them holds."""
    counts = [count for path in paths if (count := integer(at(usage, *path))) is not None and count >= 0]
    return next((count for count in counts if count), counts[0] if counts else None)
