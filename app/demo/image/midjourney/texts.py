"""What the demo's Midjourney says of a picture or a prompt: colours that it sees, words that it keeps."""

import colorsys
from fractions import Fraction
from hashlib import sha256

from app.demo.drawing.picture_files import read_header
from app.demo.drawing.png import PngError, dominant_colours
from app.demo.image.midjourney.prompts import words_of

_HUES = (
    ("red", "红色"), ("orange", "橙色"), ("golden", "金色"), ("green", "绿色"), ("teal", "青色"),
    ("blue", "蓝色"), ("violet", "紫色"), ("rose", "玫红色"),
)  # fmt: skip
_GREYS = (("black", "黑色"), ("grey", "灰色"), ("white", "白色"))
_STYLES = (
    ("a calm landscape with distant peaks", "远山静卧的风景"),
    ("an abstract poster of flat shapes", "平面几何的抽象海报"),
    ("a quiet view over still water, soft light", "柔光下静水的远景"),
    ("a screen print with a large sun and bold outlines", "大太阳与粗轮廓的丝网版画"),
)
_DULL, _DARK, _BRIGHT = 0.15, 0.2, 0.8
_SHORTENED = 5
_FINEST = 16


def described(picture: bytes) -> tuple[str, str]:
    """Four prompts that would draw a picture, in English and in Chinese."""
    colours = _colours_of(picture)
    header = read_header(picture)
    shape = f" --ar {_ratio(header.width, header.height)}" if header else ""
    english = [f"{style} in {' and '.join(en for en, _ in colours)}{shape}" for style, _ in _STYLES]
    chinese = [f"{style}，{'与'.join(zh for _, zh in colours)}{shape}" for _, style in _STYLES]
    return _numbered(english), _numbered(chinese)


def shortened(prompt: str) -> tuple[str, str]:
    """A prompt with its weighty words, and shorter ways to say it."""
    words = words_of(prompt).split()
    keys = ", ".join(f"**{word}**" for word in sorted(set(words), key=lambda word: (-len(word), word))[:4])
    lengths = (max(1, len(words) * (_SHORTENED - step) // (_SHORTENED + 1)) for step in range(_SHORTENED))
    lines = _numbered([" ".join(words[:length]) for length in lengths])
    return f"{keys}\n\n{lines}", ""


def _ratio(width: int, height: int) -> str:
    """The shape in small numbers."""
    ratio = Fraction(width, max(1, height)).limit_denominator(_FINEST)
    return f"{ratio.numerator}:{ratio.denominator}"


def _numbered(lines: list[str]) -> str:
    return "\n\n".join(f"{number}️⃣ {line}" for number, line in enumerate(lines, 1))


def _colours_of(picture: bytes) -> list[tuple[str, str]]:
    """Its two main colours; a file that cannot be read here is told by its bytes."""
    try:
        swatches = dominant_colours(picture).swatches[:2]
        found = [_name(*swatch.colour) for swatch in swatches]
    except PngError:
        found = [_HUES[byte % len(_HUES)] for byte in sha256(picture).digest()[:2]]
    return [*dict.fromkeys(found)]


def _name(red: int, green: int, blue: int) -> tuple[str, str]:
    hue, saturation, value = colorsys.rgb_to_hsv(red / 255, green / 255, blue / 255)
    if saturation < _DULL or value < _DARK:
        return _GREYS[0 if value < _DARK else 2 if value > _BRIGHT else 1]
    return _HUES[round(hue * len(_HUES)) % len(_HUES)]
