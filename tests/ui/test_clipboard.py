"""What another program gets of a copy."""

import pytest
from hypothesis import given, settings
from PySide6.QtGui import QTextDocument, QTextTable

from app.ui.transcript.clipboard import mime_data, plain_text
from tests.ui.markdown_texts import texts

ANSWER = """# 速度

**质能方程**是 $E = mc^2$，见[维基](https://example.com/e)。

| 名 | 值 |
|---|--:|
| a<br>b | `x\\|y` |
| c | 2 |

1. one
2. two
   - [x] done

```python
if a < b:
    print("&")
```

$$
\\frac{a}{b}
$$
"""


def test_a_copy_offers_all_three_forms() -> None:
    data = mime_data(ANSWER)
    assert data.formats() == ["text/markdown", "text/html", "text/plain"]
    assert bytes(data.data("text/markdown").data()).decode() == ANSWER


def test_a_table_pastes_as_a_table_and_as_cells(qapp: object) -> None:
    assert "名\t值\na b\tx|y\nc\t2" in plain_text(ANSWER)
    document = QTextDocument()
    document.setHtml(mime_data(ANSWER).html())
    (table,) = [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]
    assert (table.rows(), table.columns()) == (3, 2)
    assert table.cellAt(2, 0).firstCursorPosition().block().text() == "c"


def test_formulas_copy_as_their_latex() -> None:
    data = mime_data(ANSWER)
    for text in (data.text(), data.html()):
        assert "$E = mc^2$" in text
        assert "\\frac{a}{b}" in text


def test_code_copies_as_it_is() -> None:
    data = mime_data(ANSWER)
    assert 'if a < b:\n    print("&")' in data.text()
    assert "<pre><code" in data.html()
    assert "if a &lt; b:\n    print(&quot;&amp;&quot;)" in data.html()


def test_plain_text_has_no_marks_but_keeps_the_shape() -> None:
    text = plain_text(ANSWER)
    assert text.startswith("速度\n\n质能方程是 ")
    assert "维基 (https://example.com/e)" in text
    assert "1. one\n2. two\n    ☑ done" in text


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "![x](file:///etc/passwd)",
        '`"><script>`',
        "$<script>$",
        '```"><script>\n<script>\n```',
        "[<script>]: <script>",
        "[^1]: <script>",
    ],
)
def test_nothing_that_acts_reaches_another_program(source: str) -> None:
    html = mime_data(source).html().lower()
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


@settings(deadline=None)
@given(texts)
def test_any_text_can_be_copied(source: str) -> None:
    assert mime_data(source).hasText()
