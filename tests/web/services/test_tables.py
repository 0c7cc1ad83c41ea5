"""What is told of the case as a whole is stored value by value, and read back as it was."""

import pytest

from validator.engine.model import (
    Ambiguity,
    BreakdownLine,
    Collision,
    Deidentification,
    DeltaState,
    Deviation,
    Dimension,
    Entity,
    EntityCount,
    Facts,
    FindingDelta,
    InferredRule,
    Reconciliation,
    RuleException,
    Severity,
    UidMap,
    UidMove,
)
from validator.models import Analysis, Case, Row
from validator.services import tables

RULE = InferredRule(
    capture="archive",
    path="(0008,0050)",
    text="first 16 characters",
    practice="cuts Accession Number after 16 characters",
    support=9,
    pairs=10,
    exceptions=(RuleException("A2024-0815-99999-1", "other", "A2024-0815-99999", 3, 1),),
    exception_count=1,
    collisions=(Collision("A2024-0815-99999", ("A2024-0815-99999-1", "A2024-0815-99999-2"), 2),),
    collision_count=1,
    expressions=(("what for", "how"),),
)
STUDY = EntityCount(
    entity=Entity.SERIES,
    study="1.2.3",
    series="1.2.3.4",
    modality="CT",
    uids=(("1.2.3.4",), ("1.2.9", "1.2.10")),
    counts=(5, 4),
    files=(5, 4),
    missing=(0, 1),
    added=(0, 0),
    studies=(("1.2.3",), ("1.2.3",)),
    merged=(False, True),
)
DEIDENTIFICATION = Deidentification(
    capture="router",
    count=4,
    total=5,
    profile="Basic",
    options=("Retain UIDs",),
    treated=40,
    deviations=(Deviation("(0010,0010)", "replace or empty", "kept", 1),),
    declared=("x",),
)
INTRODUCED = FindingDelta(
    capture_before="router",
    capture="archive",
    code="VRV001",
    severity=Severity.ERROR,
    path="(0008,0050)",
    state=DeltaState.INTRODUCED,
    count=3,
    lineages=(1, 2, 3),
)
MOVE = UidMove(("1.2",), ("1.3", "1.4"))
FACTS = Facts(
    studies=(STUDY,),
    ambiguous=(Ambiguity("archive", ("a.dcm", "b.dcm"), (1, 2), (7, 8), ("Rows",)),),
    uids=(
        UidMap("archive", Entity.SERIES, kept=0, renewed=1, split=1, merged=0, reused=0, scattered=0, examples=(MOVE,)),
    ),
    rules=(RULE, RULE._replace(capture="router")),
    deidentifications=(DEIDENTIFICATION,),
    delta=(INTRODUCED,),
    reconciled=(Reconciliation("index", "archive", Entity.STUDY, listed=9, found=8, missing=1, extra=2, differing=3),),
    breakdown=(BreakdownLine(Dimension.YEAR, "2024", (1, 1), (2, 2), (9, 8), (0, 1), (0, 0), (0, 2), (0, 3)),),
)


@pytest.fixture
def run(db: None) -> Analysis:
    case = Case.objects.create(title="Migration")
    return Analysis.objects.create(case=case, number=1, engine_version="1")


def test_every_value_is_read_as_it_was_written(run: Analysis) -> None:
    tables.write(run, FACTS, {"router": 1, "archive": 2})
    assert tables.facts(run)._replace(discrepancies=()) == FACTS


def test_a_table_is_read_a_part_at_a_time(run: Analysis) -> None:
    tables.write(run, FACTS, {"router": 1, "archive": 2})
    assert tables.read(run, Row.Table.RULES, first=1, most=1) == [FACTS.rules[1]]
    assert tables.read(run, Row.Table.RULES, only={"capture": 2, "key": "(0008,0050)"}) == [RULE]


def test_a_field_that_a_value_gained_since_is_read_with_its_default(run: Analysis) -> None:
    tables.write(run, FACTS, {"router": 1, "archive": 2})
    for row in Row.objects.filter(table=Row.Table.RULES):
        del row.value["expressions"]
        row.save()
    assert tables.read(run, Row.Table.RULES, only={"capture": 2}) == [RULE._replace(expressions=())]


def test_a_field_that_is_not_known_does_not_fit(run: Analysis) -> None:
    Row.objects.create(analysis=run, table=Row.Table.AMBIGUOUS, rank=0, value={"unheard of": 1})
    with pytest.raises(LookupError):
        tables.read(run, Row.Table.AMBIGUOUS)
