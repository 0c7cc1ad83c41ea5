"""What repeats from file to file is taken over, and gives the very header that reading it would have given."""

import pytest

from tests.build import DEFLATED, EXPLICIT_LITTLE, IMPLICIT_LITTLE, element, item, sequence
from tests.engine.header.mutations import damaged_files, undamaged_contents
from tests.engine.header.test_faults import ACCESSION, REQUEST, dicom
from tests.engine.header.test_hostile import deflate
from validator.engine.header import Limits, repeats, scan
from validator.engine.model import FaultKind, Header

SAMPLE = 3_000
TEXTS = [element(0x00080100 + number, "SH", f"value {number:03} ".encode()) for number in range(0, 240, 2)]
"""Enough plain elements for a data set that is remembered; their tags lie before that of ``REQUEST``."""


@pytest.fixture(autouse=True)
def nothing_is_remembered():
    repeats._remembered.clear()


def read_anew(content: bytes, limits: Limits | None = None) -> Header:
    """The header as it is read when nothing is remembered."""
    kept = list(repeats._remembered)
    repeats._remembered.clear()
    header = scan(content, limits=limits or Limits())
    repeats._remembered[:] = kept
    return header


def taken_over(first: bytes, second: bytes) -> int:
    """How many elements of the second data set are those of the first; it must read as it does on its own."""
    known, header = scan(first), scan(second)
    assert header == read_anew(second)
    return len({id(one) for one in known.elements} & {id(one) for one in header.elements})


def test_all_but_the_last_element_of_an_equal_file_are_taken_over():
    assert taken_over(dicom(*TEXTS), dicom(*TEXTS)) == len(TEXTS) - 1


def test_other_values_of_the_same_length_are_read_between():
    other = [*TEXTS[:40], TEXTS[40].replace(b"value", b"VALUE"), *TEXTS[41:]]
    assert taken_over(dicom(*TEXTS), dicom(*other)) == len(TEXTS) - 2


def test_behind_another_length_nothing_is_in_its_place():
    longer = element(0x00080100 + 80, "SH", b"another one ")
    assert taken_over(dicom(*TEXTS), dicom(*TEXTS[:40], longer, *TEXTS[41:])) == 0


def test_lengths_that_add_up_bring_the_rest_into_its_place():
    shorter, longer = element(0x00080100 + 80, "SH", b"value 08"), element(0x00080100 + 82, "SH", b"value 082   ")
    assert taken_over(dicom(*TEXTS), dicom(*TEXTS[:40], shorter, longer, *TEXTS[42:])) == len(TEXTS) - 3


def test_a_sequence_is_taken_over_with_its_items():
    request = sequence(REQUEST, item(ACCESSION), item(ACCESSION))
    first = dicom(*TEXTS, request, element(0x00400280, "ST", b"xx"))
    assert taken_over(first, first) == len(TEXTS) + 1
    other = sequence(REQUEST, item(ACCESSION), item(ACCESSION.replace(b"A1", b"A2")))
    assert taken_over(first, dicom(*TEXTS, other, element(0x00400280, "ST", b"xx"))) == len(TEXTS)


@pytest.mark.parametrize("syntax", [IMPLICIT_LITTLE, DEFLATED])
def test_another_transfer_syntax_is_read_on_its_own(syntax):
    content = b"".join(TEXTS)
    scan(dicom(content, syntax=EXPLICIT_LITTLE))
    other = dicom(deflate(content) if syntax == DEFLATED else content, syntax=syntax)
    assert scan(other) == read_anew(other)


def test_other_limits_hold():
    content = dicom(*TEXTS)
    scan(content)
    few = Limits(elements=50)
    header = scan(content, limits=few)
    assert header == read_anew(content, few)


def test_what_was_read_with_faults_is_not_remembered():
    content = dicom(*TEXTS, element(0x00400280, "ST", b"odd"))
    assert [fault.kind for fault in scan(content).faults] == [FaultKind.ODD_LENGTH]
    assert repeats._remembered == []


def test_only_so_many_data_sets_are_remembered():
    for number in range(2 * repeats.REMEMBERED):
        scan(dicom(*TEXTS, element(0x00400280, "ST", b"x" * 2 * number)))
    assert len(repeats._remembered) == repeats.REMEMBERED


def test_damaged_files_read_the_same_whatever_was_read_before():
    contents = undamaged_contents()
    for name, content in damaged_files(seed=1_967, count=SAMPLE):
        scan(contents[name])
        assert scan(content) == read_anew(content), name
