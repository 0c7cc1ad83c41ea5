"""What each hop made of UIDs: kept, renewed, split, merged, reused, scattered."""

from collections.abc import Callable

from validator.engine.compare import Outline, pair, survey, uid_maps
from validator.engine.model import UidMap, UidMove

Named = Callable[[int], str]


def series(
    *numbers: int, study: Named, series: Named = lambda _: "e", uid: Named = lambda at: f"u{at}"
) -> list[Outline]:
    return [
        Outline(
            file=f"{at}",
            sop_class="ct",
            sop_instance=uid(at),
            study=study(at),
            series=series(at),
            frame_of_reference="f",
            pixel_digest=f"n{at}",
            data_set_digest=f"{at}{study(at)}{series(at)}{uid(at)}",
        )
        for at in numbers
    ]


def mapped(*captures: list[Outline]) -> dict[tuple[str, str], UidMap]:
    labelled = [(chr(ord("a") + at), capture) for at, capture in enumerate(captures)]
    pairing = pair(labelled)
    return {(each.capture, each.entity): each for each in uid_maps(labelled, pairing, survey(labelled, pairing))}


def numbers(uid_map: UidMap) -> tuple[int, ...]:
    """Kept, renewed, split, merged, reused and scattered."""
    return uid_map[2:8]


def const(uid: str) -> Named:
    return lambda _: uid


def each(prefix: str) -> Named:
    return lambda at: f"{prefix}{at}"


def test_every_entity_has_a_map_of_every_hop() -> None:
    same = series(1, 2, study=const("s"))
    found = mapped(same, same, same)
    assert list(found) == [
        (capture, entity) for capture in "bc" for entity in ("study", "series", "instance", "frame-of-reference")
    ]
    assert {numbers(each) for each in found.values()} == {(1, 0, 0, 0, 0, 0), (2, 0, 0, 0, 0, 0)}
    assert {each.examples for each in found.values()} == {()}


def test_one_to_one() -> None:
    found = mapped(series(1, 2, study=const("s")), series(1, 2, study=const("n"), uid=each("n")))
    assert numbers(found["b", "study"]) == (0, 1, 0, 0, 0, 0)
    assert found["b", "study"].examples == (UidMove(("s",), ("n",)),)
    assert numbers(found["b", "instance"]) == (0, 2, 0, 0, 0, 0)
    assert found["b", "instance"].examples == (UidMove(("u1",), ("n1",)), UidMove(("u2",), ("n2",)))


def test_a_study_that_was_scattered_by_instance() -> None:
    before = series(1, 2, 3, study=const("s"))
    found = mapped(before, series(1, 2, 3, study=each("n"), series=each("m")))
    assert numbers(found["b", "study"]) == (0, 0, 1, 0, 0, 0)
    assert found["b", "study"].examples == (UidMove(("s",), ("n1", "n2", "n3")),)
    assert numbers(found["b", "series"]) == (0, 0, 1, 0, 0, 1)
    assert numbers(mapped(before, series(1, 2, 3, study=each("n")))["b", "series"]) == (1, 0, 0, 0, 0, 1)


def test_studies_that_became_one() -> None:
    found = mapped(series(1, 2, 3, study=each("s")), series(1, 2, 3, study=lambda at: "n" if at < 3 else "s3"))
    assert numbers(found["b", "study"]) == (1, 0, 0, 1, 0, 0)
    assert found["b", "study"].examples == (UidMove(("s1", "s2"), ("n",)),)
    into = mapped(series(1, 2, study=each("s")), series(1, 2, study=const("s2")))
    assert numbers(into["b", "study"]) == (0, 0, 0, 1, 0, 0)


def test_uids_that_changed_hands_are_reused() -> None:
    found = mapped(series(1, 2, study=each("s")), series(1, 2, study=lambda at: f"s{3 - at}"))
    assert numbers(found["b", "study"]) == (0, 2, 0, 0, 2, 0)
    assert found["b", "study"].examples == (UidMove(("s2",), ("s1",)), UidMove(("s1",), ("s2",)))


def test_an_instance_uid_that_names_another_instance_later_is_reused() -> None:
    renamed, other = series(1, study=const("s"), uid=const("n")), series(2, study=const("s"), uid=const("u1"))
    found = mapped(series(1, study=const("s")), renamed, [*renamed, *other], [*renamed, *other])
    assert [numbers(found[at, "instance"])[4] for at in "bcd"] == [0, 1, 0]
    assert found["c", "instance"].examples == (UidMove((), ("u1",)),)


def test_a_uid_that_went_back_is_not_reused() -> None:
    first, second = series(1, study=const("s")), series(1, study=const("n"), uid=const("n"))
    found = mapped(first, second, first)
    assert numbers(found["c", "study"]) == numbers(found["c", "instance"]) == (0, 1, 0, 0, 0, 0)


def test_instances_missing_in_between_go_the_way_of_the_others() -> None:
    first, last = series(1, 2, study=const("s")), series(1, 2, study=const("m"))
    found = mapped(first, series(1, study=const("n")), last)
    assert numbers(found["c", "study"]) == (0, 1, 0, 0, 0, 0)
    assert numbers(found["c", "instance"]) == (2, 0, 0, 0, 0, 0)
    apart = mapped(first, series(1, study=const("n")), series(1, 2, study=lambda at: "nx"[at - 1]))
    assert numbers(apart["c", "study"]) == (1, 1, 0, 0, 0, 0)


def test_at_most_twenty_examples_are_shown() -> None:
    many = range(1, 31)
    found = mapped(series(*many, study=const("s")), series(*many, study=each("n"), uid=each("n")))
    assert len(found["b", "study"].examples[0].after) == 20
    assert len(found["b", "instance"].examples) == 20
