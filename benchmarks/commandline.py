"""What ``check`` and ``compare`` cost for a file, step by step, against pydicom over the same files in the same run.

python -m benchmarks.commandline                      3,000 instances at each of two captures: some minutes
python -m benchmarks.commandline --instances 10000
"""

import argparse
import gc
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pydicom

from benchmarks.migration.generate import LABELS, generate
from benchmarks.migration.processes import Cost, run
from validator.__main__ import COLLECTION
from validator.commandline.lineages import CompareLineages, File, Following
from validator.commandline.workers import chunked
from validator.engine.compare import Outline, gather_facts, outline, pair, survey
from validator.engine.compare.chains import chains_of
from validator.engine.compare.explain import Targets
from validator.engine.header import scan
from validator.engine.model import CheckedFile, Header
from validator.engine.pixels.digest import digest_pixels
from validator.engine.report import FORMATS, CheckReport
from validator.engine.rules import Identity, check_collection, check_header, identify
from validator.engine.standard.dictionary import EDITION

CHUNK = 128
"""Lineages that are compared at a time, as workers do."""
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--instances", type=int, default=3000, help="at the source (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    gc.set_threshold(*COLLECTION)
    with tempfile.TemporaryDirectory() as folder:
        generate(Path(folder), instances=options.instances, seed=options.seed)
        captures = [sorted(path for path in (Path(folder) / name).rglob("*") if path.is_file()) for name in LABELS]
        files = sum(map(len, captures))
        print(f"{files:,} files; CPU milliseconds for each of them, and the share of a bare pydicom loop")
        measure = _Measure(files)
        measure.say("pydicom.dcmread(stop_before_pixels=True)", _read_all, captures)
        _measure_steps(measure, captures)
        _measure_commands(measure, Path(folder))


class _Measure:
    """Prints what steps cost for one file; the first one is what all are held against."""

    def __init__(self, files: int) -> None:
        self._files = files
        self._plain = 0.0

    def say(self, name: str, step: Callable[..., T], *arguments: object) -> T:
        """Run a step once, and print its CPU time."""
        gc.collect()
        started = time.process_time()
        result = step(*arguments)
        self.tell(name, time.process_time() - started)
        return result

    def tell(self, name: str, seconds: float, more: str = "") -> None:
        self._plain = self._plain or seconds
        print(f"{name:46} {seconds / self._files * 1e3:7.3f} ms {seconds / self._plain:6.2f}  {more}", flush=True)


def _read_all(captures: Sequence[Sequence[Path]]) -> None:
    for paths in captures:
        for path in paths:
            with suppress(Exception):  # damaged files end it early, which is cheaper still
                pydicom.dcmread(path, stop_before_pixels=True)


def _measure_steps(measure: _Measure, captures: Sequence[Sequence[Path]]) -> None:
    """Each step over all files by itself; headers are held meanwhile, so that no step pays for another."""
    read: list[list[tuple[Path, Header]]] = measure.say("scan", lambda: [[(p, scan(p)) for p in c] for c in captures])
    dicom = [(path, header) for each in read for path, header in each if header.is_dicom]
    checked: list[CheckedFile] = measure.say(
        "check", lambda: [check_header(header, file=path.name) for path, header in dicom]
    )
    identities: list[Identity] = measure.say(
        "identify", lambda: [identify(header, file=path.name, digested=False) for path, header in dicom]
    )
    measure.say("rules over all files", check_collection, identities)
    measure.say("report of the check, NDJSON", _write, checked)
    measure.say("digests of pixel data (within outline)", lambda: [digest_pixels(*each) for each in dicom])
    outlines: list[tuple[str, list[Outline]]] = measure.say(
        "outline", lambda: [(label, _outlined(each)) for label, each in zip(LABELS, read, strict=True)]
    )
    pairing = measure.say("pair", pair, outlines)
    surveyed = measure.say("survey", survey, outlines, pairing)
    measure.say("counts, UIDs and references of the case", gather_facts, outlines, pairing, surveyed)
    chains = chains_of(outlines, pairing)
    followings = [
        Following(lineage, tuple(File(one, each.file, each) for one, each in zip(LABELS, chain, strict=True) if each))
        for lineage, chain in zip(pairing.lineages, chains, strict=True)
    ]
    task = CompareLineages(surveyed)
    measure.say("compare, with scan, check and observations", lambda: _compare(task, followings))
    task.close()


def _outlined(read: Sequence[tuple[Path, Header]]) -> list[Outline]:
    return [outline(header, path, file=str(path)) for path, header in read if header.is_dicom]


def _write(checked: Sequence[CheckedFile]) -> None:
    for _line in FORMATS["ndjson"].check(CheckReport(checked, (), EDITION)):
        pass


def _compare(task: CompareLineages, followings: Sequence[Following]) -> None:
    known = Targets({})
    for chunk in chunked(followings, CHUNK):
        known = known.joined(task(chunk, known).looked_for)


def _measure_commands(measure: _Measure, folder: Path) -> None:
    """The commands from start to end, all processes together."""
    source, archive = (folder / name for name in LABELS)
    commands = {
        "check of the source and of the archive": [["check", str(source)], ["check", str(archive)]],
        "compare": [["compare", f"source={source}", f"archive={archive}"]],
    }
    for name, runs in commands.items():
        for jobs in (1, 2):
            costs = [*_costs(runs, jobs, folder)]
            wall, peak = sum(cost.wall for cost in costs), max(cost.peak for cost in costs)
            more = f"{wall:.1f} s from start to end, at most {peak / (1 << 20):.0f} MiB in a process"
            measure.tell(f"{name}, --jobs {jobs}", sum(cost.cpu for cost in costs), more)


def _costs(runs: Sequence[Sequence[str]], jobs: int, folder: Path) -> Iterator[Cost]:
    for arguments in runs:
        command = [sys.executable, "-m", "validator", *arguments, "--format", "ndjson", "--jobs", str(jobs)]
        yield run(command, folder / "out", folder / "err")


if __name__ == "__main__":
    main()
