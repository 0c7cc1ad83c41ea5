"""Work shared out to processes: the same for any number of them, in order, and nothing is left hanging."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pydicom
import pytest

from benchmarks.series import write_chain
from validator.commandline.workers import WorkerError, work_off

ROOT = Path(__file__).resolve().parents[2]
SLOW = """
import sys, time
import validator.commandline.checking as checking
from validator.commandline import main

def scan(path):
    time.sleep(60)

checking.scan, checking.CHUNK = scan, 1
sys.exit(main(sys.argv[1:]))
"""


class Squares:
    """Squares numbers; takes longest over the first, and is killed by some."""

    def __init__(self, *, deadly: tuple[int, ...] = ()) -> None:
        self.deadly = deadly

    def __call__(self, items, said):
        if any(item in self.deadly for item in items):
            os.kill(os.getpid(), signal.SIGKILL)
        if 0 in items:
            time.sleep(0.3)
        return [(item * item, os.getpid()) for item in items]

    def close(self) -> None:
        """Nothing is open."""


def squares(task, chunks, *, jobs: int, lost=None):
    results = [*work_off(task, chunks, jobs=jobs, lost=lost or pytest.fail)]
    return [square for result in results for square, _ in result], {pid for result in results for _, pid in result}


def test_results_come_in_the_order_of_the_chunks_whoever_is_faster():
    chunks = [(0, 1), *((number,) for number in range(2, 40))]
    found, workers = squares(Squares(), chunks, jobs=3)
    assert found == [number * number for number in range(40)]
    assert len(workers) > 1
    assert os.getpid() not in workers


def test_a_single_chunk_and_a_single_job_are_done_in_this_process():
    assert squares(Squares(), [(2, 3)], jobs=3) == ([4, 9], {os.getpid()})
    assert squares(Squares(), [(2,), (3,)], jobs=1) == ([4, 9], {os.getpid()})


def test_of_a_chunk_that_kills_a_worker_only_the_item_that_does_is_lost():
    lost = []
    chunks = [range(start, start + 16) for start in range(0, 64, 16)]
    found, _ = squares(Squares(deadly=(21, 63)), chunks, jobs=2, lost=lost.append)
    assert found == [number * number for number in range(64) if number not in (21, 63)]
    assert sorted(lost) == [21, 63]


def test_a_mistake_in_a_worker_is_raised_with_its_place():
    with pytest.raises(WorkerError, match="can't multiply sequence"):
        squares(Squares(), [(1,), ("one",)], jobs=2)


def test_no_worker_outlives_the_work():
    work = work_off(Squares(), [(number,) for number in range(1, 50)], jobs=2, lost=pytest.fail)
    _, pid = next(work)[0]
    work.close()
    assert not Path(f"/proc/{pid}").exists()


@pytest.fixture(scope="module")
def migration(tmp_path_factory):
    """A series, behind the router with other UIDs; a comment that the first ones did not get."""
    folder = tmp_path_factory.mktemp("migration")
    write_chain(folder, instances=60)
    (folder / "source" / "not.dcm").write_text("no DICOM at all")
    for number in range(60):
        for capture, prefix in (("source", ""), ("archive", "GH-" if number >= 4 else "")):
            path = folder / capture / f"{number:04}.dcm"
            image = pydicom.dcmread(path)
            image.PatientComments = f"{prefix}C{number}"
            image.save_as(path)
    return folder


@pytest.fixture
def small_chunks(monkeypatch):
    for module in ("checking", "instances", "comparison", "identities"):
        monkeypatch.setattr(f"validator.commandline.{module}.CHUNK", 4)


@pytest.mark.usefixtures("small_chunks")
@pytest.mark.parametrize("form", ["ndjson", "json", "text"])
def test_a_check_says_the_same_for_any_number_of_workers(migration, run, form):
    arguments = "check", migration / "source", migration / "archive", "--format", form
    one, three = (run(*arguments, "--jobs", jobs) for jobs in (1, 3))
    assert one.out == three.out
    assert (one.status, sorted(one.err.splitlines())) == (three.status, sorted(three.err.splitlines()))


@pytest.mark.usefixtures("small_chunks")
def test_a_comparison_has_the_same_digest_for_any_number_of_workers(migration, run):
    arguments = "compare", f"a={migration / 'source'}", f"b={migration / 'archive'}", "--format", "json"
    documents = [json.loads(run(*arguments, "--jobs", jobs).out) for jobs in (1, 2, 3)]
    for document in documents:
        del document["run"]
    assert documents[0] == documents[1] == documents[2]
    comments = next(rule for rule in documents[0]["rules"] if rule["path"] == "(0010,4000)")
    assert (comments["text"], comments["support"], comments["pairs"]) == ("prefix \u201cGH-\u201d", 56, 60)


def test_an_interruption_ends_every_worker_at_once(migration):
    command = [sys.executable, "-c", SLOW, "check", str(migration / "source"), "--jobs", "2"]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        workers = _children(process.pid, least=2)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (2, "", "dicomcheck: interrupted\n")
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


LOSING = """
import signal, sys, validator.commandline.workers as workers

class Forgetful:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

start = workers._Crew._start

def forgetting(crew):
    Forgetful()
    return start(crew)

workers._Crew._start = forgetting
"""


def test_an_interruption_that_the_interpreter_forgets_ends_the_command_too(migration):
    command = [sys.executable, "-c", LOSING + SLOW, "check", str(migration / "source"), "--jobs", "2"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Exception ignored" in done.stderr
    assert done.stderr.endswith("dicomcheck: interrupted\n")


def test_workers_end_when_the_command_is_killed(migration):
    command = [sys.executable, "-c", SLOW.replace("60", "0.5"), "check", str(migration / "source"), "--jobs", "2"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        workers = _children(process.pid, least=2)
        process.kill()
    until = time.monotonic() + 20
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)


def _children(parent: int, *, least: int) -> list[int]:
    """The processes that another has started, once there are so many."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        if len(children) >= least:
            return [*map(int, children)]
        time.sleep(0.02)
    pytest.fail("no workers were started")
