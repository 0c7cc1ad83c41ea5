"""References, resolved over the instances of the case: followed, broken, stale, unknown."""

from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import trace

ROOT = build.ROOT
IMAGE, OTHER_IMAGE, STATE = f"{ROOT}.4.1", f"{ROOT}.4.2", f"{ROOT}.4.90"
SERIES, STUDY = f"{ROOT}.3.1", f"{ROOT}.2.1"
NEW = "2.25.4711"
SERIES_PATH = "(0008,1115)[0].(0020,000E)"
IMAGE_PATH = "(0008,1115)[0].(0008,1140)[0].(0008,1155)"


def image(uid: str = IMAGE, *, series: str = SERIES, number: int = 1) -> bytes:
    pixels = bytes([number]) * 48
    return build.file(build.ct(SOPInstanceUID=uid, SeriesInstanceUID=series, InstanceNumber=number, PixelData=pixels))


def state(*cited: str, series: str = SERIES, **attributes: object) -> bytes:
    """A presentation state that cites images of one series."""
    dataset = build.instance(
        "1.2.840.10008.5.1.4.1.1.11.1",
        SOPInstanceUID=STATE,
        SeriesInstanceUID=f"{ROOT}.3.90",
        Modality="PR",
        **attributes,
    )
    within = Dataset()
    within.SeriesInstanceUID = series
    within.ReferencedImageSequence = Sequence([cite(uid) for uid in cited])
    dataset.ReferencedSeriesSequence = Sequence([within])
    return build.file(dataset)


def cite(uid: str) -> Dataset:
    item = Dataset()
    item.ReferencedSOPClassUID = build.CT_IMAGE
    item.ReferencedSOPInstanceUID = uid
    return item


def test_a_reference_that_follows_its_target_is_remapped() -> None:
    before = {"image": image(), "state": state(IMAGE)}
    after = {"image": image(NEW), "state": state(NEW)}
    assert trace(before, after).of_meaning() == [
        ("b", "image", "(0008,0018)", "uid.regenerated"),
        ("b", "state", IMAGE_PATH, "reference.remapped"),
    ]


def test_a_reference_nobody_touched_dangles_at_the_hop_that_changed_its_target() -> None:
    before = {"image": image(), "state": state(IMAGE)}
    after = {"image": image(NEW), "state": state(IMAGE)}
    traced = trace(before, before, after, after)
    assert traced.of_meaning() == [
        ("c", "image", "(0008,0018)", "uid.regenerated"),
        ("c", "state", IMAGE_PATH, "reference.dangling"),
    ]
    dangling = traced.changes[-1]
    assert (dangling.before, dangling.after) == (IMAGE, IMAGE)
    assert dangling.detail == "the instance it cites has another UID now"
    assert dangling.impact == "breaks"


def test_a_reference_whose_target_is_lost_dangles() -> None:
    traced = trace({"image": image(), "state": state(IMAGE)}, {"state": state(IMAGE)})
    assert traced.of_meaning() == [
        ("b", "state", IMAGE_PATH, "reference.dangling"),
        ("b", "state", SERIES_PATH, "reference.dangling"),
    ]
    assert [change.detail for change in traced.changes] == [
        "the instance it cites is gone",
        "the series it cites is gone",
    ]


def test_a_reference_that_was_rewritten_to_nothing_dangles() -> None:
    before = {"image": image(), "state": state(IMAGE)}
    after = {"image": image(), "state": state(NEW)}
    assert trace(before, after).of_meaning() == [("b", "state", IMAGE_PATH, "reference.dangling")]


def test_a_reference_to_another_image_than_before_says_so() -> None:
    images = {"one": image(), "two": image(OTHER_IMAGE, number=2)}
    traced = trace({**images, "state": state(IMAGE)}, {**images, "state": state(OTHER_IMAGE)})
    assert traced.of_meaning() == [("b", "state", IMAGE_PATH, "reference.remapped")]
    assert traced.changes[-1].detail == "to another one than before"


