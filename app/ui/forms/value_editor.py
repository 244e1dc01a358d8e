"""Windows in which a value is made more easily than in its field."""

from PySide6.QtWidgets import QDialog, QWidget

from app.domain.parameter import Value


class ValueEditor(QDialog):
    """Subclasses leave in ``chosen`` what the form holds from then on, and accept."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.chosen: dict[str, Value] = {}
        """By keys of parameters, others than its own too; empty until the dialog was accepted."""
