"""``--output``: a report as a file, under its name only when it is complete."""

import sys

import pytest

from tests import build


@pytest.fixture
def chain(tmp_path, monkeypatch):
    """One instance whose Accession Number was cut."""
    monkeypatch.chdir(tmp_path)
    for name, number in (("a", "ACC-2024-000815"), ("b", "ACC-2024")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "1.dcm").write_bytes(build.file(build.ct(AccessionNumber=number)))
    return tmp_path


@pytest.mark.parametrize(
    ("form", "begins"), [("pdf", b"%PDF-"), ("xlsx", b"PK"), ("html", b"<!doctype html>"), ("text", b"1 of 1 instance")]
)
def test_a_report_is_written_to_the_file(chain, run, form, begins):
    done = run("compare", "old=a", "new=b", "--format", form, "--output", "report")
    assert (done.status, done.out) == (1, "")
    assert (chain / "report").read_bytes().startswith(begins)
    assert sorted(path.name for path in chain.iterdir()) == ["a", "b", "report"]


def test_a_check_is_written_too(chain, run):
    done = run("check", "a", "--format", "json", "--output", "report.json")
    assert done.out == ""
    assert '"dicomcheck.check/1"' in (chain / "report.json").read_text()


def test_what_is_no_text_is_not_written_to_a_terminal(chain, run, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    done = run("compare", "old=a", "new=b", "--format", "pdf")
    assert done.status == 2
    assert "name a file with --output FILE, or use a pipe" in done.err


@pytest.mark.parametrize(("output", "words"), [("a", "this is a folder"), ("no/such", "there is no such folder")])
def test_a_file_that_cannot_be_written_is_refused_before_the_work(chain, run, output, words):
    done = run("compare", "old=a", "new=b", "--format", "pdf", "--output", output)
    assert (done.status, done.out) == (2, "")
    assert words in done.err


def test_an_older_report_stays_until_the_new_one_is_complete(chain, run, monkeypatch):
    (chain / "report").write_text("older")

    def broken(*_: object) -> None:
        raise RuntimeError("on the way")

    monkeypatch.setattr("validator.engine.report.pdf.document.arrange", broken)
    assert run("compare", "old=a", "new=b", "--format", "pdf", "--output", "report").status == 2
    assert (chain / "report").read_text() == "older"
    assert not (chain / "report.part").exists()


def test_checks_have_no_form_of_a_comparison(chain, run):
    assert run("check", "a", "--format", "pdf").status == 2


def test_the_same_files_give_the_same_digests_under_other_roofs(chain, run, tmp_path):
    def cited() -> list[str]:
        done = run("compare", "old=a", "new=b", "--format", "html")
        return [line for line in done.out.splitlines() if line.startswith("<dt>Digest")]

    first = cited()
    assert len(first) == 2
    for name in ("a", "b"):
        (chain / name).rename(chain / f"{name}-moved")
        (chain / name).mkdir()
        (chain / f"{name}-moved" / "1.dcm").rename(chain / name / "1.dcm")
    assert cited() == first
    (chain / "b" / "1.dcm").write_bytes(build.file(build.ct(AccessionNumber="ACC-2025")))
    assert all(one != other for one, other in zip(first, cited(), strict=True))
