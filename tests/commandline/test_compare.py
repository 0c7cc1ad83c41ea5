"""``compare``: captures from their folders, the document, level, exit status, and that order does not matter."""

import json
import os

import pytest

from tests import build


def write(folder, name: str, number: int, **attributes) -> None:
    """One CT image of a series, told apart by its number."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    own = {
        "SOPInstanceUID": f"{build.ROOT}.4.{number}",
        "InstanceNumber": number,
        "ImagePositionPatient": [-10, -20, number],
        "PixelData": bytes([number]) * 48,
    }
    path.write_bytes(build.file(build.ct(**{**own, **attributes})))


@pytest.fixture
def chain(tmp_path, monkeypatch):
    """Three instances; the archive cuts the Accession Number of all, loses one and adds another."""
    monkeypatch.chdir(tmp_path)
    for number in (1, 2, 3):
        write(tmp_path / "source", f"in/{number}.dcm", number, AccessionNumber="ACC-2024-000815")
    for number in (1, 2, 4):
        write(tmp_path / "archive", f"{number}.bin", number, AccessionNumber="ACC-2024")
    return tmp_path


def document(done) -> dict:
    return json.loads(done.out)


def test_changes_and_presence_are_told_with_paths_relative_to_the_capture(chain, run):
    done = run("compare", "here=source", "there=archive", "--format", "json")
    told = document(done)
    assert told["schema"] == "dicomcheck.compare/1"
    assert told["captures"] == [{"label": "here", "files": 3}, {"label": "there", "files": 3}]
    assert [(one["paired_by"], one["files"]) for one in told["lineages"]] == [
        ("sop-instance-uid", {"here": ["in/1.dcm"], "there": ["1.bin"]}),
        ("sop-instance-uid", {"here": ["in/2.dcm"], "there": ["2.bin"]}),
        ("single", {"here": ["in/3.dcm"]}),
        ("single", {"there": ["4.bin"]}),
    ]
    changes = [one for one in told["changes"] if one["level"] == "meaning"]
    assert [
        (one["capture_before"], one["capture"], one["lineage"], one["file_before"], one["file_after"], one["path"])
        for one in changes
    ] == [
        ("here", "there", 1, "in/1.dcm", "1.bin", "(0008,0050)"),
        ("here", "there", 2, "in/2.dcm", "2.bin", "(0008,0050)"),
    ]
    assert [(one["kind"], one["before"], one["after"]) for one in changes] == [
        ("value.truncated", "ACC-2024-000815", "ACC-2024"),
    ] * 2
    assert told["presence"] == [
        {"capture": "there", "kind": "instance.missing", "lineage": 3, "file": "in/3.dcm", "expected": None},
        {"capture": "there", "kind": "instance.added", "lineage": 4, "file": "4.bin", "expected": None},
    ]
    assert [(one["capture"], one["path"], one["kind"], one["count"]) for one in told["summary"]] == [
        ("there", "(0008,0050)", "value.truncated", 2),
    ]
    assert (done.status, done.err) == (1, "")


def test_run_tells_when_and_with_what_but_not_where(chain, run):
    told = document(run("compare", "a=source", "b=archive", "--format", "json"))
    made = {"version", "edition", "inputs"}
    assert set(told["run"]) == made | {"started", "finished", "seconds", "host", "python"}
    assert str(chain) not in json.dumps(told)


def test_nothing_changed_is_status_0_although_the_encoding_did(chain, run):
    for number in (1, 2, 3):
        path = chain / "same" / f"{number}.dcm"
        path.parent.mkdir(exist_ok=True)
        dataset = build.ct(
            SOPInstanceUID=f"{build.ROOT}.4.{number}",
            InstanceNumber=number,
            ImagePositionPatient=[-10, -20, number],
            PixelData=bytes([number]) * 48,
            AccessionNumber="ACC-2024-000815",
        )
        path.write_bytes(build.file(dataset, syntax=build.IMPLICIT_LITTLE, ImplementationVersionName="OTHER"))
    done = run("compare", "a=source", "b=same", "--format", "json")
    assert {one["level"] for one in document(done)["changes"]} == {"encoding"}
    assert done.status == 0


def test_level_meaning_leaves_out_what_is_encoding_only(chain, run):
    everything = document(run("compare", "a=source", "b=archive", "--format", "json"))
    told = document(run("compare", "a=source", "b=archive", "--format", "json", "--level", "meaning"))
    assert told["changes"] == [one for one in everything["changes"] if one["level"] == "meaning"]
    assert told["summary"] == [one for one in everything["summary"] if not one["kind"].startswith("encoding.")]


def test_two_runs_have_one_digest_whatever_order_the_folder_lists(chain, run, monkeypatch):
    first = document(run("compare", "a=source", "b=archive", "--format", "json"))["digest"]
    walk = os.walk

    def backwards(*arguments, **options):
        for folder, folders, names in walk(*arguments, **options):
            folders.reverse()
            yield folder, folders, names[::-1]

    monkeypatch.setattr(os, "walk", backwards)
    assert document(run("compare", "a=source", "b=archive", "--format", "json"))["digest"] == first


def test_another_value_gives_another_digest(chain, run):
    first = document(run("compare", "a=source", "b=archive", "--format", "json"))["digest"]
    write(chain / "archive", "1.bin", 1, AccessionNumber="ACC-2025")
    assert document(run("compare", "a=source", "b=archive", "--format", "json"))["digest"] != first


def test_single_files_can_be_compared(chain, run):
    told = document(run("compare", "a=source/in/1.dcm", "b=archive/1.bin", "--format", "json"))
    assert [one["files"] for one in told["lineages"]] == [{"a": ["1.dcm"], "b": ["1.bin"]}]


def test_what_is_not_dicom_is_named_and_left_out(chain, run):
    (chain / "archive" / "notes.txt").write_text("nothing to see here\n" * 40)
    done = run("compare", "a=source", "b=archive", "--format", "json")
    assert done.err == "dicomcheck: b/notes.txt: not DICOM (text); left out\n"
    assert done.status == 1


@pytest.mark.parametrize("form", ["text", "json", "ndjson", "csv", "junit", "sarif", "html"])
def test_every_format_tells_the_change(chain, run, form):
    done = run("compare", "a=source", "b=archive", "--format", form)
    assert "ACC-2024-000815" in done.out
    assert (done.status, done.err) == (1, "")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["a=source"], "comparing needs two captures or more: LABEL=DIR LABEL=DIR"),
        (["source", "archive"], "'source': a capture is given as LABEL=DIR"),
        (["=source", "b=archive"], "'=source': a capture is given as LABEL=DIR"),
        (["a=", "b=archive"], "'a=': a capture is given as LABEL=DIR"),
        (["a=source", "a=archive"], "'a' names two captures: give each its own label"),
        (["a=source", "b=nothing"], "nothing: No such file or directory"),
        (
            ["a=source", "b=archive", "--expect", "x.yml"],
            "--expect: x.yml: No such file or directory",
        ),
    ],
)
def test_what_cannot_run_is_one_sentence_and_status_2(chain, run, arguments, sentence):
    done = run("compare", *arguments)
    assert (done.status, done.out, done.err) == (2, "", f"dicomcheck: {sentence}\n")


def test_a_folder_may_have_an_equals_sign_in_its_name(chain, run):
    (chain / "archive").rename(chain / "x=y")
    told = document(run("compare", "a=source", "b=x=y", "--format", "json"))
    assert [capture["label"] for capture in told["captures"]] == ["a", "b"]


def test_an_empty_capture_lacks_everything(chain, run):
    (chain / "empty").mkdir()
    done = run("compare", "a=source", "b=empty", "--format", "json")
    assert [(one["kind"], one["file"]) for one in document(done)["presence"]] == [
        ("instance.missing", "in/1.dcm"),
        ("instance.missing", "in/2.dcm"),
        ("instance.missing", "in/3.dcm"),
    ]
    assert done.status == 1
