"""What is observed of a lineage: both sides, unchanged ones too, in items, over gaps, and where values come from."""

import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from validator.engine.compare import outline, pair, survey
from validator.engine.compare.explain import Observation, Target, Targets, merge, observe, targets
from validator.engine.compare.explain.sources import MOST_TEXTS
from validator.engine.header import scan
from validator.engine.model import ChangeGroup

LABELS = ("a", "b", "c")
Told = tuple[str, str, str | None, str | None]


def seen(*files: bytes | None, paths: tuple[str, ...], foreign: bool = False) -> list[Observation]:
    """One lineage over captures ``a``, ``b`` …; ``None`` where one lacks it."""
    captures = [
        (label, [outline(scan(content), content, file="0")] if content else [])
        for label, content in zip(LABELS, files, strict=False)
    ]
    pairing = pair(captures)
    headers = {label: scan(content) for label, content in zip(LABELS, files, strict=False) if content}
    wanted = tuple(Target(path, foreign) for path in paths)
    (lineage,) = pairing.lineages
    return list(observe(lineage, headers, survey(captures, pairing), targets=Targets(dict.fromkeys(LABELS, wanted))))


def told(observations: list[Observation]) -> list[Told]:
    return [(each.capture, each.path, each.before, each.after) for each in observations]


def test_changed_and_unchanged_values_are_paired() -> None:
    files = [build.file(build.ct(PatientID=patient)) for patient in ("P1", "GH-P1", "GH-P1")]
    assert told(seen(*files, paths=("(0010,0020)",))) == [
        ("b", "(0010,0020)", "P1", "GH-P1"),
        ("c", "(0010,0020)", "GH-P1", "GH-P1"),
    ]


def test_a_capture_without_the_instance_is_passed_over() -> None:
    before, after = build.file(build.ct()), build.file(build.ct(PatientID="X"))
    assert told(seen(before, None, after, paths=("(0010,0020)",))) == [("c", "(0010,0020)", "P-4711", "X")]


def test_an_attribute_on_one_side_only_is_observed_and_on_none_is_not() -> None:
    before, after = build.file(build.ct(StudyID=None)), build.file(build.ct(AccessionNumber=None))
    paths = ("(0008,0050)", "(0020,0010)", "(0010,4000)")
    assert told(seen(before, after, paths=paths)) == [
        ("b", "(0008,0050)", "A2024-0815", None),
        ("b", "(0020,0010)", None, "S1"),
    ]


def test_what_is_only_written_otherwise_is_unchanged() -> None:
    before = build.file(build.ct(), raw={0x00180050: ("DS", b"1.0 ")})
    after = build.file(build.ct(), raw={0x00180050: ("DS", b"1 ")})
    assert told(seen(before, after, paths=("(0018,0050)",))) == [("b", "(0018,0050)", "1.0", "1.0")]


def request(accession: str, step: str) -> Dataset:
    item = Dataset()
    item.AccessionNumber = accession
    item.ScheduledProcedureStepID = step
    return item


def test_values_in_items_are_paired_by_the_items_that_answer_to_each_other() -> None:
    before = build.file(build.ct(RequestAttributesSequence=Sequence([request("A1", "1"), request("A2", "2")])))
    after = build.file(
        build.ct(RequestAttributesSequence=Sequence([request("A2", "2"), request("A1", "1"), request("A3", "3")]))
    )
    path = "(0040,0275)[*].(0008,0050)"
    assert sorted(told(seen(before, after, paths=(path,)))) == [("b", path, "A1", "A1"), ("b", path, "A2", "A2")]


def test_texts_are_whole_and_decoded() -> None:
    words = "Größe " * 60
    before = build.file(build.ct(ImageComments=words, SpecificCharacterSet="ISO_IR 192"))
    after = build.file(build.ct(ImageComments=words))
    assert told(seen(before, after, paths=("(0020,4000)",))) == [
        ("b", "(0020,4000)", words.strip(), words.strip()),
    ]


def test_other_attributes_that_hold_the_value_are_noted() -> None:
    before = build.file(build.ct(StudyID="S-4711-9", PatientID="P-4711", SeriesDescription="something else"))
    after = build.file(build.ct(AccessionNumber="S-4711-9"))
    (observation,) = seen(before, after, paths=("(0008,0050)",), foreign=True)
    assert observation.sources == (("(0020,0010)", "S-4711-9"),)
    assert seen(before, after, paths=("(0008,0050)",))[0].sources == ()


def test_equal_observations_merge() -> None:
    one = Observation("b", "(0010,0020)", "LO", "P", "Q", (), 7, 1, ("aa",))
    other = one._replace(lineage=3, contexts=("bb",))
    third = one._replace(after="R")
    assert list(merge([one, third, other])) == [one._replace(lineage=3, count=2, contexts=("aa", "bb")), third]
    assert Observation.from_json(one.to_json()) == one


def test_targets_are_values_and_uids_that_changed_in_meaning() -> None:
    groups = [
        ChangeGroup("b", path, kind, 1)
        for path, kind in [
            ("(0010,0020)", "value.prefixed"),
            ("(0010,0020)", "value.replaced"),
            ("(0008,0050)", "value.truncated"),
            ("(0020,000D)", "uid.regenerated"),
            ("(0008,0060)", "modality.remapped"),
            ("(0010,0010)", "charset.question-marks"),
            ("(0008,0005)", "charset.relabelled"),
            ("(0002,0010)", "encoding.file-meta"),
            ("(0018,0050)", "encoding.number-format"),
            ("(0040,0275)", "sequence.removed"),
            ("(0008,1115)[*].(0020,000E)", "reference.remapped"),
        ]
    ]
    found = targets(groups)
    assert found.by_capture == {
        "b": (
            Target("(0008,0050)", foreign=False),
            Target("(0008,0060)", foreign=False),
            Target("(0010,0010)", foreign=False),
            Target("(0010,0020)", foreign=True),
            Target("(0020,000D)", foreign=False),
        )
    }
    assert Targets.from_json(found.to_json()) == found


@pytest.mark.parametrize(("others", "sources"), [(10, (("(0099,1FFF)", "S-4711-9"),)), (MOST_TEXTS, ())])
def test_so_many_texts_of_an_instance_are_looked_at(others: int, sources: tuple[tuple[str, str], ...]) -> None:
    private = [build.element(0x00991000 + at, "LO", b"other%03d" % at) for at in range(others)]
    last = build.element(0x00991FFF, "LO", b"S-4711-9")
    before = build.file(build.ct(PixelData=None)) + b"".join([*private, last])
    after = build.file(build.ct(PixelData=None, AccessionNumber="S-4711-9"))
    (found,) = seen(before, after, paths=("(0008,0050)",), foreign=True)
    assert found.sources == sources
