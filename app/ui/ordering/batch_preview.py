"""The orders of a batch before they are given: one row each, with what is wrong with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from app.catalog.problem_words import ProblemWords
from app.domain.batch import PROMPT, BatchRow
from app.domain.parameter import Parameter
from app.domain.text import Language
from app.ui.theme.theme import Theme

LINE, WORDS, SETTINGS, WRONG = range(4)
Index = QModelIndex | QPersistentModelIndex


class BatchModel(QAbstractTableModel):
    """Line, prompt, what differs from the form, and what is wrong."""

    def __init__(
        self, words: ProblemWords, language: Callable[[], Language], theme: Theme, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._language = language
        self._theme = theme
        self._rows: tuple[BatchRow, ...] = ()
        self._names_models = False

    def show_rows(self, rows: Sequence[BatchRow]) -> None:
        """Replace everything."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._names_models = len({row.form.model for row in rows}) > 1
        self.endResetModel()

    @property
    def last_line(self) -> int:
        """The highest number that stands before a row."""
        return max((row.line for row in self._rows), default=0)

    @property
    def has_settings(self) -> bool:
        """Whether rows differ in more than their prompts."""
        return any(self._settings(row) for row in self._rows)

    @property
    def has_problems(self) -> bool:
        """Whether something is wrong anywhere."""
        return any(row.problems for row in self._rows)

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:
        return 0 if parent.isValid() else WRONG + 1

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return (self.tr("Line"), self.tr("Prompt"), self.tr("Settings"), self.tr("What is wrong"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole:
            if index.column() == WRONG:
                return self._theme.color("danger")
            return self._theme.color("text_faint") if row.problems or index.column() == LINE else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        texts: tuple[Callable[[BatchRow], str], ...] = (
            lambda row: str(row.line),
            _prompt,
            self._settings,
            self._problems,
        )
        return texts[index.column()](row)

    def _settings(self, row: BatchRow) -> str:
        parts = [row.form.model] if self._names_models else []
        for key, value in row.changed.items():
            parameter = row.card.parameter(key)
            if parameter is not None and key != PROMPT:
                label = parameter.label.in_language(self._language())
                parts.append(f"{label}: {self._named(parameter, value)}")
        return " · ".join(parts)

    def _named(self, parameter: Parameter, value: object) -> str:
        """A value as the form shows it."""
        labels = (choice.label for choice in parameter.choices if choice.value == value)
        label = next(labels, None)
        return label.in_language(self._language()) if label else _shown(value)

    def _problems(self, row: BatchRow) -> str:
        said = []
        for problem in row.problems:
            parameter = row.card.parameter(problem.field)
            sentence = self._words.sentence(problem).in_language(self._language())
            label = parameter.label.in_language(self._language()) if parameter else ""
            said.append(f"{label}: {sentence}" if label else sentence)
        return " ".join(said)


class BatchPreview(QTableView):
    """A quiet table: nothing in it can be changed."""

    def __init__(self, model: BatchModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows = model
        self.setObjectName("batch.preview")
        self.setModel(model)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setHighlightSections(False)
        model.modelReset.connect(self._fit)
        theme.changed.connect(self._fit)
        self.retranslate()

    def retranslate(self) -> None:
        """Texts in the language of the window."""
        self.setAccessibleName(self.tr("What will be made"))

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language of the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _fit(self) -> None:
        header, modes = self.horizontalHeader(), QHeaderView.ResizeMode
        self.setColumnHidden(SETTINGS, not self._rows.has_settings)
        self.setColumnHidden(WRONG, not self._rows.has_problems)
        self.verticalHeader().setDefaultSectionSize(self._theme.space(8))
        header.setSectionResizeMode(LINE, modes.Fixed)
        header.resizeSection(LINE, self._line_width())
        for column in (WORDS, SETTINGS, WRONG):
            header.setSectionResizeMode(column, modes.Stretch)

    def _line_width(self) -> int:
        """As wide as its heading and the last number: measuring every cell would take too long."""
        metrics, last = self.fontMetrics(), str(self._rows.last_line)
        heading = str(self._rows.headerData(LINE, Qt.Orientation.Horizontal))
        return max(map(metrics.horizontalAdvance, (heading, last))) + self._theme.space(6)


def _prompt(row: BatchRow) -> str:
    return " ".join(str(row.form.values.get(PROMPT) or "").split())


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return "✓" if value else "–"
    return "–" if value is None else str(value)
