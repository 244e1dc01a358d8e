"""What goes into a file, in words."""

from PySide6.QtCore import QCoreApplication

from app.domain.export import ExportFormat, ExportOptions
from app.services.exports import ExportContents
from app.ui.library.words import size_words


def contents_words(contents: ExportContents, options: ExportOptions) -> str:
    """A sentence for each thing that matters."""
    return "\n".join(filter(None, (_messages(contents, options), _files(contents, options), _note(options))))


def _messages(contents: ExportContents, options: ExportOptions) -> str:
    translate = QCoreApplication.translate
    whole = options.whole_tree or options.format is ExportFormat.JSON
    count = contents.messages if whole else contents.branch_messages
    text = translate("ExportContents", "Messages: %n", "", count)
    if not whole and contents.has_branches:
        rest = contents.messages - count
        more = translate("ExportContents", "%n more in other branches", "", rest)
        text = f"{text} · {more}"
    return text


def _files(contents: ExportContents, options: ExportOptions) -> str:
    if not contents.files:
        return ""
    translate = QCoreApplication.translate
    count = contents.files
    files = translate("ExportContents", "Files: %n", "", count)
    if not options.attachments:
        return translate("ExportContents", "{files}, left out").format(files=files)
    size = size_words(contents.file_bytes)
    where = {
        ExportFormat.MARKDOWN: translate("ExportContents", "in a folder beside it"),
        ExportFormat.PDF: translate("ExportContents", "pictures are shown, others named"),
        ExportFormat.PICTURE: translate("ExportContents", "pictures are shown, others named"),
    }.get(options.format, translate("ExportContents", "inside the file"))
    return f"{files} · {size} · {where}"


def _note(options: ExportOptions) -> str:
    translate = QCoreApplication.translate
    match options.format:
        case ExportFormat.JSON:
            return translate("ExportContents", "Everything but keys, with all branches and settings.")
        case ExportFormat.HTML:
            return translate("ExportContents", "One file without scripts that loads nothing from the web.")
        case ExportFormat.PICTURE:
            return translate("ExportContents", "A very long conversation becomes several pictures.")
        case _:
            return ""
