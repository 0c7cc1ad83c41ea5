"""What the rules find in one file or in several."""

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How bad a finding is; it belongs to the rule, never to the occasion."""

    ERROR = "error"
    """Violates the standard or loses data."""
    WARNING = "warning"
    """Legal, but breaks systems."""
    INFO = "info"


class State(StrEnum):
    """What became of one file."""

    CHECKED = "checked"
    DAMAGED = "damaged"
    """It was read as far as possible; its faults say where that ended."""
    NOT_DICOM = "not-dicom"


class Finding(NamedTuple):
    """One violation of one rule at one place of one file."""

    code: str
    severity: Severity
    path: str
    """Of the element; empty where the file as a whole is meant."""
    offset: int | None
    """Of the element's tag or of the byte at fault."""
    message: str
    value: str | None = None
    """What stands there, decoded and at most 256 characters long."""


class CollectionFinding(NamedTuple):
    """One violation that shows only when several files are read together."""

    code: str
    severity: Severity
    path: str
    message: str
    files: tuple[str, ...]
    """Those concerned; where the rest of an entity agrees, the odd ones out."""
    values: tuple[str, ...] = ()
    """What they say, the most frequent first, at most 256 characters each; may identify a patient."""


class Undecided(NamedTuple):
    """An attribute that is absent, and of which no machine can tell whether it should be: an outcome, no finding."""

    path: str
    name: str
    """``Patient Species Description``"""
    module: str
    """``General Image``"""
    condition: str
    """The clause that completes "required if"."""


class CheckedFile(NamedTuple):
    """What was found in one file."""

    file: str
    state: State
    sop_class: str | None
    sop_instance: str | None
    declared_syntax: str | None
    actual_syntax: str | None
    findings: tuple[Finding, ...]
    kind: str | None = None
    """For what is not DICOM: what it is instead (``"JPEG image"``)."""
    undecided: tuple[Undecided, ...] = ()
    """Only where it was asked for."""
