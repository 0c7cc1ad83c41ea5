"""The migration report: its order, its digest, and its forms as HTML, XLSX, PDF and CSV."""

import csv
import io
import json
import random
import re
import subprocess
import sys
import unicodedata
import zipfile
from itertools import chain, pairwise
from xml.etree import ElementTree

import pytest

from tests.engine.report.reports import (
    CUT,
    FACTS,
    FORMULA,
    GROUPS,
    HOSTILE,
    NAMES,
    compare_report,
    hostile_compare_report,
)
from validator.engine.model import (
    BreakdownLine,
    Dimension,
    Discrepancy,
    DiscrepancyKind,
    Entity,
    Reconciliation,
    Sampling,
)
from validator.engine.report import BINARY_FORMATS, FORMATS, Provenance
from validator.engine.report import workbook as workbook_module
from validator.engine.report.migration import Place, arrange, read
from validator.engine.report.pdf import compare_pdf
from validator.engine.report.workbook import compare_workbook

LINE = BreakdownLine(Dimension.ALL, "", (1, 1), (2, 2), (5, 4), (0, 1), (0, 0), (0, 1), (0, 0))
BREAKDOWN = (
    LINE,
    LINE._replace(dimension=Dimension.MODALITY, value="CT", instances=(4, 3)),
    LINE._replace(dimension=Dimension.MODALITY, value="SEG", instances=(1, 1), missing=(0, 0)),
    LINE._replace(dimension=Dimension.STATION),
)
LISTED = Reconciliation("index", "archive", Entity.STUDY, 10, 9, 1, 0, 2)
LACKING = Discrepancy("index", "archive", DiscrepancyKind.MISSING, Entity.STUDY, "1.2.9", 17)
MADE = Provenance("1.2.3", "2026c", "1.2.3+abcdef01", "list.yaml, sha256 5f7a", "ab" * 32)
REPORT = compare_report(
    facts=FACTS._replace(
        breakdown=BREAKDOWN,
        sampling=Sampling(100_000, 3_000, "5f7a"),
        reconciled=(LISTED,),
        discrepancies=(LACKING,),
    ),
    names=NAMES,
    provenance=MADE,
)
SCRIPTS = {
    "latin": "Buc^Jérôme",
    "greek": "Διονυσιος",
    "cyrillic": "Люкceмбypг",
    "arabic": "قباني^لنزار",
    "hebrew": "שרון^דבורה",
    "japanese": "Yamada^Tarou=山田^太郎=やまだ^たろう",
    "half-width": "ﾔﾏﾀﾞ^ﾀﾛｳ",
    "korean": "Hong^Gildong=洪^吉洞=홍^길동",
    "simplified": "Wang^XiaoDong=王^小东",
    "traditional": "Wang^XiaoDong=王^小東",
    "thai": "นภาพร^สมชาย",
}


def digest_of(**fields) -> str:
    return read(REPORT._replace(**fields)).material.digest


def test_completeness_stands_first_and_the_signature_last():
    migration = arrange(read(REPORT).material)
    assert [section.place for section in migration.sections] == list(Place)
    assert migration.sections[0].words == (
        (
            "source holds 1 study, 2 series, 5 instances; "
            "archive holds 1 study, 2 series, 4 instances (1 missing, 1 duplicated)."
        ),
    )
    assert dict(migration.facts)["Digest of the inputs"] == "ab" * 32


def test_numbers_that_are_equal_at_all_captures_are_quiet():
    (counted,) = (table for table in arrange(read(REPORT).material).sections[0].tables if "Modality" in table.title)
    assert [(cell, cell.are_equal) for cell in counted.rows[0][1:4]] == [
        ("1 → 1", True),
        ("2 → 2", True),
        ("4 → 3", False),
    ]
    html = "".join(FORMATS["html"].compare(REPORT))
    assert '<td class="number"><span class="quiet">1 → 1</span></td>' in html
    assert '<td class="number">4 → 3</td>' in html


def test_a_chart_has_a_bar_for_each_capture_and_says_what_is_missing():
    (chart,) = arrange(read(REPORT).material).sections[0].charts
    assert [(bar.value, bar.numbers, bar.missing) for bar in chart.bars] == [
        ("CT", (4, 3), (0, 1)),
        ("SEG", (1, 1), (0, 0)),
    ]


