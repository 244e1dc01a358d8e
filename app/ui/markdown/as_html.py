"""Markdown as HTML for other programs' paste: everything escaped, formulas as their LaTeX."""

from collections.abc import Sequence
from functools import cache

from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from app.ui.markdown.dialect import block_tokens, inline_tokens
from app.ui.markdown.embedded import EMBEDDED, shorten

_OPTIONS = {"breaks": True, "xhtmlOut": True, "langPrefix": "language-", "highlight": None}
_PICTURE_ADDRESSES = ("http://", "https://", "data:image/", EMBEDDED)


def as_html(source: str) -> str:
    """A fragment that names no script and no local file."""
    return render(source, _renderer())


def render(source: str, renderer: "HtmlRenderer") -> str:
    """The fragment that a renderer makes of the tokens of a source."""
    short = shorten(source)
    env: EnvType = {}
    tokens = block_tokens(short.text, env)
    for token in tokens:
        if token.type == "inline":
            token.children = inline_tokens(token.content, env)
    html: str = renderer.render(tokens, OptionsDict(_OPTIONS), env)  # type: ignore[arg-type]
    return short.restore(html)


@cache
def _renderer() -> "HtmlRenderer":
    return HtmlRenderer()


class HtmlRenderer(RendererHTML):
    """The rules for what CommonMark does not have; each is found by the name of its token."""

    def formula(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return escapeHtml(tokens[index].info)

    def formula_block(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return f"<p>$$<br />\n{escapeHtml(tokens[index].content)}<br />\n$$</p>\n"

    def footnote(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return f"<sup>[{escapeHtml(tokens[index].content)}]</sup>"

    def definition(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        label, url = (escapeHtml(str(tokens[index].meta[name])) for name in ("label", "url"))
        return f'<p>[{label}] <a href="{url}">{url}</a></p>\n'

    def footnote_reference_open(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        return f"<div>[{escapeHtml(str(tokens[index].meta['label']))}] "

    def footnote_reference_close(
        self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</div>\n"

    def image(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        token = tokens[index]
        if str(token.attrs.get("src", "")).startswith(_PICTURE_ADDRESSES):
            return super().image(tokens, index, options, env)
        return escapeHtml(token.content)

    def table_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        return '<table border="1" cellspacing="0" cellpadding="4">\n'

    def list_item_open(self, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
        meta = tokens[index].meta
        if "checked" not in meta:
            return "<li>"
        return "<li>☑ " if meta["checked"] else "<li>☐ "
