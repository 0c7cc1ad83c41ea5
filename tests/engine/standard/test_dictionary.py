"""The dictionary: what it says of tags and keywords, and that its artefacts are what its sources make of it."""

import pytest

from validator.engine.standard import dictionary
from validator.engine.standard.build_dictionary import DATA, build
from validator.engine.standard.dictionary import Entry
from validator.engine.standard.uids import UidEntry, uid


@pytest.mark.parametrize("name", ["dictionary.txt", "private.txt", "repeating.json", "uids.json"])
def test_the_artefact_is_what_the_pinned_sources_make(name: str) -> None:
    assert (DATA / name).read_text(encoding="utf-8") == build()[name]


def test_a_standard_tag_has_a_row() -> None:
    assert dictionary.lookup(0x00100020) == Entry("LO", "1", "Patient ID", "PatientID", retired=False)


def test_a_repeating_group_has_the_row_of_its_mask() -> None:
    assert dictionary.lookup(0x60020010) == Entry("US", "1", "Overlay Rows", "OverlayRows", retired=False)


def test_a_private_tag_has_no_row_but_one_of_its_creator() -> None:
    assert dictionary.lookup(0x00431027) is None
    assert dictionary.private("GEMS_PARM_01", 0x00431027) == Entry("SH", "1", "Scan Pitch Ratio", "", retired=False)
    assert dictionary.private("GEMS_PARM_01", 0x0043FE27) == dictionary.private("GEMS_PARM_01", 0x00431027)
    assert dictionary.private("NOBODY", 0x00431027) is None


@pytest.mark.parametrize(
    ("tag", "vr"),
    [(0x00100020, "LO"), (0x00280106, "US or SS"), (0x00080000, "UL"), (0x00290010, "LO"), (0x00291010, "")],
)
def test_the_vr_of_a_tag_follows_from_its_row_or_its_role(tag: int, vr: str) -> None:
    assert dictionary.vr_of(tag) == vr


@pytest.mark.parametrize("text", ["PatientID", "00100020", "0010,0020", "(0010,0020)", " (0010, 0020) "])
def test_a_tag_is_found_in_every_way_of_writing_it(text: str) -> None:
    assert dictionary.tag_of(text) == 0x00100020


@pytest.mark.parametrize("text", ["", "Patient", "0010002", "(0010,00G0)", "patientid"])
def test_what_is_no_tag_is_none(text: str) -> None:
    assert dictionary.tag_of(text) is None


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        (0x00100020, "Patient ID"),
        (0x00080000, "Group Length"),
        (0x00290010, "Private Creator"),
        (0x00291010, "Private Attribute"),
        (0x00080002, "Unknown Attribute"),
    ],
)
def test_every_tag_has_a_name_to_show(tag: int, name: str) -> None:
    assert dictionary.name(tag) == name


def test_more_unknown_tags_than_are_remembered_still_get_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dictionary, "REMEMBERED", 0)
    assert dictionary.vr_of(0x77770010) == "LO"
    assert 0x77770010 not in dictionary.KNOWN_VRS


def test_a_uid_is_known_by_its_text() -> None:
    assert uid("1.2.840.10008.1.2.1") == UidEntry(
        "Explicit VR Little Endian", "Transfer Syntax", "ExplicitVRLittleEndian", retired=False
    )
    assert uid("1.2.840.10008.5.1.4.1.1.66.7") == UidEntry(
        "Label Map Segmentation Storage", "SOP Class", "LabelMapSegmentationStorage", retired=False
    )
    assert uid("1.2.3") is None
