"""Paints a model that makes something: its name, and below it what it can, costs and takes."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.domain.model import Model
from app.ui.chat.model_delegate import CURRENT_ROLE, MODEL_ROLE, ROW_STEPS, Index, ModelDelegate
from app.ui.ordering.model_offer import ModelOffer

OFFER_ROLE = Qt.ItemDataRole.UserRole + 10
_MODEL_STEPS = 12
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class OfferDelegate(ModelDelegate):
    """Models have two lines, headings one."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """By the kind of the row."""
        steps = ROW_STEPS if index.data(MODEL_ROLE) is None else _MODEL_STEPS
        return QSize(0, self.theme.space(steps))

    def paint_model(self, painter: QPainter, rect: QRect, model: Model, index: Index) -> None:
        """The name above, the offer below."""
        space = self.theme.space
        offer = index.data(OFFER_ROLE)
        if index.data(CURRENT_ROLE):
            self.paint_sign(painter, self.theme.icon("check", "accent"), rect.left() + space(5.5), rect)
        area = rect.adjusted(space(7), space(1), -space(2), -space(1))
        upper = QRect(area.left(), area.top(), area.width(), area.height() // 2)
        is_old = isinstance(offer, ModelOffer) and offer.is_deprecated
        painter.setFont(self.theme.font())
        painter.setPen(self.theme.color("text_muted" if is_old else "text"))
        name = painter.fontMetrics().elidedText(model.id, Qt.TextElideMode.ElideMiddle, upper.width())
        painter.drawText(upper, _MIDDLE, name)
        if isinstance(offer, ModelOffer):
            self._paint_offer(painter, upper.translated(0, upper.height()), offer)

    def _paint_offer(self, painter: QPainter, line: QRect, offer: ModelOffer) -> None:
        """Signs from the left; price and time, or that it is being retired, at the right."""
        space, size = self.theme.space, self.theme.space(3.5)
        left = line.left()
        for ability in offer.abilities:
            place = QRect(left, line.center().y() - size // 2, size, size)
            self.theme.icon(ability.value, "text_muted").paint(painter, place)
            left += size + space(1.5)
        words = offer.words()[len(offer.abilities) :]
        painter.setFont(self.theme.font(0.85))
        painter.setPen(self.theme.color("warning" if offer.is_deprecated else "text_muted"))
        room = line.adjusted(left - line.left(), 0, 0, 0)
        text = painter.fontMetrics().elidedText(" · ".join(words), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _MIDDLE | Qt.AlignmentFlag.AlignRight, text)
