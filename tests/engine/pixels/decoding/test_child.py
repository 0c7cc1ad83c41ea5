"""The child that decodes: what it may use, what happens when it hangs, crashes or is killed, and that it ends."""

import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PIL import Image

from tests.engine.pixels.pictures import colours, compressed, native, scene
from validator.engine.header import scan
from validator.engine.model import SampleComparison, SampleOutcome
from validator.engine.pixels.decoding import SampleComparer
from validator.engine.pixels.decoding.child import ROOT, Child
from validator.engine.pixels.decoding.limits import MEMORY

DESCRIPTORS = Path("/proc/self/fd")
HIDING = (
    f"import runpy, sys; sys.path.insert(0, {str(ROOT)!r}); sys.modules['imagecodecs'] = None; "
    "runpy.run_module('validator.engine.pixels.decoding', run_name='__main__')"
)
WITHOUT_IMAGECODECS = [sys.executable, "-c", HIDING]
PICTURE = scene()
BEFORE, AFTER = native(PICTURE), native(PICTURE + (PICTURE < 9) * 3)


def python(code: str) -> Child:
    """A child that runs this instead of the decoder."""
    return Child([sys.executable, "-c", code])


def compare(comparer: SampleComparer, before: bytes = BEFORE, after: bytes = AFTER) -> SampleComparison:
    return comparer.compare((before, scan(before)), (after, scan(after)))


def is_gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text()


@pytest.mark.parametrize(
    ("code", "seconds", "reason"),
    [
        ("import time; time.sleep(60)", 0.3, "decoding took too long"),
        ("import os; os.kill(os.getpid(), 11)", 30, "the decoder broke down on this picture"),
        ("print('no message at all', flush=True)", 30, "the decoder broke down on this picture"),
        ("raise SystemExit", 30, "the decoder broke down on this picture"),
    ],
    ids=["hangs", "crashes", "talks nonsense", "ends"],
)
def test_a_child_that_fails_leaves_the_pair_undecided(code: str, seconds: float, reason: str) -> None:
    child = python(code)
    with SampleComparer(seconds=seconds, child=child) as comparer:
        assert compare(comparer) == SampleComparison(SampleOutcome.UNDECIDED, reason)
        assert child.pid is None


def test_a_child_that_cannot_be_started_is_said_so() -> None:
    with SampleComparer(child=Child(["/no/such/program"])) as comparer:
        assert compare(comparer).reason == "the decoder could not be started"


def test_the_child_starts_with_the_first_pair_serves_all_and_ends_by_itself() -> None:
    child = Child()
    with SampleComparer(child=child) as comparer:
        assert child.pid is None
        assert compare(comparer).outcome is SampleOutcome.DIFFERENT
        pid = child.pid
        assert compare(comparer, BEFORE, BEFORE).outcome is SampleOutcome.EQUAL
        assert child.pid == pid
    assert is_gone(pid)


def test_a_child_that_was_killed_between_two_pairs_costs_neither() -> None:
    child = Child()
    with SampleComparer(child=child) as comparer:
        compare(comparer)
        os.kill(child.pid, signal.SIGKILL)
        time.sleep(0.05)
        assert compare(comparer).outcome is SampleOutcome.DIFFERENT


def test_a_picture_that_takes_too_long_costs_only_itself() -> None:
    large = scene(2000, 3000)
    with SampleComparer(seconds=0.001) as comparer:
        assert compare(comparer, native(large), native(large + 1, stored=8)).reason == "decoding took too long"
    with SampleComparer() as comparer:
        assert compare(comparer).outcome is SampleOutcome.DIFFERENT


def test_the_child_is_limited() -> None:
    child = Child()
    with SampleComparer(child=child) as comparer:
        compare(comparer)
        limits = Path(f"/proc/{child.pid}/limits").read_text()
    rows = {line[:25].strip(): line[25:].split()[0] for line in limits.splitlines()}
    assert rows["Max address space"] == str(MEMORY)
    assert rows["Max core file size"] == rows["Max file size"] == "0"
    assert rows["Max cpu time"] != "unlimited"


def test_the_child_knows_no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DICOMCHECK_SECRET_KEY", "nobody else's business")
    child = Child()
    with SampleComparer(child=child) as comparer:
        compare(comparer)
        known = Path(f"/proc/{child.pid}/environ").read_bytes()
    assert b"DICOMCHECK" not in known
    assert b"PYTHONPATH=" in known


def test_nothing_is_left_open() -> None:
    def count() -> int:
        return len(list(DESCRIPTORS.iterdir()))

    before = count()
    for _ in range(3):
        with SampleComparer(child=python("import os; os.abort()")) as comparer:
            compare(comparer)
        with SampleComparer() as comparer:
            compare(comparer)
    assert count() == before


def test_the_child_ends_when_its_parent_is_killed() -> None:
    code = (
        "from tests.engine.pixels.decoding.test_child import *\n"
        "child = Child(); comparer = SampleComparer(child=child); compare(comparer)\n"
        "print(child.pid, flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        pid = int(parent.stdout.readline())
        assert not is_gone(pid)
        parent.kill()
        deadline = time.monotonic() + 10
        while not is_gone(pid) and time.monotonic() < deadline:
            time.sleep(0.02)
    assert is_gone(pid)


def test_it_runs_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with SampleComparer() as comparer:
        assert compare(comparer).outcome is SampleOutcome.DIFFERENT


def test_without_imagecodecs_pillow_decodes_what_it_can(bundled: Path) -> None:
    with SampleComparer(child=Child(WITHOUT_IMAGECODECS)) as comparer:

        def between(before: str, after: str) -> SampleComparison:
            one, other = (((bundled / name), scan(bundled / name)) for name in (before, after))
            return comparer.compare(one, other)

        assert between("MR_small.dcm", "MR_small_jpeg_ls_lossless.dcm").reason == (
            "JPEG-LS Lossless needs the package imagecodecs, which is not installed here (frame 1, after)"
        )
        assert between("MR_small.dcm", "MR_small_jp2klossless.dcm").outcome is SampleOutcome.UNDECIDED
        assert between("MR_small.dcm", "MR_small_RLE.dcm").outcome is SampleOutcome.EQUAL


@pytest.mark.parametrize("subsampling", ["4:4:4", "4:2:2"])
def test_pillow_and_imagecodecs_give_the_same_samples(subsampling: str) -> None:
    pytest.importorskip("imagecodecs")
    rgb = colours()
    buffer = io.BytesIO()
    Image.fromarray(rgb.astype("u1")).save(buffer, "JPEG", quality=85, subsampling=subsampling)
    jpeg = compressed(buffer.getvalue(), of=[rgb], syntax="1.2.840.10008.1.2.4.50", photometric="YBR_FULL")
    with SampleComparer(child=Child(WITHOUT_IMAGECODECS)) as one, SampleComparer() as other:
        assert compare(one, native(rgb), jpeg) == compare(other, native(rgb), jpeg)
