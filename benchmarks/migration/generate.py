"""Writes two captures of a migration and what was planted: ``python -m benchmarks.migration.generate FOLDER``.

``FOLDER/source`` and ``FOLDER/archive`` are the captures, ``FOLDER/truth.ndjson`` the facts. The same seed and number
of instances give the same bytes.
"""

import argparse
import hashlib
import random
import time
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from benchmarks.migration import truth
from benchmarks.migration.citing import cited_changes
from benchmarks.migration.coercions import ACCESSION_WAY, Planted, lengthen_accession
from benchmarks.migration.damage import CUT_SHORT, WAYS_OF_DAMAGE
from benchmarks.migration.elements import file
from benchmarks.migration.fates import Fates, draw_fates
from benchmarks.migration.studies import Instance, Plan, copied_instance, made, plans

LEAST = 300
"""Instances that are needed for every fate to fall to one."""
COERCED = 0.01
"""Share of the instances that the archive changes, unless said otherwise."""
SMALL = (2048, 4096)
"""Bytes of pixel data, unless said otherwise."""
SOURCE = ("1.2.826.0.1.3680043.10.954.77.9.1", "SOURCE_PACS_4")
ARCHIVE = ("1.2.826.0.1.3680043.10.954.77.9.2", "ARCHIVE_2026")
"""Implementation Class UID and Version Name: who wrote the files of each capture."""
LABELS = ("source", "archive")


def generate(
    folder: Path, *, instances: int, seed: int, pixels: tuple[int, int] = SMALL, coerced: float = COERCED
) -> Counter[str]:
    """Write a migration; how many instances each way and each fate came to. Fewer than ``LEAST`` are refused."""
    if instances < LEAST:
        raise ValueError(f"{instances} instances are too few for every kind of change: take at least {LEAST}")
    studies = plans(instances, seed)
    writing = _Writing(folder, seed, pixels, draw_fates(studies, seed, pixels, coerced))
    truth.write(folder, chain.from_iterable(map(writing.study, studies)))
    return writing.written


class _Writing:
    """Both captures while they are written, study by study."""

    def __init__(self, folder: Path, seed: int, pixels: tuple[int, int], fates: Fates) -> None:
        self._folder, self._seed, self._pixels, self._fates = folder, seed, pixels, fates
        self._first = 0
        self.written: Counter[str] = Counter()

    def study(self, plan: Plan) -> Iterator[truth.Fact]:
        """Write one study at both captures; what was planted in it."""
        source = made(plan, self._seed, self._pixels)
        coerced = self._fates.coerced.get(plan.number)
        if coerced and coerced.way is ACCESSION_WAY:
            lengthen_accession(source)
            for instance in source:
                yield truth.Fault("source", instance.name, "(0008,0050)", coerced.way.name)
        archive = [copied_instance(instance, _archive_name(instance)) for instance in source]
        planted: list[Planted] = []
        if coerced:
            dice = random.Random(f"{self._seed} way {plan.number}")
            planted = list(coerced.way.coerce([archive[at] for at in coerced.instances], dice))
            self.written[coerced.way.name] += len(coerced.instances)
        gone = set()
        for at, pair in enumerate(zip(source, archive, strict=True)):
            facts = list(self._pair(*pair, self._first + at))
            gone |= {at} if self._first + at in self._fates.lost else set()
            yield from facts
        planted += cited_changes(source, archive, gone)
        yield from self._changes(source, archive, planted, coerced.way.name if coerced else "", gone)
        self._first += len(source)

    def _changes(
        self, source: list[Instance], archive: list[Instance], planted: list[Planted], way: str, gone: set[int]
    ) -> Iterator[truth.Change]:
        places = {id(instance): at for at, instance in enumerate(archive)}
        for change in planted:
            at = places[id(change.instance)]
            if at not in gone:
                yield truth.Change(source[at].name, archive[at].name, change.path, change.kind, way)

    def _pair(self, before: Instance, after: Instance, place: int) -> Iterator[truth.Fact]:
        self._save("source", before.name, file(before.item, implicit=before.implicit, writer=SOURCE))
        if place in self._fates.lost:
            self.written["lost"] += 1
            yield truth.Presence("instance.missing", before.name)
            return
        content = file(after.item, implicit=after.implicit, writer=ARCHIVE)
        if how := self._fates.damaged.get(place):
            content = WAYS_OF_DAMAGE[how](content, random.Random(f"{self._seed} damage {place}"))
            self.written[how] += 1
            yield truth.Damage(before.name, after.name, how)
            if how == CUT_SHORT:
                yield truth.Change(before.name, after.name, "(7FE0,0010)", "pixel.truncated", how)
        self._save("archive", after.name, content)
        if place in self._fates.sent_twice:
            again = f"{after.name.removesuffix('.dcm')}-2.dcm"
            self._save("archive", again, content)
            self.written["sent twice"] += 1
            yield truth.Presence("instance.duplicated", again)

    def _save(self, label: str, name: str, content: bytes) -> None:
        path = self._folder / label / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.written[label] += 1


def _archive_name(instance: Instance) -> str:
    """As archives do: by a digest, in folders of some hundred files."""
    digest = hashlib.sha256(instance.uid.encode()).hexdigest()
    return f"{digest[:2]}/{digest[2:18]}.dcm"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.migration.generate", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the captures go; made anew")
    parser.add_argument("--instances", type=int, default=100_000, help="at the source (default: 100,000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pixels", type=_kib, default=SMALL, metavar="128-512", help="KiB of pixel data")
    parser.add_argument("--coerced", type=float, default=COERCED, help="share of the instances (%(default)s)")
    given = parser.parse_args()
    if given.instances < LEAST:
        parser.error(f"take at least {LEAST} instances")
    given.folder.mkdir(parents=True)
    started = time.perf_counter()
    written = generate(
        given.folder, instances=given.instances, seed=given.seed, pixels=given.pixels, coerced=given.coerced
    )
    for what, count in written.items():
        print(f"{what:30} {count:>9,}")
    print(f"{time.perf_counter() - started:.0f} s")


def _kib(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return int(low) * 1024, int(high or low) * 1024


if __name__ == "__main__":
    main()
