"""Every exchange about a task, one below the other, with what was sent and what was said."""

from collections.abc import Callable, Coroutine, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import StudioError
from app.domain.library import TaskAnswer
from app.ui.inspector.exchange_text import as_curl, laid_out
from app.ui.operation import Operation
from app.ui.theme.theme import Theme
from app.ui.widgets.button import Button

TextOf = Callable[[TaskAnswer], str]


class ExchangeDialog(QDialog):
    """The newest exchange is shown first. No key is in it: it was masked before it was kept.

    Args:
        reading: gives the exchanges, the oldest first.
        sentence: an error in the person's words.
    """

    def __init__(
        self,
        reading: Coroutine[object, object, Sequence[TaskAnswer]],
        sentence: Callable[[StudioError], str],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._sentence = sentence
        self._theme = theme
        self._exchanges: tuple[TaskAnswer, ...] = ()
        self.setObjectName("exchange")
        self._build()
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self.resize((parent.size() * 0.85).expandedTo(QSize(1, 1)))
        Operation(self, reading, done=self._show, failed=self._show_error)

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Request"))
        self._list.setAccessibleName(self.tr("Requests, the newest first"))
        for label, view, text in (
            (self._sent_label, self._sent, self.tr("Sent")),
            (self._said_label, self._said, self.tr("Answer")),
        ):
            label.setText(text)
            view.setAccessibleName(text)
        self._copy_sent.setText(self.tr("Copy what was sent"))
        self._copy_said.setText(self.tr("Copy the answer"))
        self._curl.setText(self.tr("Copy as curl"))
        self._close.setText(self.tr("Close"))
        self._empty.setText(self.tr("Nothing was sent for it yet."))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self) -> None:
        self._list = QListWidget(self)
        self._list.setObjectName("exchange.list")
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentRowChanged.connect(self._show_row)
        self._address = QLabel(self)
        self._address.setObjectName("exchange.address")
        self._address.setWordWrap(True)
        self._address.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._sent_label, self._sent = self._make_view("exchange.sent")
        self._said_label, self._said = self._make_view("exchange.answer")
        self._empty = QLabel(self)
        self._empty.setProperty("kind", "muted")
        self._empty.hide()
        self._copy_sent = self._make_button("exchange.copy_sent", lambda one: laid_out(one.sent))
        self._copy_said = self._make_button("exchange.copy_answer", lambda one: laid_out(one.body))
        self._curl = self._make_button("exchange.curl", as_curl)
        self._close = Button("exchange.close", self)
        self._close.clicked.connect(self.reject)

    def _make_view(self, name: str) -> tuple[QLabel, QPlainTextEdit]:
        label = QLabel(self)
        label.setProperty("kind", "muted")
        view = QPlainTextEdit(self)
        view.setObjectName(name)
        view.setReadOnly(True)
        view.setTabChangesFocus(True)
        return label, view

    def _make_button(self, name: str, text_of: TextOf) -> Button:
        button = Button(name, self)
        button.clicked.connect(partial(self._copy, text_of))
        return button

    def _lay_out(self) -> None:
        detail = QWidget(self)
        self._detail = QVBoxLayout(detail)
        self._detail.setContentsMargins(0, 0, 0, 0)
        self._detail.addWidget(self._address)
        for label, view in ((self._sent_label, self._sent), (self._said_label, self._said)):
            self._detail.addWidget(label)
            self._detail.addWidget(view, 1)
        splitter = QSplitter(self)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._list)
        splitter.addWidget(detail)
        splitter.setStretchFactor(1, 1)
        self._foot = QHBoxLayout()
        for button in (self._copy_sent, self._copy_said, self._curl):
            self._foot.addWidget(button)
        self._foot.addStretch(1)
        self._foot.addWidget(self._close)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._empty)
        self._column.addWidget(splitter, 1)
        self._column.addLayout(self._foot)

    def _show(self, exchanges: Sequence[TaskAnswer]) -> None:
        self._exchanges = tuple(reversed(exchanges))
        self._empty.setVisible(not self._exchanges)
        self._list.addItems([_line(exchange) for exchange in self._exchanges])
        self._list.setCurrentRow(0)
        self._show_row(self._list.currentRow())

    def _show_error(self, error: StudioError) -> None:
        self._empty.setText(self._sentence(error))
        self._empty.show()

    def _show_row(self, row: int) -> None:
        shown = self._exchanges[row] if 0 <= row < len(self._exchanges) else None
        self._address.setText(_head(shown) if shown else "")
        self._sent.setPlainText(laid_out(shown.sent) if shown else "")
        self._said.setPlainText(laid_out(shown.body) if shown else "")
        self._copy_sent.setEnabled(shown is not None and bool(shown.sent))
        self._copy_said.setEnabled(shown is not None and bool(shown.body))
        self._curl.setEnabled(shown is not None and bool(shown.url))

    def _copy(self, text_of: TextOf) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._exchanges):
            QGuiApplication.clipboard().setText(text_of(self._exchanges[row]))

    def _restyle(self) -> None:
        space = self._theme.space
        for view in (self._sent, self._said):
            view.setFont(self._theme.code_font())
        self._list.setMinimumWidth(space(60))
        self._column.setContentsMargins(space(4), space(3), space(4), space(3))
        self._column.setSpacing(space(3))
        self._detail.setSpacing(space(1.5))
        self._foot.setSpacing(space(2))


def _line(exchange: TaskAnswer) -> str:
    """One row of the list."""
    status = "—" if exchange.status is None else str(exchange.status)
    return f"{exchange.at.astimezone():%H:%M:%S}  {status}  {exchange.request}"


def _head(exchange: TaskAnswer) -> str:
    method = exchange.request.partition(" ")[0]
    place = f"{method} {exchange.url}" if exchange.url else exchange.request
    status = "—" if exchange.status is None else f"HTTP {exchange.status}"
    return f"{place}\n{exchange.at.astimezone():%Y-%m-%d %H:%M:%S} · {status}"