def test_the_series_cited_around_a_good_reference_is_stale() -> None:
    before = {"image": image(), "state": state(IMAGE)}
    after = {"image": image(series=NEW), "state": state(IMAGE)}
    traced = trace(before, after)
    assert traced.of_meaning() == [
        ("b", "image", "(0020,000E)", "uid.regenerated"),
        ("b", "state", SERIES_PATH, "reference.context-stale"),
    ]
    assert traced.changes[-1].detail == "the instances cited belong to another series"


def test_a_context_that_is_rewritten_to_the_right_series_is_remapped() -> None:
    before = {"image": image(), "state": state(IMAGE)}
    after = {"image": image(series=NEW), "state": state(IMAGE, series=NEW)}
    assert trace(before, after).of_meaning() == [
        ("b", "image", "(0020,000E)", "uid.regenerated"),
        ("b", "state", SERIES_PATH, "reference.remapped"),
    ]


def test_a_context_that_is_rewritten_wrongly_is_stale() -> None:
    before = {"image": image(), "state": state(IMAGE)}
    after = {"image": image(), "state": state(IMAGE, series=NEW)}
    assert trace(before, after).of_meaning() == [("b", "state", SERIES_PATH, "reference.context-stale")]


def test_a_context_that_was_stale_before_is_not_blamed_on_a_later_hop() -> None:
    before = {"image": image(), "state": state(IMAGE, series=NEW)}
    after = {"image": image(series=f"{ROOT}.3.5"), "state": state(IMAGE, series=NEW)}
    assert trace(before, after).of_meaning() == [("b", "image", "(0020,000E)", "uid.regenerated")]


def test_series_and_image_that_are_both_gone_dangle() -> None:
    before = {"image": image(), "state": state(IMAGE)}
    after = {"image": image(NEW, series=f"{NEW}.3"), "state": state(IMAGE)}
    assert trace(before, after).of_meaning() == [
        ("b", "image", "(0008,0018)", "uid.regenerated"),
        ("b", "image", "(0020,000E)", "uid.regenerated"),
        ("b", "state", IMAGE_PATH, "reference.dangling"),
        ("b", "state", SERIES_PATH, "reference.dangling"),
    ]


def test_a_series_around_images_that_were_gone_before_is_not_told_again() -> None:
    chain = [
        {"image": image(), "state": state(IMAGE)},
        {"image": image(NEW), "state": state(IMAGE)},
        {"image": image(NEW, series=f"{NEW}.3"), "state": state(IMAGE)},
    ]
    assert trace(*chain).of_meaning() == [
        ("b", "image", "(0008,0018)", "uid.regenerated"),
        ("c", "image", "(0020,000E)", "uid.regenerated"),
        ("b", "state", IMAGE_PATH, "reference.dangling"),
    ]


def test_a_reference_out_of_the_case_is_only_reported_when_it_changes() -> None:
    assert trace({"state": state(IMAGE)}, {"state": state(IMAGE)}).of_meaning() == []
    traced = trace({"state": state(IMAGE)}, {"state": state(NEW)})
    assert traced.of_meaning() == [("b", "state", IMAGE_PATH, "reference.outside")]


def test_a_reference_that_is_removed() -> None:
    before = {"image": image(), "state": state(IMAGE)}
    bare = Dataset()
    bare.ReferencedSOPClassUID = build.CT_IMAGE
    dataset = build.instance(
        "1.2.840.10008.5.1.4.1.1.11.1", SOPInstanceUID=STATE, SeriesInstanceUID=f"{ROOT}.3.90", Modality="PR"
    )
    within = Dataset()
    within.SeriesInstanceUID = SERIES
    within.ReferencedImageSequence = Sequence([bare])
    dataset.ReferencedSeriesSequence = Sequence([within])
    after = {"image": image(), "state": build.file(dataset)}
    assert trace(before, after).of_meaning() == [("b", "state", IMAGE_PATH, "reference.removed")]


