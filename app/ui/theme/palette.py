"""The tokens as Qt's own palette, for everything that Qt paints itself."""

from PySide6.QtGui import QColor, QPalette

from app.ui.theme.tokens import Tokens

Role = QPalette.ColorRole

_ROLES: dict[QPalette.ColorRole, str] = {
    Role.Window: "surface",
    Role.WindowText: "text",
    Role.Base: "surface",
    Role.AlternateBase: "sunken",
    Role.Text: "text",
    Role.PlaceholderText: "text_faint",
    Role.Button: "raised",
    Role.ButtonText: "text",
    Role.BrightText: "danger",
    Role.ToolTipBase: "raised",
    Role.ToolTipText: "text",
    Role.Highlight: "accent",
    Role.HighlightedText: "accent_text",
    Role.Accent: "accent",
    Role.Link: "link",
    Role.LinkVisited: "link",
    Role.Light: "raised",
    Role.Midlight: "hover",
    Role.Mid: "border",
    Role.Dark: "text_faint",
    Role.Shadow: "border",
}


def make_palette(tokens: Tokens) -> QPalette:
    """A palette with every role taken from the tokens."""
    palette = QPalette()
    for role, token in _ROLES.items():
        palette.setColor(role, QColor(getattr(tokens, token)))
    for role in (Role.WindowText, Role.Text, Role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text_faint))
    return palette
