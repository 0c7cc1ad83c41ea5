"""A de-identification is recognised by its pattern, told once a hop, and never claimed lightly."""

import json
from collections.abc import Sequence as Files
from io import BytesIO
from pathlib import Path

import pydicom
import pytest
from pydicom import Dataset
from pydicom.sequence import Sequence

from tests import build
from tests.engine.compare.harness import trace
from validator.engine.compare.deidentification import DeidentificationTally, recognise
from validator.engine.header import scan
from validator.engine.model import Deidentification, Deviation
from validator.engine.privacy.profile import BASIC_PROFILE

PIXELS = bytes(range(48))
BLANKED: dict[str, object] = {
    "PatientName": "Anonymous",
    "PatientID": "0001",
    "IssuerOfPatientID": None,
    "PatientBirthDate": "",
    "PatientSex": "",
    "AccessionNumber": "",
    "StudyID": "",
    "ReferringPhysicianName": "",
    "StudyDescription": None,
    "SeriesDescription": None,
    "StudyDate": "",
    "StudyTime": "",
}
NEW_UIDS: dict[str, object] = {
    "SOPInstanceUID": "2.25.1",
    "StudyInstanceUID": "2.25.2",
    "SeriesInstanceUID": "2.25.3",
    "FrameOfReferenceUID": "2.25.4",
}
METHOD = Sequence([build.code("113100", "DCM", "Basic Profile")])


def ct(*changed: dict[str, object], **attributes: object) -> bytes:
    values = {name: value for some in changed for name, value in some.items()}
    return build.file(build.ct(PixelData=PIXELS, **values, **attributes))


def tallied(*chain: bytes) -> DeidentificationTally:
    """One instance at captures ``a``, ``b`` …, as a worker would count it."""
    labels = [chr(ord("a") + at) for at in range(len(chain))]
    tally = DeidentificationTally()
    headers = {label: scan(content) for label, content in zip(labels, chain, strict=True)}
    tally.add(headers, trace(*chain).changes, labels)
    return DeidentificationTally.from_json(json.loads(json.dumps(tally.to_json())))


def recognised(*chain: bytes) -> Files[Deidentification]:
    return recognise(tallied(*chain), "abcd"[: len(chain)])


def test_the_profile_to_the_letter() -> None:
    assert recognised(ct(), ct(BLANKED, NEW_UIDS)) == (
        Deidentification(
            capture="b",
            count=1,
            total=1,
            profile=BASIC_PROFILE,
            options=(),
            treated=16,
            deviations=(),
            declared=(),
            explained=tuple(
                "(0008,0018) (0008,0020) (0008,0030) (0008,0050) (0008,0090) (0008,1030) (0008,103E) (0010,0010) "
                "(0010,0020) (0010,0021) (0010,0030) (0010,0040) (0020,000D) (0020,000E) (0020,0010) "
                "(0020,0052)".split()
            ),
        ),
    )


def test_private_attributes_are_explained_one_by_one_where_all_of_them_are_gone() -> None:
    raw = {0x00290010: ("LO", b"ACME"), 0x00291001: ("LO", b"secret"), 0x00291002: ("LO", b"dose")}
    before = build.file(build.ct(PixelData=PIXELS), raw=raw)
    (found,) = recognised(before, ct(BLANKED, NEW_UIDS))
    assert [path for path in found.explained if path.startswith("(0029")] == [
        "(0029,0010)",
        "(0029,1001)",
        "(0029,1002)",
    ]
    (kept,) = recognised(before, build.file(build.ct(PixelData=PIXELS, **BLANKED, **NEW_UIDS), raw=raw))
    assert kept.deviations == (Deviation("private attributes", "remove", "kept", 1),)
    assert [path for path in kept.explained if path.startswith("(0029")] == []


@pytest.mark.parametrize("name", ["CT_small.dcm", "MR_small.dcm", "examples_palette.dcm"])
def test_another_implementation_of_the_profile_is_recognised_without_deviation(name: str) -> None:
    anonymizer = pytest.importorskip("dicomanonymizer.simpledicomanonymizer")
    before = (Path(pydicom.__file__).parent / "data" / "test_files" / name).read_bytes()
    dataset, after = pydicom.dcmread(BytesIO(before)), BytesIO()
    anonymizer.anonymize_dataset(dataset)
    dataset.save_as(after)
    (found,) = recognised(before, after.getvalue())
    assert (found.profile, found.options, found.deviations) == (BASIC_PROFILE, (), ())


