"""The report for a terminal: verdict first, plain words, bounded length."""

from tests.engine.report.reports import APART, CHECKED, FINE, TWICE, UID, check_report, compare_report
from validator.engine.catalogue import RULES
from validator.engine.model import Presence
from validator.engine.report import CaptureSize, check_text, compare_text
from validator.engine.report.overview import EXAMPLES


def test_check_tells_the_verdict_first_and_the_worst_next(monkeypatch):
    monkeypatch.setattr("validator.engine.report.text.checks.RULES", {})
    assert "".join(check_text(check_report())) == (
        "2 errors, 1 warning and 1 note in 4 files. Damaged: 1. Not DICOM: 1.\n"
        "\n"
        "error     UID003    1 place in 1 file\n"
        "  a.dcm\n"
        "    (0008,0018) byte 372  A component begins with 0.  “1.02.3”\n"
        "\n"
        "error     UID010    1 place in 2 files\n"
        "  a.dcm, b/c.dcm\n"
        "    (0008,0018)  One UID, two contents.\n"
        "\n"
        "warning   OPS001    1 place in 1 file\n"
        "  a.dcm\n"
        "    (0010,0020) byte 500  Patient ID is empty.\n"
        "\n"
        "info      FIL001    1 place in 1 file\n"
        "  d.dcm\n"
        "    byte 0  The preamble is a TIFF header.\n"
        "\n"
        "Not DICOM\n"
        "  e.jpg  JPEG image\n"
        "\n"
        '"dicomcheck explain UID003" says why it matters and how to fix it; so for every code.\n'
    )


def test_check_without_findings_is_one_line():
    assert "".join(check_text(check_report(files=[FINE], collection=[]))) == "Nothing to report in 1 file.\n"


def test_check_names_some_places_and_counts_the_rest():
    files = [CHECKED._replace(file=f"{number}.dcm", findings=(UID,)) for number in range(EXAMPLES + 7)]
    text = "".join(check_text(check_report(files=files, collection=[])))
    assert text.startswith(f"{EXAMPLES + 7} errors in {EXAMPLES + 7} files.\n")
    assert f"  {EXAMPLES - 1}.dcm\n" in text
    assert f"  {EXAMPLES}.dcm\n" not in text
    assert "    and 7 more; --format csv lists every one\n" in text


def test_a_message_is_not_repeated_for_every_file():
    files = [
        CHECKED._replace(file=f"{number}.dcm", findings=(UID._replace(value=f"1.0{number}"),)) for number in (2, 3)
    ]
    text = "".join(check_text(check_report(files=files, collection=[])))
    assert (
        "  2.dcm\n"
        "    (0008,0018) byte 372  A component begins with 0.  “1.02”\n"
        "  3.dcm\n"
        "    (0008,0018) byte 372  “1.03”\n"
    ) in text


def test_what_files_say_that_disagree_stands_behind_the_message():
    text = "".join(check_text(check_report(files=[], collection=[APART])))
    assert "  c.dcm\n    (0008,0050)  The files disagree.  “ACC-1”, “ACC-10”, “”\n" in text


def test_of_many_files_with_one_finding_some_are_named_and_the_rest_counted():
    many = TWICE._replace(files=tuple(f"{number}.dcm" for number in range(1_007)))
    text = "".join(check_text(check_report(files=[], collection=[many])))
    assert "1 place in 1,007 files\n  0.dcm, 1.dcm, 2.dcm, 3.dcm, 4.dcm and 1,002 more\n" in text


def test_colour_comes_with_glyphs_and_only_where_asked_for():
    coloured = "".join(check_text(check_report(), colour=True))
    assert "\x1b[31m✖ error   \x1b[0m" in coloured
    plain = "".join(check_text(check_report()))
    assert "\x1b" not in plain
    assert "✖" not in plain


def test_rules_are_named_where_the_catalogue_knows_them(monkeypatch):
    class Known:
        name = "UID component begins with zero"

    monkeypatch.setitem(RULES, "UID003", Known())
    assert "error     UID003  UID component begins with zero  1 place in 1 file\n" in "".join(
        check_text(check_report())
    )


def test_compare_tells_the_sentences_first_then_each_hop(monkeypatch):
    monkeypatch.setattr("validator.engine.report.wording.KINDS", {})
    assert "".join(compare_text(compare_report())) == (
        "breaks    archive cut Accession Number to 16 characters.  1 of 4\n"
        "\n"
        "source  4 files\n"
        "\n"
        "archive  4 files\n"
        "  breaks    (0008,0050) AccessionNumber  value.truncated  ×1\n"
        "      “ACC-2024-00081500” → “ACC-2024-0008150”  cut at 16 characters, the limit of SH\n"
        "  instance.missing  ×1\n"
        "      CT4.dcm\n"
        "  Only the encoding: encoding.file-meta 3\n"
        "  Expected: value.removed 1\n"
    )


def test_compare_names_some_instances_and_counts_the_rest():
    missing = tuple(Presence("b", "instance.missing", number, f"{number}.dcm") for number in range(EXAMPLES + 3))
    report = compare_report(
        captures=(CaptureSize("a", 0), CaptureSize("b", 0)), changes=[], groups=[], presence=missing, sentences=[]
    )
    text = "".join(compare_text(report))
    assert f"×{EXAMPLES + 3}\n" in text
    assert "    and 3 more; --format csv lists every one\n" in text
