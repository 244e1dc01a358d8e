"""Which studio this is."""

import platform

import PySide6
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from app import __version__
from app.ui.settings.section import Section
from app.ui.theme.theme import Theme


class AboutSection(Section):
    """Versions, ready to be copied into a support chat."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._copy = QPushButton(self)
        self._copy.setObjectName("settings.about.copy")
        self._copy.clicked.connect(self._copy_versions)
        self._row = self.add_row(self._copy)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts in the present language."""
        self.heading.setText(self.tr("About"))
        self._row.set_texts(f"{self.tr('Relay Studio')} {__version__}", versions())
        self._copy.setText(self.tr("Copy versions"))
        self._copy.setAccessibleName(self.tr("Copy versions"))

    def _copy_versions(self) -> None:
        QGuiApplication.clipboard().setText(f"Relay Studio {__version__} · {versions()}")


def versions() -> str:
    """What the studio stands on."""
    system = f"{platform.system()} {platform.machine()}"
    return f"Python {platform.python_version()} · Qt {PySide6.__version__} · {system}"
