"""The Markdown of messages as HTML for a file of its own: coloured code, drawn formulas, nothing remote."""

from collections.abc import Sequence
from functools import lru_cache
from html import escape
from xml.etree import ElementTree

from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from app.ui.exports.coloured_code import spans_of
from app.ui.markdown.as_html import HtmlRenderer, render
from app.ui.markdown.embedded import EMBEDDED
from app.ui.transcript.content.typeset import vector

FORMULA_SIZE = 16.0
_SVG = "{http://www.w3.org/2000/svg}"
_SHAPES = {f"{_SVG}{name}" for name in ("svg", "g", "path", "rect", "line", "circle", "ellipse", "polygon")}
_ATTRIBUTES = {
    "width", "height", "viewBox", "d", "x", "y", "x1", "y1", "x2", "y2", "r", "cx", "cy", "rx", "ry",
    "points", "fill", "stroke", "stroke-width", "transform",
}  # fmt: skip
_LOCAL_PICTURES = ("data:image/", EMBEDDED)


def message_html(source: str) -> str:
    """A fragment without script, remote content or file of this computer."""
    return render(source, _FileRenderer())


def code_html(code: str, language: str) -> str:
    """Code as spans whose classes name their colours."""
    parts, position = [], 0
    for start, length, token in spans_of(code, language):
        parts.append(escape(code[position:start]))
        parts.append(f'<span class="{token}">{escape(code[start : start + length])}</span>')
        position = start + length
    return "".join((*parts, escape(code[position:])))


@lru_cache(maxsize=4000)
def formula_html(source: str, *, display: bool) -> str:
    """A formula as a drawing that takes the colour of the text; its LaTeX where it cannot be drawn."""
    svg = vector(source, display, FORMULA_SIZE, "currentColor")
    drawn = _safe_svg(svg, source) if svg else ""
    if not drawn:
        return f"<code>{escape(source)}</code>"
    return f'<div class="formula">{drawn}</div>' if display else drawn


def _safe_svg(svg: str, source: str) -> str:
    """The shapes of a drawing and nothing else, with its baseline on that of the text."""
    root = ElementTree.fromstring(svg)
    for shape in root.iter():
        if shape.tag not in _SHAPES:
            return ""
        kept = {name: value for name, value in shape.attrib.items() if name in _ATTRIBUTES}
        kept |= {name: "currentColor" for name in ("fill", "stroke") if kept.get(name) == "black"}
        shape.attrib.clear()
        shape.attrib.update(kept)
        shape.tag = shape.tag.removeprefix(_SVG)
    top, height = (float(root.attrib["viewBox"].split()[place]) for place in (1, 3))
    em = {name: f"{float(root.attrib.pop(name)) / FORMULA_SIZE:.3f}em" for name in ("width", "height")}
    root.attrib["role"] = "img"
    root.attrib["aria-label"] = source
    root.attrib["style"] = (
        f"width:{em['width']};height:{em['height']};vertical-align:{-(top + height) / FORMULA_SIZE:.3f}em"
    )
    return ElementTree.tostring(root, encoding="unicode", short_empty_elements=False)


class _FileRenderer(HtmlRenderer):
    """The rules by which a file differs from what goes to the clipboard."""

    def formula(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return formula_html(tokens[index].content, display=False)

    def formula_block(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return formula_html(tokens[index].content, display=True)

    def fence(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        words = tokens[index].info.split(maxsplit=1)
        language = words[0] if words else ""
        code = code_html(tokens[index].content.removesuffix("\n"), language)
        name = f'<span class="language">{escape(language)}</span>' if language else ""
        return f'<figure class="code">{name}<pre><code>{code}</code></pre></figure>\n'

    def code_block(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        code = escape(tokens[index].content.removesuffix("\n"))
        return f'<figure class="code"><pre><code>{code}</code></pre></figure>\n'

    def table_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return '<div class="table"><table>\n'

    def table_close(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"

    def list_item_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """The box of a task stands in the place of the bullet."""
        item = super().list_item_open(tokens, index, options, env)
        return item.replace("<li>", '<li class="task">') if "checked" in tokens[index].meta else item

    def link_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        href = str(tokens[index].attrs.get("href", ""))
        return f'<a href="{escape(href)}" rel="noopener noreferrer">'

    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        """A picture that is written into the text is shown; one that lies on the web is a link."""
        token = tokens[index]
        address = str(token.attrs.get("src", ""))
        if address.startswith(_LOCAL_PICTURES):
            return super().image(tokens, index, options, env)
        name = escape(token.content or address)
        if address.startswith(("http://", "https://")):
            return f'<a href="{escape(address)}" rel="noopener noreferrer">{name}</a>'
        return name
