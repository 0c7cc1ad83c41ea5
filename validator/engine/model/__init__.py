"""The plain values that flow through the engine, from bytes to report.

Nothing here knows how to scan, judge or compare: a value is made in one room and read in the next.
Tags are integers ``0xGGGGEEEE``; offsets are bytes from the start of the file (for a deflated data
set: from the start of the inflated data set, PS3.5 A.5).
"""

from validator.engine.model.changes import Change, ChangeGroup, Impact, Level, Lineage, Presence
from validator.engine.model.completeness import Ambiguity, EntityCount
from validator.engine.model.delta import DeltaState, FindingDelta
from validator.engine.model.elements import PIXEL_DATA, UNDEFINED_LENGTH, Element, Fragment, Item, is_private, tag_text
from validator.engine.model.entities import Entity
from validator.engine.model.expectations import ExpectationResult
from validator.engine.model.facts import Facts
from validator.engine.model.faults import Fault, FaultKind
from validator.engine.model.findings import CheckedFile, CollectionFinding, Finding, Severity, State, Undecided
from validator.engine.model.header import (
    EXPLICIT_BIG,
    EXPLICIT_LITTLE,
    IMPLICIT_LITTLE,
    PLAIN_SYNTAXES,
    Encoding,
    Header,
)
from validator.engine.model.migration import (
    BreakdownLine,
    Dimension,
    Discrepancy,
    DiscrepancyKind,
    Reconciliation,
    Sampling,
)
from validator.engine.model.privacy import Deidentification, Deviation
from validator.engine.model.references import (
    ReferenceGraph,
    ReferenceLink,
    ReferenceNode,
    ReferenceState,
    UidMap,
    UidMove,
)
from validator.engine.model.rules import Collision, InferredRule, RuleException
from validator.engine.model.samples import SampleComparison, SampleOutcome
from validator.engine.model.verdict import Evidence, Sentence, Topic

__all__ = [
    "EXPLICIT_BIG",
    "EXPLICIT_LITTLE",
    "IMPLICIT_LITTLE",
    "PIXEL_DATA",
    "PLAIN_SYNTAXES",
    "UNDEFINED_LENGTH",
    "Ambiguity",
    "BreakdownLine",
    "Change",
    "ChangeGroup",
    "CheckedFile",
    "CollectionFinding",
    "Collision",
    "Deidentification",
    "DeltaState",
    "Deviation",
    "Dimension",
    "Discrepancy",
    "DiscrepancyKind",
    "Element",
    "Encoding",
    "Entity",
    "EntityCount",
    "Evidence",
    "ExpectationResult",
    "Facts",
    "Fault",
    "FaultKind",
    "Finding",
    "FindingDelta",
    "Fragment",
    "Header",
    "Impact",
    "InferredRule",
    "Item",
    "Level",
    "Lineage",
    "Presence",
    "Reconciliation",
    "ReferenceGraph",
    "ReferenceLink",
    "ReferenceNode",
    "ReferenceState",
    "RuleException",
    "SampleComparison",
    "SampleOutcome",
    "Sampling",
    "Sentence",
    "Severity",
    "State",
    "Topic",
    "UidMap",
    "UidMove",
    "Undecided",
    "is_private",
    "tag_text",
]
