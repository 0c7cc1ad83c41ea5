"""What a comparison knows beside its changes: everything that is told of the case as a whole."""

from collections.abc import Collection
from typing import NamedTuple

from validator.engine.model.completeness import Ambiguity, EntityCount
from validator.engine.model.delta import FindingDelta
from validator.engine.model.expectations import ExpectationResult
from validator.engine.model.migration import BreakdownLine, Discrepancy, Reconciliation, Sampling
from validator.engine.model.privacy import Deidentification
from validator.engine.model.references import ReferenceGraph, UidMap
from validator.engine.model.rules import InferredRule


class Facts(NamedTuple):
    """Each empty where it was not looked for, or nothing was found."""

    studies: tuple[EntityCount, ...] = ()
    ambiguous: tuple[Ambiguity, ...] = ()
    references: ReferenceGraph = ReferenceGraph((), ())
    uids: tuple[UidMap, ...] = ()
    rules: tuple[InferredRule, ...] = ()
    deidentifications: tuple[Deidentification, ...] = ()
    delta: tuple[FindingDelta, ...] = ()
    expectations: tuple[ExpectationResult, ...] = ()
    breakdown: tuple[BreakdownLine, ...] = ()
    """By dimension in the order of ``Dimension``, then the most instances first."""
    reconciled: tuple[Reconciliation, ...] = ()
    discrepancies: Collection[Discrepancy] = ()
    """All of them, read from where they are kept: there may be as many as a manifest has lines."""
    sampling: Sampling | None = None
    """``None`` where every lineage was compared."""
    methods: tuple[str, ...] = ()
    """For each capture how it was taken: ``c-move``, ``export`` … (``validator.engine.verdict.methods``)."""
    elements: int = 0
    """How many elements the files of all captures hold that were compared; 0 where nobody counted."""
