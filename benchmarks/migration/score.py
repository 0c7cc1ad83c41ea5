"""Holds what the command line told against what was planted: what was missed, and what was made up."""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.migration.truth import Change, Damage, Fact, Fault, Presence

FILE_META = "(0002,"
WRITER = ("(0002,0012)", "(0002,0013)")
"""Implementation Class UID and Version Name: the archive says of every file that it wrote it."""
FOLLOWING = frozenset({"encoding.vr", "encoding.vr-unknown", "encoding.pixel-lossless"})
"""What rewriting the transfer syntax may entail of single attributes, beside the data set as a whole."""
REWRITING = "transfer-syntax-rewritten"
SHOWN = 20
"""Misses, and inventions, that are printed."""
AGAIN = "-2.dcm"
"""How the name of a file ends that was sent twice."""
Record = dict[str, Any]


@dataclass(slots=True)
class Score:
    """The outcome of one run."""

    missed: list[str] = field(default_factory=list)
    invented: list[str] = field(default_factory=list)
    planted: Counter[str] = field(default_factory=Counter)
    """Facts by the way of coercing or damaging that they came by."""
    found: Counter[str] = field(default_factory=Counter)

    @property
    def perfect(self) -> bool:
        """Whether all was found and nothing invented."""
        return not self.missed and not self.invented

    def count(self, way: str, fact: object, *, found: bool) -> None:
        """Note that a fact was planted, and whether it was told."""
        self.planted[way] += 1
        self.found[way] += found
        if not found:
            self.missed.append(f"{way}: {fact}")


