"""A disk that is full in the middle: it is said, nothing breaks, and the work goes on by itself when there is room."""

import contextlib
import os
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.web.installation import Installation, until
from tests.web.jobs.test_workers import captures_of, facts
from validator.intake import spool

MIB = 1024**2
WAITING = "waiting for room on the disk to go on with "


class SmallDisk:
    """A file system of its own, which can be filled to the last byte."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ballast = folder / "ballast"

    def fill(self, *, leaving: int = 0) -> None:
        with self.ballast.open("ab", buffering=0) as file, contextlib.suppress(OSError):
            while (free := os.statvfs(self.folder).f_bavail * 4096) > leaving:
                file.write(bytes(min(MIB, free - leaving)))

    def free(self) -> None:
        self.ballast.unlink(missing_ok=True)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[SmallDisk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=128m", "tmpfs", str(folder)], check=False, capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"no file system of its own can be mounted here: {mounted.stderr.strip()}")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def installation(disk: SmallDisk, tmp_path: Path) -> Iterator[Installation]:
    """SQLite, messages and spool, all on the small disk."""
    whole = Installation(tmp_path, DICOMCHECK_DATA=str(disk.folder / "data"))
    for role in ("web", "reconciler"):
        whole.start(role)
    yield whole
    whole.stop()


@pytest.fixture
def slices(ct_small: bytes) -> dict[str, bytes]:
    uid = b"1.3.6.1.4.1.5962.1.1.1.1.1.20040119072730.12322"
    return {f"{at:03}.dcm": ct_small.replace(uid, uid[:-3] + f"{at:03}".encode()) for at in range(100)}


def run_again(installation: Installation, case: int) -> None:
    installation.post(f"cases/{case}/reopen")
    assert installation.post(f"cases/{case}/analyse")[0] == 202


def is_sound(installation: Installation) -> bool:
    with contextlib.closing(sqlite3.connect(f"{installation.environment['DICOMCHECK_DATA']}/dicomcheck.sqlite3")) as it:
        return list(it.execute("PRAGMA integrity_check")) == [("ok",)]


def test_an_upload_that_finds_no_room_is_refused_whole_and_can_be_sent_again(
    installation: Installation, disk: SmallDisk, slices: dict[str, bytes]
) -> None:
    case = installation.post("cases", {"title": "Full", "captures": ["source"]})[1]["id"]
    first, second = dict(list(slices.items())[:10]), dict(list(slices.items())[10:])
    assert installation.upload(case, 0, first)[0] == 201
    for leaving in (0, MIB, spool.LEAST_ROOM - MIB):
        disk.fill(leaving=leaving)
        status, answer = installation.upload(case, 0, second)
        assert (status, answer["error"].partition(",")[0]) == (507, "There is no room left on the disk")
        assert installation.get(f"cases/{case}")[1]["captures"][0]["files"] == len(first)
    assert list((disk.folder / "data" / "spool" / "incoming").iterdir()) == []
    disk.free()
    assert installation.upload(case, 0, second)[0] == 201
    assert installation.get(f"cases/{case}")[1]["captures"][0]["files"] == len(slices)
    assert is_sound(installation)


def test_a_run_waits_for_room_says_so_and_goes_on_by_itself(
    installation: Installation, disk: SmallDisk, slices: dict[str, bytes]
) -> None:
    installation.start("worker", pause=0.05)
    case = installation.new_case(captures_of(slices))
    until(lambda: installation.get(f"cases/{case}")[1]["progress"]["phase"] == "read", seconds=20, what="reading")
    disk.fill()

    def told() -> str:
        return str(installation.get(f"cases/{case}")[1]["progress"]["label"])

    until(lambda: told().startswith(WAITING), seconds=30, what="a sign of waiting")
    label = told()
    time.sleep(3)
    progress = installation.get(f"cases/{case}")[1]["progress"]
    assert (progress["label"], progress["waiting"], progress["workers"]) == (label, True, 0)
    assert progress["reason"] == "The disk is full. Make room, and it goes on by itself."
    assert all(process.poll() is None for process in installation.processes.values())
    disk.free()
    done = installation.wait(case, seconds=60)
    assert (done["state"], [each["states"] for each in done["verdict"]["captures"]]) == ("done", [{"checked": 100}] * 2)
    assert is_sound(installation)


@pytest.mark.soak
def test_a_disk_that_is_full_again_and_again_changes_nothing_of_the_report(
    installation: Installation, disk: SmallDisk, slices: dict[str, bytes]
) -> None:
    installation.start("worker", pause=0.01)
    case = installation.new_case(captures_of(slices))
    met = []

    def told() -> str:
        progress = installation.get(f"cases/{case}")[1]["progress"]
        return str(progress["phase"]) if progress else ""

    for phase in ("enrol", "read", "pair", "compare", "settle", "explain", "conclude") * 3:
        if phase in met:
            continue
        until(lambda phase=phase: told() in ("", phase), seconds=60, what=phase)  # type: ignore[misc]
        if told() == phase:
            disk.fill()
            met.append(phase)
            time.sleep(2)
            disk.free()
        if not told():
            run_again(installation, case)
    assert installation.wait(case, seconds=120)["state"] == "done"
    stormy = installation.get(f"cases/{case}/report.json")[1]
    run_again(installation, case)
    assert installation.wait(case, seconds=120)["state"] == "done"
    assert facts(stormy) == facts(installation.get(f"cases/{case}/report.json")[1])
    assert len(met) >= 5, met
    assert is_sound(installation)
