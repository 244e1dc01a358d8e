"""What the window says of newer versions: one question, once, and word of a newer one."""

from PySide6.QtCore import QCoreApplication, QUrl
from PySide6.QtGui import QDesktopServices

from app.services.updates import Release, Updates
from app.ui.notices import Notices

QUESTION = "updates"
NEWS = "update"


def ask_for_updates(notices: Notices, updates: Updates) -> None:
    """Ask whether starts may look for newer versions; whoever closes the question has said no."""
    translate = QCoreApplication.translate

    def allow() -> None:
        updates.answer(allowed=True)
        notices.drop(QUESTION)

    updates.answer(allowed=False)
    text = translate(
        "Updates",
        "May the studio look for a new version when it starts? It asks one address, tells you, and "
        "downloads nothing. You find this in the settings.",
    )
    notices.keep(QUESTION, text, "info", translate("Updates", "Look at each start"), allow)


def tell_of_release(notices: Notices, release: Release) -> None:
    """Say that there is a newer version; its page opens in the browser where the person wants it."""
    translate = QCoreApplication.translate

    def open_page() -> None:
        QDesktopServices.openUrl(QUrl(release.page))

    text = translate("Updates", "Relay Studio {version} is there.").format(version=release.version)
    if release.page:
        notices.keep(NEWS, text, "info", translate("Updates", "Show its page"), open_page)
    else:
        notices.keep(NEWS, text, "info")
