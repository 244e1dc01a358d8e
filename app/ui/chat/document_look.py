"""A look at the text that is sent for a file."""

from pathlib import Path

from PySide6.QtCore import QLocale, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from app.domain.document import DocumentText
from app.ui.theme.theme import Theme


class DocumentLook(QDialog):
    """Read-only; the text comes when it was taken out.

    Args:
        path: the document itself, for the program that it belongs to.
    """

    def __init__(self, name: str, theme: Theme, parent: QWidget, path: Path) -> None:
        super().__init__(parent)
        self.setObjectName("document")
        self.setWindowTitle(self.tr("Text of {name}").format(name=name))
        self._measure = QLabel(self.tr("Reading the document…"), self)
        self._measure.setObjectName("document.measure")
        self._measure.setWordWrap(True)
        self._text = QPlainTextEdit(self)
        self._text.setObjectName("document.text")
        self._text.setAccessibleName(self.tr("Text that is sent"))
        self._text.setReadOnly(True)
        buttons = QDialogButtonBox(self)
        whole = buttons.addButton(self.tr("Open the file"), QDialogButtonBox.ButtonRole.ActionRole)
        whole.setObjectName("document.open")
        whole.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))))
        close = buttons.addButton(self.tr("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setObjectName("document.close")
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self._measure)
        column.addWidget(self._text, 1)
        column.addWidget(buttons)
        self.resize(theme.space(180), theme.space(130))

    def show_text(self, document: DocumentText) -> None:
        """Show the text and how much it is."""
        self._text.setPlainText(document.text)
        self._measure.setText(" · ".join(self._measures(document)))

    def show_error(self, sentence: str) -> None:
        """Say why there is none."""
        self._measure.setText(sentence)

    def _measures(self, document: DocumentText) -> list[str]:
        count = QLocale().toString(len(document.text))
        measures = [self.tr("{count} characters").format(count=count)]
        if document.pages is not None:
            measures.insert(0, self.tr("%n page(s)", "", document.pages))
        if document.cut:
            measures.append(self.tr("The document is longer: only this beginning is sent."))
        return measures
