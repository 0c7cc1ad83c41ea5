"""What a migration is signed off by: counts by kind of study, lists of an index held against files, samples."""

from enum import StrEnum
from typing import NamedTuple

from validator.engine.model.entities import Entity


class Dimension(StrEnum):
    """By what instances are counted; the value of each is that at the first capture which holds the instance."""

    ALL = "all"
    """One line for the whole case; its value is empty."""
    MODALITY = "modality"
    """(0008,0060) Modality."""
    YEAR = "year"
    """Of (0008,0020) Study Date: ``2024``."""
    STATION = "station"
    """(0008,1010) Station Name."""


class BreakdownLine(NamedTuple):
    """How much of one kind every capture holds; each tuple has a number for each capture."""

    dimension: Dimension
    value: str
    """Empty where the instances do not say it, and for the whole case."""
    studies: tuple[int, ...]
    series: tuple[int, ...]
    instances: tuple[int, ...]
    """Each counted once."""
    missing: tuple[int, ...]
    """Instances that an earlier capture held and this one lacks."""
    added: tuple[int, ...]
    """Instances that no earlier capture held; of the first capture always 0."""
    duplicated: tuple[int, ...]
    """Further files with the same content as the instance they repeat."""
    conflicting: tuple[int, ...]
    """Further files under the same SOP Instance UID with other content."""


class DiscrepancyKind(StrEnum):
    """What a line of a manifest and the files do not agree in."""

    MISSING = "missing"
    """Listed, and not among the files."""
    EXTRA = "extra"
    """Among the files, and not listed."""
    COUNT = "count"
    """Another number of instances, or of series."""
    VALUE = "value"
    """Another value of an attribute."""
    UNUSABLE = "unusable"
    """A line of the manifest whose UID is none, so that nothing can be looked for."""


class Discrepancy(NamedTuple):
    """One thing in which a manifest and the files of a capture do not agree."""

    capture: str
    """The label of the manifest."""
    against: str
    """The label of the capture whose files were looked at."""
    kind: DiscrepancyKind
    entity: Entity
    uid: str
    """Study, Series or SOP Instance UID; empty of an unusable line, and of files that have none."""
    line: int
    """Of the manifest, counted from 1, its head included; 0 where the manifest does not have it."""
    attribute: str = ""
    """The keyword of what differs; empty where something is missing or extra."""
    listed: str = ""
    found: str = ""
    note: str = ""
    """What it looks like where it need not be the archive's doing: what a spreadsheet does to a list."""


class Reconciliation(NamedTuple):
    """A manifest held against the files of one capture, at one level: everything is counted, nothing sampled."""

    capture: str
    against: str
    entity: Entity
    listed: int
    """Different UIDs in the manifest."""
    found: int
    """Of these, how many the files hold too."""
    missing: int
    extra: int
    differing: int
    """Of those found, how many have another count or another value."""
    unusable: int = 0
    """Lines of the manifest that name no UID to look for; told with each of its levels, the same number."""


class Sampling(NamedTuple):
    """How many of the lineages that could be compared were compared, drawn at random."""

    population: int
    compared: int
    seed: str
    """What decided who was drawn: the digest of the inputs, so that the same input gives the same sample."""
