"""Who did it, told with every sentence, and whether anyone said so, told once a hop where it is the same."""

import pytest

from validator.engine.model import Change, Impact, Level, Sentence
from validator.engine.verdict.authorship import UNDECLARED, authored, signed
from validator.engine.verdict.drafts import Draft
from validator.engine.verdict.tally import Tally


def details(*told: tuple[Impact, str, str, str]) -> list[str]:
    """The details that sentences get from impact, capture, writers and declaration."""
    return [
        each.sentence.detail
        for each in signed(
            Draft(Sentence(impact, capture, "did something", 1, 1, "how"), writers, declared)
            for impact, capture, writers, declared in told
        )
    ]


def test_every_sentence_names_the_writer_and_the_first_of_a_hop_the_declaration() -> None:
    assert details(
        (Impact.BREAKS, "b", "", ""),
        (Impact.BREAKS, "b", "writer X", UNDECLARED),
        (Impact.BREAKS, "c", "writer X", UNDECLARED),
        (Impact.DEGRADES, "b", "writer X", UNDECLARED),
    ) == ["how", f"how · writer X · {UNDECLARED}", f"how · writer X · {UNDECLARED}", "how · writer X"]


def test_where_declarations_differ_each_sentence_says_its_own() -> None:
    declared = "declared in Original Attributes"
    assert details(
        (Impact.BREAKS, "b", "writer X", declared),
        (Impact.DEGRADES, "b", "writer X", UNDECLARED),
        (Impact.DEGRADES, "b", "writer X", declared),
    ) == [f"how · writer X · {declared}", f"how · writer X · {UNDECLARED}", f"how · writer X · {declared}"]


def test_where_writers_differ_each_sentence_names_its_own() -> None:
    assert details(
        (Impact.BREAKS, "b", "writer X", UNDECLARED),
        (Impact.DEGRADES, "b", "writers X and Y", UNDECLARED),
    ) == [f"how · writer X · {UNDECLARED}", "how · writers X and Y"]


def test_nobody_declares_what_is_cosmetic() -> None:
    assert details((Impact.COSMETIC, "b", "writer X", UNDECLARED)) == ["how · writer X"]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (("no", "no"), UNDECLARED),
        (("yes", "yes"), "declared in Original Attributes"),
        (("yes", "no"), "declared in Original Attributes in part"),
        (("yes", "false-record"), "Original Attributes record another original"),
    ],
)
def test_what_original_attributes_tell_of_several_changes(answers: tuple[str, ...], told: str) -> None:
    path, kind = "(0010,0020)", "value.replaced"
    changes = [
        Change(
            *("a", "b", lineage, "1.dcm", "1.dcm", path, "PatientID", kind, Level.MEANING, "A", "B", Impact.BREAKS),
            declared=answer,
            writer="X",
        )
        for lineage, answer in enumerate(answers)
    ]
    tally = Tally("b", path, kind, Impact.BREAKS, Level.MEANING, changes[0])
    for change in changes:
        tally.add(change)
    sentence = Sentence(Impact.BREAKS, "b", "b replaced Patient ID", 2, 2)
    assert authored(sentence, [tally]) == Draft(sentence, "writer X", told, lineages=0b11)
    received = authored(sentence, [tally], method="c-move")
    assert received.writers == "writer X, the receiver of the files"


@pytest.mark.parametrize(
    ("after", "words"),
    [("1.2.3", "they were written by PACS 1"), ("1.2.4", "writer PACS 1")],
    ids=["untouched", "rewritten"],
)
def test_who_wrote_what_the_hop_did_not_touch_is_no_culprit(after: str, words: str) -> None:
    change = Change(
        *("a", "b", 1, "x", "y", "(0008,1115)[0].(0020,000E)", "SeriesInstanceUID", "reference.dangling"),
        level=Level.MEANING,
        before="1.2.3",
        after=after,
        impact=Impact.BREAKS,
        writer="PACS 1",
    )
    tally = Tally("b", "(0008,1115)[*].(0020,000E)", change.kind, change.impact, change.level, change)
    tally.add(change)
    assert authored(Sentence(Impact.BREAKS, "b", "b left it", 1, 1), [tally]).writers == words
