"""Prints, in one run, what a scan, a check and a comparison cost."""

import platform
import subprocess
import sys
import tempfile
import time
import warnings
from itertools import chain, count
from pathlib import Path

import pydicom

from benchmarks.clock import cpu_seconds
from benchmarks.comparing import measure_comparisons
from benchmarks.series import CT, ECG, write_chain
from validator.engine.header import Limits, scan
from validator.engine.rules import check_header

INSTANCES = 200
COMMANDS = {"--help": ["--help"], "rules": ["rules"], f"check {CT.name}": ["check", str(CT)]}


def main() -> None:
    warnings.simplefilter("ignore")
    _say("machine", f"{platform.processor() or platform.machine()}, Python {platform.python_version()}")
    _scan(CT)
    _scan(ECG)
    with tempfile.TemporaryDirectory() as folder:
        captures = write_chain(Path(folder), instances=INSTANCES)
        _check(captures[0][1])
    measure_comparisons(_say)
    _start()


def _scan(path: Path) -> None:
    header = scan(path)
    elements = [*header.meta, *(element for _path, element in header.walk())]
    items = sum(len(element.items or ()) for element in elements)
    # Under limits that were never in force before nothing is taken over from what was read before.
    seconds = count(60)
    ours = cpu_seconds(lambda: scan(path, limits=Limits(seconds=next(seconds))), repeats=20, rounds=25)
    again = cpu_seconds(lambda: scan(path), repeats=20, rounds=25)
    theirs = cpu_seconds(lambda: _read_with_pydicom(path), repeats=2, rounds=25)
    _say(f"scan of {path.name}", f"{ours * 1e3:.3f} ms CPU, {len(elements):,} elements, {items:,} items")
    _say("behind one like it", f"{again * 1e3:.3f} ms CPU")
    _say("pydicom, every element", f"{theirs * 1e3:.3f} ms CPU, {theirs / ours:.1f} times as much")


def _read_with_pydicom(path: Path) -> None:
    dataset = pydicom.dcmread(path, stop_before_pixels=True)
    for element in chain(dataset.file_meta, dataset.iterall()):
        element.value  # noqa: B018  reading it converts it


def _check(folder: Path) -> None:
    paths = sorted(folder.iterdir())

    def check_all() -> None:
        for path in paths:
            check_header(scan(path), file=path.name)

    header = scan(CT)
    again = cpu_seconds(lambda: check_header(header, file=CT.name), repeats=50)
    series = cpu_seconds(check_all, repeats=1, rounds=3) / len(paths)
    _say("check of a header seen before", f"{again * 1e3:.3f} ms CPU")
    _say(f"scan and check, series of {len(paths)}", f"{series * 1e3:.3f} ms CPU an instance")


def _start() -> None:
    for name, command in COMMANDS.items():
        best = min(_wall_seconds(command) for _ in range(5))
        _say(f"python -m validator {name}", f"{best:.3f} s from start to end")


def _wall_seconds(command: list[str]) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-m", "validator", *command], check=False, capture_output=True)
    return time.perf_counter() - started


def _say(what: str, figure: str) -> None:
    print(f"{what:40} {figure}", flush=True)


if __name__ == "__main__":
    main()
