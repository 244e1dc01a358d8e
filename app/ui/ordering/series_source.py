"""Orders that go through settings: every value with every other one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from app.catalog.cards import Cards
from app.domain.batch import MOST_ROWS, Axis, Base, BatchRow, row_count, rows_of_series
from app.domain.model import Model
from app.domain.text import Language
from app.ui.ordering.batch_source import BatchSource
from app.ui.ordering.order_page import OrderPage
from app.ui.ordering.series_axis import SeriesAxis, unused
from app.ui.ordering.series_models import SeriesModels
from app.ui.theme.theme import Theme

MOST_AXES = 3
BaseOf = Callable[[str], Base | None]
"""The form as another model of the provider would take it."""


class SeriesSource(BatchSource):
    """Up to three settings, and as many models as one likes."""

    def __init__(
        self,
        page: OrderPage,
        base: Base,
        base_of: BaseOf,
        cards: Cards,
        models: Callable[[], Sequence[Model]],
        model: str,
        language: Callable[[], Language],
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._base = base
        self._base_of = base_of
        self._language = language
        self._theme = theme
        self._model = model
        self._made = 0
        self._axes: list[SeriesAxis] = []
        self._hint = QLabel(self)
        self._hint.setProperty("kind", "hint")
        self._hint.setWordWrap(True)
        self._models = SeriesModels(page, model, cards, models, theme, self)
        self._models.changed.connect(self.changed)
        self._add = QPushButton(self)
        self._add.setObjectName("batch.axis.add")
        self._add.setProperty("kind", "link")
        self._add.clicked.connect(self._add_axis)
        self._lay_out()
        self._add_axis()
        self.retranslate()

    def rows(self) -> tuple[BatchRow, ...]:
        axes = self._filled_axes()
        bases = self._bases()
        if (not axes and len(bases) < 2) or row_count(bases, axes) > MOST_ROWS:
            return ()
        return rows_of_series(bases, axes)

    def complaint(self) -> str:
        count = row_count(self._bases(), self._filled_axes())
        if count <= MOST_ROWS:
            return ""
        text = self.tr("This makes %1 orders; %2 can be given in one go. Leave out some values.")
        return text.replace("%1", f"{count:,}").replace("%2", str(MOST_ROWS))

    def take_focus(self) -> None:
        self._axes[0].setFocus() if self._axes else self._add.setFocus()

    def retranslate(self) -> None:
        self._hint.setText(self.tr("Each value is made with every other one, for each of the models."))
        self._add.setText(self.tr("Add a setting"))

    def _bases(self) -> list[Base]:
        bases = (self._base if name == self._model else self._base_of(name) for name in self._models.names)
        return [base for base in bases if base is not None]

    def _filled_axes(self) -> list[Axis]:
        """A setting that stands there twice counts once."""
        axes = {axis.key: axis for axis in (one.axis() for one in self._axes) if axis is not None}
        return list(axes.values())

    def _add_axis(self) -> None:
        key = unused(self._base, [one.key for one in self._axes])
        if not key:
            return
        axis = SeriesAxis(self._made, self._base.card, self._language, self._theme, self)
        self._made += 1
        axis.choose(key)
        axis.changed.connect(self.changed)
        axis.removed.connect(lambda: self._remove_axis(axis))
        self._axes.append(axis)
        self._column.insertWidget(self._column.indexOf(self._add), axis)
        self._show_room()

    def _remove_axis(self, axis: SeriesAxis) -> None:
        self._axes.remove(axis)
        self._column.removeWidget(axis)
        axis.hide()
        axis.deleteLater()
        self._show_room()
        self.changed.emit()

    def _show_room(self) -> None:
        has_more = bool(unused(self._base, [one.key for one in self._axes]))
        self._add.setVisible(len(self._axes) < MOST_AXES and has_more)

    def _lay_out(self) -> None:
        content = QWidget(self)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self._theme.space(3))
        self._column.addWidget(self._hint)
        self._column.addWidget(self._models)
        self._column.addWidget(self._add, alignment=Qt.AlignmentFlag.AlignLeft)
        self._column.addStretch(1)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(content)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