def test_options_and_deviations() -> None:
    after = ct(BLANKED | {"StudyDate": "20240229", "StudyTime": "101500", "ReferringPhysicianName": "Kranz^Ada"})
    (found,) = recognised(ct(), after)
    assert found.options == ("Retain UIDs", "Retain Longitudinal Temporal Information with Full Dates")
    assert found.deviations == (Deviation("(0008,0090)", "replace or empty", "kept", 1),)


def test_what_the_instances_say_of_themselves() -> None:
    (found,) = recognised(
        ct(),
        ct(BLANKED, NEW_UIDS, PatientIdentityRemoved="YES", DeidentificationMethodCodeSequence=METHOD),
    )
    assert (found.profile, found.deviations) == (BASIC_PROFILE, ())
    assert {"(0012,0062)", "(0012,0064)"} <= set(found.explained)
    assert found.declared == ("113100 Basic Profile", "Patient Identity Removed: YES")


def test_a_marker_without_the_deed() -> None:
    assert recognised(ct(), ct(PatientIdentityRemoved="YES")) == (
        Deidentification(
            capture="b",
            count=1,
            total=1,
            profile="",
            options=(),
            treated=0,
            deviations=tuple(
                Deviation(path, demanded, "kept", 1)
                for path, demanded in (
                    ("(0008,0050)", "replace or empty"),
                    ("(0008,0090)", "replace or empty"),
                    ("(0010,0010)", "replace or empty"),
                    ("(0010,0020)", "replace or empty"),
                    ("(0010,0021)", "remove"),
                    ("(0010,0030)", "replace or empty"),
                    ("(0020,0010)", "replace or empty"),
                )
            ),
            declared=("Patient Identity Removed: YES",),
        ),
    )


@pytest.mark.parametrize(
    "changed",
    [
        {"PatientID": "0001"},
        NEW_UIDS,
        {"PatientID": "0001", "PatientName": "Sommer^Eva", "PatientBirthDate": "19800101", "PatientSex": "F"},
        {"PatientID": "0001", "PatientName": "Sommer^Eva", "PatientBirthDate": "", "AccessionNumber": "B-77"},
        {"PatientName": "Sommer^Eva", "PatientBirthDate": "", "AccessionNumber": "", "StudyID": ""},  # the ID is kept
        {"PatientIdentityRemoved": "NO"},
    ],
    ids=["new patient id", "new uids", "another patient", "another patient and order", "kept id", "says no"],
)
def test_nothing_is_claimed_because_somebody_changed_a_few(changed: dict[str, object]) -> None:
    assert recognised(ct(), ct(changed)) == ()


def test_names_that_were_replaced_are_pseudonyms_only_with_a_marker() -> None:
    pseudonyms: dict[str, object] = {
        "PatientName": "Sommer^Eva",
        "PatientID": "0001",
        "PatientBirthDate": "19800101",
        "AccessionNumber": "B-77",
        "IssuerOfPatientID": "TRIAL",
        "ReferringPhysicianName": "Berg^Ole",
        "StudyID": "X9",
    }
    assert recognised(ct(), ct(pseudonyms)) == ()
    (found,) = recognised(ct(), ct(pseudonyms, PatientIdentityRemoved="YES"))
    assert found.profile == BASIC_PROFILE


def test_a_marked_source_that_is_treated_and_marked_anew_is_recognised_too() -> None:
    source = ct(PatientIdentityRemoved="YES", DeidentificationMethod="test data")
    treated: dict[str, object] = {
        "PatientName": "ANON",
        "PatientID": "A-1",
        "PatientBirthDate": "",
        "AccessionNumber": "",
    }
    (found,) = recognised(source, ct(treated, NEW_UIDS, PatientIdentityRemoved="YES", DeidentificationMethod="profile"))
    assert (found.profile, found.count) == (BASIC_PROFILE, 1)
    assert recognised(source, ct(PatientIdentityRemoved="YES", DeidentificationMethod="another text")) == ()


