"""Compares our errors with those of dciodvfy over fresh objects, real files and thousands of mistakes put into them.

    python -m benchmarks.differential                      everything: some minutes, the first time more than later
    python -m benchmarks.differential --source ct --all    every mistake that can be put into one file
    python -m benchmarks.differential --kind "missing attribute"
    python -m benchmarks.differential --write "ct delete (0028,0010)" wrong.dcm

Prints the table of docs/differential.md. Below ``--out`` it writes the groups of errors that only one side reports, to
``unmatched.txt`` and ``ours-only.txt`` (with a sample of 200 to review in ``review.txt``), and with ``--examples`` one
file of each group that is not matched.
"""

import argparse
import re
import sys
import tempfile
import time
import warnings
from multiprocessing import Pool
from pathlib import Path

from tests.differential.comparison import Comparison, match
from tests.differential.mutations import Mutation, mutated, mutations
from tests.differential.remembered import Remembered
from tests.differential.sources import Source, fresh_sources, real_sources, tree_of
from tests.differential.tally import Example, Group, Tally
from validator.engine.rules import check_path

OF_A_FRESH_OBJECT = 320
OF_A_REAL_FILE = 30
LARGEST = 300_000
"""Bytes of a real file that mistakes are put into; larger ones are compared as they are."""
MEMORY = Path("/dev/shm")
Job = tuple[Source, int | None, Path | None]


def main() -> None:
    arguments = _arguments()
    warnings.simplefilter("ignore")
    if arguments.write:
        _write_example(*arguments.write)
        return
    started = time.perf_counter()
    total = Tally()
    cache = None if arguments.afresh else Path(tempfile.gettempdir()) / "dciodvfy-said"
    jobs = [(source, limit, cache) for source, limit in _jobs(arguments)]
    with Pool(arguments.jobs) as pool:
        for tally in pool.imap_unordered(_compare_source, jobs):
            total.merge(tally)
    arguments.out.mkdir(parents=True, exist_ok=True)
    _write_groups(arguments.out / "unmatched.txt", total.unmatched, arguments.kind)
    _write_groups(arguments.out / "ours-only.txt", total.surplus, "")
    if arguments.examples:
        _write_examples(arguments.out / "examples", total.unmatched)
    _print(total, time.perf_counter() - started)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--source", nargs="*", default=[], help="only the files of these names, or whose name contains the word"
    )
    parser.add_argument("--all", action="store_true", help="every mistake that can be put into a file")
    parser.add_argument("--limit", type=int, help="at most so many mistakes in each file, in place of the usual number")
    parser.add_argument("--originals", action="store_true", help="no mistakes: the files as they are")
    parser.add_argument("--kind", default="", help="write only groups of this kind to unmatched.txt")
    parser.add_argument("--afresh", action="store_true", help="ask dciodvfy again about files that it has seen")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path(tempfile.gettempdir()) / "diff")
    parser.add_argument("--examples", action="store_true", help="write a file for each group that is not matched")
    parser.add_argument("--write", nargs=2, metavar=("MISTAKE", "FILE"), help="write the file with this mistake in it")
    return parser.parse_args()


def _jobs(arguments: argparse.Namespace) -> list[tuple[Source, int | None]]:
    jobs: list[tuple[Source, int | None]] = [
        (source, None if arguments.all else OF_A_FRESH_OBJECT) for source in fresh_sources()
    ]
    for source in real_sources():
        small = source.path is not None and source.path.stat().st_size <= LARGEST
        jobs.append((source, (None if arguments.all else OF_A_REAL_FILE) if small else 0))
    if arguments.source:
        names = {source.name for source, _limit in jobs}
        words = [word for word in arguments.source if word not in names]
        jobs = [job for job in jobs if job[0].name in arguments.source or any(word in job[0].name for word in words)]
    if arguments.limit is not None:
        jobs = [(source, limit and arguments.limit) for source, limit in jobs]
    return [(source, 0) for source, _limit in jobs] if arguments.originals else jobs


def _compare_source(job: Job) -> Tally:
    """The file as it is, and with one mistake after the other."""
    warnings.simplefilter("ignore")
    source, limit, cache = job
    tally = Tally()
    remembered = Remembered(cache, source.name)
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        path = Path(folder) / "file.dcm"

        def compare(content: bytes) -> Comparison:
            path.write_bytes(content)
            opinion = remembered.opinion(path, content)
            return match(path, opinion, check_path(path, file=path.name).findings)

        tally.add(source.name, compare(source.content()))
        tree = tree_of(source)
        if tree is not None and limit != 0:
            before = compare(tree.to_bytes())
            for mutation in mutations(source.name, tree, limit=limit):
                tally.add(str(mutation), compare(mutated(tree, mutation)), before=before)
    remembered.close()
    return tally


def _write_groups(path: Path, groups: dict[Group, Example], kind: str) -> None:
    """A line a group, fields separated by `` | ``, the most frequent first."""
    chosen = sorted(
        ((group, example) for group, example in groups.items() if kind in group.what),
        key=lambda pair: (-pair[1].count, pair[0]),
    )
    lines = [
        f"{group.what} | {example.count} | {group.iod} | {group.path} | {group.module} | {example.message} | "
        f"other side: {example.other or '-'} | {example.name}\n"
        for group, example in chosen
    ]
    path.write_text("".join(lines), "utf-8")


def _write_examples(folder: Path, groups: dict[Group, Example]) -> None:
    folder.mkdir(exist_ok=True)
    for example in groups.values():
        _write_example(example.name, str(folder / (re.sub(r"[^\w.,()\[\]-]+", "_", example.name) + ".dcm")))


def _write_example(name: str, target: str) -> None:
    """``name`` is that of a source, or of a mistake in one."""
    sources = {source.name: source for source in [*fresh_sources(), *real_sources()]}
    found = re.fullmatch(r"(.*) ([a-z-]+) (\(\S+)", name)
    if found is None:
        Path(target).write_bytes(sources[name].content())
        return
    tree = tree_of(sources[found[1]])
    if tree is None:
        sys.exit(f"{found[1]} cannot be changed: pydicom does not read it.")
    Path(target).write_bytes(mutated(tree, Mutation(found[1], found[2], found[3])))


def _print(total: Tally, seconds: float) -> None:
    print(f"{total.files:,} files in {seconds:.0f} s")
    print(f"{total.unknown:,} of a SOP class that dciodvfy does not know, {total.stopped:,} on which it stopped")
    print(f"{'kind':40}{'only ours':>12}{'only dciodvfy':>16}{'both':>10}")
    for kind, ours, theirs, both in total.table():
        print(f"{kind:40}{ours:12,}{theirs:16,}{both:10,}")
    print(f"{'sum':40}{total.ours.total():12,}{total.theirs.total():16,}{total.both.total():10,}")
    print(f"matched: {total.share:.2%} of the errors of dciodvfy that are no mistakes of its own")
    print(
        f"warnings on {total.warnings['files']:,} files as they are: {total.warnings['ours']:,} of ours, "
        f"{total.warnings['dciodvfy']:,} of dciodvfy; more rules than its lines in {total.warnings['more of ours']:,}"
    )
    print(f"mistakes of dciodvfy: {total.mistakes.total():,}")
    for entry, count in total.mistakes.most_common():
        print(f"    {count:8,}  {entry}")
    print(f"repeated from the files without the mistake, not counted above: {dict(total.repeated)}")


if __name__ == "__main__":
    main()
