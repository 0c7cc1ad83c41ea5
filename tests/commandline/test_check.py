"""``check``: names, order, formats, exit status."""

import errno
import json
import os

import pytest

from tests import build
from validator.engine.header import scan

FINE = {"PatientID": "P-4711"}
BAD = {"StudyInstanceUID": "1.02.3"}
WORRYING = {"AccessionNumber": ""}
PIXELS = 256 * 256 * 2
LARGE = {"Rows": 256, "Columns": 256, "PixelData": bytes(PIXELS)}
"""Too many pixels to be held in memory."""


def write(folder, **contents) -> None:
    """Files by name (``__`` stands for a folder): attributes that differ from a good CT image, or bytes."""
    for name, content in contents.items():
        path = folder / (name.replace("__", "/") + ".dcm")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else build.file(build.ct(**content)))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_files_come_in_the_order_of_their_names_whatever_the_folder_says(folder, run):
    write(folder, data__b=FINE, data__a=FINE, data__sub__c=FINE, data__Z=FINE)
    document = json.loads(run("check", "data", "--format", "json").out)
    assert [file["file"] for file in document["files"]] == ["data/Z.dcm", "data/a.dcm", "data/b.dcm", "data/sub/c.dcm"]


def test_files_are_named_as_they_were_given(folder, run):
    write(folder, data__a=FINE)
    document = json.loads(run("check", "data/a.dcm", "--format", "json").out)
    assert [file["file"] for file in document["files"]] == ["data/a.dcm"]
    assert document["schema"] == "dicomcheck.check/1"
    assert document["standard_edition"]


def test_findings_over_all_files_are_told(folder, run):
    content = build.file(build.ct())
    write(folder, data__a=content, data__b=content)
    document = json.loads(run("check", "data", "--format", "json").out)
    assert [(finding["code"], finding["files"]) for finding in document["collection"]] == [
        ("UID031", ["data/a.dcm", "data/b.dcm"])
    ]


def collection(done) -> list[tuple[str, list[str]]]:
    return [(finding["code"], finding["files"]) for finding in json.loads(done.out)["collection"]]


def test_copies_are_compared_with_the_pixels_that_were_left_on_disk(folder, run):
    write(folder, a=LARGE, b=LARGE | {"PixelData": b"\1" * PIXELS}, c__a=LARGE, c__b=LARGE)
    assert collection(run("check", "a.dcm", "b.dcm", "--format", "json")) == [("UID030", ["a.dcm", "b.dcm"])]
    assert collection(run("check", "c", "--format", "json")) == [("UID031", ["c/a.dcm", "c/b.dcm"])]


def test_a_copy_that_vanishes_before_it_is_compared_is_named(folder, run, monkeypatch):
    write(folder, a=LARGE, b=LARGE)

    def gone(path, header):
        if path.name == "b.dcm":
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return "as it was"

    monkeypatch.setattr("validator.commandline.identities.digest_left_on_disk", gone)
    done = run("check", ".", "--format", "json")
    assert collection(done) == [("UID035", ["a.dcm", "b.dcm"])]
    assert done.status == 2
    assert "dicomcheck: b.dcm: No such file or directory; left out" in done.err


def test_a_copy_that_vanishes_before_its_attributes_are_compared_is_named(folder, run, monkeypatch):
    write(folder, a=FINE, b=FINE)

    def gone(path):
        header = scan(path)
        if path.name == "a.dcm":
            path.unlink()
        return header

    monkeypatch.setattr("validator.commandline.checking.scan", gone)
    done = run("check", ".", "--format", "json")
    assert collection(done) == [("UID035", ["a.dcm", "b.dcm"])]
    assert done.status == 2
    assert "dicomcheck: a.dcm: No such file or directory; left out" in done.err


def test_of_three_copies_the_one_that_differs_is_found(folder, run):
    write(folder, a=FINE, b=FINE, c={"PatientID": "P-4712"})
    done = run("check", ".", "--format", "json")
    assert [found for found in collection(done) if found[0] == "UID030"] == [("UID030", ["a.dcm", "b.dcm", "c.dcm"])]


@pytest.mark.parametrize(
    ("attributes", "fail_on", "status"),
    [
        (FINE, "info", 0),
        (WORRYING, None, 0),
        (WORRYING, "error", 0),
        (WORRYING, "warning", 1),
        (WORRYING, "info", 1),
        (BAD, None, 1),
        (BAD, "warning", 1),
    ],
)
def test_exit_status_says_whether_something_reached_the_threshold(folder, run, attributes, fail_on, status):
    write(folder, a=attributes)
    options = ["--fail-on", fail_on] if fail_on else []
    assert run("check", "a.dcm", *options).status == status


def test_exit_status_is_no_count(folder, run):
    write(folder, **{f"data__{number}": BAD for number in range(256)})
    assert run("check", "data").status == 1


def test_a_finding_over_the_collection_counts_for_the_exit_status(folder, run):
    write(folder, data__a=FINE, data__b={**FINE, "Rows": 8, "PixelData": bytes(96)})
    done = run("check", "data", "--format", "json")
    document = json.loads(done.out)
    assert "UID030" in {finding["code"] for finding in document["collection"]}
    assert [
        finding for file in document["files"] for finding in file["findings"] if finding["severity"] == "error"
    ] == []
    assert done.status == 1


