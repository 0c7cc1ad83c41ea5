"""Any set of edits at once, in any native syntax: each is found at its place, under its name, and nothing else is."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import kinds

Edit = tuple[str, str, Any, Any]
"""Path, kind, and the values of the attribute before and after; ``None`` where it is absent."""


def item(**attributes: Any) -> Dataset:
    return build.changed(Dataset(), **attributes)


def codes(*values: str) -> Sequence:
    return Sequence([build.code(value, "99ACME", value.lower()) for value in values])


EDITS: dict[str, Edit] = {
    "AccessionNumber": ("(0008,0050)", "value.zero-padded", "815", "00000815"),
    "InstitutionName": ("(0008,0080)", "value.case", "General", "GENERAL"),
    "InstitutionAddress": ("(0008,0081)", "value.whitespace", "Main  Street", "Main Street"),
    "ReferringPhysicianName": ("(0008,0090)", "value.reordered", "Kranz^Ada", "Ada^Kranz"),
    "StationName": ("(0008,1010)", "value.punctuation", "CT-1", "CT1"),
    "StudyDescription": ("(0008,1030)", "value.truncated", "CT Thorax with contrast", "CT Thorax"),
    "ProcedureCodeSequence": ("(0008,1032)[1]", "sequence.item-removed", codes("A", "B"), codes("A")),
    "SeriesDescription": ("(0008,103E)", "value.suffixed", "Thorax", "Thorax (copy)"),
    "InstitutionalDepartmentName": ("(0008,1040)", "value.removed", "Radiology", None),
    "PerformingPhysicianName": ("(0008,1050)", "value.added", None, "Winter^Eva"),
    "OperatorsName": ("(0008,1070)", "value.multiplicity", ["A^B", "C^D"], ["A^B"]),
    "AdmittingDiagnosesDescription": ("(0008,1080)", "value.emptied", "Cough", ""),
    "ManufacturerModelName": ("(0008,1090)", "value.filled", "", "Model T"),
    "PatientName": ("(0010,0010)", "value.replaced", "Winter^Tim", "Summer^Joan"),
    "PatientID": ("(0010,0020)", "value.prefixed", "4711", "GH-4711"),
    "PatientSex": ("(0010,0040)", "value.replaced", "M", "F"),
    "PatientAge": ("(0010,1010)", "value.replaced", "045Y", "046Y"),
    "PatientWeight": ("(0010,1030)", "value.rounded", "71.2345", "71.23"),
    "BodyPartExamined": ("(0018,0015)", "value.replaced", "CHEST", "KNEE"),
    "KVP": ("(0018,0060)", "value.number", "120", "100"),
    "ProtocolName": ("(0018,1030)", "value.prefix-removed", "GH-Thorax", "Thorax"),
    "SeriesInstanceUID": ("(0020,000E)", "uid.regenerated", f"{build.ROOT}.3.1", "2.25.4711"),
    "StudyID": ("(0020,0010)", "value.zeros-stripped", "0012", "12"),
    "ImageComments": ("(0020,4000)", "value.replaced", "Before\\this", "After\\that"),
    "LossyImageCompression": ("(0028,2110)", "derivation.erased", "01", "00"),
    "RequestAttributesSequence": (
        "(0040,0275)[0].(0040,0007)",
        "value.case",
        Sequence([item(ScheduledProcedureStepDescription="Knee")]),
        Sequence([item(ScheduledProcedureStepDescription="KNEE")]),
    ),
}
SYNTAXES = [build.EXPLICIT_LITTLE, build.IMPLICIT_LITTLE, build.EXPLICIT_BIG, build.DEFLATED]


def written(edited: set[str], *, after: bool, syntax: str) -> bytes:
    dataset = build.ct()
    for keyword, (_, _, old, new) in EDITS.items():
        build.changed(dataset, **{keyword: new if after and keyword in edited else old})
    return build.file(dataset, syntax=syntax)


def expected(edited: set[str]) -> list[tuple[str, str]]:
    return [EDITS[keyword][:2] for keyword in EDITS if keyword in edited]


@given(
    edited=st.sets(st.sampled_from(sorted(EDITS))),
    before=st.sampled_from(SYNTAXES),
    after=st.sampled_from(SYNTAXES),
)
@settings(max_examples=120, deadline=None)
def test_every_edit_is_named_and_nothing_else(edited: set[str], before: str, after: str) -> None:
    found = kinds(written(edited, after=False, syntax=before), written(edited, after=True, syntax=after))
    assert found == expected(edited)


@given(edited=st.sets(st.sampled_from(sorted(EDITS)), min_size=1))
@settings(max_examples=30, deadline=None)
def test_edits_are_found_both_ways(edited: set[str]) -> None:
    forth = kinds(*(written(edited, after=after, syntax=build.EXPLICIT_LITTLE) for after in (False, True)))
    back = kinds(*(written(edited, after=after, syntax=build.EXPLICIT_LITTLE) for after in (True, False)))
    assert [path for path, _ in back] == [path for path, _ in forth]
