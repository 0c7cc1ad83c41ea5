"""FIL050 to FIL079."""

from tests import build
from tests.engine.excerpts import sent
from tests.engine.rules.harness import allows, flags

GOOD = build.file(build.ct())
NO_PIXELS = build.file(build.sr())
CODE = (build.element(0x00080100, "SH", b"T-D4"), build.element(0x00080104, "LO", b"Chest "))
REGION = 0x00082218
END = build.element(0xFFFCFFFC, "OB", bytes(4))


def with_region(region: bytes) -> bytes:
    """A file into which these bytes are put where Anatomic Region Sequence belongs."""
    at = GOOD.index(build.element(0x00100010, "PN", b"Winter^Tim"))
    return GOOD[:at] + region + GOOD[at:]


def test_a_tag_behind_a_greater_one():
    flags(NO_PIXELS + build.element(0x00081030, "LO", b"Late"), ("FIL051", "(0008,1030)"))


def test_an_element_appended_at_the_end():
    source = NO_PIXELS + build.element(0x00081040, "LO", b"Ward 7")
    (finding,) = flags(source, ("FIL050", "(0008,1040)"))
    assert finding.offset == len(NO_PIXELS)
    allows("FIL050", build.file(build.sr(InstitutionalDepartmentName="Ward 7")))


def test_a_tag_that_stands_twice():
    twice = build.element(0x00100020, "LO", b"P-4711")
    flags(GOOD.replace(twice, twice + twice), ("FIL051", "(0010,0020)"))
    allows("FIL051", GOOD)


def test_the_same_tag_in_two_items_is_no_duplicate():
    allows("FIL051", with_region(build.sequence(REGION, build.item(*CODE), build.item(*CODE))))


def test_a_command_element_in_the_data_set():
    at = GOOD.index(build.element(0x00080005, "CS", b"ISO_IR 100"))
    source = GOOD[:at] + build.element(0x00000002, "UI", build.CT_IMAGE.encode() + b"\0") + GOOD[at:]
    flags(source, ("FIL052", "(0000,0002)"))
    allows("FIL052", GOOD)


def test_an_element_where_an_item_must_stand():
    lost = build.element(REGION, "SQ", CODE[0] + CODE[1])
    flags(with_region(lost), ("FIL053", "(0008,2218)"))
    allows("FIL053", with_region(build.sequence(REGION, build.item(*CODE))))


def test_a_delimiter_behind_a_sequence_of_defined_length():
    needless = build.sequence(REGION, build.item(*CODE)) + build.implicit(0xFFFEE0DD, b"")
    flags(with_region(needless), ("FIL054", ""))
    allows(
        "FIL054", with_region(build.sequence(REGION, build.item(*CODE, length=build.UNDEFINED), length=build.UNDEFINED))
    )


def test_an_item_longer_than_its_sequence():
    content = build.item(*CODE, length=200)
    flags(with_region(build.element(REGION, "SQ", content)), ("FIL055", "(0008,2218)[0]"))
    allows("FIL055", with_region(build.sequence(REGION, build.item(*CODE))))


def test_pixel_data_cut_off():
    (finding,) = flags(GOOD[:-10], ("FIL056", "(7FE0,0010)"))
    assert "(length 48, 38 bytes are left)" in finding.message
    allows("FIL056", GOOD)


def test_bytes_between_two_elements():
    at = GOOD.index(build.element(0x00100010, "PN", b"Winter^Tim"))
    source = GOOD[:at] + b"\xff" * 20 + GOOD[at:]
    (finding,) = flags(source, ("FIL057", ""))
    assert (finding.offset, finding.message.startswith("20 bytes from here on")) == (at, True)
    allows("FIL057", GOOD)


def test_bytes_behind_the_last_element():
    flags(GOOD + bytes(30), ("FIL058", ""))
    allows("FIL058", GOOD + END)


def test_a_file_that_ends_with_its_meta():
    flags(NO_PIXELS[: NO_PIXELS.index(build.element(0x00080005, "CS", b"ISO_IR 100"))], ("FIL059", ""))
    allows("FIL059", NO_PIXELS)


def test_a_group_length_that_leads_elsewhere():
    at, end = GOOD.index(b"\x10\0\x10\0PN"), GOOD.index(b"\x18\0\x15\0CS")
    right = end - at
    sound = GOOD[:at] + build.element(0x00100000, "UL", right.to_bytes(4, "little")) + GOOD[at:]
    wrong = GOOD[:at] + build.element(0x00100000, "UL", (right - 12).to_bytes(4, "little")) + GOOD[at:]
    (finding,) = flags(wrong, ("FIL060", "(0010,0000)"))
    assert f"says {right - 12} bytes, but the group has {right}:" in finding.message
    allows("FIL060", sound)


def test_pixel_data_that_stayed_with_the_sender():
    (finding,) = flags(sent(GOOD), ("FIL061", "(7FE0,0010)"))
    assert "digest claimed by the browser" in finding.message
    allows("FIL061", GOOD)
