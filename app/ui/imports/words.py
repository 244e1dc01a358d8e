"""What an import says of programs, of what cannot be carried over, and of how it went."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from app.domain.imported import ImportReport, ImportSource, Loss


def source_words(source: ImportSource) -> str:
    """The name of a program."""
    return {
        ImportSource.STUDIO: QCoreApplication.translate("ImportWords", "Relay Studio"),
        ImportSource.CHATGPT: "ChatGPT",
        ImportSource.CHERRY_STUDIO: "Cherry Studio",
        ImportSource.CHATBOX: "Chatbox",
        ImportSource.NEXTCHAT: "NextChat",
    }[source]


def loss_words(losses: Mapping[Loss, int]) -> str:
    """What cannot be carried over, with numbers; empty where everything can."""
    return ", ".join(_loss(loss, losses[loss]) for loss in Loss if losses.get(loss))


def _loss(loss: Loss, count: int) -> str:
    translate = QCoreApplication.translate
    match loss:
        case Loss.PICTURES:
            return translate("ImportWords", "pictures (%n)", "", count)
        case Loss.FILES:
            return translate("ImportWords", "files (%n)", "", count)
        case Loss.SOUND:
            return translate("ImportWords", "recordings (%n)", "", count)
        case Loss.TOOLS:
            return translate("ImportWords", "calls of tools (%n)", "", count)
        case Loss.SOURCES:
            return translate("ImportWords", "sources on the web (%n)", "", count)


def report_words(report: ImportReport) -> str:
    """How an import went."""
    translate = QCoreApplication.translate
    count, unread = len(report.conversations), len(report.faulty)
    said = [translate("ImportWords", "Conversations imported: %n", "", count)]
    if report.faulty:
        names = ", ".join(f"“{one.title}”" for one in report.faulty[:3] if one.title)
        faulty = translate("ImportWords", "Could not be read: %n", "", unread)
        said.append(f"{faulty} ({names})" if names else faulty)
    if losses := loss_words(report.losses):
        said.append(translate("ImportWords", "Not carried over: {losses}").format(losses=losses))
    return "\n".join(said)
