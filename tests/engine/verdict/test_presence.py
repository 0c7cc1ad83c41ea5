"""Whether everything is there: told by series where that was counted, and what may only not have been recognised."""

import pytest

from tests.engine.verdict.telling import files, told, well
from validator.engine.model import Ambiguity, Entity, EntityCount, Evidence, Facts, Impact, Sentence, Topic


def entity(series: str, counts: tuple[int, ...], missing: tuple[int, ...], *, modality: str = "CT") -> EntityCount:
    nothing: tuple[int, ...] = (0,) * len(counts)
    uids = tuple((series,) for _ in counts)
    kind = Entity.SERIES if series else Entity.STUDY
    studies, merged = tuple(("1.2",) for _ in counts), (False,) * len(counts)
    return EntityCount(
        *(kind, "1.2", series, modality if series else "", uids, counts, counts, missing, nothing, studies, merged)
    )


def missing(*counts: EntityCount) -> tuple[str, str]:
    """What is told where 3 of 6 instances are lost."""
    (sentence,) = told(files(6), files(3), facts=Facts(studies=counts))
    return sentence.text, sentence.detail


def test_a_loss_is_told_by_series() -> None:
    study = entity("", (6, 3), (0, 3))
    assert missing(study, entity("1.2.3", (6, 3), (0, 3))) == (
        "b lacks 3 of 6 instances of one CT series",
        "series 1.2.3 · 3 and 2 more",
    )
    assert missing(study, entity("1.2.3", (3, 0), (0, 3)), entity("1.2.4", (3, 3), (0, 0)))[0] == (
        "b lacks a whole CT series, 3 instances"
    )


def test_losses_in_several_series_are_summed_and_named() -> None:
    whole, part = entity("1.2.3", (2, 0), (0, 2)), entity("1.2.4", (1000, 999), (0, 1), modality="MR")
    text, detail = missing(whole, part)
    assert text == "b lacks 3 instances that a had: 1 whole series and part of 1 series"
    assert detail.startswith("CT series 1.2.3: 2 of 2; MR series 1.2.4: 1 of 1,000 · ")
    three = [entity(f"1.2.{at}", (2, 1), (0, 1)) for at in range(3)]
    assert missing(*three)[0] == "b lacks 3 instances that a had: parts of 3 series"


def test_counts_that_do_not_add_up_to_the_hop_are_not_told() -> None:
    assert missing(entity("1.2.3", (6, 4), (0, 2)))[0] == "b lacks 3 instances that a had"
    assert missing()[0] == "b lacks 3 instances that a had"


def test_a_loss_on_an_earlier_hop_is_not_told_again() -> None:
    counts = entity("1.2.3", (6, 3, 3), (0, 3, 3))
    (sentence,) = told(files(6), files(3), files(3), facts=Facts(studies=(counts,)))
    assert (sentence.capture, sentence.text) == ("b", "b lacks 3 of 6 instances of one CT series")


def test_files_that_fit_several_instances_are_told_and_counted_among_the_missing() -> None:
    ambiguous = Ambiguity("b", ("x.dcm", "y.dcm"), (4, 5), (7, 8), ("Series Number", "Rows"))
    lost, unsure = told(files(6), files(3), facts=Facts(ambiguous=(ambiguous,)))
    assert lost.detail.endswith(" · 2 of them may be in files that fit several instances")
    assert unsure == Sentence(
        Impact.DEGRADES,
        "b",
        "2 files at b fit several instances equally well; none was chosen",
        2,
        3,
        "Series Number and Rows agree · they stand as 2 missing and 2 added",
        topic=Topic.AMBIGUITY,
    )


def test_a_file_that_was_taken_for_one_of_several_says_that_any_would_do() -> None:
    ambiguous = Ambiguity("b", ("x.dcm",), (1, 2), (), ("Pixel Data",))
    *_, unsure = told(files(2), files(1), facts=Facts(ambiguous=(ambiguous,)))
    assert unsure.text == (
        "1 file at b fits several instances equally well; nothing tells those apart, so any was taken"
    )
    assert unsure.detail == "Pixel Data agrees"


@pytest.mark.parametrize(
    ("method", "clause"),
    [
        ("c-move", " · may stem from how b was taken: retrieved (C-MOVE or C-GET)"),
        ("c-store", ""),
        ("unknown", ""),
    ],
)
def test_what_is_missing_may_have_stayed_behind(method: str, clause: str) -> None:
    (sentence,) = told(files(3), files(2), facts=Facts(methods=("unknown", method)))
    assert sentence.detail == f"2{clause}"
    assert sentence.evidence == (Evidence("b", "instance.missing", ""),)


def test_what_is_there_is_told_with_its_studies_and_series() -> None:
    counts = entity("", (2, 2), (0, 0)), entity("1.2.3", (1, 1), (0, 0)), entity("1.2.4", (1, 1), (0, 0))
    assert well(files(2), files(2, PatientID="Z"), facts=Facts(studies=counts)) == [
        ("2 of 2 instances are there at both captures, with equal pixel data.", "1 study, 2 series")
    ]
    assert well(files(2), files(2), facts=Facts(studies=counts, elements=99)) == [
        (
            "Nothing changed: 2 of 2 instances say the same at both captures.",
            "1 study, 2 series · 99 elements compared",
        )
    ]
