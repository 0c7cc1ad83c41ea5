"""Text from files does nothing where it is shown."""

import csv
import io
import re
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from tests.engine.report.reports import HOSTILE, hostile_check_report, hostile_compare_report
from validator.engine.report import FORMATS
from validator.engine.report.inert import UNSAFE, cell, markup, visible

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
ALL = [(name, what) for name in FORMATS for what in ("check", "compare")]


def rendered(name: str, what: str) -> str:
    report = hostile_check_report() if what == "check" else hostile_compare_report()
    return "".join(getattr(FORMATS[name], what)(report))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Müller^Zoë", "Müller^Zoë"),
        ("山田^太郎", "山田^太郎"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("\x9b31m", "\\x9b31m"),
        ("line\r\nnext\ttab", "line\\x0d\\x0anext\\x09tab"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\udcff", "\\udcff"),
        ("\ufffd", "\ufffd"),
        ("\x00\x7f", "\\x00\\x7f"),
    ],
)
def test_characters_that_would_do_something_are_shown_instead(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", "\n=1"])
def test_cells_that_a_spreadsheet_would_calculate_begin_with_an_apostrophe(text):
    assert cell(text) == "'" + visible(text)


@pytest.mark.parametrize("text", ["A-1", "1.2.3", "", "a=b", "(0008,0018)", "'=1"])
def test_other_cells_are_left_alone(text):
    assert cell(text) == text


def test_markup_is_escaped_in_text_and_attributes():
    assert markup("<a href=\"x\" id='y'>&") == "&lt;a href=&quot;x&quot; id=&#x27;y&#x27;&gt;&amp;"


@pytest.mark.parametrize(("name", "what"), ALL)
def test_no_format_lets_control_characters_through(name, what):
    assert CONTROL.findall(rendered(name, what)) == []


@pytest.mark.parametrize("what", ["check", "compare"])
def test_no_csv_cell_begins_a_formula(what):
    rows = list(csv.reader(io.StringIO(rendered("csv", what))))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}
    assert [one for row in rows for one in row if one.lstrip()[:1] in ("=", "+", "-", "@")] == []


@pytest.mark.parametrize("what", ["check", "compare"])
def test_html_has_no_element_that_came_from_a_value(what):
    class Tags(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.seen: set[str] = set()

        def handle_starttag(self, tag, attrs):
            self.seen.add(tag)
            self.seen |= {name for name, _ in attrs if name.startswith("on")}

    tags = Tags()
    tags.feed(rendered("html", what))
    known = [
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "h3",
        "h4",
        "div",
        "dl",
        "dt",
        "dd",
        "figure",
        "figcaption",
        "svg",
        "rect",
        "text",
        "span",
        "code",
        "table",
        "thead",
        "tr",
        "th",
        "td",
        "p",
        "ul",
        "li",
        "br",
        "wbr",
    ]
    assert tags.seen <= set(known)


@pytest.mark.parametrize("what", ["check", "compare"])
def test_junit_is_well_formed_xml_whatever_the_values_hold(what):
    root = ElementTree.fromstring(rendered("junit", what))
    texts = [value for node in root.iter() for value in (*node.attrib.values(), node.text or "")]
    assert any("<script>alert(1)</script>" in text for text in texts)


def test_sarif_locations_are_uris():
    text = rendered("sarif", "check")
    assert re.search(r'"uri": "[^"]*[ <>\\]', text) is None


def test_hostile_is_hostile():
    assert CONTROL.findall(HOSTILE) == ["\x1b", "\u202e", "\x00"]


def test_everything_unsafe_is_not_printable():
    """Printable texts are not searched for it."""
    assert [point for point in range(0x110000) if chr(point).isprintable() and UNSAFE.match(chr(point))] == []
