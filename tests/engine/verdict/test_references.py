"""Broken references and UIDs, told by number where the whole case was looked at."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import Capture
from tests.engine.verdict.telling import files, told
from validator.engine.model import (
    Entity,
    Evidence,
    Facts,
    Impact,
    ReferenceGraph,
    ReferenceLink,
    ReferenceState,
    Topic,
    UidMap,
)
from validator.engine.report import telling
from validator.engine.verdict.references import WHITHER, newly_broken

ROOT = build.ROOT
NEW = "2.25.4711"
OLDER = "the old UIDs"
OLD, GONE = ReferenceState.WRONG_GENERATION, ReferenceState.DANGLING


def link(capture: str, state: ReferenceState, count: int, *, target: int = 1) -> ReferenceLink:
    return ReferenceLink(capture, 2, target, "instance", state, count, (1,), (), ("1.2", "1.3"))


def graph(*links: ReferenceLink) -> ReferenceGraph:
    return ReferenceGraph((), links)


def chain(uid: str) -> Capture:
    """An image and two presentation states that cite the image under its first UID."""
    image = build.ct(SOPInstanceUID=uid, PixelData=bytes(range(48)))
    return {"image": build.file(image), "one": _state(1), "two": _state(2)}


def _state(number: int) -> bytes:
    cited = build.changed(Dataset(), ReferencedSOPClassUID=build.CT_IMAGE, ReferencedSOPInstanceUID=f"{ROOT}.4.1")
    dataset = build.instance(
        "1.2.840.10008.5.1.4.1.1.11.1", SOPInstanceUID=f"{ROOT}.4.9{number}", InstanceNumber=number
    )
    dataset.ReferencedImageSequence = Sequence([cited])
    return build.file(dataset)


@pytest.mark.parametrize(
    ("links", "text"),
    [
        ([], "b left 2 presentation states citing what is gone or has another UID"),
        (
            [link("b", OLD, 2)],
            "b left 2 references of 2 presentation states pointing at the old UIDs",
        ),
        ([link("b", GONE, 1)], "b left 1 reference of 2 presentation states pointing at what is not there"),
        (
            [link("b", OLD, 3), link("b", GONE, 2, target=3)],
            f"b left 5 references of 2 presentation states pointing nowhere: 3 at {OLDER} and 2 at what is not there",
        ),
    ],
)
def test_broken_references_are_counted_by_where_they_lead(links: list[ReferenceLink], text: str) -> None:
    sentences = told(chain(f"{ROOT}.4.1"), chain(NEW), facts=Facts(references=graph(*links)))
    assert text in [each.text for each in sentences]


def test_a_hop_broke_what_was_not_broken_before() -> None:
    links = graph(link("b", OLD, 3), link("c", OLD, 5), link("d", OLD, 3), link("e", OLD, 5), link("d", GONE, 1))
    assert newly_broken(links, "abcde") == {"b": {OLD: 3}, "c": {OLD: 2}, "d": {GONE: 1}}
    resolved = graph(link("b", ReferenceState.RESOLVED, 9), link("b", ReferenceState.OUTSIDE, 9))
    assert newly_broken(resolved, "ab") == {}


def test_broken_references_that_no_change_tells_of_have_a_sentence_of_their_own() -> None:
    (sentence,) = told(files(1), files(1), facts=Facts(references=graph(link("b", OLD, 5))))
    assert sentence.text == "b holds 5 references that point at the old UIDs"
    assert (sentence.impact, sentence.topic) == (Impact.BREAKS, Topic.REFERENCES)
    (sentence,) = told(files(1), files(1), facts=Facts(references=graph(link("b", OLD, 1), link("b", GONE, 1))))
    assert sentence.text == ("b holds 2 references that point astray: 1 at what is not there and 1 at the old UIDs")


def test_new_uids_are_counted_by_entity() -> None:
    maps = (UidMap("b", Entity.STUDY, 0, 1, 0, 0, 0, 0, ()), UidMap("b", Entity.SERIES, 0, 2, 0, 0, 0, 0, ()))
    after = files(3, StudyInstanceUID=f"{NEW}.1", SeriesInstanceUID=f"{NEW}.2")
    (sentence,) = told(files(3), after, facts=Facts(uids=maps))
    assert sentence.text == "b gave every study and series a new UID"
    assert sentence.detail.startswith("1 study and 2 series · one to one · ")
    kept = maps[0], maps[1]._replace(kept=3)
    (sentence,) = told(files(3), after, facts=Facts(uids=kept))
    assert sentence.text == "b gave every study a new UID and 3 instances a new Series UID"


def test_series_scattered_over_studies_are_counted() -> None:
    maps = (
        UidMap("b", Entity.SERIES, 1, 0, 0, 0, 0, 1, ()),
        UidMap("b", Entity.FRAME_OF_REFERENCE, 1, 0, 0, 0, 0, 0, ()),
    )
    (sentence,) = told(files(3), files(3, StudyInstanceUID=f"{NEW}.{{}}"), facts=Facts(uids=maps))
    assert sentence.text == "b divided 1 study into 3"
    assert sentence.detail.startswith("1 series now lies in several studies · ")


def test_uids_that_name_something_else_now_have_a_sentence() -> None:
    after = files(3, SeriesInstanceUID=f"{NEW}.2")
    sentences = told(files(3), after, facts=Facts(uids=(UidMap("b", Entity.SERIES, 0, 1, 0, 0, 2, 0, ()),)))
    reused = next(each for each in sentences if each.topic is Topic.REFERENCES)
    assert (reused.text, reused.count) == ("b used 2 Series UIDs again that named others before", 2)
    assert reused.evidence == (Evidence("b", "uid.regenerated", "(0020,000E)"),)


def test_every_way_of_leading_astray_has_words() -> None:
    broken = {state for state in ReferenceState if state.is_broken}
    assert set(WHITHER) == broken == set(telling.STATES)
