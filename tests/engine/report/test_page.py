"""The HTML report stands alone: it loads nothing, runs nothing, and holds the verdict and its evidence."""

from html.parser import HTMLParser

from tests.engine.report.reports import APART, check_report, compare_report
from validator.engine.catalogue import RULES, Rule, Scope
from validator.engine.model import Severity
from validator.engine.report.page import check_page, compare_page


class Reader(HTMLParser):
    """Collects headings, the cells of each row, and everything that would load or run something."""

    def __init__(self) -> None:
        super().__init__()
        self.headings: list[str] = []
        self.rows: list[list[str]] = []
        self.active: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "link", "img", "iframe") or {"src", "href"} & dict(attrs).keys():
            self.active.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._inside = "cell"
        if tag in ("h1", "h2", "h3"):
            self.headings.append("")
            self._inside = "heading"

    def handle_endtag(self, tag):
        if tag in ("td", "th", "h1", "h2", "h3"):
            self._inside = ""

    def handle_data(self, data):
        if self._inside == "cell":
            self.rows[-1][-1] += data
        elif self._inside == "heading":
            self.headings[-1] += data


def read(chunks) -> Reader:
    reader = Reader()
    reader.feed("".join(chunks))
    return reader


def test_check_page_has_the_verdict_and_every_finding():
    page = read(check_page(check_report()))
    assert page.active == []
    assert page.headings[0] == "2 errors, 1 warning and 1 note in 4 files. Damaged: 1. Not DICOM: 1."
    assert [heading.split()[2] for heading in page.headings[1:5]] == ["UID003", "UID010", "OPS001", "FIL001"]
    assert ["a.dcm", "(0008,0018)", "372", "A component begins with 0.", "“1.02.3”"] in page.rows
    assert ["e.jpg", "JPEG image"] in page.rows


def test_check_page_shows_what_files_say_that_disagree():
    text = "".join(check_page(check_report(files=[], collection=[APART])))
    assert '<span class="value">“ACC-1”</span><br><span class="value">“ACC-10”</span>' in text


def test_compare_page_has_the_hops_and_every_group_of_changes():
    page = read(compare_page(compare_report()))
    assert page.active == []
    assert page.headings[0] == "source → archive"
    rows = [row[:2] + row[3:] for row in page.rows if row and row[0].endswith(("breaks", "degrades"))]
    assert rows == [
        ["✖ breaks", "(0008,0050)AccessionNumber", "1", "“ACC-2024-00081500”", "“ACC-2024-0008150”"],
    ]


def test_a_rule_brings_its_page_as_paragraphs(monkeypatch):
    page = """What it
    means.

    More.

    Why it matters
    It is read.

    Example
    1.02

    How to fix
    Fix it.
    """
    rule = Rule("UID003", "Zero", Severity.ERROR, Scope.ELEMENT, "", "PS3.5 9.1", print, page)
    monkeypatch.setitem(RULES, "UID003", rule)
    text = "".join(check_page(check_report()))
    assert "<p>What it means.</p>\n<p>More.</p>\n<p>It is read.</p>\n<p>Fix it.</p>\n" in text
    assert '<p class="quiet">PS3.5 9.1</p>' in text
