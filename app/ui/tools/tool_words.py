"""What tools are called on the screen. What servers offer keeps its own names."""

from PySide6.QtCore import QCoreApplication

from app.services.tools.built_in import BUILT_IN
from app.services.tools.functions import TYPED

translate = QCoreApplication.translate


def built_in_title(name: str) -> str:
    """The title of one of the studio's own tools; the name itself for any other."""
    titles = {
        "current_time": translate("ToolWords", "Current time"),
        "calculator": translate("ToolWords", "Calculator"),
        "read_attached_file": translate("ToolWords", "Read an attached file"),
        "fetch_web_page": translate("ToolWords", "Fetch a web page"),
    }
    return titles.get(name, name)


def built_in_hint(name: str) -> str:
    """What one of the studio's own tools does."""
    hints = {
        "current_time": translate("ToolWords", "Date, time and time zone, here or elsewhere"),
        "calculator": translate("ToolWords", "Exact arithmetic and the usual functions"),
        "read_attached_file": translate(
            "ToolWords", "The text of documents in this conversation, part by part"
        ),
        "fetch_web_page": translate("ToolWords", "The text of a page of the open web; asks before each one"),
    }
    return hints.get(name, "")


def source_title(source: str, server_name: str = "") -> str:
    """Who runs a tool."""
    if source == BUILT_IN:
        return translate("ToolWords", "built in")
    return translate("ToolWords", "written by hand") if source == TYPED else server_name
