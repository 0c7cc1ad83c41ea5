"""How much of what kind every capture holds: studies, series and instances by modality, year and station."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from validator.engine.compare.acquisition import MODALITY, part
from validator.engine.compare.chains import Captures, Chain, chains_of
from validator.engine.compare.outline import Outline
from validator.engine.compare.pairing import Pairing
from validator.engine.model import BreakdownLine, Dimension, Lineage

STUDY_DATE = 0x00080020
YEAR = re.compile(r"\d{4}(?=[.\d]|$)", re.ASCII)
"""How a date begins, also as ACR-NEMA wrote it: ``1994.08.12``."""
Digests = Mapping[tuple[int, str], str]
"""By position of the capture and file."""


def breakdown(captures: Captures, pairing: Pairing) -> tuple[BreakdownLine, ...]:
    """Count the captures that were paired, as a whole and by each dimension.

    What is held is a counter for each line, and the UIDs of its studies and series; not the instances.
    """
    digests = _digests(captures, pairing.lineages)
    lines: dict[tuple[Dimension, str], _Line] = {}
    for lineage, chain in zip(pairing.lineages, chains_of(captures, pairing), strict=True):
        copies = _copies(lineage, digests)
        for kind in _kinds(chain):
            line = lines.get(kind)
            if line is None:
                line = lines[kind] = _Line([_Tally() for _ in captures])
            line.count(chain, copies)
    order = list(Dimension)
    told = [line.told(*kind) for kind, line in lines.items()]
    return tuple(sorted(told, key=lambda line: (order.index(line.dimension), -max(line.instances), line.value)))


def _kinds(chain: Chain) -> Iterator[tuple[Dimension, str]]:
    first = next(outline for outline in chain if outline is not None)
    yield Dimension.ALL, ""
    yield Dimension.MODALITY, part(first.key, MODALITY)
    yield Dimension.YEAR, _year(first)
    yield Dimension.STATION, first.station


def _year(outline: Outline) -> str:
    found = YEAR.match(part(outline.key, STUDY_DATE))
    return found[0] if found else ""


def _digests(captures: Captures, lineages: Iterable[Lineage]) -> Digests:
    """Those of the files that share their instance with others: of most captures none."""
    wanted = {
        (position, file)
        for lineage in lineages
        for position, files in enumerate(lineage.files)
        if len(files) > 1
        for file in files
    }
    return {
        (position, outline.file): outline.data_set_digest
        for position, (_, outlines) in enumerate(captures)
        if any(at == position for at, _ in wanted)
        for outline in outlines
        if (position, outline.file) in wanted
    }


def _copies(lineage: Lineage, digests: Digests) -> list[tuple[int, int]]:
    """At each capture how many of an instance's files repeat an earlier one, and how many are another version."""
    told = []
    for position, files in enumerate(lineage.files):
        versions = len({digests[position, file] for file in files}) if len(files) > 1 else len(files)
        told.append((len(files) - versions, max(versions - 1, 0)))
    return told


@dataclass(slots=True)
class _Tally:
    """What one capture holds of one line."""

    studies: set[str] = field(default_factory=set)
    series: set[tuple[str, str]] = field(default_factory=set)
    instances: int = 0
    missing: int = 0
    added: int = 0
    duplicated: int = 0
    conflicting: int = 0


@dataclass(slots=True)
class _Line:
    """One line while it is counted."""

    tallies: list[_Tally]

    def count(self, chain: Chain, copies: Sequence[tuple[int, int]]) -> None:
        """One instance at every capture."""
        known = False
        for position, (tally, outline) in enumerate(zip(self.tallies, chain, strict=True)):
            if outline is None:
                tally.missing += known
                continue
            tally.instances += 1
            tally.added += not known and position > 0
            tally.duplicated += copies[position][0]
            tally.conflicting += copies[position][1]
            known = True
            # Of a file that was cut before its UIDs nobody can say which study it is of.
            if outline.study:
                tally.studies.add(outline.study)
                if outline.series:
                    tally.series.add((outline.study, outline.series))

    def told(self, dimension: Dimension, value: str) -> BreakdownLine:
        tallies = self.tallies
        return BreakdownLine(
            dimension=dimension,
            value=value,
            studies=tuple(len(tally.studies) for tally in tallies),
            series=tuple(len(tally.series) for tally in tallies),
            instances=tuple(tally.instances for tally in tallies),
            missing=tuple(tally.missing for tally in tallies),
            added=tuple(tally.added for tally in tallies),
            duplicated=tuple(tally.duplicated for tally in tallies),
            conflicting=tuple(tally.conflicting for tally in tallies),
        )
