"""The Markdown that models write: CommonMark with tables, tasks, footnotes, formulas and bare links."""

from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.footnote.index import footnote_def

from app.ui.markdown import block_rules, inline_rules
from app.ui.markdown.flanking import FriendlyInline

_OPTIONS = {"html": False, "tasklists": True, "inline_definitions": True, "maxNesting": 100}
_MOST_BRACKETS = 1_000
_INTERRUPTED = ["paragraph", "reference", "blockquote", "list"]


def block_tokens(source: str, env: EnvType) -> list[Token]:
    """The block structure; the texts in it are not parsed yet. HTML is text like any other."""
    return _parser().parse(source, env)


def inline_tokens(text: str, env: EnvType) -> list[Token]:
    """The structure of one block's text; brackets past all sense, which take quadratic time, stay text."""
    if text.count("[") > _MOST_BRACKETS:
        return [Token("text", "", 0, content=text)]
    parser = _parser()
    return parser.inline.parse(text, parser, env, [])


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark")
    parser.inline = FriendlyInline()
    parser.configure("commonmark", options_update=_OPTIONS)
    parser.enable(["table", "strikethrough"])
    parser.disable(["inline", "text_join"])
    _add_rules(parser)
    return parser


def _add_rules(parser: MarkdownIt) -> None:
    blocks, inline = parser.block.ruler, parser.inline.ruler
    blocks.before("table", "too_deep", block_rules.too_deep)
    blocks.before("fence", "formula_block", block_rules.formula_block, {"alt": _INTERRUPTED})
    blocks.before("reference", "footnote", footnote_def, {"alt": ["paragraph", "reference"]})
    inline.before("escape", "formula", inline_rules.formula)
    inline.before("newline", "bare_link", inline_rules.bare_link)
    inline.before("link", "footnote_reference", inline_rules.footnote_reference)
    inline.before("autolink", "line_break", inline_rules.line_break)
