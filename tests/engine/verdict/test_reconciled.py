"""What the verdict says of lists from an archive's index."""

import pytest

from validator.engine.model import Entity, Facts, Impact, Reconciliation, Topic
from validator.engine.verdict import Case, verdict


def told(*levels: Reconciliation) -> list[tuple[Impact | None, str, int, int, str]]:
    sentences = verdict(Case(["archive"], [], []), Facts(reconciled=levels))
    assert all(each.topic is Topic.RECONCILED and each.capture is None for each in sentences)
    return [(each.impact, each.text, each.count, each.total, each.detail) for each in sentences]


def level(
    entity: Entity, listed: int, missing: int = 0, extra: int = 0, differing: int = 0, unusable: int = 0
) -> Reconciliation:
    return Reconciliation("index", "archive", entity, listed, listed - missing, missing, extra, differing, unusable)


@pytest.mark.parametrize(
    ("one", "impact", "text", "count"),
    [
        (level(Entity.STUDY, 1), None, "index lists 1 study: it is among the files of archive", 1),
        (level(Entity.STUDY, 12_400), None, "index lists 12,400 studies: all are among the files of archive", 12_400),
        (
            level(Entity.STUDY, 12_400, 3),
            Impact.BREAKS,
            "Of 12,400 studies that index lists, 3 are not among the files of archive",
            3,
        ),
        (
            level(Entity.SERIES, 5, 1, 1, 1),
            Impact.BREAKS,
            (
                "Of 5 series that index lists, 1 is not among the files of archive; 1 differs in counts or values; "
                "1 more is there and not listed"
            ),
            3,
        ),
        (
            level(Entity.INSTANCE, 5, 0, 2, 0),
            Impact.DEGRADES,
            "Of 5 instances that index lists, 2 more are among the files of archive and not listed",
            2,
        ),
        (
            level(Entity.STUDY, 5, 0, 0, 2),
            Impact.DEGRADES,
            "Of 5 studies that index lists, 2 differ from the files of archive in counts or values",
            2,
        ),
        (
            level(Entity.STUDY, 5, 0, 0, 0, 1),
            Impact.DEGRADES,
            "1 line of index cannot be used; index lists 5 studies: all are among the files of archive",
            5,
        ),
    ],
)
def test_a_list_of_one_level(one: Reconciliation, impact: Impact | None, text: str, count: int) -> None:
    assert told(one) == [(impact, text, count, one.listed, "")]


def test_the_highest_level_with_anything_wrong_is_told_and_the_others_stand_behind() -> None:
    assert told(
        level(Entity.STUDY, 2), level(Entity.SERIES, 4, 1, 0, 2, 7), level(Entity.INSTANCE, 90, 20, 1, 0, 7)
    ) == [
        (
            Impact.BREAKS,
            "Of 4 series that index lists, 1 is not among the files of archive; 2 differ in counts or values",
            3,
            4,
            "instances: 20 missing, 1 more (of 90) · 7 lines of index cannot be used",
        )
    ]


def test_every_pair_of_list_and_capture_has_its_sentence() -> None:
    first = level(Entity.STUDY, 2, 1)
    assert [text for _, text, *_ in told(first, first._replace(against="pacs", missing=0))] == [
        "Of 2 studies that index lists, 1 is not among the files of archive",
        "index lists 2 studies: all are among the files of pacs",
    ]
