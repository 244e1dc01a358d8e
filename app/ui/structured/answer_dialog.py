"""An answer in a form: as a table, as a tree, and where it leaves its schema."""

import asyncio
import re
from pathlib import Path

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QTableView,
    QTabWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from app.domain.errors import StudioError
from app.domain.json_answer import as_csv, as_json
from app.services.schemas import CheckedAnswer, Verdict, Violation
from app.storage.files import write_bytes
from app.ui import dialogs
from app.ui.notices import Notices
from app.ui.operation import Operation
from app.ui.structured.schema_words import violation_words
from app.ui.structured.table_model import JsonTableModel
from app.ui.structured.tree_model import NAME, VALUE, JsonTreeModel
from app.ui.theme.theme import Theme
from app.ui.widgets.action_row import Action, ActionRow
from app.ui.widgets.button import Button

WIDTH_STEPS, HEIGHT_STEPS = 190, 150
COLUMN_STEPS, LEAST_STEPS = 60, 24
LIST_ROWS = 4
MOST_OF_SCREEN = 0.9
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]|\[\"((?:[^\"\\]|\\.)*)\"\]")


class AnswerDialog(QDialog):
    """Stands beside the window, so that one can go on talking.

    Args:
        answer: one in which JSON was found.
        downloads: where files are saved unless the person says otherwise.
    """

    def __init__(
        self, answer: CheckedAnswer, downloads: Path, notices: Notices, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        assert answer.found is not None
        self._answer = answer
        self._value = answer.found.value
        self._downloads = downloads
        self._notices = notices
        self._theme = theme
        self.setObjectName("answer")
        self._build()
        self._lay_out()
        usual = QSize(theme.space(WIDTH_STEPS), theme.space(HEIGHT_STEPS))
        self.resize(usual.boundedTo(parent.screen().availableSize() * MOST_OF_SCREEN))
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setWindowTitle(self.tr("Answer as data"))
        self._tree_model.set_headings(self.tr("Field"), self.tr("Value"))
        self._tree.setAccessibleName(self.tr("Tree"))
        self._tabs.setTabText(self._tabs.indexOf(self._tree), self.tr("Tree"))
        if self._table is not None:
            self._table.setAccessibleName(self.tr("Table"))
            self._tabs.setTabText(self._tabs.indexOf(self._table), self.tr("Table"))
        self._faults.setAccessibleName(self.tr("What does not follow the schema"))
        self._show_verdict()
        actions = [Action("json", self.tr("Copy JSON"), "copy", in_words=True)]
        if self._table is not None:
            actions.append(Action("csv", self.tr("Copy as CSV"), "table", in_words=True))
        actions.append(Action("save", self.tr("Save…"), "save", in_words=True))
        self._actions.show_actions(actions)
        self._close.setText(self.tr("Close"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _build(self) -> None:
        self._verdict = QLabel(self)
        self._verdict.setObjectName("answer.verdict")
        self._verdict.setWordWrap(True)
        self._faults = QListWidget(self)
        self._faults.setObjectName("answer.violations")
        self._faults.currentRowChanged.connect(self._go_to_fault)
        self._tabs = QTabWidget(self)
        self._table_model = JsonTableModel(self._answer.grid, self) if self._answer.grid else None
        self._table = self._make_table(self._table_model) if self._table_model else None
        self._tree_model = JsonTreeModel(self._value, self)
        self._tree = self._make_tree()
        if self._table is not None:
            self._tabs.addTab(self._table, "")
        self._tabs.addTab(self._tree, "")
        self._said = QLabel(self)
        self._said.setObjectName("answer.said")
        self._said.setProperty("kind", "muted")
        self._actions = ActionRow("answer", self._theme, self)
        self._actions.wanted.connect(self._act)
        self._close = Button("answer.close", self)
        self._close.clicked.connect(self.accept)

    def _make_table(self, model: JsonTableModel) -> QTableView:
        table = QTableView(self)
        table.setObjectName("answer.table")
        table.setModel(model)
        table.setSortingEnabled(True)
        table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.horizontalHeader().setSortIndicatorClearable(True)
        table.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        table.horizontalHeader().setObjectName("answer.table.columns")
        table.verticalHeader().setObjectName("answer.table.rows")
        table.setWordWrap(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        return table

    def _make_tree(self) -> QTreeView:
        tree = QTreeView(self)
        tree.setObjectName("answer.tree")
        tree.setModel(self._tree_model)
        tree.setUniformRowHeights(True)
        tree.setAllColumnsShowFocus(True)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.header().setObjectName("answer.tree.columns")
        tree.header().setSectionResizeMode(NAME, QHeaderView.ResizeMode.Interactive)
        tree.header().setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        tree.expandToDepth(1)
        return tree

    def _lay_out(self) -> None:
        space = self._theme.space
        foot = QHBoxLayout()
        foot.setSpacing(space(2))
        foot.addWidget(self._actions, 2)
        foot.addWidget(self._said, 1)
        foot.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(5), space(4), space(5), space(4))
        column.setSpacing(space(3))
        column.addWidget(self._verdict)
        column.addWidget(self._faults)
        column.addWidget(self._tabs, 1)
        column.addLayout(foot)

    def _show_verdict(self) -> None:
        violations = self._answer.violations
        texts = {
            Verdict.FOLLOWS: self.tr("The answer follows its schema."),
            Verdict.VIOLATES: self.tr("%n place(s) do not follow the schema:", "", len(violations)),
            Verdict.NO_SCHEMA: self.tr("Its schema cannot be used, so that the answer was not checked."),
        }
        text = texts.get(self._answer.verdict, "")
        kinds = {Verdict.FOLLOWS: "success", Verdict.VIOLATES: "error"}
        self._verdict.setProperty("kind", kinds.get(self._answer.verdict, "warning"))
        self._verdict.setText(text)
        self._verdict.setVisible(bool(text))
        self._faults.blockSignals(True)
        self._faults.clear()
        self._faults.addItems([f"{one.path}   {violation_words(one)}" for one in violations])
        self._faults.blockSignals(False)
        self._faults.setVisible(bool(violations))

    def _go_to_fault(self, row: int) -> None:
        if row < 0:
            return
        index = self._tree_model.index_of(_steps(self._answer.violations[row]))
        self._tabs.setCurrentWidget(self._tree)
        self._tree.setCurrentIndex(index)
        self._tree.scrollTo(index)

    def _act(self, wish: str) -> None:
        if wish == "save":
            Operation(self, self._save(), done=self._tell_saved, failed=self._tell_error)
            return
        text = self._csv() if wish == "csv" else as_json(self._value)
        QGuiApplication.clipboard().setText(text)
        self._said.setText(self.tr("Copied"))

    def _csv(self) -> str:
        return as_csv(self._table_model.shown) if self._table_model is not None else ""

    async def _save(self) -> Path | None:
        kinds = "JSON (*.json)" + (";;CSV (*.csv)" if self._table_model is not None else "")
        target = await dialogs.pick_target(self, self.tr("Save"), self._downloads / "answer.json", kinds)
        if target is not None:
            is_csv = target.suffix.lower() == ".csv" and self._table_model is not None
            # Table programs take a file without this mark for one in the system's own letters.
            data = (
                self._csv().encode("utf-8-sig") if is_csv else as_json(self._value).encode("utf-8", "replace")
            )
            await asyncio.to_thread(write_bytes, target, data)
        return target

    def _tell_saved(self, target: Path | None) -> None:
        if target is not None:
            self._said.setText(self.tr("Saved: {file}").format(file=target.name))

    def _tell_error(self, error: StudioError) -> None:
        self._said.setText(self._notices.words(error).sentence)

    def _restyle(self) -> None:
        space = self._theme.space
        line = self._faults.fontMetrics().height() + space(3)
        self._faults.setFixedHeight(min(LIST_ROWS, max(1, len(self._answer.violations))) * line + space(1))
        self._tree.setColumnWidth(NAME, space(COLUMN_STEPS))
        if self._table is not None:
            self._table.verticalHeader().setDefaultSectionSize(space(8))
            self._table.resizeColumnsToContents()
            for column in range(self._table.model().columnCount()):
                wanted = self._table.columnWidth(column) + space(6)
                width = max(space(LEAST_STEPS), min(wanted, space(COLUMN_STEPS * 1.5)))
                self._table.setColumnWidth(column, width)


def _steps(violation: Violation) -> list[str]:
    """The names and numbers of a path."""
    return ["".join(found.groups(default="")) for found in _STEP.finditer(violation.path)]
