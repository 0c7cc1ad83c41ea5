"""Pairs compared in a second by one core, against a plain tool over the same pairs in the same run."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.clock import cpu_seconds_in_turn
from benchmarks.pairs import Kind, write_kinds
from benchmarks.walk import list_differences
from validator.commandline.comparison import Comparison
from validator.commandline.instances import Capture
from validator.commandline.troubles import Troubles
from validator.engine.compare import Outline, compare_lineage, outline, pair, survey
from validator.engine.contract import Expectations
from validator.engine.header import scan
from validator.engine.model import Header, Lineage
from validator.engine.report import compare_document

PAIRS = 50
LABELS = ("before", "after")
Pairs = Sequence[tuple[Path, Path]]


def measure_comparisons(say: Callable[[str, str], None]) -> None:
    """Print, for each kind of pair, what a plain tool, the engine and the whole command manage."""
    with tempfile.TemporaryDirectory() as folder:
        for kind in write_kinds(Path(folder), instances=PAIRS):
            _measure(kind, say)


def _measure(kind: Kind, say: Callable[[str, str], None]) -> None:
    case = _Case(kind.pairs)
    ways = {
        "compared": case.compare,
        "read and compared": case.read_and_compare,
        "the command, to JSON": lambda: _command(kind.pairs),
    }
    calls = [lambda: _walk_all(kind.pairs), *ways.values()]
    plain, *others = (seconds / PAIRS for seconds in cpu_seconds_in_turn(calls))
    say(kind.name, f"{1 / plain:5,.0f} pairs a second and core with pydicom ({plain * 1e3:.3f} ms CPU a pair)")
    for name, ours in zip(ways, others, strict=True):
        say(f"  {name}", f"{1 / ours:5,.0f} pairs, {plain / ours:.1f} times as many ({ours * 1e3:.3f} ms)")


def _walk_all(pairs: Pairs) -> None:
    for before, after in pairs:
        list_differences(before, after)


class _Case:
    """The pairs as a worker has them: who belongs to whom is known, and what is known of the whole case."""

    def __init__(self, pairs: Pairs) -> None:
        self._paths = [{path.name: path for path in paths} for _, paths in _sides(pairs)]
        self._known = {path: _outlined(path)[1] for paths in self._paths for path in paths.values()}
        outlines = [
            (label, [self._known[path] for path in paths.values()])
            for label, paths in zip(LABELS, self._paths, strict=True)
        ]
        self._lineages = pair(outlines).lineages
        self._survey = survey(outlines, pair(outlines))

    def compare(self) -> None:
        """Scan both files and tell every change; the pixel data are known by their digests."""
        for lineage, paths in self._pairs():
            headers = {label: scan(path) for label, path in paths.items()}
            theirs = {label: self._known[path] for label, path in paths.items()}
            compare_lineage(lineage, headers, self._survey, outlines=theirs)

    def read_and_compare(self) -> None:
        """The same, pixel data and all else that is needed to pair the files read and digested first."""
        for lineage, paths in self._pairs():
            read = {label: _outlined(path) for label, path in paths.items()}
            headers = {label: header for label, (header, _outline) in read.items()}
            theirs = {label: known for label, (_header, known) in read.items()}
            compare_lineage(lineage, headers, self._survey, outlines=theirs)

    def _pairs(self) -> Iterator[tuple[Lineage, dict[str, Path]]]:
        for lineage in self._lineages:
            named = zip(LABELS, self._paths, lineage.files, strict=True)
            yield lineage, {label: paths[files[0]] for label, paths, files in named}


def _outlined(path: Path) -> tuple[Header, Outline]:
    header = scan(path)
    return header, outline(header, path, file=path.name)


def _sides(pairs: Pairs) -> list[tuple[str, list[Path]]]:
    return [(label, [pair[at] for pair in pairs]) for at, label in enumerate(LABELS)]


def _command(pairs: Pairs) -> None:
    captures = [Capture(label, {path.name: path for path in paths}) for label, paths in _sides(pairs)]
    with Comparison(captures, Troubles(), Expectations()) as comparison:
        for _chunk in compare_document(comparison.report(level=None, run={})):
            pass
