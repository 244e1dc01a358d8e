"""Ideogram's fields: which call takes what, and which values (vendor's description of the interface)."""

import re
from collections.abc import Mapping
from typing import Any

from app.demo.failures import Refusal

_SPEEDS = frozenset({"FLASH", "TURBO", "BALANCED", "DEFAULT", "QUALITY"})
_MAGIC = frozenset({"AUTO", "ON", "OFF"})
_STYLES = frozenset({"AUTO", "GENERAL", "REALISTIC", "DESIGN", "FICTION", "STYLIZED", "CUSTOM"})
_LEGACY_STYLES = frozenset({"RENDER_3D", "ANIME"})
_MODELS = frozenset({"V_1", "V_1_TURBO", "V_2", "V_2_TURBO", "V_2A", "V_2A_TURBO", "V_3", "AUTO"})
_DESCRIBERS = frozenset({"V_2", "V_3", "CUSTOM"})
_PALETTES = frozenset({"EMBER", "FRESH", "JUNGLE", "MAGIC", "MELON", "MOSAIC", "PASTEL", "ULTRAMARINE"})
_CODE = re.compile(r"[0-9A-Fa-f]{8}")
_MOST_PICTURES, _LARGEST_SEED = 8, 2147483647

_EVERYWHERE = frozenset(
    {"rendering_speed", "num_images", "seed", "style_preset", "style_codes", "color_palette"}
)
_DRAWN = frozenset({"prompt", "magic_prompt", "style_type", "custom_model_uri"})
_SHAPED = frozenset({"resolution", "aspect_ratio", "negative_prompt"})
_LEGACY = frozenset(
    {
        "prompt", "model", "aspect_ratio", "resolution", "magic_prompt_option", "magic_prompt_version",
        "style_type", "negative_prompt", "num_images", "seed", "color_palette",
    }
)  # fmt: skip
_FIELDS: Mapping[str, frozenset[str]] = {
    "generate": _EVERYWHERE | _DRAWN | _SHAPED,
    "edit": _EVERYWHERE | _DRAWN,
    "remix": _EVERYWHERE | _DRAWN | _SHAPED | {"image_weight"},
    "reframe": _EVERYWHERE | {"resolution"},
    "replace-background": _EVERYWHERE | {"prompt", "magic_prompt"},
    "legacy-generate": _LEGACY,
    "legacy-remix": _LEGACY | {"image_weight"},
    "upscale": frozenset(
        {
            "prompt", "resemblance", "detail", "magic_prompt_option", "magic_prompt_version", "num_images",
            "seed",
        }
    ),
    "describe": frozenset({"describe_model_version"}),
}  # fmt: skip
_WORDS: Mapping[str, frozenset[str]] = {
    "rendering_speed": _SPEEDS,
    "magic_prompt": _MAGIC,
    "magic_prompt_option": _MAGIC,
    "model": _MODELS,
    "describe_model_version": _DESCRIBERS,
}
_NUMBERS: Mapping[str, tuple[int, int]] = {
    "num_images": (1, _MOST_PICTURES),
    "seed": (0, _LARGEST_SEED),
    "image_weight": (1, 100),
    "resemblance": (1, 100),
    "detail": (1, 100),
}


class IdeogramRefusal(Refusal):
    """An error as Ideogram words it."""

    def body(self, request_id: str) -> dict[str, Any]:
        """A bare sentence."""
        return {"error": self.message}


def wrong(message: str) -> IdeogramRefusal:
    """A field that is not taken, or not like this."""
    return IdeogramRefusal(400, message)


def check_fields(action: str, fields: Mapping[str, Any]) -> None:
    """Let fields through that a call takes, with values that it knows.

    Raises:
        IdeogramRefusal: one of them is not.
    """
    for name, value in fields.items():
        if name not in _FIELDS[action]:
            raise wrong(f"Unexpected field: {name}")
        if name in _WORDS and str(value) not in _WORDS[name]:
            raise wrong(f"Invalid value for {name}: {value}")
        if name in _NUMBERS:
            number(fields, name)
    style = str(fields.get("style_type") or "AUTO")
    if style not in _STYLES and (style not in _LEGACY_STYLES or not action.startswith("legacy")):
        raise wrong(f"Invalid value for style_type: {style}")
    if fields.get("resolution") and fields.get("aspect_ratio"):
        raise wrong("Cannot specify both resolution and aspect_ratio.")
    _check_palette(fields.get("color_palette"))


def check_style(fields: Mapping[str, Any], style_pictures: int) -> None:
    """Style codes stand alone.

    Raises:
        IdeogramRefusal: they do not, or are none.
    """
    codes = fields.get("style_codes") or []
    if not isinstance(codes, list) or not all(_CODE.fullmatch(str(code)) for code in codes):
        raise wrong("style_codes must be 8 character hexadecimal strings.")
    if codes and (style_pictures or fields.get("style_type")):
        raise wrong("style_codes cannot be used with style_type or style_reference_images.")


def number(fields: Mapping[str, Any], name: str) -> int | None:
    """A whole number, which a form carries as text; None where it is missing.

    Raises:
        IdeogramRefusal: it is none, or out of its range.
    """
    value = fields.get(name)
    if value is None:
        return None
    least, most = _NUMBERS[name]
    if (
        isinstance(value, bool)
        or not re.fullmatch(r"\d{1,10}", str(value))
        or not least <= int(value) <= most
    ):
        raise wrong(f"{name} must be between {least} and {most}.")
    return int(value)


def _check_palette(palette: Any) -> None:
    if palette is None:
        return
    said = palette if isinstance(palette, dict) else {}
    members = said.get("members")
    is_named = said.get("name") in _PALETTES
    if not is_named and not (isinstance(members, list) and members and all(map(_is_colour, members))):
        raise wrong("Invalid color_palette.")


def _is_colour(member: Any) -> bool:
    colour = member.get("color_hex") if isinstance(member, dict) else None
    return isinstance(colour, str) and bool(re.fullmatch("#[0-9A-Fa-f]{6}", colour))
