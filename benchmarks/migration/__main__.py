"""Runs the command line over migrations of several sizes, and says what it missed, made up and cost.

``python -m benchmarks.migration`` takes 1,000, 10,000 and 100,000 instances a side and a set with large pixel data. In
the same run pydicom alone reads the headers of the same files, and ``sha256sum`` their bytes. The exit status is 1
where anything was missed or made up.
"""

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.migration import truth
from benchmarks.migration.generate import LABELS, generate
from benchmarks.migration.processes import MIB, Cost, run
from benchmarks.migration.reading import WAYS
from benchmarks.migration.score import Score, lines_of, print_score, score_check, score_comparison

SIZES = (1_000, 10_000, 100_000)
LARGE_FILES = 5_000
LARGE_PIXELS = (128 * 1024, 512 * 1024)


class Run(NamedTuple):
    """What one size came to."""

    instances: int
    """At the source."""
    files: int
    """At both captures."""
    costs: dict[str, Cost]
    """Of reading headers in the ways of ``reading``, and of the two commands."""
    scores: tuple[Score, Score]
    """Of the comparison and of the check."""

    @property
    def perfect(self) -> bool:
        """Whether nothing was missed and nothing invented."""
        return all(score.perfect for score in self.scores)


def measure(folder: Path, instances: int, seed: int) -> Run:
    """Make a migration in ``folder``, which is not there yet, and run the command line over it."""
    folder.mkdir(parents=True)
    generate(folder, instances=instances, seed=seed)
    captures = [str(folder / label) for label in LABELS]
    files = sum(1 for path in folder.rglob("*.dcm"))
    costs = {way: _module(folder, way, "benchmarks.migration.reading", way, *captures) for way in WAYS}
    costs["compare"] = _compare(folder)
    costs["check"] = _module(folder, "check", "validator", "check", *captures, "--format", "ndjson")
    facts = list(truth.read(folder))
    scores = (
        score_comparison(facts, lines_of(folder / "compare.out")),
        score_check(facts, lines_of(folder / "check.out", below=folder)),
    )
    return Run(instances, files, costs, scores)


def _compare(folder: Path) -> Cost:
    sides = [f"{label}={folder / label}" for label in LABELS]
    return _module(folder, "compare", "validator", "compare", *sides, "--format", "ndjson")


def _module(folder: Path, name: str, *arguments: str) -> Cost:
    """Run a module; the command line may find something or be unable to read everything, and nothing else."""
    cost = run([sys.executable, "-m", *arguments], folder / f"{name}.out", folder / f"{name}.err")
    statuses = (0, 1, 2) if arguments[0] == "validator" else (0,)
    if cost.status not in statuses or "mistake in dicomcheck" in (folder / f"{name}.err").read_text():
        raise RuntimeError(f"{' '.join(arguments)} ended with {cost.status}; see {folder / f'{name}.err'}")
    return cost


def print_runs(runs: Sequence[Run]) -> None:
    """Figures and scores of all sizes."""
    print("\nEvery figure is of one run. CPU of all processes; ms for each file of both captures.")
    print(
        f"{'instances a side':>16} {'command':>8} {'wall s':>8} {'CPU s':>8} {'ms CPU':>8} {'ms wall':>8}"
        f" {'of pydicom':>10} {'processes':>9} {'largest':>9} {'parent':>9} {'all, unshared':>13}"
    )
    for one in runs:
        for name, cost in one.costs.items():
            unshared = sum(process.private for process in cost.processes)
            print(
                f"{one.instances:>16,} {name:>8} {cost.wall:>8.1f} {cost.cpu:>8.1f}"
                f" {cost.cpu / one.files * 1e3:>8.3f} {cost.wall / one.files * 1e3:>8.3f}"
                f" {cost.cpu / one.costs['pydicom'].cpu:>10.2f} {len(cost.processes):>9}"
                f" {cost.peak / MIB:>5,.0f} MiB {cost.processes[0].peak / MIB:>5,.0f} MiB {unshared / MIB:>9,.0f} MiB"
            )
    for one in runs:
        for name, score in zip(("compare", "check"), one.scores, strict=True):
            print_score(f"{one.instances:,} a side, {name}", score)


def measure_pixels(folder: Path, files: int, seed: int) -> None:
    """Print what digests of large pixel data cost, beside ``sha256sum`` over the same files."""
    folder.mkdir(parents=True)
    generate(folder, instances=files // 2, seed=seed, pixels=LARGE_PIXELS)
    paths = sorted(folder.rglob("*.dcm"))
    size = sum(path.stat().st_size for path in paths)
    listed = folder / "files"
    listed.write_bytes(b"\0".join(str(path).encode() for path in paths))
    summing = run(["xargs", "-0", "-a", str(listed), "sha256sum"], folder / "sums.out", folder / "sums.err")
    _module(folder, "digests", "benchmarks.migration.digesting", str(folder))
    digested, seconds = (folder / "digests.out").read_text().split()
    compare = _compare(folder)
    print(f"\n{len(paths):,} files of {size / len(paths) / 1024:,.0f} KiB, {size / 1e6:,.0f} MB")
    print(f"    sha256sum                       {size / summing.cpu / 1e6:>8,.0f} MB/s of CPU, {summing.cpu:.1f} s")
    print(
        f"    digests of pixel data, reading  {int(digested) / float(seconds) / 1e6:>8,.0f} MB/s of CPU,"
        f" {float(seconds):.1f} s"
    )
    print(
        f"    compare                         {size / compare.cpu / 1e6:>8,.0f} MB/s of CPU, {compare.cpu:.1f} s;"
        f" {compare.wall:.1f} s wall, largest process {compare.peak / MIB:,.0f} MiB"
    )


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.migration", description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES, help="instances a side")
    parser.add_argument("--pixel-files", type=int, default=LARGE_FILES, help="files with large pixel data, 0 for none")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, help="where the files go and stay; a temporary one if not given")
    given = parser.parse_args()
    runs = []
    with tempfile.TemporaryDirectory(prefix="dicomcheck-migration-") as temporary:
        base = given.folder or Path(temporary)
        for size in given.sizes:
            runs.append(measure(base / str(size), size, given.seed))
            print_runs(runs[-1:])
        if len(runs) > 1:
            print_runs(runs)
        if given.pixel_files:
            measure_pixels(base / "pixels", given.pixel_files, given.seed)
    return 0 if all(one.perfect for one in runs) else 1


if __name__ == "__main__":
    sys.exit(main())
