"""Where a message is written: text, attachments, model, parameters, send and stop."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.conversation import Draft, Role
from app.domain.media import Attachment
from app.services.conversation.chat import Addressee
from app.ui.assistants.button import AssistantButton
from app.ui.chat.attachment_bar import AttachmentBar
from app.ui.chat.composer_input import ComposerInput
from app.ui.chat.cost_line import CostLine
from app.ui.chat.counted_button import CountedButton
from app.ui.chat.link_bar import LinkBar
from app.ui.chat.marked_button import MarkedButton
from app.ui.compare.addressee_line import AddresseeLine
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button
from app.ui.widgets.icon_button import IconButton

MODEL_NAME_STEPS = 70
COST_STEPS = 110
"""A narrower composer says nothing of costs."""
BUTTONS_STEPS = 73
"""What the other buttons of the row need."""


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
    tools_requested = Signal()
    assistant_requested = Signal()
    compare_requested = Signal()
    """Several models are to be asked at once."""
    edit_cancelled = Signal()
    thumbnail_wanted = Signal(object)
    """The picture of an attachment is to be shown; answered by ``show_thumbnail``."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._streaming = False
        self._busy = False
        self._editing: Role | None = None
        self._model_name = ""
        self._profile_name = ""
        self._sent: tuple[str, ...] = ()
        self._recall = 0
        self.setObjectName("composer")
        self.setProperty("kind", "card")
        self._build()
        self._connect()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def draft(self) -> Draft:
        """What stands in the composer."""
        return Draft(self.input.text, self.attachments.attachments, self._link_bar.links)

    def set_draft(self, draft: Draft) -> None:
        """Replace what stands in the composer."""
        self._recall = 0
        self.attachments.set_attachments(draft.attachments)
        self._link_bar.set_links(draft.links)
        self.input.set_text(draft.text)
        self._show_state()

    def clear(self) -> None:
        """Empty it: the message is on its way."""
        self.set_draft(Draft())
        self.show_error("")

    def add_attachment(self, attachment: Attachment) -> None:
        """Add a file that was taken in; the same file is not added twice."""
        self.attachments.add(attachment)

    def show_thumbnail(self, attachment_id: str, image: QImage) -> None:
        """Show the picture of an attachment; a null image leaves its icon."""
        self.attachments.show_thumbnail(attachment_id, image)

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

    def set_model(self, name: str, sees_pictures: bool | None, profile_name: str = "") -> None:
        """Show the chosen model; attached pictures warn when it cannot see.

        Args:
            profile_name: of the profile, where it is another than the active one.
        """
        self._model_name = name
        self._profile_name = profile_name
        self.attachments.set_model_sees_pictures(sees_pictures)
        self.retranslate()

    def show_addressees(self, addressees: Sequence[Addressee]) -> None:
        """Name the models that are asked at once; none for the usual one."""
        self.addressees.show_addressees(addressees)
        self.compare.set_marked(bool(addressees))

    def set_parameters_changed(self, changed: bool) -> None:
        """Mark that the system prompt or a parameter is not the usual one."""
        self.parameters.set_marked(changed)
        self.retranslate()

    def set_tools(self, count: int) -> None:
        """Show how many tools the model may call."""
        self.tools.set_count(count)
        self._name_tools()

    def set_editing(self, role: Role | None) -> None:
        """Show that an earlier message is being changed, and whose; None for a new message."""
        self._editing = role
        self._edit_bar.setVisible(role is not None)
        self.retranslate()

    def show_error(self, text: str) -> None:
        """One sentence about why it was not sent, or nothing."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.attach.setToolTip(self.tr("Attach pictures, documents, sounds or films"))
        self.attach.setAccessibleName(self.tr("Attach files"))
        changed = self.parameters.marked
        self.parameters.setToolTip(self.tr("System prompt and parameters"))
        self.parameters.setAccessibleName(
            self.tr("Parameters, some are set") if changed else self.tr("Parameters")
        )
        self._name_tools()
        self._show_model()
        self.compare.describe(self.tr("Ask several models at once"))
        self.send.setToolTip(self.tr("Send"))
        self.send.setAccessibleName(self.tr("Send"))
        self.stop.setToolTip(self.tr("Stop (Esc)"))
        self.stop.setAccessibleName(self.tr("Stop"))
        self._edit_text.setText(
            self.tr("Rewriting an answer: your version stands beside it, nothing is sent")
            if self._editing is Role.ASSISTANT
            else self.tr("Editing an earlier message: sending starts a new branch")
        )
        self._edit_cancel.setText(self.tr("Cancel"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cost.set_roomy(roomy=self.width() >= self._theme.space(COST_STEPS))
        self._show_model()

    def _build(self) -> None:
        self.input = ComposerInput(self._theme, self)
        self._build_edit_bar()
        self.attachments = AttachmentBar(self._theme, self)
        self._link_bar = LinkBar(self._theme, self)
        self.addressees = AddresseeLine(self)
        self._error = QLabel(self)
        self._error.setObjectName("composer.error")
        self._error.setProperty("kind", "error")
        self._error.setWordWrap(True)
        self._error.hide()
        self._build_buttons()
        self._column = QVBoxLayout(self)
        bars = (self._edit_bar, self.attachments, self._link_bar, self.addressees)
        for part in (*bars, self.input, self._error):
            self._column.addWidget(part)
        self._column.addLayout(self._row)

    def _build_edit_bar(self) -> None:
        self._edit_bar = QWidget(self)
        self._edit_text = QLabel(self._edit_bar)
        self._edit_text.setProperty("kind", "muted")
        self._edit_text.setWordWrap(True)
        self._edit_cancel = Button("composer.edit.cancel", self._edit_bar, "link")
        edit_row = QHBoxLayout(self._edit_bar)
        edit_row.setContentsMargins(0, 0, 0, 0)
        edit_row.addWidget(self._edit_text, 1)
        edit_row.addWidget(self._edit_cancel)
        self._edit_bar.hide()

    def _build_buttons(self) -> None:
        self.attach = IconButton(self._theme, "attach", "composer.attach", self)
        self.parameters = MarkedButton(self._theme, "sliders", "composer.parameters", self)
        self.tools = CountedButton(self._theme, "tool", "composer.tools", self)
        self.assistant = AssistantButton(self._theme, "composer.assistant", self)
        self.model = self._button("composer.model", "ghost")
        self.compare = MarkedButton(self._theme, "compare", "composer.compare", self)
        self.send = self._button("composer.send", "primary")
        self.stop = self._button("composer.stop", "")
        self.stop.hide()
        self._row = QHBoxLayout()
        for widget in (self.attach, self.parameters, self.tools, self.assistant, self.model, self.compare):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self.cost = CostLine(self)
        self._row.addWidget(self.cost)
        self._row.addWidget(self.stop)
        self._row.addWidget(self.send)

    def _button(self, name: str, kind: str) -> QPushButton:
        """A press with the mouse leaves the focus where one writes."""
        button = Button(name, self, kind)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _connect(self) -> None:
        self.input.submitted.connect(self._submit)
        self.input.textChanged.connect(self._typed)
        self.input.files_given.connect(self.files_given)
        self.input.picture_given.connect(self.picture_given)
        self.input.long_text_given.connect(self.long_text_given)
        self.input.link_given.connect(self._link_bar.add)
        self.input.recalled.connect(self._recall_message)
        self.attachments.changed.connect(self._typed)
        self.attachments.thumbnail_wanted.connect(self.thumbnail_wanted)
        self._link_bar.changed.connect(self._typed)
        self._link_bar.worded.connect(self.input.insertPlainText)
        self.send.clicked.connect(self._submit)
        self.stop.clicked.connect(self.stopped)
        self.attach.clicked.connect(self.attach_requested)
        self.model.clicked.connect(self.model_requested)
        self.parameters.clicked.connect(self.parameters_requested)
        self.tools.clicked.connect(self.tools_requested)
        self.assistant.clicked.connect(self.assistant_requested)
        self.compare.clicked.connect(self.compare_requested)
        self._edit_cancel.clicked.connect(self.edit_cancelled)
        self.cost.resized.connect(self._show_model)

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

    def _show_model(self) -> None:
        """The model, and through whom it is asked where that is not the active profile."""
        name = " · ".join(filter(None, (self._model_name, self._profile_name)))
        name = name or self.tr("Choose a model")
        metrics, width = self.model.fontMetrics(), self._room_for_model()
        self.model.setText(metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, width))
        self.model.setToolTip(self.tr("Model of this conversation: {model}").format(model=name))
        self.model.setAccessibleName(self.tr("Model: {model}").format(model=name))

    def _name_tools(self) -> None:
        count = self.tools.count
        self.tools.setToolTip(self.tr("Tools that the model may call"))
        self.tools.setAccessibleName(self.tr("Tools, %n chosen", "", count) if count else self.tr("Tools"))

    def _room_for_model(self) -> int:
        space = self._theme.space
        others = space(BUTTONS_STEPS) + (0 if self.cost.isHidden() else self.cost.sizeHint().width())
        return max(space(10), min(space(MODEL_NAME_STEPS), self.width() - others))

    def _show_state(self) -> None:
        """While an answer comes, «stop» takes the place of a «send» that has nothing to send."""
        nothing = self.draft.empty
        if self.stop.hasFocus() and not self._streaming:
            self.input.setFocus(Qt.FocusReason.OtherFocusReason)
        self.send.setEnabled(not self._busy and not nothing)
        self.send.setVisible(not (self._streaming and nothing))
        self.stop.setVisible(self._streaming)

    def _restyle(self) -> None:
        theme = self._theme
        size = QSize(theme.icon_size, theme.icon_size)
        self.send.setIcon(theme.icon("send", "accent_text"))
        self.send.setIconSize(size)
        self.stop.setIcon(theme.icon("stop", "text"))
        self.stop.setIconSize(size)
        self.model.setIcon(theme.icon("model", "text_muted"))
        space = theme.space
        self._column.setContentsMargins(space(4), space(3), space(2.5), space(2.5))
        self._column.setSpacing(space(2))
        self._row.setSpacing(space(1))
        self.cost.setContentsMargins(0, 0, space(1), 0)
        self.model.setMinimumWidth(space(10))
        self._show_model()
