"""What tools read and write without any studio: sums, times, pages, names, and servers as text."""

import json
from datetime import UTC, datetime

import pytest

from app.domain.errors import ErrorKind, InputError
from app.domain.ids import ToolServerId
from app.domain.tool import Tool
from app.domain.tool_server import ServerKind, ToolServer
from app.services.tools.calculator import NotCalculated, calculate
from app.services.tools.current_time import describe_time
from app.services.tools.offer import Offer, handle_for, once_each, split_wire_name, wire_name
from app.services.tools.page_text import page_text
from app.services.tools.server_text import (
    HIDDEN,
    join_command,
    read_secret_lines,
    read_servers,
    secret_lines,
    split_command,
)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", "7"),
        ("0.1 + 0.2", "0.3"),
        ("2 ^ 10", "1024"),
        ("-2 ** 2", "-4"),
        ("10 / 4", "2.5"),
        ("10 / 5", "2"),
        ("7 % -3", "-2"),
        ("-7.5 // 2", "-4"),
        ("1 / 3", "0.3333333333333333333333333333333333"),
        ("2 × 3 ÷ 4 − 1", "0.5"),
        ("round(2.5)", "3"),
        ("round(2.675, 2)", "2.68"),
        ("sqrt(2) ^ 2", "2"),
        ("sin(pi / 6)", "0.5"),
        ("log(8, 2)", "3"),
        ("20!", "2432902008176640000"),
        ("comb(49, 6)", "13983816"),
        ("12345678901234567890 * 98765432109876543210", "1219326311370217952237463801111263526900"),
        ("0.12345678901234567890123 + 0", "0.12345678901234567890123"),
        ("1e-30", "1E-30"),
    ],
)
def test_sums_are_exact(expression: str, value: str) -> None:
    assert calculate(expression) == value


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "1 +",
        "9 ** 9 ** 9",
        "2 ** 2 ** 40",
        "factorial(10 ** 9)",
        "comb(10 ** 9, 5 * 10 ** 8)",
        "exp(10 ** 12)",
        "floor(1e9999)",
        "1 / 0",
        "sqrt(-1)",
        "log(0)",
        "__import__('os').system('id')",
        "(1).__class__",
        "[1 for _ in range(10 ** 9)]",
        "'a' * 10 ** 9",
        "lambda: 1",
        "print(1)",
        "sqrt()",
        "(" * 3000 + "1" + ")" * 3000,
        "1+" * 900 + "1",
        "9" * 3000,
        "min(1, key=print)",
    ],
)
def test_what_is_no_sum_or_too_much_of_one_is_refused(expression: str) -> None:
    with pytest.raises(NotCalculated):
        calculate(expression)


def test_the_time_is_told_with_its_day_and_zone() -> None:
    moment = datetime(2026, 11, 26, 10, 5, tzinfo=UTC)
    assert describe_time(moment, "Asia/Shanghai") == "Thursday, 2026-11-26T18:05:00+08:00 (Asia/Shanghai)"
    assert describe_time(moment, "-03:30") == "Thursday, 2026-11-26T06:35:00-03:30 (-03:30)"
    assert "10:05:00+00:00" in describe_time(moment, "utc")


def test_a_page_is_read_as_a_reader_sees_it() -> None:
    markup = """<!doctype html><html><head><title>News &amp; more</title><style>p{}</style></head><body>
    <script>alert("no")</script><nav><a href="/about">About us</a></nav>
    <h1>Today</h1><p>It   rains
    again.</p><ul><li>one</li><li>two</li></ul><pre>a
      b</pre><table><tr><td>x</td><td>y</td></tr></table><a href="javascript:bad()">bad</a></body></html>"""
    text = page_text(markup, "https://example.com/news/")
    assert text.startswith("# News & more\n\n[About us](https://example.com/about)")
    assert "# Today\n\nIt rains again." in text
    assert "- one" in text
    assert "| x | y" in text
    assert "alert" not in text
    assert "javascript" not in text


