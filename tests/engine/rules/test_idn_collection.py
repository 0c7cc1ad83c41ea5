"""IDN003 and IDN030 to IDN059."""

from pydicom import Dataset

from tests import build
from tests.engine.rules.harness import collection_allows, collection_flags, identity
from validator.engine.rules import Identity

ROOT = build.ROOT


def instance(name: str, *, study: int = 1, **attributes: object) -> tuple[str, Dataset]:
    """An instance of its own series in one of several studies, each with its own order."""
    number = int(name.removesuffix(".dcm"))
    dataset = build.ct(
        SOPInstanceUID=f"{ROOT}.4.{number}",
        StudyInstanceUID=f"{ROOT}.2.{study}",
        SeriesInstanceUID=f"{ROOT}.3.{study}",
        AccessionNumber=f"A2024-{study}",
        SeriesNumber=study,
        InstanceNumber=number,
    )
    return name, build.changed(dataset, **attributes)


TWO_STUDIES = [instance("1.dcm"), instance("2.dcm"), instance("3.dcm", study=2)]


def test_studies_of_one_patient():
    collection_allows("IDN030", TWO_STUDIES)
    collection_allows("IDN031", TWO_STUDIES)
    collection_allows("IDN032", TWO_STUDIES)
    collection_allows("IDN033", TWO_STUDIES)
    collection_allows("IDN035", TWO_STUDIES)
    collection_allows("IDN036", TWO_STUDIES)


def test_instances_whose_patient_id_has_no_issuer_are_named_once():
    files = [instance("1.dcm", IssuerOfPatientID=None), instance("2.dcm"), instance("3.dcm", IssuerOfPatientID="")]
    (finding,) = collection_flags(files, ("IDN003", "(0010,0021)", ("1.dcm", "3.dcm")))
    assert finding.message.startswith("In 2 of 3 instances nothing says")
    collection_allows("IDN003", [instance("1.dcm"), instance("2.dcm", PatientID="", IssuerOfPatientID=None)])


def test_an_issuer_in_universal_form_is_an_issuer():
    qualifiers = Dataset()
    qualifiers.UniversalEntityID = ROOT
    qualifiers.UniversalEntityIDType = "ISO"
    universal = instance("1.dcm", IssuerOfPatientID=None, IssuerOfPatientIDQualifiersSequence=[qualifiers])
    collection_allows("IDN003", [universal])


def test_a_birth_date_that_differs_within_one_patient():
    files = [instance("1.dcm"), instance("2.dcm"), instance("3.dcm", study=2, PatientBirthDate="19700113")]
    (finding,) = collection_flags(files, ("IDN030", "(0010,0030)", ("3.dcm",)))
    assert finding.message.startswith("(0010,0030) Patient's Birth Date has 2 different values")


def test_the_same_number_from_two_issuers_is_not_one_patient():
    files = [instance("1.dcm"), instance("2.dcm", study=2, IssuerOfPatientID="OTHER", PatientName="Sommer^Eva")]
    collection_allows("IDN030", files, ("IDN035", "(0010,0021)", ("2.dcm",)))


def test_an_accession_number_that_differs_within_one_study():
    files = [instance("1.dcm"), instance("2.dcm", AccessionNumber=""), instance("3.dcm")]
    collection_flags(files, ("IDN031", "(0008,0050)", ("2.dcm",)))


def test_an_empty_value_is_never_the_usual_one():
    files = [instance("1.dcm", AccessionNumber=""), instance("2.dcm", AccessionNumber=""), instance("3.dcm")]
    (finding,) = collection_flags(files, ("IDN031", "(0008,0050)", ("1.dcm", "2.dcm")))
    assert finding.values == ("A2024-1", "")


def test_every_attribute_that_differs_is_named():
    files = [instance("1.dcm"), instance("2.dcm"), instance("3.dcm", StudyDate="20240301", StudyDescription="")]
    collection_flags(files, ("IDN031", "(0008,0020)", ("3.dcm",)), ("IDN031", "(0008,1030)", ("3.dcm",)))


def test_an_attribute_that_some_instances_lack_differs_from_nothing():
    collection_allows("IDN031", [instance("1.dcm"), instance("2.dcm", StudyDescription=None)])


def test_other_ways_to_write_the_same_value_do_not_differ():
    one = instance("1.dcm", StudyTime="101500", ReferringPhysicianName="Kränz^Ada")
    other = instance(
        "2.dcm", StudyTime="101500.000", ReferringPhysicianName="Kränz^Ada^^", SpecificCharacterSet="ISO_IR 192"
    )
    collection_allows("IDN031", [one, other], ("CHR030", "(0008,0005)", ("2.dcm",)))


def test_a_modality_that_differs_within_one_series():
    files = [instance("1.dcm"), instance("2.dcm", Modality="OT"), instance("3.dcm")]
    collection_flags(files, ("IDN032", "(0008,0060)", ("2.dcm",)))


def test_without_a_majority_the_smaller_value_is_taken_as_usual():
    files = [instance("1.dcm", Modality="OT"), instance("2.dcm", Modality="CT")]
    collection_flags(files, ("IDN032", "(0008,0060)", ("1.dcm",)))
    collection_flags(reversed(files), ("IDN032", "(0008,0060)", ("1.dcm",)))


def test_an_accession_number_in_two_studies():
    files = [instance("1.dcm"), instance("2.dcm"), instance("3.dcm", study=2, AccessionNumber="A2024-1")]
    collection_flags(files, ("IDN033", "(0008,0050)", ("3.dcm",)))


def test_an_accession_number_for_two_patients():
    files = [
        instance("1.dcm"),
        instance("2.dcm"),
        instance("3.dcm", study=2, AccessionNumber="A2024-1", PatientID="P-1", PatientName="Sommer^Eva"),
    ]
    collection_flags(files, ("IDN034", "(0008,0050)", ("3.dcm",)))
    collection_allows("IDN034", TWO_STUDIES)


def test_a_patient_id_from_two_issuers():
    files = [instance("1.dcm"), instance("2.dcm", study=2, IssuerOfPatientID="OTHER")]
    collection_flags(files, ("IDN035", "(0010,0021)", ("2.dcm",)))


def test_a_person_with_two_patient_ids():
    files = [instance("1.dcm"), instance("2.dcm"), instance("3.dcm", study=2, PatientID="0000P-4711")]
    collection_flags(files, ("IDN036", "(0010,0020)", ("3.dcm",)))


def test_identities_survive_json():
    original = identity(build.ct(), file="a.dcm")
    assert Identity.from_json(original.to_json()) == original
    assert hash(Identity.from_json(original.to_json())) == hash(original)
