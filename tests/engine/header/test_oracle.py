"""The scanner against pydicom: what both can read, both read the same, to the byte."""

import pytest
from pydicom import dcmread
from pydicom.errors import InvalidDicomError

from tests.engine.header.pydicom_oracle import pydicom_rows, scanned_rows
from tests.engine.header.samples import CORPUS, sample_files
from validator.engine.header import scan
from validator.engine.model import FaultKind

PATHS = sample_files()

# What both read, but not the same, and why ours is right: by the name of the file, which the corpus holds too.
ONLY_OURS = {
    "winter.dcm": (
        "(0008,0018) stands twice; pydicom keeps the last, ours both, because both are in the file",
        {"(0008,0018)"},
    ),
    "UN_sequence.dcm": (
        "the sequence is written with VR UN and undefined length (PS3.5 6.2.2); pydicom forgets what was written",
        {"(4453,100C)"},
    ),
}
# What pydicom gives up on: it finds fewer elements than there are.
PYDICOM_STOPS = {
    "emri_small_jpeg_2k_lossless_too_short.dcm": "the delimiter after the fragments is missing; pydicom loses all",
}


def is_named(name: str, table: dict) -> str | None:
    """The entry of the table for this file, bundled or in the corpus (``pydicom__winter.dcm``)."""
    return next((entry for entry in table if name.endswith((f"/{entry}", f"__{entry}"))), None)


@pytest.mark.parametrize("name", PATHS)
def test_elements_equal_those_that_pydicom_reads(name):
    header = scan(PATHS[name])
    if not header.is_dicom:
        with pytest.raises(InvalidDicomError):
            dcmread(PATHS[name])
        return
    read, expected = scanned_rows(header, PATHS[name]), pydicom_rows(PATHS[name])
    if is_named(name, PYDICOM_STOPS):
        assert len(expected) < len(read)
    elif entry := is_named(name, ONLY_OURS):
        _reason, paths = ONLY_OURS[entry]
        assert {row.path for row in set(read) ^ set(expected)} == paths
    else:
        assert read == expected


def test_files_of_other_formats_are_not_dicom():
    taken = [name for name, path in PATHS.items() if path.suffix in (".py", ".json", ".csv", ".txt", ".md")]
    assert taken
    assert [name for name in taken if scan(PATHS[name]).is_dicom] == []


def test_files_without_faults_are_the_rule():
    """A scanner that sees faults where there are none would be as useless as a blind one."""
    faults = {
        name.rpartition("/")[2]: [(fault.kind, fault.path) for fault in header.faults]
        for name, path in PATHS.items()
        if name.startswith("pydicom/") and (header := scan(path)).is_dicom and header.faults
    }
    headerless = [(FaultKind.NO_PREAMBLE, ""), (FaultKind.NO_META, "")]
    assert faults == {
        "winter.dcm": [(FaultKind.DUPLICATE_TAG, "(0008,0018)")],
        "ExplVR_BigEndNoMeta.dcm": headerless,
        "ExplVR_LitEndNoMeta.dcm": headerless,
        "rtstruct.dcm": headerless,
        "MR_truncated.dcm": [(FaultKind.TRUNCATED, "(7FE0,0010)")],
        "SC_rgb_jpeg.dcm": [(FaultKind.SYNTAX_MISMATCH, "")],
        "DICOMDIR-nooffset": [(FaultKind.TRUNCATED, "(0004,1220)[51]")],
        "meta_missing_tsyntax.dcm": [(FaultKind.ODD_LENGTH, "(0001,0001)[0].(0001,0002)")],
        "nested_priv_SQ.dcm": [(FaultKind.ODD_LENGTH, "(0001,0001)[0].(0001,0002)")],
        "no_meta_group_length.dcm": [(FaultKind.META_GROUP_LENGTH, "(0002,0000)")],
        "rtplan_truncated.dcm": [(FaultKind.TRUNCATED, "(300A,00B0)")],
        # A gzip trailer (CRC-32 and size) stands behind the deflated data set.
        "image_dfl.dcm": [(FaultKind.TRAILING_BYTES, "")],
    }


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")
def test_the_corpus_is_compared_as_well():
    assert sum(name.startswith("corpus/") for name in PATHS) > 100