def test_a_sequence_of_references_that_is_removed_is_one_entry() -> None:
    before = {"image": image(), "state": state(IMAGE)}
    dataset = build.instance(
        "1.2.840.10008.5.1.4.1.1.11.1", SOPInstanceUID=STATE, SeriesInstanceUID=f"{ROOT}.3.90", Modality="PR"
    )
    traced = trace(before, {"image": image(), "state": build.file(dataset)})
    assert traced.of_meaning() == [("b", "state", "(0008,1115)", "sequence.removed")]
    assert traced.changes[-1].also == ("reference.removed",)


def test_items_are_found_again_by_the_uid_that_their_target_has_now() -> None:
    images = {"one": image(), "two": image(OTHER_IMAGE, number=2)}
    renamed = {"one": image(f"{NEW}.1"), "two": image(f"{NEW}.2", number=2)}
    traced = trace({**images, "state": state(IMAGE, OTHER_IMAGE)}, {**renamed, "state": state(f"{NEW}.2", f"{NEW}.1")})
    assert [entry for entry in traced.of_meaning() if entry[1] == "state"] == [
        ("b", "state", "(0008,1115)[0].(0008,1140)[0].(0008,1155)", "reference.remapped"),
        ("b", "state", "(0008,1115)[0].(0008,1140)[1].(0008,1155)", "reference.remapped"),
    ]


def test_old_uids_in_original_attributes_are_no_references() -> None:
    def recorded() -> bytes:
        modified, original = Dataset(), Dataset()
        modified.StudyInstanceUID = STUDY
        original.ModifiedAttributesSequence = Sequence([modified])
        return build.file(build.ct(StudyInstanceUID=NEW, OriginalAttributesSequence=Sequence([original])))

    assert trace(build.file(build.ct()), recorded(), recorded()).of_meaning() == [
        ("b", "0", "(0020,000D)", "uid.regenerated"),
        ("b", "0", "(0400,0561)", "sequence.added"),
    ]


def test_the_study_cited_around_a_good_reference_is_stale() -> None:
    series, study = Dataset(), Dataset()
    series.SeriesInstanceUID = SERIES
    series.ReferencedSOPSequence = Sequence([cite(IMAGE)])
    study.StudyInstanceUID = STUDY
    study.ReferencedSeriesSequence = Sequence([series])
    report = build.file(
        build.sr(
            SOPInstanceUID=STATE,
            StudyInstanceUID=f"{ROOT}.2.7",
            SeriesInstanceUID=f"{ROOT}.3.7",
            CurrentRequestedProcedureEvidenceSequence=Sequence([study]),
        )
    )
    moved = build.file(build.ct(StudyInstanceUID=NEW, PixelData=bytes([1]) * 48))
    assert trace({"image": image(), "report": report}, {"image": moved, "report": report}).of_meaning() == [
        ("b", "image", "(0020,000D)", "uid.regenerated"),
        ("b", "report", "(0040,A375)[0].(0020,000D)", "reference.context-stale"),
    ]


def test_a_target_that_changed_twice_while_the_reference_was_away() -> None:
    chain = [
        {"image": image(), "state": state(IMAGE)},
        {"image": image(f"{NEW}.1", series=f"{NEW}.8")},
        {"image": image(f"{NEW}.2", series=f"{NEW}.9"), "state": state(f"{NEW}.2", series=f"{NEW}.9")},
    ]
    assert [entry for entry in trace(*chain).of_meaning() if entry[1] == "state"] == [
        ("c", "state", IMAGE_PATH, "reference.remapped"),
        ("c", "state", SERIES_PATH, "reference.remapped"),
    ]
    chain[2]["state"] = state(IMAGE)
    traced = trace(*chain)
    assert [entry for entry in traced.of_meaning() if entry[1] == "state"] == [
        ("c", "state", IMAGE_PATH, "reference.dangling"),
        ("c", "state", SERIES_PATH, "reference.dangling"),
    ]
    assert {change.capture_before for change in traced.changes if change.file_after == "state"} == {"a"}


