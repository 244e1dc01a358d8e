"""Where a message is written: text, attachments, model, parameters, send and stop."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.domain.conversation import Draft
from app.domain.media import Attachment
from app.ui.chat.attachment_chip import AttachmentChip
from app.ui.chat.composer_input import ComposerInput
from app.ui.theme.theme import Theme
from app.ui.widgets.flow_layout import FlowLayout


class Composer(QFrame):
    """Keeps what the person is about to send until it is really on its way."""

    submitted = Signal()
    stopped = Signal()
    edited = Signal()
    """The draft changed and wants to be kept."""
    files_given = Signal(list)
    picture_given = Signal(bytes)
    long_text_given = Signal(str)
    attach_requested = Signal()
    model_requested = Signal()
    parameters_requested = Signal()
    edit_cancelled = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._streaming = False
        self._busy = False
        self._sees_pictures: bool | None = None
        self._attachments: list[Attachment] = []
        self._links: tuple[str, ...] = ()
        self._sent: tuple[str, ...] = ()
        self._recall = 0
        self.setObjectName("composer")
        self.setProperty("kind", "card")
        self.setAcceptDrops(True)
        self._build()
        self._connect()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def draft(self) -> Draft:
        """What stands in the composer."""
        return Draft(self.input.text, tuple(self._attachments), self._links)

    def set_draft(self, draft: Draft) -> None:
        """Replace what stands in the composer."""
        self._recall = 0
        self._attachments = list(draft.attachments)
        self._links = draft.links
        self.input.set_text(draft.text)
        self._show_chips()
        self._show_state()

    def clear(self) -> None:
        """Empty it: the message is on its way."""
        self.set_draft(Draft())
        self.show_error("")

    def add_attachment(self, attachment: Attachment) -> None:
        """Add a file that was taken in; the same file is not added twice."""
        if all(attachment.id != present.id for present in self._attachments):
            self._attachments.append(attachment)
            self._show_chips()
            self._show_state()
            self.edited.emit()

    def set_recallable(self, texts: Sequence[str]) -> None:
        """The person's earlier messages here, oldest first."""
        self._sent = tuple(texts)
        self._recall = 0

    def set_streaming(self, streaming: bool) -> None:
        """Show «stop» while an answer is on its way."""
        self._streaming = streaming
        self._show_state()

    def set_busy(self, busy: bool) -> None:
        """Nothing can be sent while the last sending is being checked."""
        self._busy = busy
        self._show_state()

    def set_model(self, name: str, sees_pictures: bool | None) -> None:
        """Show the chosen model; attached pictures warn when it cannot see."""
        self._model_name = name
        self._sees_pictures = sees_pictures
        self._show_chips()
        self.retranslate()

    def set_editing(self, editing: bool) -> None:
        """Show that an earlier message is being changed."""
        self._edit_bar.setVisible(editing)

    def show_error(self, text: str) -> None:
        """One sentence about why it was not sent, or nothing."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.attach.setToolTip(self.tr("Attach pictures or text files"))
        self.attach.setAccessibleName(self.tr("Attach files"))
        self.parameters.setToolTip(self.tr("System prompt and parameters"))
        self.parameters.setAccessibleName(self.tr("Parameters"))
        self.model.setText(self._model_name or self.tr("Choose a model"))
        self.model.setToolTip(self.tr("Model of this conversation"))
        self.model.setAccessibleName(self.tr("Model: %1").replace("%1", self.model.text()))
        self.send.setToolTip(self.tr("Send"))
        self.send.setAccessibleName(self.tr("Send"))
        self.stop.setToolTip(self.tr("Stop (Esc)"))
        self.stop.setAccessibleName(self.tr("Stop"))
        self._edit_text.setText(self.tr("Editing an earlier message: sending starts a new branch"))
        self._edit_cancel.setText(self.tr("Cancel"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files can be dropped anywhere on the composer."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Announce dropped files."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            self.files_given.emit(files)

    def _build(self) -> None:
        self._model_name = ""
        self.input = ComposerInput(self._theme, self)
        self._edit_bar = QWidget(self)
        self._edit_text = QLabel(self._edit_bar)
        self._edit_text.setProperty("kind", "muted")
        self._edit_cancel = QPushButton(self._edit_bar)
        self._edit_cancel.setObjectName("composer.edit.cancel")
        self._edit_cancel.setProperty("kind", "link")
        edit_row = QHBoxLayout(self._edit_bar)
        edit_row.setContentsMargins(0, 0, 0, 0)
        edit_row.addWidget(self._edit_text)
        edit_row.addStretch(1)
        edit_row.addWidget(self._edit_cancel)
        self._edit_bar.hide()
        self._chips = QWidget(self)
        self._chip_flow = FlowLayout(self._chips)
        self._error = QLabel(self)
        self._error.setObjectName("composer.error")
        self._error.setProperty("kind", "error")
        self._error.setWordWrap(True)
        self._error.hide()
        self.attach = self._tool("composer.attach")
        self.parameters = self._tool("composer.parameters")
        self.model = QPushButton(self)
        self.model.setObjectName("composer.model")
        self.model.setProperty("kind", "ghost")
        self.send = QPushButton(self)
        self.send.setObjectName("composer.send")
        self.send.setProperty("kind", "primary")
        self.stop = QPushButton(self)
        self.stop.setObjectName("composer.stop")
        self.stop.hide()
        self._row = QHBoxLayout()
        for widget in (self.attach, self.parameters, self.model):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self.stop)
        self._row.addWidget(self.send)
        self._column = QVBoxLayout(self)
        for part in (self._edit_bar, self._chips, self.input, self._error):
            self._column.addWidget(part)
        self._column.addLayout(self._row)

    def _tool(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(name)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _connect(self) -> None:
        self.input.submitted.connect(self._submit)
        self.input.textChanged.connect(self._typed)
        self.input.files_given.connect(self.files_given)
        self.input.picture_given.connect(self.picture_given)
        self.input.long_text_given.connect(self.long_text_given)
        self.input.recalled.connect(self._recall_message)
        self.send.clicked.connect(self._submit)
        self.stop.clicked.connect(self.stopped)
        self.attach.clicked.connect(self.attach_requested)
        self.model.clicked.connect(self.model_requested)
        self.parameters.clicked.connect(self.parameters_requested)
        self._edit_cancel.clicked.connect(self.edit_cancelled)

    def _submit(self) -> None:
        if not self._busy and not self.draft.empty:
            self.submitted.emit()

    def _typed(self) -> None:
        self._show_state()
        self.edited.emit()

    def _recall_message(self, direction: int) -> None:
        """Step through the person's own earlier messages, as long as the field holds one of them."""
        position = self._recall - direction
        showing = self._sent[-self._recall] if 0 < self._recall <= len(self._sent) else ""
        if self.input.text != showing or not 0 <= position <= len(self._sent):
            return
        self.input.set_text(self._sent[-position] if position else "")
        self._recall = position

    def _remove_attachment(self, attachment_id: str) -> None:
        self._attachments = [kept for kept in self._attachments if kept.id != attachment_id]
        self._show_chips()
        self._show_state()
        self.edited.emit()

    def _show_chips(self) -> None:
        while (item := self._chip_flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for attachment in self._attachments:
            chip = AttachmentChip(attachment, self._theme, self._chips)
            chip.set_model_sees_pictures(self._sees_pictures)
            chip.removed.connect(self._remove_attachment)
            self._chip_flow.addWidget(chip)
            chip.show()
        self._chips.setVisible(bool(self._attachments))

    def _show_state(self) -> None:
        self.send.setEnabled(not self._busy and not self.draft.empty)
        self.stop.setVisible(self._streaming)

    def _restyle(self) -> None:
        theme = self._theme
        size = QSize(theme.icon_size, theme.icon_size)
        icons = ((self.attach, "attach", "text_muted"), (self.parameters, "sliders", "text_muted"))
        for button, icon, token in icons:
            button.setIcon(theme.icon(icon, token))
            button.setIconSize(size)
        self.send.setIcon(theme.icon("send", "accent_text"))
        self.send.setIconSize(size)
        self.stop.setIcon(theme.icon("stop", "text"))
        self.stop.setIconSize(size)
        self.model.setIcon(theme.icon("model", "text_muted"))
        space = theme.space
        self._column.setContentsMargins(space(4), space(3), space(2.5), space(2.5))
        self._column.setSpacing(space(2))
        self._row.setSpacing(space(1))
