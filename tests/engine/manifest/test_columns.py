"""Which column is which attribute."""

import pytest

from validator.engine.manifest.columns import INSTANCES, check_mapping, keyword_of, recognise
from validator.engine.manifest.errors import ManifestError
from validator.engine.model import Entity


@pytest.mark.parametrize(
    ("head", "keyword"),
    [
        ("StudyInstanceUID", "StudyInstanceUID"),
        ("Study Instance UID", "StudyInstanceUID"),
        ("study_uid", "StudyInstanceUID"),
        ("StudyUID", "StudyInstanceUID"),
        ("0020000D", "StudyInstanceUID"),
        ("0020,000d", "StudyInstanceUID"),
        ("(0020,000D)", "StudyInstanceUID"),
        ("(0020,000D) Study Instance UID", "StudyInstanceUID"),
        ("study_iuid", "StudyInstanceUID"),
        ("study.study_iuid", "StudyInstanceUID"),
        ("MainDicomTags.StudyInstanceUID", "StudyInstanceUID"),
        ("Studien-Instanz-UID", "StudyInstanceUID"),
        ("UID de l'étude", "StudyInstanceUID"),
        ("UID d'étude", "StudyInstanceUID"),
        ("series_iuid", "SeriesInstanceUID"),
        ("sop_iuid", "SOPInstanceUID"),
        ("Image UID", "SOPInstanceUID"),
        ("Number of Study Related Instances", "NumberOfStudyRelatedInstances"),
        ("NumberOfSeriesRelatedInstances", "NumberOfSeriesRelatedInstances"),
        ("instances", INSTANCES),
        ("#images", INSTANCES),
        ("Anzahl Bilder", INSTANCES),
        ("Nb d'images", INSTANCES),
        ("num_series", "NumberOfStudyRelatedSeries"),
        ("Patient's Name", "PatientName"),
        ("pat_name", "PatientName"),
        ("pat_id", "PatientID"),
        ("Patienten-ID", "PatientID"),
        ("MRN", "PatientID"),
        ("accession_no", "AccessionNumber"),
        ("Accession #", "AccessionNumber"),
        ("Untersuchungsdatum", "StudyDate"),
        ("Date d'étude", "StudyDate"),
        ("Date étude", "StudyDate"),
        ("Geburtsdatum", "PatientBirthDate"),
        ("Modalität", "Modality"),
        ("mods_in_study", "ModalitiesInStudy"),
        ("Rows", "Rows"),
        ("Comment", ""),
        ("", ""),
    ],
)
def test_a_head_means_an_attribute(head: str, keyword: str) -> None:
    assert keyword_of(head) == keyword


def test_counts_and_modality_belong_to_what_the_lines_are() -> None:
    assert recognise(["study_uid", "images", "Modality"], {}).places == {
        "StudyInstanceUID": 0,
        "NumberOfStudyRelatedInstances": 1,
        "ModalitiesInStudy": 2,
    }
    assert recognise(["series_uid", "images", "Modality"], {}).places == {
        "SeriesInstanceUID": 0,
        "NumberOfSeriesRelatedInstances": 1,
        "Modality": 2,
    }


def test_what_is_not_used_says_why() -> None:
    columns = recognise(["sop_uid", "images", "Rows", "Weather", "StudyDate", "SOPInstanceUID"], {})
    assert columns.levels == (Entity.INSTANCE,)
    assert [(column.head, column.keyword, column.reason) for column in columns.all] == [
        ("sop_uid", "SOPInstanceUID", ""),
        ("images", "", "it says of one instance how many there are"),
        ("Rows", "", "not compared"),
        ("Weather", "", "not known"),
        ("StudyDate", "", "no column has the Study Instance UID that it belongs to"),
        ("SOPInstanceUID", "", "another column is this attribute"),
    ]


def test_an_explicit_column_goes_before_its_name() -> None:
    heads = ["StudyInstanceUID", "Root", "PatientID", "Alt"]
    columns = recognise(heads, {"StudyInstanceUID": "Root", "PatientID": "", "AccessionNumber": "#4"})
    assert columns.places == {"StudyInstanceUID": 1, "AccessionNumber": 3}
    assert [column.reason for column in columns.all] == [
        "another column is this attribute",
        "",
        "left out, as was asked",
        "",
    ]


def test_a_mapping_must_fit() -> None:
    with pytest.raises(ManifestError) as wrong:
        recognise(["a", "b"], {"StudyInstanceUID": "c"})
    assert str(wrong.value) == (
        "There is no column 'c' for StudyInstanceUID: write its head as it stands there, or its place as #3. "
        "There are 'a', 'b'."
    )
    with pytest.raises(ManifestError, match=r"^'Rows' is no attribute that a list is compared by: use one of Study"):
        check_mapping({"Rows": "a"})


def test_the_attributes_of_a_level_have_the_uids_around_it() -> None:
    columns = recognise(["SOPInstanceUID", "SeriesInstanceUID", "StudyInstanceUID", "PatientID", "Modality"], {})
    assert columns.of(Entity.STUDY) == ("PatientID",)
    assert columns.of(Entity.SERIES) == ("StudyInstanceUID", "Modality")
    assert columns.of(Entity.INSTANCE) == ("SeriesInstanceUID", "StudyInstanceUID")