def test_a_later_hop_is_quiet() -> None:
    anonymous = ct(BLANKED, NEW_UIDS, PatientIdentityRemoved="YES")
    again = ct(BLANKED | {"PatientID": "0002"}, NEW_UIDS, PatientIdentityRemoved="YES", DeidentificationMethod="again")
    assert [found.capture for found in recognised(ct(), anonymous, anonymous, again)] == ["b"]


def test_a_source_that_names_nobody_may_be_marked() -> None:
    nobody = ct(BLANKED | {"PatientName": "", "PatientID": ""})
    marked = ct(BLANKED | {"PatientName": "", "PatientID": ""}, PatientIdentityRemoved="YES")
    assert recognised(nobody, marked) == ()


def test_what_was_forgotten_inside_items_deviates_and_does_not_undo_the_pattern() -> None:
    forgotten = Dataset()
    for keyword in ("PatientName", "PatientID", "PatientBirthDate", "AccessionNumber", "StudyID"):
        setattr(forgotten, keyword, build.ct()[keyword].value)
    forgotten.RequestingPhysician, forgotten.OperatorsName = "Berg^Ole", "Tal^Eva"
    kept = Sequence([forgotten])
    (found,) = recognised(ct(ReferencedStudySequence=kept), ct(BLANKED, NEW_UIDS, ReferencedStudySequence=kept))
    assert found.profile == BASIC_PROFILE
    assert [deviation.path for deviation in found.deviations if deviation.done == "kept"] == [
        "(0008,1110)",
        "(0008,1110)[*].(0008,0050)",
        "(0008,1110)[*].(0008,1070)",
        "(0008,1110)[*].(0010,0010)",
        "(0008,1110)[*].(0010,0020)",
        "(0008,1110)[*].(0010,0030)",
        "(0008,1110)[*].(0020,0010)",
        "(0008,1110)[*].(0032,1032)",
    ]


def test_a_reference_that_still_names_the_old_instance_deviates() -> None:
    def cited(uid: str) -> Sequence:
        item = Dataset()
        item.ReferencedSOPClassUID, item.ReferencedSOPInstanceUID = build.CT_IMAGE, uid
        return Sequence([item])

    before = ct(SourceImageSequence=cited("1.2.3"))
    (forgotten,) = recognised(before, ct(BLANKED, NEW_UIDS, SourceImageSequence=cited("1.2.3")))
    assert forgotten.deviations == (
        Deviation("(0008,2112)", "remove, empty or new UIDs", "kept", 1),
        Deviation("(0008,2112)[*].(0008,1155)", "new UID", "kept", 1),
    )
    (remapped,) = recognised(before, ct(BLANKED, NEW_UIDS, SourceImageSequence=cited("2.25.9")))
    assert remapped.deviations == ()


def test_tallies_of_many_workers_merge_in_any_order() -> None:
    parts = [tallied(ct(), ct(BLANKED, NEW_UIDS)), tallied(ct(), ct()), tallied(ct(), ct(PatientIdentityRemoved="YES"))]
    merged = []
    for order in (parts, parts[::-1]):
        tally = DeidentificationTally()
        for part in order:
            tally.merge(part)
        merged.append(tally.to_json())
    assert merged[0] == merged[1]
    found = recognise(DeidentificationTally.from_json(merged[0]), "ab")
    assert [(each.profile, each.count, each.total) for each in found] == [(BASIC_PROFILE, 1, 3), ("", 1, 3)]


def test_what_is_kept_of_many_lineages_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("validator.engine.compare.deidentification.MOST_KEPT", 16)
    tally = DeidentificationTally()
    for method in ("frequent", "frequent", *map(str, range(40))):
        after = ct(BLANKED, NEW_UIDS, PatientIdentityRemoved="YES", DeidentificationMethod=method)
        tally.merge(tallied(ct(), after))
    (found,) = recognise(tally, "ab")
    assert (found.count, len(tally.hops["b"].treated.declared)) == (42, 16)
    assert found.declared[:2] == ("Patient Identity Removed: YES", "De-identification Method: frequent")
