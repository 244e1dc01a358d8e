"""Characters, and how they are made, in the language of the window."""

from PySide6.QtCore import QCoreApplication

from app.domain.character import Character, CharacterDialect, CharacterLimits, CharacterState


def facts_of(one: Character, reason: str) -> str:
    """How a prompt calls it, how far it is, and what it was made from.

    Args:
        reason: why it could not be made, where it could not.
    """
    translate = QCoreApplication.translate
    states = {
        CharacterState.SENDING: translate("CharacterWords", "being sent"),
        CharacterState.UNCONFIRMED: translate("CharacterWords", "sent, but no answer came: it may exist"),
        CharacterState.MAKING: translate("CharacterWords", "being made"),
        CharacterState.FAILED: translate("CharacterWords", "could not be made"),
    }
    source = translate("CharacterWords", "from %1").replace("%1", one.source) if one.source else ""
    called = one.mention.strip() if one.state is CharacterState.READY else ""
    why = reason if one.state is CharacterState.FAILED else ""
    return " · ".join(filter(None, (called, states.get(one.state, ""), why, source)))


def dialect_name(dialect: CharacterDialect) -> str:
    """How a gateway makes characters."""
    translate = QCoreApplication.translate
    return {
        CharacterDialect.OFFICIAL: translate("CharacterWords", "From a file, as at OpenAI"),
        CharacterDialect.SORA: translate("CharacterWords", "From a part of a film or link (/sora/v1)"),
        CharacterDialect.MODEL: translate("CharacterWords", "By the model sora-2-character"),
    }[dialect]


def limits_sentence(limits: CharacterLimits) -> str:
    """What a gateway takes, said beforehand."""
    translate = QCoreApplication.translate
    if limits.spans_s is not None:
        shortest, longest = limits.spans_s
        text = translate(
            "CharacterWords",
            "A film made at this provider, or a link: %1 to %2 seconds of it. No real people.",
        )
    else:
        shortest, longest = limits.shortest_s, limits.longest_s
        text = translate("CharacterWords", "%1 to %2 seconds of a clip, 16:9 or 9:16%3. No real people.")
    least, most = str(limits.least_px), str(limits.most_px)
    size = (
        translate("CharacterWords", ", the shorter side %1 to %2 pixels")
        .replace("%1", least)
        .replace("%2", most)
    )
    text = text.replace("%3", size if limits.most_px else "")
    return text.replace("%1", f"{shortest:g}").replace("%2", f"{longest:g}")