def test_every_form_tells_the_digest_of_the_document():
    digest = json.loads("".join(FORMATS["json"].compare(REPORT)))["digest"]
    assert digest_of() == digest
    assert digest in "".join(FORMATS["html"].compare(REPORT))
    with zipfile.ZipFile(io.BytesIO(b"".join(compare_workbook(REPORT)))) as book:
        assert digest in book.read("xl/worksheets/sheet1.xml").decode()
    assert digest in text_of(b"".join(compare_pdf(REPORT)))


def test_the_digest_is_of_what_was_found_and_not_of_the_run():
    shuffled = list(GROUPS)
    random.Random(1).shuffle(shuffled)
    assert digest_of(groups=shuffled) == digest_of()
    assert digest_of(run={"host": "elsewhere", "seconds": 9}, provenance=Provenance("9")) == digest_of()
    assert digest_of(changes=[CUT]) != digest_of()
    assert digest_of(facts=REPORT.facts._replace(sampling=None)) != digest_of()
    assert digest_of(facts=REPORT.facts._replace(breakdown=())) != digest_of()


def test_the_table_has_a_row_for_every_number():
    rows = list(csv.DictReader(io.StringIO("".join(FORMATS["csv"].compare(REPORT)))))
    counted = [row for row in rows if row["record"] == "breakdown"]
    assert len(counted) == len(BREAKDOWN) * 2 * 7
    assert [(row["capture"], row["count"]) for row in counted if (row["after"], row["kind"]) == ("CT", "missing")] == [
        ("source", "0"),
        ("archive", "1"),
    ]
    assert [row["count"] for row in rows if row["record"] == "reconciliation"] == ["10", "9", "1", "0", "2", "0"]
    assert [(row["kind"], row["count"]) for row in rows if row["record"] == "sampling"] == [
        ("population", "100000"),
        ("compared", "3000"),
    ]
    assert [row["detail"] for row in rows if row["record"] == "discrepancy"] == [
        "line 17: study 1.2.9 is not among the files"
    ]


# XLSX