class _Comparison:
    """What was planted, while the records of a comparison are read."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._changes: dict[tuple[str, str, str, str], str] = {}
        self._damaged: dict[str, str] = {}
        self._presences: dict[tuple[str, str], Presence] = {}
        self._rewritten: set[str] = set()
        self._told: set[object] = set()
        self._pairs = 0
        self._writers: Counter[str] = Counter()
        self._score = Score()
        for fact in facts:
            self._plant(fact)

    def _plant(self, fact: Fact) -> None:
        if isinstance(fact, Change):
            self._changes[fact.before, fact.after, fact.path, fact.kind] = fact.way
            if fact.way == REWRITING:
                self._rewritten.add(fact.after)
        elif isinstance(fact, Damage):
            self._damaged[fact.before] = self._damaged[fact.after] = fact.after
            self._score.planted[fact.how] += 0
        elif isinstance(fact, Presence):
            self._presences[fact.kind, _first(fact.file)] = fact

    def lineage(self, record: Record) -> None:
        self._pairs += all(record["files"].get(label) for label in ("source", "archive"))

    def presence(self, record: Record) -> None:
        known = record["kind"], _first(record["file"])
        if record["file"] in self._damaged:
            self._told.add(self._damaged[record["file"]])
        elif known in self._presences and known not in self._told:
            self._told.add(known)
        else:
            self._score.invented.append(f"{record['kind']} at {record['capture']}: {record['file']}")

    def change(self, record: Record) -> None:
        before, path, kind = record["file_before"], record["path"], record["kind"]
        after = _first(record["file_after"])
        if after in self._damaged and record["level"] == "meaning":
            self._told.add(after)
        if path.startswith(FILE_META) and record["level"] == "encoding":
            self._writers[path] += 1
        elif (before, after, path, kind) in self._changes:
            self._told.add((before, after, path, kind))
        elif after not in self._damaged and not (after in self._rewritten and kind in FOLLOWING):
            self._score.invented.append(f"{kind} at {path}: {before} -> {after}")

    def scored(self, damages: Iterable[Damage]) -> Score:
        score = self._score
        for change, way in self._changes.items():
            score.count(way or "reference to a lost instance", change, found=change in self._told)
        for known, presence in self._presences.items():
            score.count(presence.kind, presence.file, found=known in self._told)
        for damage in damages:
            score.count(damage.how, damage.after, found=damage.after in self._told)
        for path in WRITER:
            if self._writers[path] != self._pairs:
                score.missed.append(f"{path} rewritten: told of {self._writers[path]} of {self._pairs} instances")
        return score


def lines_of(result: Path, *, below: Path | None = None) -> Iterator[Record]:
    """The records of a report in NDJSON; of a check with the names of files below a folder."""
    with result.open(encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            if below and record["record"] == "file":
                record["file"] = str(Path(record["file"]).relative_to(below))
            yield record


def records_of(document: Record) -> Iterator[Record]:
    """The same of a report in JSON, as far as they are scored."""
    for name, kind in (("lineages", "lineage"), ("presence", "presence"), ("changes", "change"), ("files", "file")):
        for record in document.get(name, ()):
            yield {"record": kind, **record}


def score_comparison(facts: Iterable[Fact], records: Iterable[Record]) -> Score:
    """Score what ``dicomcheck compare source=… archive=…`` told.

    Of a damaged file anything may be told, but something must that is more than a change of encoding.
    """
    facts = list(facts)
    comparison = _Comparison(facts)
    takers: dict[str, Callable[[Record], None]] = {
        "lineage": comparison.lineage,
        "presence": comparison.presence,
        "change": comparison.change,
    }
    for record in records:
        if taker := takers.get(record["record"]):
            taker(record)
    return comparison.scored(fact for fact in facts if isinstance(fact, Damage))


def score_check(facts: Iterable[Fact], records: Iterable[Record]) -> Score:
    """Score what ``dicomcheck check`` told of both captures; files are named ``source/…`` and ``archive/…``.

    Nothing of severity error may be found but in what was coerced or damaged, and every damaged file and every
    overlong Accession Number must be. Bytes that changed in a value or in pixels may leave a file without an error.
    """
    facts = list(facts)
    score = Score()
    states: dict[str, str] = {}
    errors: dict[str, set[str]] = defaultdict(set)
    for record in records:
        if record["record"] == "file":
            name = record["file"]
            states[name] = record["state"]
            errors[name] |= {one["path"] for one in record["findings"] if one["severity"] == "error"}
    touched = set()
    for fact in facts:
        if isinstance(fact, Change):
            touched.add(f"archive/{fact.after}")
        elif isinstance(fact, Fault):
            name = f"{fact.capture}/{fact.file}"
            touched.add(name)
            score.count(fact.way, fact, found=fact.path in errors[name])
        elif isinstance(fact, Damage):
            name = f"archive/{fact.after}"
            touched.add(name)
            if fact.how in EVIDENT:
                score.count(fact.how, fact, found=states.get(name) != "checked" or bool(errors[name]))
    score.invented += [
        f"{states[name]}, errors at {sorted(paths)}: {name}"
        for name, paths in errors.items()
        if (paths or states[name] != "checked") and name not in touched
    ]
    return score


EVIDENT = frozenset({"cut-in-header", "cut-short", "zero-filled"})
"""Damage that a file shows by itself."""


def print_score(title: str, score: Score) -> None:
    """How much was found, by way, and every miss and invention up to a bound."""
    print(
        f"\n{title}: {score.found.total():,} of {score.planted.total():,} planted facts found,"
        f" {len(score.missed):,} missed, {len(score.invented):,} invented"
    )
    for way in sorted(score.planted):
        if score.found[way] != score.planted[way]:
            print(f"    {way:30} {score.found[way]:>8,} of {score.planted[way]:>8,}")
    for word, lines in (("missed", score.missed), ("invented", score.invented)):
        for line in lines[:SHOWN]:
            print(f"    {word} {line}")
        if len(lines) > SHOWN:
            print(f"    and {len(lines) - SHOWN:,} more {word}")


def _first(file: str) -> str:
    """The name of the first file of those that were sent twice."""
    return f"{file.removesuffix(AGAIN)}.dcm" if file.endswith(AGAIN) else file
