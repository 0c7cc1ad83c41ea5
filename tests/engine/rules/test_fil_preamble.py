"""FIL001 to FIL009."""

from pathlib import Path

import pydicom
import pytest

from tests import build
from tests.engine.rules.harness import allows, check, flags

TIFF_TOO = Path(pydicom.__file__).parent / "data" / "test_files" / "CT_small.dcm"
"""A file from the field whose preamble is a TIFF header."""


def with_preamble(start: bytes) -> bytes:
    return start.ljust(128, b"\0") + build.file(build.ct())[128:]


def test_foreign_files_are_named():
    (finding,) = flags(b"%PDF-1.7\n" + bytes(300), ("FIL001", ""))
    assert finding.message.startswith("This is not a DICOM file (PDF document):")
    allows("FIL001", build.file(build.ct()))


def test_an_empty_file_is_not_dicom():
    (finding,) = flags(b"", ("FIL001", ""))
    assert finding.message.startswith("This is not a DICOM file (empty file):")


def test_a_file_that_starts_with_its_data_set_has_no_preamble_and_no_meta():
    flags(build.body(build.ct()), ("FIL002", ""), ("FIL010", ""))
    allows("FIL002", build.file(build.ct()))


def test_meta_without_preamble_is_told_apart_from_no_meta():
    flags(build.file(build.ct())[132:], ("FIL002", ""))


@pytest.mark.parametrize("start", [b"MZ\x90\0", b"\x7fELF\x02", b"\xcf\xfa\xed\xfe", b"#!/bin/sh\n"])
def test_programs_in_the_preamble(start: bytes):
    (finding,) = flags(with_preamble(start), ("FIL003", ""))
    assert finding.offset == 0


def test_the_letters_of_a_program_elsewhere_are_no_program():
    allows("FIL003", with_preamble(b"\0\0MZ"), ("FIL005", ""))


@pytest.mark.parametrize("start", [b"II*\0", b"MM\0*", b"II+\0"])
def test_images_in_the_preamble_are_worth_knowing(start: bytes):
    flags(with_preamble(start), ("FIL004", ""))


def test_an_empty_preamble_is_no_image():
    allows("FIL004", with_preamble(b""))


def test_a_tiff_header_from_the_field_is_recognised():
    found = check(TIFF_TOO.read_bytes()).findings
    assert [finding.offset for finding in found if finding.code == "FIL004"] == [0]


def test_other_words_in_the_preamble():
    flags(with_preamble(b"exported by Winter^Tim"), ("FIL005", ""))
    allows("FIL005", with_preamble(b""))
