"""The language of the window, switched while it stands."""

import logging
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QObject, QTranslator, Signal

from app.domain.text import Language

log = logging.getLogger(__name__)

LanguageChoice = Literal["system", "zh", "en"]
_QT_TEXTS = "qtbase_zh_CN"


class Languages(QObject):
    """Installs the texts of a language; every widget then gets a ``LanguageChange`` event.

    Args:
        folder: holds a compiled ``.qm`` file for each folder of the window's code.
    """

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choice: LanguageChoice = "system"
        self.current: Language = "en"
        self._folder = folder
        self._installed: list[QTranslator] = []

    def switch(self, choice: LanguageChoice) -> None:
        """Show every text in a language from now on; ``system`` follows the desktop."""
        self.choice = choice
        language = system_language() if choice == "system" else choice
        if language == self.current:
            return
        self.current = language
        QLocale.setDefault(QLocale("zh_CN" if language == "zh" else "en_US"))
        self._remove()
        if language == "zh":
            self._install()
        self.changed.emit()

    def _install(self) -> None:
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for path in (Path(qt_folder, f"{_QT_TEXTS}.qm"), *sorted(self._folder.glob("*.qm"))):
            translator = QTranslator(self)
            if translator.load(str(path)):
                QCoreApplication.installTranslator(translator)
                self._installed.append(translator)
            else:
                log.warning("No texts could be read from %s", path)

    def _remove(self) -> None:
        for translator in self._installed:
            QCoreApplication.removeTranslator(translator)
            translator.deleteLater()
        self._installed.clear()


def system_language() -> Language:
    """Chinese where the desktop speaks Chinese, else English."""
    return "zh" if QLocale.system().uiLanguages()[0].startswith("zh") else "en"