@pytest.mark.parametrize("form", ["text", "json", "ndjson", "csv", "junit", "sarif", "html"])
def test_every_format_tells_the_finding(folder, run, form):
    write(folder, a=BAD)
    done = run("check", "a.dcm", "--format", form)
    assert done.status == 1
    assert "UID003" in done.out
    assert done.err == ""


def test_text_has_no_colour_where_nobody_looks(folder, run):
    write(folder, a=BAD)
    assert "\x1b" not in run("check", "a.dcm").out


def test_a_path_that_is_not_there_is_said_before_anything_is_read(folder, run):
    write(folder, a=BAD)
    done = run("check", "a.dcm", "nothing")
    assert (done.status, done.out, done.err) == (2, "", "dicomcheck: nothing: No such file or directory\n")


def test_an_empty_folder_is_no_success(folder, run):
    (folder / "data").mkdir()
    done = run("check", "data")
    assert (done.status, done.err) == (2, "dicomcheck: data: there are no files in it\n")


def test_a_pipe_is_not_waited_for(folder, run):
    os.mkfifo(folder / "pipe")
    write(folder, data__a=FINE)
    os.mkfifo(folder / "data" / "pipe")
    assert run("check", "pipe").err == "dicomcheck: pipe: neither a file nor a folder\n"
    document = json.loads(run("check", "data", "--format", "json").out)
    assert [file["file"] for file in document["files"]] == ["data/a.dcm"]


def test_linked_folders_are_not_followed_in_circles(folder, run):
    write(folder, data__a=FINE)
    (folder / "data" / "loop").symlink_to(folder / "data")
    document = json.loads(run("check", "data", "--format", "json").out)
    assert [file["file"] for file in document["files"]] == ["data/a.dcm"]


def test_a_dangling_link_is_left_out_and_said_so(folder, run):
    write(folder, data__a=FINE)
    (folder / "data" / "gone.dcm").symlink_to("nowhere")
    done = run("check", "data", "--format", "json")
    assert [file["file"] for file in json.loads(done.out)["files"]] == ["data/a.dcm"]
    assert done.status == 2
    assert done.err == (
        "dicomcheck: data/gone.dcm: No such file or directory; left out\n"
        "dicomcheck: one file or folder could not be read; the report is about the others only\n"
    )


def test_a_file_that_may_not_be_read_is_left_out_and_said_so(folder, run, monkeypatch):
    write(folder, data__a=FINE, data__b=FINE)

    def forbidden(path):
        if path.name == "b.dcm":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return scan(path)

    monkeypatch.setattr("validator.commandline.checking.scan", forbidden)
    done = run("check", "data", "--format", "json")
    assert [file["file"] for file in json.loads(done.out)["files"]] == ["data/a.dcm"]
    assert done.status == 2
    assert done.err.startswith("dicomcheck: data/b.dcm: Permission denied; left out\n")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Müller.dcm".encode(), "Müller.dcm"),
        ("山田.dcm".encode("shift-jis"), r"\x8eR\x93c.dcm"),
        ("🩻.dcm".encode(), "🩻.dcm"),
        (b"..dcm", "..dcm"),
        (b"a\x1b[31m\n.dcm", "a\x1b[31m\n.dcm"),
        (b"x" * 250 + b".dcm", "x" * 250 + ".dcm"),
    ],
)
def test_any_name_can_be_read_and_is_reported(folder, run, name, shown):
    (folder / "data").mkdir()
    (folder / "data" / os.fsdecode(name)).write_bytes(build.file(build.ct()))
    document = json.loads(run("check", "data", "--format", "json").out)
    assert [file["file"] for file in document["files"]] == [f"data/{shown}"]
    assert "\x1b" not in run("check", "data").out


@pytest.mark.parametrize("path", ["a\0b", "x" * 5000])
def test_a_path_that_no_system_takes_is_one_sentence(run, path):
    done = run("check", path)
    assert done.status == 2
    assert done.err.startswith("dicomcheck: ")
    assert done.err.count("\n") == 1


def test_contracts_are_refused_until_they_exist(folder, run):
    write(folder, a=FINE)
    done = run("check", "a.dcm", "--contract", "site.yml")
    assert (done.status, done.out) == (2, "")
    assert done.err == "dicomcheck: --contract: site contracts cannot be checked yet; leave the option out\n"


def test_what_no_machine_can_decide_is_said_when_asked(folder, run):
    write(folder, a=FINE, b=FINE)
    plain = json.loads(run("check", ".", "--format", "json").out)
    asked = json.loads(run("check", ".", "--format", "json", "--undecided").out)
    assert all("not_evaluable" not in file for file in plain["files"])
    assert {
        "path": "(0010,2297)",
        "name": "Responsible Person",
        "module": "Patient",
        "condition": "the patient is an animal",
    } in asked["files"][1]["not_evaluable"]
    text = run("check", ".", "--undecided").out
    line = "  (0010,2297) Responsible Person  Patient: required if the patient is an animal  2 files\n"
    assert line in text.partition("\nNot evaluable here\n")[2]
