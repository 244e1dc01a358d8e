"""The one style sheet: ``resources/stylesheet.qss``, a template over tokens, distances and font sizes.

Widgets choose among its rules by a dynamic property ``kind``:

- QPushButton: primary, ghost, danger, chip, link; without a kind a quiet framed button
- QToolButton: ghost by itself; primary, and ``rail`` in the rail
- QLabel: title, heading, muted, faint, hint, error, warning, success
- QFrame: card, popover, toast, banner, separator
- QLineEdit, QTextEdit, QPlainTextEdit: ``bare`` has no frame of its own
"""

from dataclasses import asdict
from functools import cache
from string import Template

from app.storage.places import resources_folder
from app.ui.theme.pieces import Pieces
from app.ui.theme.theme import BASE_POINT_SIZE, Theme

FONT_SIZES = {"small": 0.9, "heading": 1.15, "title": 1.5}
STEPS = (0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8)


def make_style_sheet(theme: Theme, pieces: Pieces) -> str:
    """The style sheet of the whole application in the theme's present look."""
    values: dict[str, str] = asdict(theme.tokens)
    values |= {_step_name(steps): f"{theme.space(steps)}px" for steps in STEPS}
    values |= {
        f"{name}_size": f"{BASE_POINT_SIZE * size * theme.scale:.1f}pt" for name, size in FONT_SIZES.items()
    }
    values |= {
        "radius": f"{theme.space(1.5)}px",
        "round": f"{theme.space(2.5)}px",
        "arrow": pieces.url("chevron-down", theme.tokens.text_muted),
        "arrow_up": pieces.url("chevron-up", theme.tokens.text_muted),
        "arrow_right": pieces.url("chevron-right", theme.tokens.text_muted),
        "arrow_disabled": pieces.url("chevron-down", theme.tokens.text_faint),
        "tick": pieces.url("check", theme.tokens.accent_text),
        "dash": pieces.url("minus", theme.tokens.accent_text),
        "menu_tick": pieces.url("check", theme.tokens.accent),
    }
    return _template().substitute(values)


def _step_name(steps: float) -> str:
    """``s2`` for two grid steps, ``s2_5`` for two and a half."""
    return "s" + f"{steps:g}".replace(".", "_")


@cache
def _template() -> Template:
    return Template((resources_folder() / "stylesheet.qss").read_text(encoding="utf-8"))
