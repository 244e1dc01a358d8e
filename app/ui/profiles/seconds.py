"""A field for a number of seconds."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.catalog.advice import ErrorWords
from app.domain.errors import ErrorKind, InputError, StudioError
from app.ui.profiles.field import Field
from app.ui.theme.theme import Theme

_SHORTEST_S = 1
_LONGEST_S = 3600


class SecondsField(Field):
    """Keeps what was typed, even where it is no number, and says so."""

    def __init__(
        self, theme: Theme, name: str, say: Callable[[StudioError], ErrorWords], parent: QWidget
    ) -> None:
        line = QLineEdit(parent)
        super().__init__(theme, line, parent=parent)
        self.line = line
        self.line.setObjectName(name)
        self._say = say
        self.line.textEdited.connect(self.clear_error)

    def fill(self, seconds: float) -> None:
        """Show a number."""
        self.line.setText(f"{seconds:g}")

    def read(self) -> float:
        """The number.

        Raises:
            InputError: it is none, or out of reach; it is shown at the field.
        """
        try:
            seconds = float(self.line.text())
        except ValueError:
            seconds = 0
        if _SHORTEST_S <= seconds <= _LONGEST_S:
            return seconds
        values = {"least": str(_SHORTEST_S), "most": str(_LONGEST_S)}
        error = InputError(ErrorKind.SECONDS_INVALID, values, field="timeouts")
        self.set_error(self._say(error).sentence)
        raise error