def sheets(data: bytes) -> dict[str, list[list[tuple[str, str]]]]:
    """By name, the rows of cells as (type, text)."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = [each.attrib["name"] for each in ElementTree.fromstring(book.read("xl/workbook.xml"))[-2]]
        found = {}
        for number, name in enumerate(names, start=1):
            root = ElementTree.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            assert not root.findall(".//m:f", space), "a formula"
            found[name] = [
                [(cell.attrib.get("t", "n"), "".join(cell.itertext())) for cell in row]
                for row in root.iterfind(".//m:row", space)
            ]
        return found


def test_the_workbook_has_a_sheet_for_each_list():
    told = sheets(b"".join(compare_workbook(REPORT)))
    assert list(told) == [
        *("Report", "Completeness", "Studies and series", "Missing, added, doubled", "Expectations"),
        *("Kinds of change", "Rules", "Exceptions", "Findings", "Lists", "Discrepancies", "Changes"),
    ]
    assert len(told["Changes"]) == 1 + 3
    assert told["Changes"][1][2] == ("n", "1"), "a lineage is a number"
    assert [cell for _, cell in told["Lists"][1]] == ["index", "archive", "studies", "10", "9", "1", "0", "2", "0"]


@pytest.mark.parametrize("text", [FORMULA, "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "{=1}", "https://x.y", "1e5"])
def test_every_text_of_the_workbook_stays_a_text(text):
    told = sheets(b"".join(compare_workbook(compare_report(changes=[CUT._replace(before=text, after=text)]))))
    shown = text.replace("\t", "\\x09").replace("\r", "\\x0d")
    assert [cell for cell in told["Changes"][1] if cell[1] == shown] == [("inlineStr", shown)] * 2


def test_hostile_values_are_inert_in_the_workbook():
    told = sheets(b"".join(compare_workbook(hostile_compare_report())))
    texts = [text for rows in told.values() for row in rows for _, text in row]
    assert any("<script>alert(1)</script>\\x1b[2J" in text for text in texts)
    assert not any(re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202e]", text) for text in texts)


def test_a_longer_text_than_a_cell_holds_is_cut_and_counted():
    long = CUT._replace(before="x" * 40_000, after="𝔘" * 20_000)
    told = sheets(b"".join(compare_workbook(compare_report(changes=[long]))))
    cut = [text for _, text in told["Changes"][1] if text.endswith(" [cut]")]
    assert [len(text.encode("utf-16-le")) // 2 for text in cut] == [32_767, 32_766]
    words = "2 texts are longer than the 32,767 characters a cell holds."
    assert words in [text for row in told["Report"] for _, text in row]


def test_a_list_longer_than_a_sheet_goes_on_in_the_next(monkeypatch):
    monkeypatch.setattr(workbook_module, "ROWS", 40)
    changes = [CUT._replace(lineage=number) for number in range(1, 101)]
    told = sheets(b"".join(compare_workbook(compare_report(changes=changes))))
    lineages = [row[2][1] for name in ("Changes", "Changes 2", "Changes 3") for row in told[name][1:]]
    assert lineages == [str(number) for number in range(1, 101)]
    assert any("Changes 2, Changes 3" in text for _, text in [*chain(*told["Report"])])


# PDF


def text_of(data: bytes) -> str:
    """The text of all pages, as another program reads it; without the marks that say which way it is written."""
    found = subprocess.run(["pdftotext", "-raw", "-", "-"], input=data, capture_output=True, check=True).stdout.decode()
    return re.sub("[\u200e\u200f\u202a-\u202e]", "", found)


@pytest.fixture(scope="module")
def printed() -> str:
    """The text of a report that cites a name of every script."""
    cited = tuple(LACKING._replace(capture=name) for name in SCRIPTS.values())
    facts = REPORT.facts._replace(discrepancies=cited)
    return unicodedata.normalize("NFKC", text_of(b"".join(compare_pdf(REPORT._replace(facts=facts)))))


@pytest.mark.parametrize("script", SCRIPTS)
def test_names_of_every_script_are_printed(script, printed):
    assert "U+" not in printed
    # Readers give what is written from the right back in either order, so the letters are what must be there.
    wanted = set(unicodedata.normalize("NFKC", SCRIPTS[script]))
    assert any(wanted <= set(line) for line in joined(printed)), printed


def joined(text: str) -> list[str]:
    """Each line, and each with the next: a name may be broken."""
    lines = text.splitlines()
    return [*lines, *(one + other for one, other in pairwise(lines))]


def test_a_character_that_no_font_has_is_named():
    facts = REPORT.facts._replace(discrepancies=(LACKING._replace(capture="A😀B"),))
    text = text_of(b"".join(compare_pdf(REPORT._replace(facts=facts))))
    assert "A‹U+1F600›B" in text
    assert "Characters that the fonts of this file lack are named where they stand: U+1F600." in text


def test_control_characters_are_shown_in_the_pdf():
    text = text_of(b"".join(compare_pdf(hostile_compare_report())))
    assert "\\x1b[2J\\u202e\\x00" in text.replace("\n", "")


def test_a_pdf_stays_a_summary():
    groups = [GROUPS[0]._replace(path=f"(0009,10{number:02X})", kind="value.truncated") for number in range(200)]
    changes = [CUT._replace(path=group.path) for group in groups]
    text = text_of(b"".join(compare_pdf(REPORT._replace(changes=changes, groups=groups))))
    assert "and 180 more; the report in XLSX or JSON lists every one" in text


# size

MEASURE = """
import resource, sys
from tests.engine.report.reports import CUT, compare_report
from validator.engine.model import Lineage
from validator.engine.report import BINARY_FORMATS, FORMATS
count, form = int(sys.argv[1]), sys.argv[2]
changes = (CUT._replace(lineage=number, before=f"ACC-{number}") for number in range(1, count + 1))
written = sum(map(len, ({**FORMATS, **BINARY_FORMATS}[form]).compare(compare_report(changes=changes))))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, written)
"""


@pytest.mark.parametrize("form", ["html", "csv", "ndjson", "xlsx", "pdf"])
def test_memory_does_not_grow_with_the_changes(form):
    def megabytes(count: int) -> int:
        done = subprocess.run(
            [sys.executable, "-c", MEASURE, str(count), form], capture_output=True, check=True, text=True
        )
        return int(done.stdout.split()[0])

    assert megabytes(20_000) < megabytes(100) + 8


def test_binary_formats_are_named_with_their_types():
    assert {name: form.ending for name, form in BINARY_FORMATS.items()} == {"xlsx": "xlsx", "pdf": "pdf"}
    assert HOSTILE not in "".join(FORMATS["html"].compare(hostile_compare_report()))
