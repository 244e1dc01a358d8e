"""What a file of a conversation shall hold, and how far it is written."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from app.domain.export import ExportFormat, ExportOptions, ExportScheme
from app.services.exports import ExportContents
from app.ui.exports.contents_words import contents_words
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.choice_box import ChoiceBox

_SCHEMED = {ExportFormat.HTML, ExportFormat.PDF, ExportFormat.PICTURE}


class ExportDialog(QDialog):
    """Options above, what goes in below them; closing it stops what is being written."""

    wanted = Signal(object)
    """The options to export with."""
    stopped = Signal()

    def __init__(
        self, contents: ExportContents, options: ExportOptions, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._contents = contents
        self._theme = theme
        self._running = False
        self.setObjectName("export")
        self._build(options)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def options(self) -> ExportOptions:
        """What is chosen."""
        return ExportOptions(
            format=ExportFormat(self._format.key),
            whole_tree=self._tree.isChecked() and self._contents.has_branches,
            attachments=self._files.isChecked(),
            reasoning=self._reasoning.isChecked(),
            tools=self._tools.isChecked(),
            details=self._details.isChecked(),
            scheme=ExportScheme(self._scheme.key),
        )

    def show_progress(self, done: int, of: int) -> None:
        """Say how far it is; without a total only that something goes on."""
        self._progress.setRange(0, of)
        self._progress.setValue(done)

    def set_running(self, *, running: bool) -> None:
        """Whether a file is being written; the options wait meanwhile."""
        self._running = running
        self._progress.setVisible(running)
        self._progress.setRange(0, 0)
        for control in (*self._choices, self._format, self._scheme, self._export):
            control.setEnabled(not running)
        if not running:
            self._fit_options()
        self._cancel.setText(self.tr("Stop") if running else self.tr("Cancel"))

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        several = self._contents.conversations
        title = self.tr("Export %n conversations", "", several) if several > 1 else self.tr("Export")
        self.setWindowTitle(title)
        self._format_label.setText(self.tr("File"))
        formats = [self.tr("Markdown"), self.tr("Web page (HTML)"), self.tr("PDF")]
        formats += [self.tr("JSON, to be imported again"), self.tr("Long picture (PNG)")]
        self._format.set_texts(formats)
        self._scheme_label.setText(self.tr("Colours"))
        self._scheme.set_texts([self.tr("Light"), self.tr("Dark"), self.tr("As the reader's system")])
        self._tree.setText(self.tr("All branches"))
        self._files.setText(self.tr("Attached files"))
        self._reasoning.setText(self.tr("Thoughts of the model"))
        self._tools.setText(self.tr("Calls of tools"))
        self._details.setText(self.tr("Times, models and the system prompt"))
        self._export.setText(self.tr("Export…"))
        self._cancel.setText(self.tr("Stop") if self._running else self.tr("Cancel"))
        for control, label in ((self._format, self._format_label), (self._scheme, self._scheme_label)):
            control.setAccessibleName(label.text())
        self._show_contents()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def reject(self) -> None:
        """What is being written is given up first."""
        if self._running:
            self.stopped.emit()
        else:
            super().reject()

    def _build(self, options: ExportOptions) -> None:
        self._format_label, self._scheme_label = QLabel(self), QLabel(self)
        self._format = self._choice("export.format", ExportFormat, options.format)
        self._scheme = self._choice("export.colours", ExportScheme, options.scheme)
        self._tree = self._tick("export.tree", checked=options.whole_tree)
        self._files = self._tick("export.files", checked=options.attachments)
        self._reasoning = self._tick("export.reasoning", checked=options.reasoning)
        self._tools = self._tick("export.tools", checked=options.tools)
        self._details = self._tick("export.details", checked=options.details)
        self._choices = (self._tree, self._files, self._reasoning, self._tools, self._details)
        self._said = QLabel(self)
        self._said.setObjectName("export.contents")
        self._said.setProperty("kind", "muted")
        self._said.setWordWrap(True)
        self._progress = QProgressBar(self)
        self._progress.setObjectName("export.progress")
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._export = Button("export.write", self, "primary")
        self._export.setDefault(True)
        self._export.clicked.connect(lambda: self.wanted.emit(self.options))
        self._cancel = Button("export.cancel", self)
        self._cancel.clicked.connect(self.reject)
        self._fit_options()

    def _choice(self, name: str, values: "type[ExportFormat | ExportScheme]", chosen: str) -> ChoiceBox:
        box = ChoiceBox(name, [value.value for value in values], self)
        box.choose(chosen)
        box.currentIndexChanged.connect(self._changed)
        return box

    def _tick(self, name: str, *, checked: bool) -> QCheckBox:
        box = QCheckBox(self)
        box.setObjectName(name)
        box.setChecked(checked)
        box.toggled.connect(self._changed)
        return box

    def _changed(self) -> None:
        self._fit_options()
        self._show_contents()

    def _fit_options(self) -> None:
        """Only what makes a difference for this file and these conversations can be chosen."""
        format_ = ExportFormat(self._format.key)
        document = format_ is not ExportFormat.JSON
        self._tree.setEnabled(document and self._contents.has_branches)
        self._files.setEnabled(self._contents.files > 0)
        self._reasoning.setEnabled(document and self._contents.has_reasoning)
        self._tools.setEnabled(document and self._contents.has_tools)
        self._details.setEnabled(document)
        self._scheme.setEnabled(format_ in _SCHEMED)
        if format_ is not ExportFormat.HTML and self._scheme.key == ExportScheme.SYSTEM:
            self._scheme.choose(ExportScheme.LIGHT)

    def _show_contents(self) -> None:
        self._said.setText(contents_words(self._contents, self.options))

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        for label, box in ((self._format_label, self._format), (self._scheme_label, self._scheme)):
            row = QHBoxLayout()
            row.addWidget(label)
            row.addStretch()
            row.addWidget(box)
            self._column.addLayout(row)
        for tick in self._choices:
            self._column.addWidget(tick)
        self._column.addWidget(self._said)
        self._column.addStretch()
        self._column.addWidget(self._progress)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self._cancel)
        foot.addWidget(self._export)
        self._column.addLayout(foot)

    def _restyle(self) -> None:
        space = self._theme.space
        self._column.setContentsMargins(space(5), space(4), space(5), space(4))
        self._column.setSpacing(space(3))
        for box in (self._format, self._scheme):
            box.setMinimumWidth(space(56))
        self.setMinimumWidth(space(104))


def without_tree(options: ExportOptions) -> ExportOptions:
    """The options for the next conversation: which branches are wanted is asked anew."""
    return replace(options, whole_tree=False)