def test_a_frame_of_reference_that_others_cite() -> None:
    def structures(frame: str) -> bytes:
        within = Dataset()
        within.FrameOfReferenceUID = frame
        dataset = build.instance(
            "1.2.840.10008.5.1.4.1.1.481.3", SOPInstanceUID=STATE, SeriesInstanceUID=f"{ROOT}.3.91", Modality="RTSTRUCT"
        )
        dataset.ReferencedFrameOfReferenceSequence = Sequence([within])
        return build.file(dataset)

    def slices(frame: str) -> bytes:
        return build.file(build.ct(FrameOfReferenceUID=frame))

    old, place = f"{ROOT}.5.1", "(3006,0010)[0].(0020,0052)"
    before = {"image": slices(old), "plan": structures(old)}
    followed = trace(before, {"image": slices(NEW), "plan": structures(NEW)})
    assert followed.of_meaning() == [
        ("b", "image", "(0020,0052)", "uid.regenerated"),
        ("b", "plan", place, "reference.remapped"),
    ]
    left = trace(before, {"image": slices(NEW), "plan": structures(old)})
    assert left.of_meaning()[1:] == [("b", "plan", place, "reference.dangling")]
    assert left.changes[-1].detail == "the frame of reference it cites has another UID now"


def test_uids_dropped_from_a_list_added_to_it_or_moved_within_it() -> None:
    def failed(*uids: str) -> bytes:
        return build.file(
            build.sr(SOPInstanceUID=STATE, SeriesInstanceUID=f"{ROOT}.3.9", FailedSOPInstanceUIDList=list(uids))
        )

    images = {"one": image(), "two": image(OTHER_IMAGE, number=2)}

    def kind(before: list[str], after: list[str]) -> str:
        (entry,) = trace({**images, "list": failed(*before)}, {**images, "list": failed(*after)}).of_meaning()
        assert entry[:3] == ("b", "list", "(0008,0058)")
        return entry[3]

    assert kind([IMAGE, OTHER_IMAGE], [IMAGE]) == "reference.removed"
    assert kind([IMAGE], [IMAGE, OTHER_IMAGE]) == "value.multiplicity"
    assert kind([IMAGE, OTHER_IMAGE], [OTHER_IMAGE, IMAGE]) == "value.reordered"
    assert kind([IMAGE], [IMAGE, NEW]) == "reference.outside"


def test_a_uid_that_names_another_frame_of_reference_now_is_a_dangling_reference() -> None:
    within = Dataset()
    within.FrameOfReferenceUID = f"{ROOT}.5.1"
    plan = build.file(
        build.instance(
            "1.2.840.10008.5.1.4.1.1.481.3",
            SOPInstanceUID=STATE,
            SeriesInstanceUID=f"{ROOT}.3.91",
            ReferencedFrameOfReferenceSequence=Sequence([within]),
        )
    )

    def slices(*frames: str) -> dict[str, bytes]:
        return {
            str(at): build.file(build.ct(SOPInstanceUID=f"{ROOT}.4.{at}", FrameOfReferenceUID=frame))
            for at, frame in enumerate(frames, start=1)
        }

    before, after = slices(f"{ROOT}.5.1", f"{ROOT}.5.2"), slices(f"{ROOT}.5.2", f"{ROOT}.5.1")
    traced = trace({**before, "plan": plan}, {**after, "plan": plan})
    assert [entry for entry in traced.of_meaning() if entry[1] == "plan"] == [
        ("b", "plan", "(3006,0010)[0].(0020,0052)", "reference.dangling"),
    ]
    assert traced.changes[-1].detail == "the frame of reference it cites has another UID now"


def test_a_content_sequence_that_is_emptied_takes_its_references_with_it() -> None:
    content = Dataset()
    content.RelationshipType, content.ValueType = "CONTAINS", "IMAGE"
    content.ReferencedSOPSequence = Sequence([cite(IMAGE)])

    def report(*items: Dataset) -> bytes:
        return build.file(build.sr(SOPInstanceUID=STATE, SeriesInstanceUID=f"{ROOT}.3.7", ContentSequence=list(items)))

    traced = trace({"image": image(), "report": report(content)}, {"image": image(), "report": report()})
    assert traced.of_meaning() == [("b", "report", "(0040,A730)", "value.emptied")]
    assert traced.changes[-1].also == ("reference.removed",)
