"""At most seven sentences, and nothing that breaks something goes unnamed."""

import itertools

import pytest

from validator.engine.model import Evidence, Impact, Sentence, Topic
from validator.engine.verdict.drafts import Draft
from validator.engine.verdict.folding import fitted

BREAKS, DEGRADES, COSMETIC = Impact.BREAKS, Impact.DEGRADES, Impact.COSMETIC


def one(impact: Impact | None, capture: str, text: str, *, lineages: int = 0b1, topic: Topic = Topic.CHANGES) -> Draft:
    evidence = (Evidence(capture, "value.replaced", text),)
    sentence = Sentence(impact, capture, f"{capture} {text}", lineages.bit_count(), 9, f"how {text} · by X")
    return Draft(sentence._replace(evidence=evidence, topic=topic), lineages=lineages)


def texts(told: list[Draft], room: int) -> list[tuple[Impact | None, str]]:
    return [(each.impact, each.text) for each in fitted(told, room=room)]


def test_what_fits_stays_as_it_is() -> None:
    told = [one(BREAKS, "b", "cut A"), one(COSMETIC, "b", "added B")]
    assert fitted(told, room=2) == [each.sentence for each in told]
    assert fitted([], room=2) == []


def test_the_rest_is_one_sentence_with_its_counts_and_its_evidence() -> None:
    told = [
        one(BREAKS, "b", "cut A"),
        one(DEGRADES, "b", "cut B", lineages=0b011),
        one(COSMETIC, "c", "cut C", lineages=0b110),
        one(COSMETIC, "c", "cut D"),
        one(COSMETIC, "c", "cut E"),
    ]
    assert fitted(told, room=2)[1] == Sentence(
        DEGRADES,
        None,
        "And 4 smaller changes: b cut B (2); c cut C (2); cut D (1); 1 more",
        3,
        9,
        evidence=tuple(each.sentence.evidence[0] for each in told[1:]),
    )


def test_what_is_no_change_is_called_a_point() -> None:
    told = [one(BREAKS, "b", "cut A"), one(DEGRADES, "b", "cut B"), one(None, "b", "fixed C", topic=Topic.DELTA)]
    assert texts(told, 2)[1] == (DEGRADES, "And 2 smaller points: b cut B (1); fixed C (1)")
    fixed = [one(None, "b", f"fixed {at}", topic=Topic.DELTA) for at in range(3)]
    assert [each.topic for each in fitted([told[0], *fixed], room=2)] == [Topic.CHANGES, Topic.DELTA]
    assert [each.topic for each in fitted(told, room=2)] == [Topic.CHANGES, Topic.CHANGES]


def test_a_rest_of_one_hop_names_it() -> None:
    told = [one(DEGRADES, "b", "cut A"), one(COSMETIC, "c", "cut B"), one(COSMETIC, "c", "cut C")]
    assert [each.capture for each in fitted(told, room=2)] == ["b", "c"]


def test_what_breaks_on_one_hop_is_joined_before_any_of_it_is_folded() -> None:
    told = [
        one(BREAKS, "b", "cut A", lineages=0b01),
        one(BREAKS, "c", "cut B"),
        one(BREAKS, "b", "cut C", lineages=0b10),
        one(COSMETIC, "b", "added D"),
    ]
    first, second, last = fitted(told, room=3)
    assert (first.text, first.count, first.detail) == ("b cut A; cut C", 2, "how cut A · by X · how cut C")
    assert first.evidence == (Evidence("b", "value.replaced", "cut A"), Evidence("b", "value.replaced", "cut C"))
    assert (second.text, last.text) == ("c cut B", "b added D")


def test_what_is_shown_elsewhere_is_not_joined() -> None:
    told = [
        one(BREAKS, "b", "lacks A", topic=Topic.PRESENCE),
        one(BREAKS, "b", "cut B"),
        one(BREAKS, "b", "cut C"),
    ]
    assert texts(told, 2) == [(BREAKS, "b lacks A"), (BREAKS, "b cut B; cut C")]


def test_what_breaks_on_more_hops_than_there_is_room_is_named_in_the_last_sentence() -> None:
    told = [one(BREAKS, label, "cut A") for label in "bcdefgh"] + [one(COSMETIC, "b", "added B")]
    assert texts(told, 3) == [
        (BREAKS, "b cut A"),
        (BREAKS, "c cut A"),
        (BREAKS, "And 6 more changes: d cut A (1); e cut A (1); f cut A (1); g cut A (1); h cut A (1); 1 more"),
    ]


@pytest.mark.parametrize("room", [2, 5, 7])
@pytest.mark.parametrize(("grave", "mild"), [*itertools.product([0, 1, 4, 6, 7, 20], [0, 1, 3, 9])])
def test_every_line_is_linked_and_what_breaks_is_named(room: int, grave: int, mild: int) -> None:
    told = [one(BREAKS, "bcdefghij"[at % 9], f"cut {at}.") for at in range(grave)]
    told += [one(DEGRADES, "b", f"changed {at}.") for at in range(mild)]
    sentences = fitted(told, room=room)
    assert len(sentences) <= room
    linked = [line for each in sentences for line in each.evidence]
    assert sorted(linked) == sorted(line for each in told for line in each.sentence.evidence)
    named = " ".join(each.text for each in sentences if each.impact is BREAKS)
    assert all(f"cut {at}." in named for at in range(grave))


def test_what_breaks_on_one_hop_is_joined_so_that_further_harm_has_a_line_of_its_own() -> None:
    told = [
        one(BREAKS, "b", "cut A"),
        one(BREAKS, "b", "cut B"),
        one(DEGRADES, "b", "relabelled C"),
        one(DEGRADES, "b", "introduced D", topic=Topic.DELTA),
        one(None, "c", "fixed E", topic=Topic.DELTA),
    ]
    assert texts(told, 3) == [
        (BREAKS, "b cut A; cut B"),
        (DEGRADES, "b relabelled C"),
        (DEGRADES, "And 2 smaller points: b introduced D (1); c fixed E (1)"),
    ]


def test_nothing_is_joined_for_the_sake_of_what_follows_from_it() -> None:
    told = [one(BREAKS, "b", "cut A"), one(BREAKS, "b", "cut B")]
    errors = [one(DEGRADES, "b", f"introduced {at}", topic=Topic.DELTA) for at in range(2)]
    assert [text for _, text in texts([*told, *errors], 3)][:2] == ["b cut A", "b cut B"]


def test_lesser_harm_on_one_hop_is_joined_before_what_breaks() -> None:
    drafts = [
        one(BREAKS, "b", "cut A"),
        one(BREAKS, "b", "cut B"),
        one(DEGRADES, "b", "changed C"),
        one(DEGRADES, "b", "changed D"),
        one(DEGRADES, "b", "changed E"),
    ]
    assert texts(drafts, 3) == [
        (BREAKS, "b cut A"),
        (BREAKS, "b cut B"),
        (DEGRADES, "b changed C; changed D; changed E"),
    ]
