"""Draws 200 of our errors that dciodvfy does not report, to be reviewed by the text of the standard.

    python -m benchmarks.differential_review --out review          everything: as long as benchmarks.differential
    python -m benchmarks.differential_review --out review --limit 40    at most 40 mistakes in each file

Writes ``claims.json``, every such error, and ``sample.txt``, those drawn: code, path, file, our message. A review of
them is docs/differential-review.md. ``python -m benchmarks.differential --write`` makes the file of a line.
"""

import argparse
import json
import tempfile
import warnings
from collections import Counter
from multiprocessing import Pool
from pathlib import Path

from benchmarks.differential import LARGEST, MEMORY, OF_A_FRESH_OBJECT, OF_A_REAL_FILE
from tests.differential.comparison import Comparison, match
from tests.differential.mutations import mutated, mutations
from tests.differential.remembered import Remembered
from tests.differential.review import Claim, claims, draw
from tests.differential.sources import Source, fresh_sources, real_sources, tree_of
from validator.engine.rules import check_path

REMEMBERED = Path(tempfile.gettempdir()) / "dciodvfy-said"


def main() -> None:
    arguments = _arguments()
    warnings.simplefilter("ignore")
    arguments.out.mkdir(parents=True, exist_ok=True)
    every: list[Claim] = []
    with Pool(arguments.jobs) as pool:
        for found in pool.imap_unordered(_claims_of, _jobs(arguments.limit)):
            every += found
    every.sort()
    drawn = draw(every, seed=arguments.seed)
    (arguments.out / "claims.json").write_text(json.dumps(every, indent=0), "utf-8")
    lines = (f"{claim.code} | {claim.path} | {claim.file} | {claim.message}\n" for claim in drawn)
    (arguments.out / "sample.txt").write_text("".join(lines), "utf-8")
    print(f"{len(every):,} errors of ours that dciodvfy does not report, {len(drawn)} drawn")
    print(f"of files that it did not check: {sum(claim.unseen for claim in drawn)}")
    print(", ".join(f"{code} {count}" for code, count in Counter(claim.code for claim in drawn).most_common()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--limit", type=int, help="at most so many mistakes in each file, in place of the usual number")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    return parser.parse_args()


def _jobs(limit: int | None) -> list[tuple[Source, int]]:
    jobs = [(source, OF_A_FRESH_OBJECT) for source in fresh_sources()]
    for source in real_sources():
        small = source.path is not None and source.path.stat().st_size <= LARGEST
        jobs.append((source, OF_A_REAL_FILE if small else 0))
    return [(source, usual if limit is None else min(usual, limit)) for source, usual in jobs]


def _claims_of(job: tuple[Source, int]) -> list[Claim]:
    """Of the file as it is, and with one mistake after the other."""
    warnings.simplefilter("ignore")
    source, limit = job
    remembered = Remembered(REMEMBERED, source.name)
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        path = Path(folder) / "file.dcm"

        def compare(content: bytes) -> Comparison:
            path.write_bytes(content)
            return match(path, remembered.opinion(path, content), check_path(path, file=path.name).findings)

        found = list(claims(source.name, compare(source.content())))
        tree = tree_of(source)
        if tree is not None and limit:
            before = compare(tree.to_bytes())
            for mutation in mutations(source.name, tree, limit=limit):
                found += claims(str(mutation), compare(mutated(tree, mutation)), before=before)
    remembered.close()
    return found


if __name__ == "__main__":
    main()
