"""The further tables of a report: what is told of the case as a whole, a row for each value."""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NamedTuple

from validator.engine.model import (
    Ambiguity,
    BreakdownLine,
    Deidentification,
    EntityCount,
    ExpectationResult,
    Facts,
    FindingDelta,
    InferredRule,
    Reconciliation,
    ReferenceGraph,
    ReferenceLink,
    ReferenceNode,
    Sampling,
    UidMap,
)
from validator.engine.report import plain
from validator.models import Analysis, Row
from validator.services import discrepancies
from validator.services.values import restore

Table = Row.Table
BATCH = 500
ODD = "odd"
"""The key of studies and series that are not the same at every capture."""


class Shape(NamedTuple):
    """What the rows of a table hold."""

    kind: Any
    values: Callable[[Any], tuple[Any, ...]]
    """Theirs among the facts of a case."""
    key: Callable[[Any], str]
    """What a page looks a row up by."""


SHAPES = {
    Table.STUDIES: Shape(EntityCount, attrgetter("studies"), lambda entity: ODD if is_odd(entity) else ""),
    Table.AMBIGUOUS: Shape(Ambiguity, attrgetter("ambiguous"), attrgetter("capture")),
    Table.NODES: Shape(ReferenceNode, attrgetter("references.nodes"), lambda node: str(node.id)),
    Table.LINKS: Shape(ReferenceLink, attrgetter("references.links"), attrgetter("state")),
    Table.UIDS: Shape(UidMap, attrgetter("uids"), attrgetter("entity")),
    Table.RULES: Shape(InferredRule, attrgetter("rules"), attrgetter("path")),
    Table.DELTA: Shape(FindingDelta, attrgetter("delta"), attrgetter("state")),
    Table.PRIVACY: Shape(Deidentification, attrgetter("deidentifications"), attrgetter("profile")),
    Table.BREAKDOWN: Shape(BreakdownLine, attrgetter("breakdown"), attrgetter("dimension")),
    Table.RECONCILED: Shape(Reconciliation, attrgetter("reconciled"), lambda _: discrepancies.LEVEL),
    Table.EXPECTATIONS: Shape(ExpectationResult, attrgetter("expectations"), lambda result: str(result.number)),
}


def is_odd(entity: EntityCount) -> bool:
    """Whether a study or series is not the same at every capture."""
    scattered = any(len(uids) > 1 for uids in (*entity.uids, *entity.studies)) or any(entity.merged)
    return scattered or len(set(entity.counts)) > 1 or entity.files != entity.counts or any(entity.missing)


def write(analysis: Analysis, facts: Facts, place: Mapping[str, int]) -> None:
    """Put the rows in; once, in the transaction that concludes the analysis. ``place`` has captures by label."""
    rows = (
        Row(
            analysis=analysis,
            table=table,
            rank=rank,
            capture=place.get(getattr(value, "capture", "")),
            key=shape.key(value),
            value=plain(value),
        )
        for table, shape in SHAPES.items()
        for rank, value in enumerate(shape.values(facts))
    )
    Row.objects.bulk_create(rows, batch_size=BATCH)


def read(
    run: Analysis, table: Table, *, first: int = 0, most: int | None = None, only: Mapping[str, Any] | None = None
) -> list[Any]:
    """The values of a table in their order, from the ``first`` on; ``only`` narrows by capture or key."""
    rows = Row.objects.filter(analysis=run, table=table, **(only or {})).order_by("rank")
    values = rows.values_list("value", flat=True)[first : None if most is None else first + most]
    return [restore(SHAPES[table].kind, value) for value in values]


def facts(run: Analysis) -> Facts:
    """All tables of a run."""
    return Facts(
        studies=tuple(read(run, Table.STUDIES)),
        ambiguous=tuple(read(run, Table.AMBIGUOUS)),
        references=ReferenceGraph(tuple(read(run, Table.NODES)), tuple(read(run, Table.LINKS))),
        uids=tuple(read(run, Table.UIDS)),
        rules=tuple(read(run, Table.RULES)),
        deidentifications=tuple(read(run, Table.PRIVACY)),
        delta=tuple(read(run, Table.DELTA)),
        expectations=tuple(read(run, Table.EXPECTATIONS)),
        reconciled=tuple(read(run, Table.RECONCILED, only={"key": discrepancies.LEVEL})),
        discrepancies=discrepancies.Stored(run),
        breakdown=tuple(read(run, Table.BREAKDOWN)),
        sampling=sampling(run),
    )


def sampling(run: Analysis) -> Sampling | None:
    """How many of the lineages were compared; ``None`` where all were, or the run is not done."""
    stored = run.summary.get("sampling")
    return Sampling(**stored) if stored else None
