"""The look of an exported page: the window's colours, in both editions or in one."""

from collections.abc import Mapping

from app.domain.export import ExportScheme
from app.ui.exports.job import Look

_RULES = """
* { box-sizing: border-box; }
body { margin: 0; background: var(--surface); color: var(--text); font-size: 16px; line-height: 1.65;
  overflow-wrap: anywhere; }
main { max-width: 52rem; margin: 0 auto; padding: 2rem 1.25rem 4rem; }
header h1 { margin: 0; font-size: 1.6rem; line-height: 1.3; }
header p, .facts, .note { color: var(--text_muted); font-size: .85rem; margin: .25rem 0; }
header { border-bottom: 1px solid var(--border); padding-bottom: 1rem; margin-bottom: 1rem; }
section.branch { border-top: 2px solid var(--accent); margin-top: 2.5rem; padding-top: .75rem; }
section.branch h2 { margin: 0; font-size: 1.2rem; }
article { padding: 1rem 0; }
article.user, article.system { background: var(--accent_soft); border-radius: 10px; padding: .75rem 1rem;
  margin: .5rem 0; }
article.system { background: var(--sunken); }
article > h2 { display: flex; flex-wrap: wrap; gap: .25rem .75rem; align-items: baseline; margin: 0 0 .35rem;
  font-size: .95rem; }
article > h2 .facts { font-weight: normal; margin: 0; }
h1, h2, h3, h4, h5, h6 { line-height: 1.35; }
p, ul, ol, blockquote, .table, figure { margin: .6rem 0; }
li > p { margin: .2rem 0; }
li.task { list-style: none; margin-left: -1.2em; }
a { color: var(--link); }
hr { border: 0; border-top: 1px solid var(--border); margin: 1.25rem 0; }
blockquote { border-left: 3px solid var(--border); padding-left: .9rem; margin-left: 0;
  color: var(--text_muted); }
code, pre { font-size: .9em; }
:not(pre) > code { background: var(--sunken); border-radius: 4px; padding: .1em .3em; }
figure.code { position: relative; margin-left: 0; margin-right: 0; }
pre { background: var(--sunken); border: 1px solid var(--border); border-radius: 8px; padding: .8rem 1rem;
  margin: .6rem 0; white-space: pre-wrap; }
.language { position: absolute; right: .8rem; top: .4rem; font-size: .75rem; color: var(--text_faint); }
.table { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--border); padding: .35rem .7rem; vertical-align: top; }
th { background: var(--sunken); }
img { max-width: 100%; height: auto; border-radius: 8px; }
.formula { text-align: center; overflow-x: auto; }
details { border: 1px solid var(--border); border-radius: 8px; padding: .4rem .9rem; margin: .6rem 0;
  color: var(--text_muted); }
summary { cursor: pointer; }
.file { display: inline-block; border: 1px solid var(--border); border-radius: 8px; padding: .3rem .7rem; }
@media print { main { max-width: none; padding: 0; } details { break-inside: avoid; } }
"""


def style_sheet(look: Look, scheme: ExportScheme) -> str:
    """The style sheet of a page; it names no file and no address."""
    editions = {ExportScheme.LIGHT: look.light, ExportScheme.DARK: look.dark}
    first = editions.get(scheme, look.light)
    rules = [_variables(first, "dark" if scheme is ExportScheme.DARK else "light")]
    if scheme is ExportScheme.SYSTEM:
        rules.append(f"@media (prefers-color-scheme: dark) {{ {_variables(look.dark, 'dark')} }}")
    rules.append(f"body {{ font-family: {_fonts(look.families, 'system-ui, sans-serif')}; }}")
    rules.append(f"code, pre, .language {{ font-family: {_fonts(look.fixed_families, 'monospace')}; }}")
    rules += [f".{name} {{ color: var(--{name}); }}" for name in first if name.startswith("code_")]
    rules += [f".{name} {{ color: var(--{name}); }}" for name in ("danger", "success")]
    return "\n".join((*rules, _RULES))


def _variables(tokens: Mapping[str, str], scheme: str) -> str:
    colours = " ".join(f"--{name}: {value};" for name, value in tokens.items())
    return f":root {{ color-scheme: {scheme}; {colours} }}"


def _fonts(families: tuple[str, ...], generic: str) -> str:
    named = [f'"{name}"' for name in families if '"' not in name and "<" not in name]
    return ", ".join((*named, generic))
