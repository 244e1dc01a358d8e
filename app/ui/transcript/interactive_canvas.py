"""The scroll area with hands: mouse, keyboard, menus, copying, finding."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QUrl, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from app.domain.conversation import AttachmentPart
from app.domain.media import Attachment
from app.ui.markdown.blocks import BlockKind
from app.ui.sounds.sounds import Sounds
from app.ui.theme.theme import Theme
from app.ui.transcript.canvas import Canvas
from app.ui.transcript.clipboard import mime_data, plain_text
from app.ui.transcript.content.pictures import Pictures
from app.ui.transcript.find import Find
from app.ui.transcript.item_menu import make_menu, message_names, names_for
from app.ui.transcript.keyboard import Keyboard
from app.ui.transcript.layout.flow import Build, Cursor, Placed
from app.ui.transcript.layout.plan import Section
from app.ui.transcript.layout.selection import Selection, selected_markdown, whole
from app.ui.transcript.layout.stage import Focus, Target
from app.ui.transcript.pointer import Pointer
from app.ui.transcript.rows.look import Look
from app.ui.transcript.rows.row import Spot
from app.ui.transcript.rows.sound_chip import SOUND_SPOTS
from app.ui.transcript.rows.tool_card import TOGGLE
from app.ui.transcript.sound_hands import SoundHands

_FOLDS = ("wrap", "unwrap", "fold", "unfold", "unfold_all")


class InteractiveCanvas(Canvas):
    """What a person does here is answered here or, where it concerns more than the view, told by a signal."""

    action = Signal(str, str)
    """What is wanted of a message: its id, and the name of the action."""
    link_clicked = Signal(str)
    link_hovered = Signal(str)
    """Where the link under the mouse or the focus leads; empty when there is none."""
    picture_clicked = Signal(str, str)
    """Id of the message, and the picture's address or file."""
    picture_save_wanted = Signal(str)
    """The picture's address or file."""
    picture_use_wanted = Signal(str)
    """The picture's address or file, to be worked on further."""
    file_clicked = Signal(object)
    """An attachment that is to be looked at."""
    file_open_wanted = Signal(object)
    """An attachment that is to be opened by another program."""
    file_save_wanted = Signal(object)
    """An attachment that is to be saved elsewhere."""
    allow_host = Signal(str)
    """Pictures from this host are wanted."""
    copied = Signal()
    """Something was put on the clipboard by a button or a menu."""
    call_wanted = Signal(str, str, str)
    """What is wanted of a call of a tool: id of the message, id of the call, and the name of the action."""
    save_wanted = Signal(str, str)
    """A code to be saved, and its language."""

    def __init__(
        self,
        theme: Theme,
        look: Look,
        build: Build,
        pictures: Pictures,
        sounds: Sounds,
        parent: QWidget | None,
    ) -> None:
        super().__init__(theme, look, build, parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self._pictures = pictures
        self.sound_hands = SoundHands(sounds, self)
        self._pointer = Pointer(self, self)
        self._keyboard = Keyboard(self, self)
        self._find = Find(self, theme, self)

    def select(self, selection: Selection | None) -> None:
        """Select something else."""
        before = [self.stage.selected_in(item) for item in self.stage.placed]
        self.stage.selection = selection
        for item, old in zip(self.stage.placed, before, strict=True):
            if self.stage.selected_in(item) != old:
                self.update_rect(self.stage.rect(item))

    def select_all(self) -> None:
        """Select every message."""
        self.select(whole(len(self.flow.entries)))

    def copy_selection(self, plain: bool = False) -> None:
        """Put what is selected on the clipboard, as Markdown, HTML and plain text or as the last alone."""
        if self.stage.selection is not None:
            _copy(selected_markdown(self.stage.selection, self.flow), plain=plain)

    def set_focus(self, focus: Focus | None) -> None:
        """Put the keyboard on a message or one of its controls."""
        self.stage.focus, self.stage.focus_shown = focus, focus is not None
        target = self.stage.focused_target()
        self.link_hovered.emit(target.spot.value if target and target.spot.name == "link" else "")
        self.viewport().update()

    def find(self, text: str) -> int:  # type: ignore[override]  # Qt's finds windows by a number
        """Mark a text everywhere; returns how often it stands there."""
        return self._find.search(text)

    def find_next(self) -> None:
        """Show the next find."""
        self._find.step(1)

    def open_find(self) -> None:
        """Let the person look for a text."""
        self._find.open()

    def activate(self, target: Target) -> None:
        """A control was clicked or chosen."""
        item, spot = target.item, target.spot
        message_id = item.entry.message.id
        if spot.name == "link":
            self.link_clicked.emit(spot.value)
        elif spot.name == "footnote":
            self._show_footnote(item, spot.value)
        elif spot.name == "picture":
            self.picture_clicked.emit(message_id, spot.value)
        elif spot.name == "file":
            self.file_clicked.emit(_attachment(item, spot))
        elif spot.name in SOUND_SPOTS:
            self.sound_hands.press(target)
        elif spot.name == "allow_picture":
            self.allow_host.emit(QUrl(spot.value).host())
        elif spot.name == "toggle_thought":
            self._toggle_thought(item)
        elif item.plan.section is Section.CALL:
            self._act_on_call(item, spot)
        elif spot.name in _FOLDS:
            self._fold(item, spot.name)
        elif spot.name == "more":
            corner = QPoint(spot.rect.left() + self.stage.left, spot.rect.bottom() + item.y)
            groups = [("copy_message", "copy_message_plain"), *message_names(item)]
            self._open_menu(groups, item, spot, "", corner)
        else:
            self._do(spot.name, item, spot, "")

    def nudge(self, target: Target, direction: int) -> None:
        """A control is moved by an arrow key."""
        self.sound_hands.nudge(target, direction)

    def hovered_changed(self, target: Target | None) -> None:
        """The mouse is on another control."""
        self.link_hovered.emit(target.spot.value if target and target.spot.name == "link" else "")

    def retranslate(self) -> None:
        """Take words and looks anew."""
        super().retranslate()
        self.setAccessibleName(self.phrases.conversation())
        self._find.retranslate()

    def lay_out(self) -> None:
        """The size or the look changed."""
        super().lay_out()
        self._find.place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.stage.focus_shown:
            self.set_focus(None)
        self._pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double_click(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.move(event)
        self.viewport().setCursor(self._pointer.shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.setAccepted(self._keyboard.press(event))

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab goes through the controls of the focused message before it leaves."""
        within = self.hasFocus() and self._keyboard.tab(1 if forward else -1)
        return within or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self._keyboard.enter()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.stage.focus_shown and event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.stage.focus_shown = False
            self.viewport().update()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._pointer.leave()
        elif event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_hint(event)
            return True
        return super().viewportEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        item, spot, point = self._focused_place() if by_key else self._place_at(event.pos())
        if item is None:
            return
        inside = self.stage.inside(item, point)
        formula = "" if by_key else item.row.formula_at(inside.x(), inside.y())
        selection = self.stage.selection
        groups = names_for(item, spot, formula, selected=selection is not None and not selection.empty)
        self._open_menu(groups, item, spot, formula, point)

    def _place_at(self, point: QPoint) -> tuple[Placed | None, Spot | None, QPoint]:
        target = self.stage.target_at(point)
        return self.stage.item_at(point.y()), target.spot if target else None, point

    def _focused_place(self) -> tuple[Placed | None, Spot | None, QPoint]:
        target = self.stage.focused_target()
        if target is not None:
            corner = target.spot.rect.bottomLeft() + QPoint(self.stage.left, target.item.y)
            return target.item, target.spot, corner
        entry = self.stage.focus.entry if self.stage.focus else None
        item = next((item for item in self.stage.placed if item.entry is entry and item.bottom > 0), None)
        item = item or (self.stage.placed[-1] if self.stage.placed else None)
        return item, None, QPoint(self.stage.left, max(item.y, 0) if item else 0)

    def _open_menu(
        self, groups: Sequence[Sequence[str]], item: Placed, spot: Spot | None, formula: str, point: QPoint
    ) -> None:
        menu = make_menu(self, self.phrases, groups, lambda name: self._do(name, item, spot, formula))
        menu.popup(self.viewport().mapToGlobal(point))

    def _do(self, name: str, item: Placed, spot: Spot | None, formula: str) -> None:
        entry, value = item.entry, spot.value if spot else ""
        block = item.plan.content
        code, language = (block.text, block.language) if block else ("", "")
        doing = {
            "copy": lambda: _copy(entry.text),
            "copy_message": lambda: _copy(entry.text),
            "copy_message_plain": lambda: _copy(entry.text, plain=True),
            "copy_markdown": self.copy_selection,
            "copy_plain": lambda: self.copy_selection(plain=True),
            "copy_code": lambda: QGuiApplication.clipboard().setText(code),
            "copy_formula": lambda: QGuiApplication.clipboard().setText(formula),
            "copy_link": lambda: QGuiApplication.clipboard().setText(value),
            "open_link": lambda: self.link_clicked.emit(value),
            "zoom_picture": lambda: self.picture_clicked.emit(entry.message.id, value),
            "copy_picture": lambda: self._copy_picture(value),
            "save_picture": lambda: self.picture_save_wanted.emit(value),
            "use_picture": lambda: self.picture_use_wanted.emit(value),
            "open_file": lambda: self.file_open_wanted.emit(_attachment(item, spot)),
            "save_file": lambda: self.file_save_wanted.emit(_attachment(item, spot)),
            "save_code": lambda: self.save_wanted.emit(code, language),
            "select_all": self.select_all,
        }
        if name in doing:
            doing[name]()
            if name.startswith("copy"):
                self.copied.emit()
        else:
            self.action.emit(entry.message.id, name)

    def _copy_picture(self, source: str) -> None:
        picture = self._pictures.picture(source, self.flow.width)
        if picture.image is not None:
            QGuiApplication.clipboard().setImage(picture.image)

    def _show_hint(self, event: QHelpEvent) -> None:
        target = self.stage.target_at(event.pos())
        if target is None:
            QToolTip.hideText()
            return
        spot = target.spot
        words = spot.value if spot.name == "link" else spot.label
        area = spot.rect.translated(self.stage.left, target.item.y)
        QToolTip.showText(event.globalPos(), words, self.viewport(), area)

    def _show_footnote(self, item: Placed, label: str) -> None:
        for number, plan in enumerate(item.entry.plans):
            block = plan.content
            if block is not None and block.kind is BlockKind.FOOTNOTE and block.marker == label:
                self.bring_to(Cursor(item.cursor.entry, number), self.visible_height() // 2)

    def _toggle_thought(self, item: Placed) -> None:
        entry = item.entry
        entry.thought_open = not entry.thought_shown
        self._plan_again(item)

    def _act_on_call(self, item: Placed, spot: Spot) -> None:
        if spot.name == TOGGLE:
            self._toggle_call(item, spot.value)
        else:
            self.call_wanted.emit(item.entry.message.id, spot.value, spot.name)

    def _toggle_call(self, item: Placed, call_id: str) -> None:
        entry = item.entry
        call = entry.message.tool_calls[item.plan.block]
        opened = entry.calls_open.get(call_id, self.captions.call_card(entry.message, call).open)
        entry.calls_open[call_id] = not opened
        self._plan_again(item)

    def _fold(self, item: Placed, name: str) -> None:
        state = item.entry.wide_state(item.plan)
        if name in ("wrap", "unwrap"):
            state.wrapped, state.shift = name == "wrap", 0
        else:
            state.folded = name == "fold"
        for plan in item.entry.plans:
            if plan.key[:2] == item.plan.key[:2]:
                self.flow.rebuild(plan)
        self._plan_again(item)

    def _plan_again(self, item: Placed) -> None:
        """The rows of a message change; the one that was clicked stays where it is."""
        key, y = item.plan.key, item.y
        item.entry.plan_again(self.flow.look, self.flow.width)
        self.flow.changed(item.cursor.entry)
        self.bring_to(Cursor(item.cursor.entry, item.entry.index_of(key)), y)


def _copy(markdown: str, *, plain: bool = False) -> None:
    clipboard = QGuiApplication.clipboard()
    if plain:
        clipboard.setText(plain_text(markdown))
    else:
        clipboard.setMimeData(mime_data(markdown))


def _attachment(item: Placed, spot: Spot | None) -> Attachment | None:
    """The file that a control of a row stands for."""
    name = Path(spot.value).name if spot else ""
    parts = item.entry.message.parts
    files = (part.attachment for part in parts if isinstance(part, AttachmentPart))
    return next((file for file in files if Path(file.path).name == name), None)
