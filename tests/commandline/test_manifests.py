"""``compare`` with lists from an archive's index: held against every folder, and no part of the chain."""

import json
from xml.etree import ElementTree

import pytest

from tests import build

STUDY = f"{build.ROOT}.2"


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """Two instances of one study at the source; the archive has lost one."""
    monkeypatch.chdir(tmp_path)
    for folder, numbers in (("source", (1, 2)), ("archive", (1,))):
        (tmp_path / folder).mkdir()
        for number in numbers:
            own = {"StudyInstanceUID": STUDY, "SOPInstanceUID": f"{build.ROOT}.4.{number}", "InstanceNumber": number}
            (tmp_path / folder / f"{number}.dcm").write_bytes(build.file(build.ct(**own, PatientID="0077")))
    return tmp_path


def write(folder, text: str, name: str = "index.csv") -> None:
    (folder / name).write_text(text, encoding="utf-8")


def test_one_list_and_one_folder_are_reconciled_alone(folders, run):
    write(folders, f"Study UID;Bilder;Pat-ID;Ort\n{STUDY};2;77;x\n1.2.3;1;;\n")
    done = run("compare", "pacs=index.csv", "archive=archive")
    assert done.status == 1
    assert done.out.splitlines() == [
        "breaks    Of 2 studies that pacs lists, 1 is not among the files of archive; 1 differs in counts or values",
        "          2 of 2",
        "",
        "pacs against archive",
        "  Level    Listed  Found  Missing  Not listed  Differing",
        "  studies       2      1        1           0          1",
        f"  line 2: study {STUDY}: NumberOfStudyRelatedInstances listed as “2”, the files say “1”",
        f"  line 2: study {STUDY}: PatientID listed as “77”, the files say “0077” (a spreadsheet",
        "    drops leading zeros)",
        "  line 3: study 1.2.3 is not among the files",
        "",
        "archive  1 file",
    ]
    assert done.err == (
        "dicomcheck: pacs: 2 lines, UTF-8; columns: Study UID as StudyInstanceUID, Bilder as "
        "NumberOfStudyRelatedInstances, Pat-ID as PatientID\n"
        "dicomcheck: pacs: columns left out: Ort (not known)\n"
    )


def test_a_list_takes_no_part_in_the_chain_and_is_held_against_every_folder(folders, run):
    write(folders, f"SOP Instance UID\n{build.ROOT}.4.1\n{build.ROOT}.4.2\n")
    done = run("compare", "a=source", "pacs=index.csv", "b=archive", "--format", "json")
    told = json.loads(done.out)
    assert done.status == 1
    assert told["captures"] == [{"label": "a", "files": 2}, {"label": "b", "files": 1}]
    assert [(one["against"], one["entity"], one["missing"]) for one in told["reconciled"]] == [
        ("a", "instance", 0),
        ("b", "instance", 1),
    ]
    assert [(one["against"], one["kind"], one["uid"], one["line"]) for one in told["discrepancies"]] == [
        ("b", "missing", f"{build.ROOT}.4.2", 3)
    ]
    assert [one["kind"] for one in told["presence"]] == ["instance.missing"]


def test_a_list_alone_makes_the_exit_status_1(folders, run):
    write(folders, "Study UID\n1.2.3\n")
    done = run("compare", "a=source", "b=source", "pacs=index.csv")
    assert (done.status, "Nothing changed: 2 of 2 instances say the same" in done.out) == (1, True)
    write(folders, f"Study UID\n{STUDY}\n")
    assert run("compare", "a=source", "b=source", "pacs=index.csv").status == 0


def test_where_everything_agrees_the_exit_status_is_0(folders, run):
    write(folders, f"0020000D\tModality\n{STUDY}\tCT\n", "index.tsv")
    done = run("compare", "pacs=index.tsv", "archive=archive")
    assert (done.status, done.out.partition("\n")[0]) == (
        0,
        "pacs lists 1 study: it is among the files of archive",
    )


def test_columns_are_named_for_one_list_or_for_all(folders, run):
    write(folders, f"{STUDY},0077\n")
    write(folders, f"wo,wer\n{STUDY},78\n", "other.csv")
    columns = ("--columns", "pacs:StudyInstanceUID=#1", "--columns", "ris:StudyInstanceUID=wo")
    done = run("compare", "pacs=index.csv", "ris=other.csv", "archive=archive", *columns, "--columns", "PatientID=#2")
    assert done.status == 1
    assert f"line 2: study {STUDY}: PatientID listed as “78”, the files say “0077”" in done.out.replace("\n    ", " ")
    assert done.out.startswith("breaks") is False
    assert "pacs lists 1 study: it is among the files of archive" in done.out


def test_what_was_assumed_is_said(folders, run):
    (folders / "index.csv").write_bytes(f"Study UID,Name\n{STUDY},M\xfcller\n{STUDY},M\xfcller\n".encode("latin-1"))
    assert run("compare", "pacs=index.csv", "archive=archive").err == (
        "dicomcheck: pacs: 2 lines, UTF-8; columns: Study UID as StudyInstanceUID, Name as PatientName\n".replace(
            "UTF-8", "Windows-1252"
        )
        + "dicomcheck: pacs: It is not UTF-8 (line 2), so it was read as Windows-1252.\n"
        f"dicomcheck: pacs: 1 line repeats what an earlier one lists: {STUDY} (first in line 2); it counts once\n"
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("a=index.csv", "b=index.csv"), "a list from an index is held against files: give one capture as LABEL=DIR"),
        (
            ("a=index.csv", "b=archive", "--columns", "x"),
            "'x': a column is given as KEYWORD=COLUMN or LABEL:KEYWORD=COL",
        ),
        (
            ("a=index.csv", "b=archive", "--columns", "b:PatientID=x"),
            "'b:PatientID=x': there is no list 'b'; a list is a",
        ),
        (("a=index.csv", "b=archive", "--columns", "Rows=x"), "a: 'Rows' is no attribute that a list is compared by"),
        (("a=index.csv", "b=archive", "--columns", "PatientID=x"), "a: There is no column 'x' for PatientID"),
        (("a=empty.csv", "b=archive"), "a: The list is empty"),
        (("a=index.csv", "b=archive", "--expect", "e.yaml"), "expectations are about hops"),
    ],
)
def test_what_cannot_be_run_is_refused(folders, run, arguments, told):
    write(folders, f"Study UID\n{STUDY}\n")
    write(folders, "", "empty.csv")
    done = run("compare", *arguments)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"dicomcheck: {told}")


def test_every_discrepancy_is_a_failure_for_build_servers(folders, run):
    write(folders, f"Study UID,Images\n{STUDY},7\nx,1\n")
    suites = ElementTree.fromstring(run("compare", "pacs=index.csv", "b=archive", "--format", "junit").out)
    assert [(suite.get("name"), suite.get("tests"), suite.get("failures")) for suite in suites] == [
        ("pacs against b", "2", "1"),
        ("pacs", "1", "1"),
    ]
    assert [one.get("type") for one in suites.iter("failure")] == ["list.count", "list.unusable"]


def test_a_hostile_list_is_shown_inert(folders, run):
    write(folders, f"Study UID,Patient Name\n{STUDY},\u202eevil<script>\x1b[31m\n=1+1,x\n")
    page = run("compare", "pacs=index.csv", "b=archive", "--format", "html").out
    assert "<script>" not in page
    assert "\\u202eevil&lt;script&gt;\\x1b[31m" in page
    assert "\x1b" not in run("compare", "pacs=index.csv", "b=archive").out
