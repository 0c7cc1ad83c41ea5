"""What a report is made of: streams of the engine's plain values, in the order in which they are read."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from validator.engine.model import (
    Change,
    ChangeGroup,
    CheckedFile,
    CollectionFinding,
    Facts,
    Level,
    Lineage,
    Presence,
    Sentence,
    Severity,
)

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)
"""From the worst down."""


class CheckReport(NamedTuple):
    """What was found in some files; every stream is read once, in the order of the fields."""

    files: Iterable[CheckedFile]
    collection: Iterable[CollectionFinding]
    """Read only after ``files`` ended, so that a generator may compute it from what went by."""
    standard_edition: str
    fail_on: Severity = Severity.ERROR
    """From which severity on a finding is a failure, in the formats that know failures."""


class CaptureSize(NamedTuple):
    """How many files were received at one point of the chain."""

    label: str
    files: int


class Provenance(NamedTuple):
    """By what and from what a report was made; a field is empty where it is not known."""

    version: str = ""
    """Of the program."""
    edition: str = ""
    """Of the standard: ``2026c``."""
    engine: str = ""
    """The fingerprint of the engine: another one may judge otherwise."""
    expectations: str = ""
    """Which list of expectations: ``version 3, sha256 …``; empty where nothing was expected."""
    inputs: str = ""
    """The digest of the files, see ``Analysis.inputs_digest``."""


class CompareReport(NamedTuple):
    """What happened between some captures; every stream is read once, in the order of the fields."""

    captures: tuple[CaptureSize, ...]
    lineages: Sequence[Lineage]
    changes: Iterable[Change]
    """By lineage, then by hop, then by place; lineages in the order of ``lineages``."""
    presence: tuple[Presence, ...]
    groups: Iterable[ChangeGroup]
    """Read only after ``changes`` ended."""
    sentences: Iterable[Sentence]
    """Read last; only the formats for people show them."""
    run: Mapping[str, Any]
    """Times, host, versions: what differs between two runs over the same files. Outside the digest."""
    facts: Facts = Facts()
    """What is told of the case as a whole."""
    names: Mapping[str, str] = MappingProxyType({})
    """What attributes are called, by their paths in the facts; the formats for people show it."""
    provenance: Provenance = Provenance()
    """Outside the digest too: another version that finds the same makes the same report."""


def fails(severity: Severity, *, fail_on: Severity) -> bool:
    """Whether a finding of this severity is at or above the threshold."""
    return SEVERITIES.index(severity) <= SEVERITIES.index(fail_on)


def is_unexpected(told: Change | Presence) -> bool:
    """Whether a change tells the receiver something else, or an instance came or went, and nothing allowed it."""
    return told.expected is None and (isinstance(told, Presence) or told.level is Level.MEANING)
