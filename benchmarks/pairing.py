"""Pairing of very many instances whose UIDs a hop renewed for a good part: ``python -m benchmarks.pairing``.

Each number of instances, those wanted or three, is measured in a process of its own: CPU seconds, and the peak of
memory. The outlines are kept on disk, as a comparison of many files keeps them; with ``lists`` in memory. With
``same`` the hop leaves all UIDs as they were.
"""

import json
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from typing import Any

from validator.engine.compare import Outline, gather_facts, pair, survey
from validator.engine.compare.acquisition import ATTRIBUTES
from validator.engine.kept import Kept
from validator.engine.model import Lineage

INSTANCES = ("10000", "50000", "200000")
SERIES, SLICES = 4, 100
"""Of a study; the last slice of each series stands for a presentation state that cites the others."""
WAYS = range(5)
"""Of every five studies two keep their UIDs; of the others one is compressed, one scattered too."""
LABELS = ("modality", "router", "archive")
CT, STATE = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.11.1"
PLACE = "(0008,1115)[*].(0008,1140)[*].(0008,1155)"


def main(arguments: Sequence[str]) -> None:
    """A line for each number of instances, and one for the process before it did anything."""
    words = [argument for argument in arguments if argument in ("lists", "same")]
    counts = [argument for argument in arguments if argument not in words] or list(INSTANCES)
    print(f"{'instances':>9}  {'pair':>12}  {'survey':>12}  {'facts':>12}  {'µs each':>8}  {'peak of memory':>16}")
    for count in ("0", *counts):
        subprocess.run([sys.executable, "-m", "benchmarks.pairing", "measure", count, *words], check=True)


def measure(instances: int, *, held: bool, same: bool) -> None:
    """Pair so many instances at two captures."""
    captures: list[tuple[str, Sequence[Outline]]] = []
    for at, label in enumerate(LABELS[:2]):
        outlines = islice(outlines_of(at, ways=(0,) if same else WAYS), instances)
        captures.append((label, list(outlines) if held else Kept(Outline, outlines)))
    spent: list[float] = []
    pairing = _clocked(spent, lambda: pair(captures, kept=None if held else Kept(Lineage)))
    surveyed = _clocked(spent, lambda: survey(captures, pairing))
    _clocked(spent, lambda: gather_facts(captures, pairing, surveyed))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds = "  ".join(f"{each:8.2f} CPU" for each in spent)
    print(f"{instances:9,}  {seconds}  {sum(spent) / max(instances, 1) * 1e6:8.0f}  {peak:12,.0f} MiB", end="")
    evidence = Counter(lineage.paired_by for lineage in pairing.lineages)
    print("  ", ", ".join(f"{count:,} by {by}" for by, count in evidence.most_common()), flush=True)


def _clocked(spent: list[float], work: Callable[[], Any]) -> Any:
    started = time.process_time()
    result = work()
    spent.append(time.process_time() - started)
    return result


def outlines_of(at: int, ways: Sequence[int] = WAYS) -> Iterator[Outline]:
    """What one capture holds, study by study: every study fares in one of these ways on its hops."""
    study = 0
    while True:
        for series in range(SERIES):
            for number in range(1, SLICES + 1):
                outline = _outline(at, study, series, number, way=ways[study % len(ways)])
                if outline is not None:
                    yield Outline.from_json(json.loads(json.dumps(outline.to_json())))
        study += 1


def _outline(at: int, study: int, series: int, number: int, *, way: int) -> Outline | None:
    """One instance of a study that fares in this way; see ``WAYS``."""
    renewed = at if way >= 2 else 0
    place = (study, series, number)
    if at and way == 0 and number == 50:
        return None  # lost on the first hop
    is_state = number == SLICES
    of = renewed, study, (series, number) if way == 4 and renewed else 0
    cited = tuple(sorted(_uid("instance", renewed, study, series, each) for each in range(1, 6))) if is_state else ()
    pixels = f"{'e' if way == 3 and at else 'n'}{_hex(place, at if way == 3 else 0)}"
    return Outline(
        file=f"{study:05}/{series}/{number:04}.dcm",
        sop_class=STATE if is_state else CT,
        sop_instance=_uid("instance", renewed, *place),
        study=_uid("study", *of),
        series=_uid("series", *of, series),
        frame_of_reference=_uid("frame", *of),
        transfer_syntax="1.2.840.10008.1.2.1",
        pixel_digest="" if is_state else pixels,
        data_set_digest=_hex(place, at),
        key=_key(at, study, series, number, of=of),
        cited=cited,
        places=((PLACE, tuple(range(len(cited)))),) if cited else (),
    )


def _key(at: int, study: int, series: int, number: int, *, of: tuple[Any, ...]) -> tuple[str, ...]:
    minutes = study % 1440
    known = {
        0x00080016: STATE if number == SLICES else CT,
        0x00080060: "PR" if number == SLICES else "CT",
        0x00100020: f"{'GH-' if at else ''}{study:08}",
        0x00080050: f"A{study:07}",
        0x0020000D: _uid("study", *of),
        0x0020000E: _uid("series", *of, series),
        0x00080020: f"2024{study % 12 + 1:02}{study % 28 + 1:02}",
        0x00080030: f"{minutes // 60:02}{minutes % 60:02}00",
        0x0008103E: f"Thorax {series}",
        0x00200011: str(series + 1),
        0x00280010: "512",
        0x00280011: "512",
        0x00080033: f"{minutes // 60:02}{minutes % 60:02}{number % 60:02}.{series}",
        0x00200013: str(number),
        0x00200032: f"-125\\-125\\{number * 1.25:g}",
        0x00201041: f"{number * 1.25:g}",
    }
    return tuple(known.get(attribute.tag, "") for attribute in ATTRIBUTES)


def _uid(*what: object) -> str:
    return f"1.2.826.0.1.3680043.10.954.{int(_hex(*what)[:24], 16)}"


def _hex(*what: object) -> str:
    return blake2b(repr(what).encode(), digest_size=16).hexdigest()


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(int(sys.argv[2]), held="lists" in sys.argv, same="same" in sys.argv)
    else:
        main(sys.argv[1:])
