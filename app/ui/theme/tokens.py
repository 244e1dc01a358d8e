"""Named meanings of the look, in a light and a dark edition."""

from dataclasses import dataclass, replace

GRID = 4
"""Every distance is a multiple of this many pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours by meaning, as ``#rrggbb``."""

    window: str
    """Behind everything: rail and lists."""
    surface: str
    """The page that is read or filled in."""
    raised: str
    """Cards, popovers, the composer."""
    sunken: str
    """Code, quotes, fields."""
    hover: str
    pressed: str
    border: str
    text: str
    text_muted: str
    text_faint: str
    accent: str
    accent_text: str
    """Text on the accent colour."""
    accent_soft: str
    """Selected rows, the person's own messages."""
    selection: str
    link: str
    focus: str
    success: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    code_keyword: str
    code_string: str
    code_number: str
    code_comment: str
    code_function: str
    code_type: str
    code_operator: str


LIGHT = Tokens(
    window="#f3f4f6",
    surface="#ffffff",
    raised="#ffffff",
    sunken="#f5f6f8",
    hover="#e9ebef",
    pressed="#dfe2e8",
    border="#dcdfe5",
    text="#1c2026",
    text_muted="#5b6470",
    text_faint="#868f9c",
    accent="#2f6fde",
    accent_text="#ffffff",
    accent_soft="#e6eefc",
    selection="#bcd4fb",
    link="#1f5fcc",
    focus="#2f6fde",
    success="#1d7140",
    warning="#95620a",
    warning_soft="#fdf3dc",
    danger="#c2313a",
    danger_soft="#fdeaea",
    code_keyword="#8a3ab9",
    code_string="#2a7d46",
    code_number="#a8520c",
    code_comment="#7b8492",
    code_function="#1f5fcc",
    code_type="#0f7484",
    code_operator="#4c5563",
)

DARK = Tokens(
    window="#17191d",
    surface="#1e2126",
    raised="#262a31",
    sunken="#17191d",
    hover="#2b3038",
    pressed="#343a44",
    border="#343a44",
    text="#e6e9ee",
    text_muted="#a3acb9",
    text_faint="#7d8795",
    accent="#5b93f5",
    accent_text="#0d1420",
    accent_soft="#243450",
    selection="#31507f",
    link="#82b1ff",
    focus="#82b1ff",
    success="#5cc285",
    warning="#e2b354",
    warning_soft="#3a301a",
    danger="#f0777d",
    danger_soft="#402427",
    code_keyword="#c792ea",
    code_string="#9bd38c",
    code_number="#f0a66a",
    code_comment="#7d8795",
    code_function="#82b1ff",
    code_type="#6fd0dd",
    code_operator="#a9b4c4",
)

HIGH_CONTRAST_LIGHT = replace(
    LIGHT,
    window="#ffffff",
    sunken="#ffffff",
    hover="#e0e4ea",
    pressed="#c9d0da",
    border="#3a414b",
    text="#000000",
    text_muted="#23282f",
    text_faint="#3a414b",
    accent="#0b4bb8",
    accent_soft="#cfe0ff",
    link="#0b3f9e",
    focus="#000000",
    success="#0f5c30",
    warning="#6b4300",
    danger="#99101b",
    code_comment="#3a414b",
)

HIGH_CONTRAST_DARK = replace(
    DARK,
    window="#000000",
    surface="#000000",
    raised="#0d0f12",
    sunken="#000000",
    hover="#2a303a",
    pressed="#3b4350",
    border="#aab4c2",
    text="#ffffff",
    text_muted="#e2e7ee",
    text_faint="#c5cdd8",
    accent="#8fb8ff",
    accent_text="#000000",
    accent_soft="#1d3763",
    link="#a9cbff",
    focus="#ffffff",
    success="#7ee2a8",
    warning="#ffd27a",
    danger="#ff9a9f",
    code_comment="#c5cdd8",
)
