"""Parsing a reply while it streams: ``python -m tests.benchmarks.markdown``."""

import statistics
import time
from collections.abc import Iterator

from app.ui.markdown.parsing import TailParser
from tests.benchmarks.table import Row, print_table

CHARACTERS_PER_TOKEN = 2
ROUNDS = 5
BATCH = 10
REPLY = """## 流式输出的要点

流式输出时，**界面只解析最后一个块。** The finished blocks keep their layout, so the cost stays flat
even for very long replies，见[说明](https://example.com/notes)和 `TailParser`。

- 第一项：collect tokens for one frame
- 第二项：parse the **last block** only

```python
def flush(self) -> None:
    for row in self.rows[self.first:]:
        row.lay_out(self.width)
```

| 项 | 值 |
|---|---|
| 帧 | 16 ms |
| 块 | 1 |

> 引用一句话：the tail is all that changes.

"""
AWKWARD = {
    "one code block": ("```python\n", "value = call(1, 'two')  # 注释\n"),
    "one list": ("", "- 第一项：collect tokens for one frame\n"),
    "one table": ("| a | b |\n|---|---|\n", "| 项目 | 16 ms |\n"),
    "one paragraph": ("", "一句很普通的话，接着还有另外一句话，and some words in English。"),
}


def rows() -> Iterator[Row]:
    """CPU time of a token late in a reply against an early one."""
    yield Row("Markdown: CPU per token at token 50,000 ÷ at 1,000", _ratio("", REPLY, 1_000, 50_000), 1.15)
    for name, (opening, unit) in AWKWARD.items():
        yield Row(f"Markdown: {name} of 10,000 tokens ÷ 500", _ratio(opening, unit, 500, 10_000), 2.5)


def _ratio(opening: str, unit: str, few: int, many: int) -> float:
    """The median over rounds in which both parsers take the same tokens in turn."""
    return statistics.median(_paired(opening, unit, few, many) for _ in range(ROUNDS))


def _paired(opening: str, unit: str, few: int, many: int) -> float:
    small, large = _filled(opening, unit, few), _filled(opening, unit, many)
    probe = _tokens(unit * (1 + 1_000 * CHARACTERS_PER_TOKEN // len(unit)))
    spent = [0.0, 0.0]
    for start in range(0, len(probe), BATCH):
        for index, parser in enumerate((small, large)):
            spent[index] += _cpu_s(parser, probe[start : start + BATCH])
    return spent[1] / spent[0]


def _filled(opening: str, unit: str, tokens: int) -> TailParser:
    """A parser that has taken about so many tokens, in whole units."""
    parser = TailParser()
    parser.append(opening)
    for _ in range(tokens * CHARACTERS_PER_TOKEN // len(unit)):
        parser.append(unit)
    return parser


def _tokens(text: str) -> list[str]:
    return [text[start : start + CHARACTERS_PER_TOKEN] for start in range(0, len(text), CHARACTERS_PER_TOKEN)]


def _cpu_s(parser: TailParser, tokens: list[str]) -> float:
    start = time.thread_time()
    for token in tokens:
        parser.append(token)
    return time.thread_time() - start


if __name__ == "__main__":
    print_table(rows())
