"""UID001 to UID009."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, check, flags

SERIES = 0x0020000E
ROOT = build.ROOT.encode()


def series(uid: bytes) -> bytes:
    """A file whose Series Instance UID is these bytes."""
    return build.file(build.ct(), raw={SERIES: ("UI", uid)})


def referring(uids: bytes) -> bytes:
    """A file with several UIDs in one element, (0008,001A) Related General SOP Class UID."""
    return build.file(build.ct(), raw={0x0008001A: ("UI", uids)})


@pytest.mark.parametrize(
    "uid", [ROOT + b".3a", ROOT + b"..3", b"." + ROOT + b"\0", ROOT + b".3.", b"1-2-826.0.", b" 1.2.8.4"]
)
def test_letters_and_misplaced_dots(uid: bytes):
    flags(series(uid + b"\0" * (len(uid) % 2)), ("UID001", "(0020,000E)"))


def test_a_sound_uid_of_odd_length():
    allows("UID001", series(ROOT + b".3.11\0"))


def test_the_offset_is_that_of_the_uid_at_fault():
    source = referring(build.CT_IMAGE.encode() + b"\\1.2.x\0")
    (finding,) = flags(source, ("UID001", "(0008,001A)"))
    assert source[finding.offset :].startswith(b"1.2.x")


def test_sixty_four_characters_are_the_most():
    uid = ROOT + b".3." + b"1" * (64 - len(ROOT) - 3)
    allows("UID002", series(uid))
    (finding,) = flags(series(uid + b"1\0"), ("UID002", "(0020,000E)"))
    assert "has 65 characters" in finding.message


def test_a_component_with_a_leading_zero():
    flags(series(ROOT + b".3.01\0"), ("UID003", "(0020,000E)"))
    flags(series(b"02.25.33"), ("UID003", "(0020,000E)"), ("UID005", "(0020,000E)"))
    allows("UID003", series(ROOT + b".3.0"))


def test_more_padding_than_one_nul():
    (finding,) = flags(series(ROOT + b".3.11\0\0\0"), ("UID004", "(0020,000E)"))
    assert finding.message.endswith("ends with 3 NULs: a UID is padded with one, and only to an even length.")
    allows("UID004", series(ROOT + b".3.11\0"))
    allows("UID004", series(b""), ("IDN010", "(0020,000E)"))


@pytest.mark.parametrize("uid", [b"7.34.5.1", b"1.99.4.1", b"1.9.4.10", b"0.7.4.10"])
def test_an_arc_that_does_not_exist(uid: bytes):
    flags(series(uid), ("UID005", "(0020,000E)"))


def test_the_second_arc_under_two_has_no_bound():
    allows("UID005", series(b"2.840.3.1.5\0"))


def test_the_arc_of_registration_authorities_exists():
    allows("UID005", series(b"1.1.19785.0.257\0"))


@pytest.mark.parametrize("uid", [b"0\0", b"0.0\0"])
def test_nothing_but_zeros(uid: bytes):
    flags(series(uid), ("UID006", "(0020,000E)"))
    allows("UID006", series(b"0.0.1.27"))


def test_uids_in_items_and_meta_are_read_too():
    reference = build.item(build.element(0x00081155, "UI", b"1.2.840.x\0"))
    flags(
        build.file(build.ct(), raw={0x00081140: ("SQ", reference)}, ImplementationClassUID=""),
        ("FIL014", "(0002,0012)"),
        ("UID001", "(0008,1140)[0].(0008,1155)"),
    )


@pytest.mark.parametrize("uid", [ROOT + b".3.1 ", ROOT + b".3 ", ROOT + b".3.1 \0\0 "])
def test_a_space_behind_a_uid(uid: bytes):
    padded = uid if len(uid) % 2 == 0 else uid + b" "
    (finding,) = flags(series(padded), ("UID007", "(0020,000E)"))
    assert finding.offset is not None


def test_a_space_between_uids():
    source = referring(build.CT_IMAGE.encode() + b" \\" + build.CT_IMAGE.encode())
    (finding,) = [finding for finding in check(source).findings if finding.code.startswith("UID")]
    assert (finding.code, finding.path) == ("UID007", "(0008,001A)")
    assert finding.offset is not None
    assert source[finding.offset : finding.offset + 2] == b" \\"


def test_a_uid_padded_as_it_should_be():
    allows("UID007", series(ROOT + b".3.11\0"))
    allows("UID007", series(b""), ("IDN010", "(0020,000E)"))
