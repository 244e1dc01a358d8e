"""What an exported file says by itself, in the language that the window had."""

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication


@dataclass(frozen=True, slots=True)
class ExportWords:
    """Texts with their placeholders; they travel to the process that writes the file."""

    language: str
    untitled: str
    person: str
    system: str
    assistant: str
    system_prompt: str
    thought: str
    thought_for: str
    tool_call: str
    tool_result: str
    tool_failed: str
    attachments: str
    remote_picture: str
    missing_file: str
    stopped: str
    interrupted: str
    failed: str
    other_branch: str
    other_beginning: str
    goes_on_from: str
    tokens: str
    exported: str
    page: str


def export_words(language: str) -> ExportWords:
    """The texts in the language of the window."""
    translate = QCoreApplication.translate
    return ExportWords(
        language=language,
        untitled=translate("ExportWords", "Conversation"),
        person=translate("ExportWords", "You"),
        system=translate("ExportWords", "System"),
        assistant=translate("ExportWords", "Assistant"),
        system_prompt=translate("ExportWords", "System prompt"),
        thought=translate("ExportWords", "Thought"),
        thought_for=translate("ExportWords", "Thought for {seconds} s"),
        tool_call=translate("ExportWords", "Tool call: {name}"),
        tool_result=translate("ExportWords", "Result of {name}"),
        tool_failed=translate("ExportWords", "{name} failed"),
        attachments=translate("ExportWords", "Files"),
        remote_picture=translate("ExportWords", "Picture from the web: {link}"),
        missing_file=translate("ExportWords", "{name} (the file is not here any more)"),
        stopped=translate("ExportWords", "This answer was stopped."),
        interrupted=translate("ExportWords", "This answer was cut off."),
        failed=translate("ExportWords", "This answer failed."),
        other_branch=translate("ExportWords", "Branch {number}"),
        other_beginning=translate("ExportWords", "Another beginning"),
        goes_on_from=translate("ExportWords", "Goes on after: {excerpt}"),
        tokens=translate("ExportWords", "{count} tokens"),
        exported=translate("ExportWords", "Exported from Relay Studio on {date}"),
        page=translate("ExportWords", "Page {page}"),
    )
