"""Blame on the right hop, intervals, reversions, who wrote it and whether it is on record."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import changes, trace
from validator.engine.compare import impact_of
from validator.engine.model import Impact

PLAIN = build.file(build.ct())
RENAMED = build.file(build.ct(PatientID="X-1"))


def test_a_change_is_told_once_on_the_hop_where_it_first_shows() -> None:
    assert trace(PLAIN, PLAIN, RENAMED, RENAMED).of_meaning() == [("c", "0", "(0010,0020)", "value.replaced")]


def test_a_capture_without_the_instance_makes_an_interval() -> None:
    traced = trace(PLAIN, [], RENAMED)
    assert [(change.capture_before, change.capture, change.kind) for change in traced.changes] == [
        ("a", "c", "value.replaced")
    ]
    assert traced.presence == [("b", "instance.missing", "0")]


def test_a_value_that_went_back_says_to_which_capture() -> None:
    first, second = trace(PLAIN, RENAMED, PLAIN).changes
    assert (first.kind, dict(first.evidence)) == ("value.replaced", {})
    assert (second.kind, second.detail, dict(second.evidence)) == (
        "value.replaced",
        "back to the value at a",
        {"reverts_to": "a"},
    )


@pytest.mark.parametrize(
    ("meta", "writer"),
    [
        ({"ImplementationVersionName": "OFFIS_DCMTK_367"}, "OFFIS_DCMTK_367"),
        ({"SourceApplicationEntityTitle": "ROUTER"}, "BUILDER_1 (AE ROUTER)"),
        ({"ImplementationVersionName": None, "ImplementationClassUID": "1.2.40.0.13.1.3"}, "dcm4che"),
        ({"ImplementationVersionName": None, "ImplementationClassUID": "1.2.40.0.13.10"}, "1.2.40.0.13.10"),
        ({"ImplementationVersionName": None, "ImplementationClassUID": None}, None),
    ],
)
def test_the_writer_as_far_as_the_file_tells(meta: dict[str, str | None], writer: str | None) -> None:
    (change,) = changes(PLAIN, build.file(build.ct(PatientID="X-1"), **meta))
    assert change.writer == writer


def recorded(**originals: object) -> Sequence:
    modified, item = build.changed(Dataset(), **originals), Dataset()
    item.AttributeModificationDateTime = "20240301120000"
    item.ModifiedAttributesSequence = Sequence([modified])
    return Sequence([item])


@pytest.mark.parametrize(
    ("originals", "declared"),
    [
        ({"PatientID": "P-4711"}, "yes"),
        ({"PatientID": "P-4711 "}, "yes"),
        ({"PatientID": "P-9999"}, "false-record"),
        ({"PatientID": ""}, "yes"),  # a nonconforming original is recorded with zero length
        ({"PatientName": "Winter^Tim"}, "no"),
    ],
)
def test_a_change_on_record(originals: dict[str, object], declared: str) -> None:
    after = build.file(build.ct(PatientID="X-1", OriginalAttributesSequence=recorded(**originals)))
    found = {change.path: change.declared for change in changes(PLAIN, after)}
    assert found == {"(0010,0020)": declared, "(0400,0561)": "no"}


def test_a_record_of_an_earlier_hop_declares_nothing() -> None:
    before = build.file(build.ct(OriginalAttributesSequence=recorded(PatientID="P-4711")))
    after = build.file(build.ct(PatientID="X-1", OriginalAttributesSequence=recorded(PatientID="P-4711")))
    assert [(change.path, change.declared) for change in changes(before, after)] == [("(0010,0020)", "no")]


def test_a_nested_change_is_on_record_by_its_whole_sequence() -> None:
    def ordered(text: str, **more: object) -> bytes:
        item = Dataset()
        item.ScheduledProcedureStepDescription = text
        return build.file(build.ct(RequestAttributesSequence=Sequence([item]), **more))

    original = Dataset()
    original.ScheduledProcedureStepDescription = "Knee"
    record = recorded(RequestAttributesSequence=Sequence([original]))
    found = changes(ordered("Knee"), ordered("Hip", OriginalAttributesSequence=record))
    assert [(change.path, change.declared) for change in found] == [
        ("(0040,0275)[0].(0040,0007)", "yes"),
        ("(0400,0561)", "no"),
    ]


@pytest.mark.parametrize(
    ("kind", "tag", "nested", "impact"),
    [
        ("value.replaced", 0x00100020, False, Impact.BREAKS),
        ("value.replaced", 0x00100020, True, Impact.DEGRADES),
        ("value.replaced", 0x0008103E, False, Impact.DEGRADES),
        ("value.replaced", 0x00080080, False, Impact.COSMETIC),
        ("value.case", 0x00100010, False, Impact.DEGRADES),
        ("value.case", 0x0008103E, False, Impact.COSMETIC),
        ("uid.regenerated", 0x0020000D, False, Impact.BREAKS),
        ("uid.regenerated", 0x00209164, True, Impact.DEGRADES),
        ("reference.dangling", 0x00081155, True, Impact.BREAKS),
        ("reference.remapped", 0x00081155, True, Impact.COSMETIC),
        ("charset.relabelled", 0x00080005, False, Impact.DEGRADES),
        ("private.removed", 0x00291001, False, Impact.DEGRADES),
        ("encoding.padding", 0x00100020, False, Impact.COSMETIC),
        ("encoding.vr-unknown", 0x00100020, False, Impact.COSMETIC),
        ("encoding.vr-unknown", 0x00291001, False, Impact.DEGRADES),
        ("instance.missing", 0, False, Impact.BREAKS),
        ("sop-class.changed", 0x00080016, False, Impact.BREAKS),
        ("sop-class.changed", 0x00081150, True, Impact.DEGRADES),
        ("value.emptied", 0x0040A730, False, Impact.BREAKS),
        ("sequence.removed", 0x0040A730, True, Impact.BREAKS),
        ("sequence.item-removed", 0x0040A730, False, Impact.DEGRADES),
        ("value.replaced", 0x0040A160, True, Impact.DEGRADES),
        ("value.rounded", 0x30060050, True, Impact.COSMETIC),
    ],
)
def test_impact_by_kind_and_attribute(kind: str, tag: int, nested: bool, impact: Impact) -> None:
    assert impact_of(kind, tag, nested=nested) is impact


def test_references_that_are_emptied_with_their_sequence_are_never_cosmetic() -> None:
    cited = build.changed(Dataset(), ReferencedSOPInstanceUID=f"{build.ROOT}.4.9")
    before = build.file(build.ct(ReferencedInstanceSequence=Sequence([cited])))
    (change,) = changes(before, build.file(build.ct(ReferencedInstanceSequence=Sequence())))
    assert (change.kind, change.also, change.impact) == ("value.emptied", ("reference.removed",), Impact.DEGRADES)


texts = st.text(alphabet="AZaz09^ -./_\\", max_size=20)


@given(
    patient=texts,
    accession=texts,
    description=texts,
    numbers=st.lists(st.integers(-9999, 9999), min_size=1, max_size=3),
    syntax=st.sampled_from([build.EXPLICIT_LITTLE, build.IMPLICIT_LITTLE, build.EXPLICIT_BIG, build.DEFLATED]),
)
@settings(max_examples=60, deadline=None)
def test_a_data_set_says_the_same_as_itself_in_any_native_syntax(
    patient: str, accession: str, description: str, numbers: list[int], syntax: str
) -> None:
    def dataset() -> Dataset:
        return build.ct(
            PatientID=patient.replace("\\", ""),
            AccessionNumber=accession.replace("\\", "")[:16],
            StudyDescription=description,
            ImageComments=description,
            WindowCenter=numbers,
            ProcedureCodeSequence=Sequence([build.code(accession[:16].replace("\\", ""), "99", description)]),
        )

    traced = trace(build.file(dataset()), build.file(dataset(), syntax=syntax))
    assert traced.of_meaning() == []
    assert traced.presence == []
