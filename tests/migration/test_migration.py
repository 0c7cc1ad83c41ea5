"""A small made-up migration through the command line, and the instruments that large ones are measured with."""

import hashlib
import sys
from collections import Counter

import pytest

from benchmarks.migration import truth
from benchmarks.migration.coercions import WAYS
from benchmarks.migration.generate import generate
from benchmarks.migration.processes import run as run_watched
from benchmarks.migration.score import lines_of, score_check, score_comparison
from tests.commandline.conftest import run

__all__ = ["run"]

INSTANCES = 300


@pytest.fixture(scope="module")
def migration(tmp_path_factory):
    folder = tmp_path_factory.mktemp("migration")
    generate(folder, instances=INSTANCES, seed=1)
    return folder


def digests(folder):
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def saved(done, path):
    path.write_text(done.out, encoding="utf-8")
    return path


@pytest.fixture
def compared(migration, run, tmp_path):
    done = run("compare", f"source={migration / 'source'}", f"archive={migration / 'archive'}", "--format", "ndjson")
    return saved(done, tmp_path / "compared")


def test_every_way_of_coercing_is_planted(migration):
    planted = Counter(fact.way for fact in truth.read(migration) if isinstance(fact, truth.Change) and fact.way)
    assert planted.keys() == {way.name for way in WAYS} | {"cut-short"}
    assert len(list((migration / "source").rglob("*.dcm"))) == INSTANCES


def test_the_same_seed_gives_the_same_bytes(migration, tmp_path):
    generate(tmp_path, instances=INSTANCES, seed=1)
    assert digests(tmp_path) == digests(migration)


def test_a_comparison_finds_every_planted_fact_and_makes_up_none(migration, compared):
    score = score_comparison(truth.read(migration), lines_of(compared))
    assert (score.missed, score.invented) == ([], [])


def test_a_check_finds_errors_where_they_were_planted_only(migration, run, tmp_path):
    done = run("check", migration / "source", migration / "archive", "--format", "ndjson")
    score = score_check(truth.read(migration), lines_of(saved(done, tmp_path / "checked"), below=migration))
    assert (score.missed, score.invented) == ([], [])


def test_what_is_not_told_is_missed_and_what_was_not_planted_is_invented(migration, compared):
    told = list(lines_of(compared))
    prefixed = next(record for record in told if record.get("kind") == "value.prefixed" and "before" in record)
    prefixed["kind"] = "value.replaced"
    score = score_comparison(truth.read(migration), told)
    pair = prefixed["file_before"], prefixed["file_after"]
    assert score.missed == [f"patient-id-prefixed: {(*pair, '(0010,0020)', 'value.prefixed')}"]
    assert score.invented == [f"value.replaced at (0010,0020): {pair[0]} -> {pair[1]}"]


def test_an_instance_that_is_missing_without_having_been_lost_is_invented(migration, compared):
    told = list(lines_of(compared))
    told.append({"record": "presence", "kind": "instance.missing", "capture": "archive", "file": "P1/1/1/00001.dcm"})
    score = score_comparison(truth.read(migration), told)
    assert (score.missed, score.invented) == ([], ["instance.missing at archive: P1/1/1/00001.dcm"])


def test_the_memory_of_a_command_and_of_its_children_is_seen(tmp_path):
    child = "import time; held = bytearray(80 << 20); time.sleep(1)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    cost = run_watched([sys.executable, "-c", parent], tmp_path / "out", tmp_path / "err")
    assert cost.status == 0
    assert [process.parent for process in cost.processes] == [True, False]
    assert cost.processes[0].peak < 60 << 20
    assert 80 << 20 < cost.peak == cost.processes[1].peak < 140 << 20
    assert 80 << 20 < cost.processes[1].private