def test_pages_that_are_none_and_pages_that_never_close_are_read_too() -> None:
    assert page_text("just words", "https://example.com") == "just words"
    assert page_text("<head><title>T</title><body><p>words", "https://example.com").endswith("words")
    assert page_text("<div>" * 5000 + "deep", "https://example.com") == "deep"


@pytest.mark.parametrize("piece", ["<a ", "<", "<!--", "<![", '<a href="', "</a", "<script>", "&#"])
def test_a_broken_page_takes_no_longer_than_its_length(piece: str) -> None:
    """A parser that looks for the end from each beginning would take minutes, and the test its time limit."""
    page_text(piece * (600_000 // len(piece)), "https://example.com")


def test_names_on_the_wire_are_ones_that_every_format_takes() -> None:
    assert wire_name("files", "read_file") == "files__read_file"
    assert split_wire_name("files__read_file") == ("files", "read_file")
    assert split_wire_name("calculator") == ("", "calculator")
    long = wire_name("a_server_of_twenty_l", "x" * 90)
    assert len(long) == 64
    assert wire_name("notes", "读取") != wire_name("notes", "写入")
    assert wire_name("notes", "读取").isascii()
    assert wire_name("notes", "a.b") != wire_name("notes", "a_b")


def test_no_name_stands_in_a_request_twice() -> None:
    offers = [Offer(Tool("search", source=source), "search") for source in ("typed", "one", "two")]
    assert [offer.tool.name for offer in once_each(offers)] == ["search", "search_2", "search_3"]
    assert [offer.key for offer in once_each(offers)] == ["typed/search", "one/search", "two/search"]


def test_a_server_gets_a_short_name_of_its_own() -> None:
    assert handle_for("My Files!", ()) == "my_files"
    assert handle_for("my__files", ("my_files",)) == "my_files_2"
    assert handle_for("文件", ("server",)) == "server_2"


def test_servers_are_read_as_other_programs_write_them() -> None:
    text = json.dumps(
        {
            "mcpServers": {
                "files": {
                    "command": "npx",
                    "args": ["-y", "server-files", "/home/me/my files"],
                    "env": {"TOKEN": "t0ken"},
                },
                "far": {
                    "type": "http",
                    "url": "https://example.com/mcp",
                    "headers": {"Authorization": "Bearer x"},
                },
            }
        }
    )
    files, far = read_servers(text)
    assert (files.server.name, files.server.command, files.server.secrets) == ("files", "npx", ("TOKEN",))
    assert files.values == {"TOKEN": "t0ken"}
    assert join_command((files.server.command, *files.server.arguments)).endswith("'/home/me/my files'")
    assert far.server.kind is ServerKind.ADDRESS
    assert far.values == {"Authorization": "Bearer x"}
    (alone,) = read_servers('{"command": "uvx", "args": ["mcp-server-time"]}')
    assert alone.server.name == "mcp-server-time"


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"mcpServers": {}}', '{"mcpServers": {"a": {"url": "ftp://x"}}}']
)
def test_what_names_no_server_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        read_servers(text)
    assert refused.value.kind is ErrorKind.TOOL_SERVERS_INVALID


def test_kept_secrets_stay_hidden_and_typed_ones_are_read() -> None:
    server = ToolServer(ToolServerId("1"), "A", "a", secrets=("TOKEN", "OTHER"))
    shown = secret_lines(server)
    assert shown == f"TOKEN={HIDDEN}\nOTHER={HIDDEN}"
    assert read_secret_lines(f"{shown}\n\nNEW=a=b", ServerKind.PROGRAM) == {
        "TOKEN": HIDDEN,
        "OTHER": HIDDEN,
        "NEW": "a=b",
    }
    assert read_secret_lines("X-Key: v", ServerKind.ADDRESS) == {"X-Key": "v"}
    with pytest.raises(InputError) as refused:
        read_secret_lines("A=1\nB", ServerKind.PROGRAM)
    assert refused.value.values["line"] == "2"


def test_command_lines_keep_their_quotes() -> None:
    assert split_command('python "my server.py" --x') == ("python", "my server.py", "--x")
    assert split_command(join_command(("a b", "c"))) == ("a b", "c")
    with pytest.raises(ValueError, match="quot"):
        split_command('python "my')
