"""An instance's own UIDs: regenerated one to one, split, merged, reverted."""

from collections.abc import Callable

from tests import build
from tests.engine.compare.harness import changes, kinds, trace

ROOT = build.ROOT
NEW = "2.25.4711"


def series(count: int, *, series_uid: Callable[[int], str], study: str = f"{ROOT}.2.1") -> list[bytes]:
    return [
        build.file(
            build.ct(
                SOPInstanceUID=f"{ROOT}.4.{number}",
                InstanceNumber=number,
                SeriesInstanceUID=series_uid(number),
                StudyInstanceUID=study,
            )
        )
        for number in range(1, count + 1)
    ]


def test_one_new_uid_for_one_old_one_is_regenerated() -> None:
    before, after = series(3, series_uid=lambda _: f"{ROOT}.3.1"), series(3, series_uid=lambda _: NEW)
    traced = trace(before, after)
    assert traced.of_meaning() == [("b", str(number), "(0020,000E)", "uid.regenerated") for number in range(3)]
    assert {change.detail for change in traced.changes} == {"one to one"}


def test_several_uids_for_one_old_one_are_a_split() -> None:
    before, after = series(3, series_uid=lambda _: f"{ROOT}.3.1"), series(3, series_uid=lambda at: f"{NEW}.{at}")
    traced = trace(before, after)
    assert traced.of_meaning() == [("b", str(number), "(0020,000E)", "uid.split") for number in range(3)]
    assert {change.detail for change in traced.changes} == {"one became 3"}
    assert {change.evidence for change in traced.changes} == {(("parts", 3),)}


def test_a_split_is_seen_although_some_instances_kept_the_uid() -> None:
    before = series(3, series_uid=lambda _: f"{ROOT}.3.1")
    after = series(3, series_uid=lambda at: NEW if at == 2 else f"{ROOT}.3.1")
    assert trace(before, after).of_meaning() == [("b", "1", "(0020,000E)", "uid.split")]


def test_one_uid_for_several_old_ones_is_a_merge() -> None:
    before, after = series(3, series_uid=lambda at: f"{ROOT}.3.{at}"), series(3, series_uid=lambda _: NEW)
    assert {kind for *_, kind in trace(before, after).of_meaning()} == {"uid.merged"}


def test_several_frames_of_reference_for_one_are_regenerated_and_also_split() -> None:
    """Nothing is filed under a frame of reference: that it was divided comes second."""
    before = [build.file(build.ct(SOPInstanceUID=f"{ROOT}.4.{at}", InstanceNumber=at)) for at in (1, 2)]
    after = [
        build.file(build.ct(SOPInstanceUID=f"{ROOT}.4.{at}", InstanceNumber=at, FrameOfReferenceUID=f"{NEW}.{at}"))
        for at in (1, 2)
    ]
    found = [(change.path, change.kind, change.also, change.detail) for change in trace(before, after).changes]
    assert found == [("(0020,0052)", "uid.regenerated", ("uid.split",), "one became 2")] * 2
    back = [(change.kind, change.also, change.detail) for change in trace(after, before).changes]
    assert back == [("uid.regenerated", ("uid.merged",), "2 became one")] * 2


def test_split_and_merged_at_once_names_the_split_first() -> None:
    before = series(3, series_uid=lambda at: f"{ROOT}.3.{min(at, 2)}")
    after = series(3, series_uid=lambda at: f"{NEW}.{max(at, 2)}")
    found = [(change.kind, change.also) for change in trace(before, after).changes]
    assert found == [("uid.merged", ()), ("uid.split", ("uid.merged",)), ("uid.split", ())]


def test_back_to_an_earlier_value_is_reverted() -> None:
    old, new = build.file(build.ct()), build.file(build.ct(SeriesInstanceUID=NEW))
    traced = trace(old, new, old)
    assert traced.of_meaning() == [
        ("b", "0", "(0020,000E)", "uid.regenerated"),
        ("c", "0", "(0020,000E)", "uid.reverted"),
    ]
    assert dict(traced.changes[1].evidence) == {"reverts_to": "a"}
    assert traced.changes[1].detail == "back to the value at a"


def test_a_uid_that_keeps_changing_is_not_reverted() -> None:
    chain = [build.file(build.ct(SeriesInstanceUID=f"{NEW}.{number}")) for number in range(3)]
    assert [kind for *_, kind in trace(*chain).of_meaning()] == ["uid.regenerated", "uid.regenerated"]


def test_a_new_sop_instance_uid_is_paired_by_pixels_and_regenerated() -> None:
    before = build.file(build.ct(PixelData=bytes(range(48))))
    after = build.file(build.ct(PixelData=bytes(range(48)), SOPInstanceUID=NEW))
    assert kinds(before, after) == [("(0008,0018)", "uid.regenerated")]
    assert trace(before, after).pairing.lineages[0].paired_by == "pixel-digest"


def test_another_sop_class_is_never_a_uid_kind() -> None:
    after = build.file(build.ct(SOPClassUID="1.2.840.10008.5.1.4.1.1.7"))
    assert kinds(build.file(build.ct()), after) == [("(0008,0016)", "sop-class.changed")]


def test_padding_of_a_uid_is_no_change() -> None:
    uid = f"{ROOT}.3.1"
    before = build.file(build.ct(), raw={0x0020000E: ("UI", f"{uid}\0".encode())})
    after = build.file(build.ct(), raw={0x0020000E: ("UI", f"{uid} ".encode())})
    assert kinds(before, after) == []


def test_uids_of_other_things_are_regenerated_too() -> None:
    before, after = build.ct(IrradiationEventUID=f"{ROOT}.9"), build.ct(IrradiationEventUID=NEW)
    assert kinds(build.file(before), build.file(after)) == [("(0008,3010)", "uid.regenerated")]


def test_impact_of_an_identity_breaks() -> None:
    (change,) = changes(build.file(build.ct()), build.file(build.ct(StudyInstanceUID=NEW)))
    assert change.impact == "breaks"
