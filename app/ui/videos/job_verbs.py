"""What can be done with a job, in one order everywhere: its signs and its words."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication


class JobVerb(StrEnum):
    """One thing that can be done; its value is part of the button's name."""

    NEXT_SHOT = "next_shot"
    """The last frame becomes the first one of another film."""
    GO_ON = "go_on"
    """The next request takes along what was said before."""
    SEARCH = "search"
    """Look for what was sent and never answered."""
    FOUND = "found"
    """Say by which id it is known at the provider."""
    PAUSE = "pause"
    """The download stands still."""
    FETCH = "fetch"
    ELSEWHERE = "elsewhere"
    """Look for the file wherever else it may lie."""
    ASK_NOW = "ask_now"
    ASK_THERE = "ask_there"
    """Ask for a lost film in the conversation that was cut."""
    RETRY = "retry"
    AGAIN = "again"
    """The same settings once more in the form."""
    SAVE = "save"
    LAST_FRAME = "last_frame"
    """The last frame as a picture file."""
    REFERENCE = "reference"
    """The last frame, or the picture, goes into the form of the image page."""
    CHARACTER = "character"
    """Who is seen in it can be called in later prompts."""
    COMPARE = "compare"
    STAR = "star"
    FOLDER = "folder"
    COPY_LINK = "copy_link"
    COPY_PROMPT = "copy_prompt"
    COPY_SEED = "copy_seed"
    COPY_DETAILS = "copy_details"
    COPY_ANSWER = "copy_answer"
    """The last answer as it came."""
    REQUEST = "request"
    ORIGIN = "origin"
    """The film that it goes on from."""
    STOP_WATCHING = "stop_watching"
    CANCEL = "cancel"
    EXPORT = "export"
    """The rows as a table."""
    DELETE = "delete"


ICONS = {
    JobVerb.NEXT_SHOT: "arrow-right",
    JobVerb.GO_ON: "edit",
    JobVerb.SEARCH: "search",
    JobVerb.FOUND: "link",
    JobVerb.PAUSE: "pause",
    JobVerb.FETCH: "download",
    JobVerb.ELSEWHERE: "globe",
    JobVerb.ASK_NOW: "clock",
    JobVerb.ASK_THERE: "conversations",
    JobVerb.RETRY: "refresh",
    JobVerb.AGAIN: "sliders",
    JobVerb.SAVE: "save",
    JobVerb.LAST_FRAME: "images",
    JobVerb.REFERENCE: "upload",
    JobVerb.CHARACTER: "user",
    JobVerb.COMPARE: "compare",
    JobVerb.STAR: "star",
    JobVerb.FOLDER: "folder",
    JobVerb.COPY_LINK: "link",
    JobVerb.COPY_PROMPT: "text",
    JobVerb.COPY_SEED: "dice",
    JobVerb.COPY_DETAILS: "file",
    JobVerb.COPY_ANSWER: "code",
    JobVerb.REQUEST: "exchange",
    JobVerb.ORIGIN: "branch",
    JobVerb.STOP_WATCHING: "eye-off",
    JobVerb.CANCEL: "stop",
    JobVerb.EXPORT: "file",
    JobVerb.DELETE: "trash",
}
FOLLOW = "follow."
"""What the key of an action begins with that goes on from a film by a card; the card's id follows."""
FOR_SEVERAL = (
    JobVerb.RETRY,
    JobVerb.PAUSE,
    JobVerb.FETCH,
    JobVerb.SAVE,
    JobVerb.COMPARE,
    JobVerb.STAR,
    JobVerb.EXPORT,
    JobVerb.STOP_WATCHING,
    JobVerb.CANCEL,
    JobVerb.DELETE,
)
"""What can be done with several jobs at once."""


def words_of(verb: JobVerb) -> str:
    """A verb in the language of the window."""
    translate = QCoreApplication.translate
    words = {
        JobVerb.NEXT_SHOT: translate("JobVerbs", "Last frame → next shot"),
        JobVerb.GO_ON: translate("JobVerbs", "Go on from this film"),
        JobVerb.SEARCH: translate("JobVerbs", "Search for it (free)"),
        JobVerb.FOUND: translate("JobVerbs", "Name its id… (free)"),
        JobVerb.PAUSE: translate("JobVerbs", "Pause the download"),
        JobVerb.FETCH: translate("JobVerbs", "Fetch it again (free)"),
        JobVerb.ELSEWHERE: translate("JobVerbs", "Try other ways (free)"),
        JobVerb.ASK_NOW: translate("JobVerbs", "Ask now (free)"),
        JobVerb.ASK_THERE: translate("JobVerbs", "Ask in the conversation…"),
        JobVerb.RETRY: translate("JobVerbs", "Try again (may be billed again)"),
        JobVerb.AGAIN: translate("JobVerbs", "Another take with these settings"),
        JobVerb.SAVE: translate("JobVerbs", "Save as…"),
        JobVerb.LAST_FRAME: translate("JobVerbs", "Save the last frame as a picture…"),
        JobVerb.REFERENCE: translate("JobVerbs", "Use in Images"),
        JobVerb.CHARACTER: translate("JobVerbs", "Make a character from it…"),
        JobVerb.COMPARE: translate("JobVerbs", "Compare takes"),
        JobVerb.STAR: translate("JobVerbs", "Star"),
        JobVerb.FOLDER: translate("JobVerbs", "Show in folder"),
        JobVerb.COPY_LINK: translate("JobVerbs", "Copy link"),
        JobVerb.COPY_PROMPT: translate("JobVerbs", "Copy prompt"),
        JobVerb.COPY_SEED: translate("JobVerbs", "Copy seed"),
        JobVerb.COPY_DETAILS: translate("JobVerbs", "Copy details"),
        JobVerb.COPY_ANSWER: translate("JobVerbs", "Copy the raw answer"),
        JobVerb.REQUEST: translate("JobVerbs", "Requests and answers"),
        JobVerb.ORIGIN: translate("JobVerbs", "Show what it was made from"),
        JobVerb.STOP_WATCHING: translate("JobVerbs", "Stop watching"),
        JobVerb.CANCEL: translate("JobVerbs", "Cancel"),
        JobVerb.EXPORT: translate("JobVerbs", "Export the list…"),
        JobVerb.DELETE: translate("JobVerbs", "Delete"),
    }
    return words[verb]
