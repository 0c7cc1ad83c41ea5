"""Is everything there: studies and series counted at every capture, through whatever UIDs they have."""

from validator.engine.compare import Outline, pair
from validator.engine.compare.acquisition import ATTRIBUTES
from validator.engine.compare.completeness import completeness
from validator.engine.model import Entity, EntityCount

TAGS = [attribute.tag for attribute in ATTRIBUTES]


def image(number: int, *, study: str = "s", series: str = "e", uid: str = "", file: str = "") -> Outline:
    known = {0x00080060: "CT", 0x00200011: "3", 0x00200013: str(number)}
    return Outline(
        file=file or f"{number}",
        sop_class="ct",
        sop_instance=uid or f"u{number}",
        study=study,
        series=series,
        pixel_digest=f"n{number}",
        data_set_digest=f"{number}{study}{series}{uid}",
        key=tuple(known.get(tag, "") for tag in TAGS),
    )


def counted(*captures: list[Outline]) -> tuple[EntityCount, ...]:
    labelled = [(chr(ord("a") + at), capture) for at, capture in enumerate(captures)]
    return completeness(labelled, pair(labelled))


def test_studies_and_series_are_followed_through_other_uids() -> None:
    before = [image(1), image(2), image(3, series="f")]
    after = [image(at, study="n", series="m" if at < 3 else "o", uid=f"n{at}") for at in (1, 2, 3)]
    assert counted(before, after) == (
        EntityCount(
            entity=Entity.STUDY,
            study="s",
            series="",
            modality="",
            uids=(("s",), ("n",)),
            counts=(3, 3),
            files=(3, 3),
            missing=(0, 0),
            added=(0, 0),
            studies=(("s",), ("n",)),
            merged=(False, False),
        ),
        EntityCount(
            entity=Entity.SERIES,
            study="s",
            series="e",
            modality="CT",
            uids=(("e",), ("m",)),
            counts=(2, 2),
            files=(2, 2),
            missing=(0, 0),
            added=(0, 0),
            studies=(("s",), ("n",)),
            merged=(False, False),
        ),
        EntityCount(
            entity=Entity.SERIES,
            study="s",
            series="f",
            modality="CT",
            uids=(("f",), ("o",)),
            counts=(1, 1),
            files=(1, 1),
            missing=(0, 0),
            added=(0, 0),
            studies=(("s",), ("n",)),
            merged=(False, False),
        ),
    )


def test_what_is_lost_found_again_added_and_doubled_is_counted() -> None:
    copies = [image(2, file="copy"), image(4)]
    study, series = counted([image(1), image(2)], [image(2), *copies], [image(1), image(2), image(4)])
    for row in (study, series):
        assert (row.counts, row.files, row.missing, row.added) == ((2, 2, 3), (2, 3, 3), (0, 1, 0), (0, 1, 0))


def test_what_is_added_belongs_to_the_study_that_has_its_uid_there() -> None:
    before = [image(1), image(2)]
    after = [image(at, study="n", series="m", uid=f"n{at}") for at in (1, 2)]
    report = image(9, study="n", series="sr")
    rows = counted(before, [*after, report])
    assert [(row.study, row.series, row.counts, row.added) for row in rows] == [
        ("s", "", (2, 3), (0, 1)),
        ("s", "e", (2, 2), (0, 0)),
        ("s", "sr", (0, 1), (0, 1)),
    ]


def test_a_study_that_comes_back_after_it_was_lost_is_the_same() -> None:
    rows = counted([image(1)], [], [image(2)])
    assert [(row.study, row.series, row.counts, row.missing, row.added) for row in rows] == [
        ("s", "", (1, 0, 1), (0, 1, 1), (0, 0, 1)),
        ("s", "e", (1, 0, 1), (0, 1, 1), (0, 0, 1)),
    ]


def test_a_uid_that_names_another_study_now_is_another_study() -> None:
    rows = counted([image(1)], [image(1, study="n", series="m"), image(2)])
    assert [(row.study, row.series, row.uids, row.counts) for row in rows] == [
        ("s", "", (("s",), ("n",)), (1, 1)),
        ("s", "e", (("e",), ("m",)), (1, 1)),
        ("s", "", ((), ("s",)), (0, 1)),
        ("s", "e", ((), ("e",)), (0, 1)),
    ]


def test_a_study_that_is_scattered_stays_one_row() -> None:
    before = [image(at) for at in (1, 2, 3)]
    after = [image(at, study=f"n{at}", series=f"m{at}", uid=f"u{at}") for at in (1, 2, 3)]
    study, series = counted(before, after)
    assert (study.uids, study.counts) == ((("s",), ("n1", "n2", "n3")), (3, 3))
    assert (series.uids, series.studies) == ((("e",), ("m1", "m2", "m3")), (("s",), ("n1", "n2", "n3")))


def test_studies_that_became_one_are_told_as_merged() -> None:
    before = [image(1), image(2, study="t", series="f")]
    after = [image(1, study="n", series="e"), image(2, study="n", series="f")]
    rows = counted(before, after)
    assert [(row.study, row.series, row.counts, row.merged) for row in rows] == [
        ("s", "", (1, 1), (False, True)),
        ("s", "e", (1, 1), (False, False)),
        ("t", "", (1, 1), (False, True)),
        ("t", "f", (1, 1), (False, False)),
    ]


def test_instances_without_any_uid_are_counted_too() -> None:
    rows = counted([image(1, study="", series="")], [])
    assert [(row.entity, row.study, row.series, row.uids, row.missing) for row in rows] == [
        ("study", "", "", ((), ()), (0, 1)),
        ("series", "", "", ((), ()), (0, 1)),
    ]
