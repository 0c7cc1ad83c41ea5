"""Lineages compared by workers: each reads the files of some, tells what changed, and observes it for the rules."""

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from validator.commandline.headers import Headers
from validator.commandline.store import packed
from validator.commandline.troubles import Trouble, unread
from validator.engine.compare import (
    DeidentificationTally,
    Outline,
    Survey,
    compare_lineage,
    settles,
    summarise,
)
from validator.engine.compare.explain import Observation, Targets, merge, observe, targets
from validator.engine.model import Change, ChangeGroup, Header, Lineage
from validator.engine.pixels.decoding import SampleComparer
from validator.engine.rules import check_header
from validator.engine.verdict import DeltaTally


class File(NamedTuple):
    """The file of a lineage that is compared at one capture."""

    label: str
    path: str
    outline: Outline


class Following(NamedTuple):
    """A lineage and its files, at each capture that holds it the first."""

    lineage: Lineage
    files: tuple[File, ...]


class Compared(NamedTuple):
    """What was found in some lineages."""

    first: int
    """The index of the first of them among all."""
    count: int  # type: ignore[assignment]  # hides tuple.count, which nobody asks of it
    changes: bytes
    """As a ``Store`` keeps them."""
    groups: list[ChangeGroup]
    """Of the changes as they are, unsettled."""
    settles: bool
    """Whether what all changes together prove may change one of these."""
    observed: bytes
    """Observations, merged, of the targets that were known by then."""
    looked_for: Targets
    delta: DeltaTally
    deidentification: DeidentificationTally
    troubles: list[Trouble]


class CompareLineages:
    """Compares lineages, each by itself."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey
        self._comparer = SampleComparer()

    def __call__(self, items: Sequence[Following], said: Targets) -> Compared:
        """``said`` are the targets that others have met by now."""
        labels = self._survey.labels
        headers = Headers()
        delta, deidentification = DeltaTally(labels), DeidentificationTally()
        troubles: list[Trouble] = []
        changes: list[Change] = []
        for following in items:
            read, met = _read(following, headers)
            troubles += met
            found = self._changes(following, read)
            changes += found
            findings = [
                (file.label, check_header(read[file.label], file=file.outline.file).findings)
                for file in following.files
                if file.label in read
            ]
            delta.add(following.lineage.id, findings)
            deidentification.add(read, found, labels)
        groups = summarise(changes)
        wanted = said.joined(targets(groups))
        return Compared(
            first=items[0].lineage.id - 1,
            count=len(items),
            changes=packed(changes),
            groups=groups,
            settles=any(map(settles, changes)),
            observed=packed([*merge(_observed(items, headers, self._survey, wanted))]),
            looked_for=wanted,
            delta=delta,
            deidentification=deidentification,
            troubles=troubles,
        )

    def close(self) -> None:
        """End the process that decodes pixel data."""
        self._comparer.close()

    def _changes(self, following: Following, headers: dict[str, Header]) -> list[Change]:
        files = [file for file in following.files if file.label in headers]
        samples = self._comparer.between({file.label: Path(file.path) for file in files}, headers)
        outlines = {file.label: file.outline for file in files}
        return compare_lineage(following.lineage, headers, self._survey, outlines=outlines, samples=samples)


class ObserveLineages:
    """Observes targets that were not known when the lineages were compared."""

    def __init__(self, survey: Survey) -> None:
        self._survey = survey

    def __call__(self, items: Sequence[tuple[Following, Targets]], said: None) -> bytes:
        """Observations, merged, as a ``Store`` keeps them."""
        headers = Headers()
        seen = (_observed([following], headers, self._survey, wanted) for following, wanted in items)
        return packed([*merge(chain.from_iterable(seen))])

    def close(self) -> None:
        """Nothing is open."""


def _observed(items: Sequence[Following], headers: Headers, survey: Survey, wanted: Targets) -> Iterator[Observation]:
    if wanted.by_capture:
        for following in items:
            # What went missing since has been told when it was compared.
            read, _ = _read(following, headers)
            yield from observe(following.lineage, read, survey, targets=wanted)


def _read(following: Following, headers: Headers) -> tuple[dict[str, Header], list[Trouble]]:
    """The headers of a lineage by capture label, and which could not be read any more."""
    read: dict[str, Header] = {}
    troubles = []
    for label, path, outline in following.files:
        try:
            read[label] = headers.read(path)
        except OSError as error:
            troubles.append(unread(f"{label}/{outline.file}", error))
    return read, troubles
