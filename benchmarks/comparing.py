"""Pairs compared in a second by one core, against a plain tool over the same pairs in the same run."""

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.clock import cpu_seconds
from benchmarks.pairs import Kind, write_kinds
from benchmarks.walk import list_differences
from validator.commandline.comparison import Comparison
from validator.commandline.instances import Capture
from validator.commandline.troubles import Troubles
from validator.engine.compare import Outline, compare_lineage, outline, pair, survey
from validator.engine.contract import Expectations
from validator.engine.header import scan
from validator.engine.model import Header
from validator.engine.report import compare_document

PAIRS = 50
ROUNDS = 5
LABELS = ("before", "after")


def measure_comparisons(say: Callable[[str, str], None]) -> None:
    """Print, for each kind of pair, what a plain tool, the engine and the whole command manage."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in write_kinds(Path(folder), instances=PAIRS):
            _measure(kind, say)


def _measure(kind: Kind, say: Callable[[str, str], None]) -> None:
    plain = _seconds(lambda: _walk_all(kind.pairs))
    engine = _seconds(_engine_over(kind.pairs))
    command = _seconds(lambda: _command(kind.pairs))
    say(kind.name, f"{1 / plain:,.0f} pairs a second and core with pydicom")
    say("  engine", f"{1 / engine:,.0f}, {plain / engine:.1f} times as many ({engine * 1e3:.3f} ms CPU a pair)")
    say("  command, to JSON", f"{1 / command:,.0f}, {plain / command:.1f} times as many ({command * 1e3:.3f} ms)")


def _seconds(compare_all: Callable[[], object]) -> float:
    return cpu_seconds(compare_all, repeats=1, rounds=ROUNDS) / PAIRS


def _walk_all(pairs: Sequence[tuple[Path, Path]]) -> None:
    for before, after in pairs:
        list_differences(before, after)


def _engine_over(pairs: Sequence[tuple[Path, Path]]) -> Callable[[], None]:
    """Read both files, pixel data included, and tell every change; who belongs to whom is known."""
    outlines = [(label, [_outlined(path)[1] for path in paths]) for label, paths in _sides(pairs)]
    pairing = pair(outlines)
    facts = survey(outlines, pairing)
    paths = [{path.name: path for path in paths} for _, paths in _sides(pairs)]

    def compare_all() -> None:
        for lineage in pairing.lineages:
            read = {
                label: _outlined(named[files[0]])
                for label, named, files in zip(LABELS, paths, lineage.files, strict=True)
            }
            headers = {label: header for label, (header, _outline) in read.items()}
            theirs = {label: outline for label, (_header, outline) in read.items()}
            compare_lineage(lineage, headers, facts, outlines=theirs)

    return compare_all


def _outlined(path: Path) -> tuple[Header, Outline]:
    header = scan(path)
    return header, outline(header, path, file=path.name)


def _sides(pairs: Sequence[tuple[Path, Path]]) -> list[tuple[str, list[Path]]]:
    return [(label, [pair[at] for pair in pairs]) for at, label in enumerate(LABELS)]


def _command(pairs: Sequence[tuple[Path, Path]]) -> None:
    captures = [Capture(label, {path.name: path for path in paths}) for label, paths in _sides(pairs)]
    with Comparison(captures, Troubles(), Expectations()) as comparison:
        for _chunk in compare_document(comparison.report(level=None, run={})):
            pass
