"""Colour and progress are for people who look; files that vanish are named."""

import io
import json

import pytest

from tests import build
from validator.commandline import output
from validator.engine.header import scan


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch):
    """Time that passes by a second at each look."""
    seconds = iter(range(1000))
    monkeypatch.setattr(output.time, "monotonic", lambda: next(seconds))


def test_progress_counts_while_a_person_waits_and_leaves_nothing(monkeypatch, clock):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert list(output.progress("abc", "Files checked:")) == ["a", "b", "c"]
    shown = [f"\rFiles checked: {count}, 1/s\x1b[K" for count in (1, 2, 3)]
    assert terminal.getvalue() == "".join(shown) + "\r\x1b[K"


def test_progress_tells_what_is_left_where_the_end_is_known(monkeypatch, clock):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    assert list(output.progress("ab", "a: files read:", total=1202)) == ["a", "b"]
    assert terminal.getvalue() == (
        "\ra: files read: 1 of 1,202, 1/s, 20 min 1 s left\x1b[K"
        "\ra: files read: 2 of 1,202, 1/s, 20 min 0 s left\x1b[K\r\x1b[K"
    )


def test_progress_is_silent_where_nobody_waits(monkeypatch, clock):
    pipe = io.StringIO()
    monkeypatch.setattr("sys.stderr", pipe)
    assert list(output.progress("abc", "Files checked:")) == ["a", "b", "c"]
    assert pipe.getvalue() == ""


def test_progress_does_not_mix_with_a_report_that_streams_to_the_same_terminal(monkeypatch, clock):
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("sys.stdout", terminal)
    assert list(output.progress("abc", "Files checked:", streaming=True)) == ["a", "b", "c"]
    assert terminal.getvalue() == ""


@pytest.mark.parametrize(
    ("stream", "environment", "colour"),
    [
        (Terminal(), {"TERM": "xterm"}, True),
        (Terminal(), {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (Terminal(), {"TERM": "dumb"}, False),
        (io.StringIO(), {"TERM": "xterm"}, False),
    ],
)
def test_colour_is_for_terminals_whose_user_has_not_opted_out(monkeypatch, stream, environment, colour):
    monkeypatch.setattr("sys.stdout", stream)
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert output.shows_colour() is colour


def test_a_file_that_vanishes_between_pairing_and_comparing_is_named(tmp_path, run, monkeypatch):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "ct.dcm").write_bytes(build.file(build.ct()))

    def gone(path):
        if path.parent.name == "b":
            path.unlink()
        return scan(path)

    monkeypatch.setattr("validator.commandline.headers.scan", gone)
    done = run("compare", f"a={tmp_path / 'a'}", f"b={tmp_path / 'b'}", "--format", "json")
    assert json.loads(done.out)["changes"] == []
    assert done.err == (
        "dicomcheck: b/ct.dcm: No such file or directory; left out\n"
        "dicomcheck: one file or folder could not be read; the report is about the others only\n"
    )
    assert done.status == 2


def test_a_mistake_of_ours_is_no_finding(tmp_path, run, monkeypatch):
    (tmp_path / "ct.dcm").write_bytes(build.file(build.ct()))

    def broken(path):
        raise ZeroDivisionError

    monkeypatch.setattr("validator.commandline.checking.scan", broken)
    done = run("check", tmp_path)
    assert done.status == 2
    assert "ZeroDivisionError" in done.err
    assert done.err.endswith("dicomcheck: this is a mistake in dicomcheck; the report is not complete\n")
