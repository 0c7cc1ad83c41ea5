"""FIL010 to FIL029."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags

GOOD = build.file(build.ct())
SOP_INSTANCE = f"{build.ROOT}.4.1"


def meta(*, without: int | None = None, **values: bytes) -> bytes:
    """A file whose meta elements are given as raw bytes by tag (``t00020010=b"..."``)."""
    elements = {
        0x00020001: ("OB", b"\0\1"),
        0x00020002: ("UI", build.CT_IMAGE.encode() + b"\0"),
        0x00020003: ("UI", SOP_INSTANCE.encode()),
        0x00020010: ("UI", build.EXPLICIT_LITTLE.encode() + b"\0"),
        0x00020012: ("UI", f"{build.ROOT}.1".encode()),
    }
    for name, value in values.items():
        tag = int(name[1:], 16)
        elements[tag] = (elements.get(tag, ("SH", b""))[0], value)
    elements.pop(without or 0, None)
    for tag, (vr, value) in elements.items():
        if vr == "UI" and len(value) % 2:
            elements[tag] = (vr, value + b"\0")
    group = b"".join(build.element(tag, *elements[tag]) for tag in sorted(elements))
    return build.part10(build.body(build.ct()), meta=build.with_group_length(group))


def test_this_builder_makes_a_sound_file():
    flags(meta())


def test_a_data_set_behind_an_empty_preamble_has_no_meta():
    flags(build.part10(build.body(build.ct()), meta=b""), ("FIL010", ""))
    allows("FIL010", GOOD)


def test_a_wrong_group_length_says_what_it_should_be():
    source = GOOD.replace(b"UL\x04\0\xa8", b"UL\x04\0\xa6", 1)
    assert source != GOOD
    (finding,) = flags(source, ("FIL011", "(0002,0000)"))
    assert "(it says 166, the group has 168 bytes)" in finding.message
    allows("FIL011", GOOD)


def test_a_missing_group_length():
    bare = GOOD[:132] + GOOD[144:]
    flags(bare, ("FIL011", "(0002,0000)"))


def test_meta_in_the_encoding_of_an_implicit_data_set():
    group = b"".join(
        (
            build.implicit(0x00020001, b"\0\1"),
            build.implicit(0x00020002, build.CT_IMAGE.encode() + b"\0"),
            build.implicit(0x00020003, SOP_INSTANCE.encode()),
            build.implicit(0x00020010, build.IMPLICIT_LITTLE.encode() + b"\0"),
            build.implicit(0x00020012, f"{build.ROOT}.1".encode()),
        )
    )
    whole = build.implicit(0x00020000, len(group).to_bytes(4, "little")) + group
    flags(build.part10(build.body(build.ct(), syntax=build.IMPLICIT_LITTLE), meta=whole), ("FIL012", ""))
    allows("FIL012", build.file(build.ct(), syntax=build.IMPLICIT_LITTLE))


@pytest.mark.parametrize("tag", [0x00020001, 0x00020002, 0x00020003, 0x00020010, 0x00020012])
def test_each_required_meta_element_is_missed(tag: int):
    (finding,) = flags(meta(without=tag), ("FIL013", f"(0002,{tag & 0xFFFF:04X})"))
    assert finding.offset is None
    allows("FIL013", meta())


@pytest.mark.parametrize("tag", ["00020002", "00020003", "00020010", "00020012"])
def test_each_required_meta_element_needs_a_value(tag: str):
    flags(meta(**{f"t{tag}": b""}), ("FIL014", f"({tag[:4]},{tag[4:]})"))
    allows("FIL014", meta())


@pytest.mark.parametrize("version", [b"\1\0", b"\0\2", b"1\0"])
def test_other_versions_than_one(version: bytes):
    flags(meta(t00020001=version), ("FIL015", "(0002,0001)"))


def test_only_the_lowest_bit_of_the_version_counts():
    allows("FIL015", meta(t00020001=b"\0\3"))


def test_elements_that_group_0002_does_not_have():
    flags(meta(t00020099=b"DONE"), ("FIL016", "(0002,0099)"))
    allows("FIL016", meta(t00020013=b"BUILDER_1 "))


def test_another_class_in_the_meta_than_in_the_data_set():
    source = build.file(build.ct(), MediaStorageSOPClassUID="1.2.840.10008.5.1.4.1.1.7")
    (finding,) = flags(source, ("FIL017", "(0002,0002)"))
    assert finding.value == "1.2.840.10008.5.1.4.1.1.7"
    allows("FIL017", GOOD)


def test_another_instance_in_the_meta_than_in_the_data_set():
    flags(build.file(build.ct(), MediaStorageSOPInstanceUID=f"{build.ROOT}.4.2"), ("FIL018", "(0002,0003)"))
    allows("FIL018", GOOD)


def test_padding_does_not_make_two_uids_different():
    allows("FIL018", build.file(build.ct(SOPInstanceUID=f"{build.ROOT}.4.12")))


def test_private_information_needs_its_creator():
    flags(build.file(build.ct(), PrivateInformation=b"\1\2"), ("FIL019", "(0002,0102)"))
    allows(
        "FIL019",
        build.file(build.ct(), PrivateInformation=b"\1\2", PrivateInformationCreatorUID=f"{build.ROOT}.9"),
    )


def test_a_creator_needs_its_private_information():
    creator = f"{build.ROOT}.9"
    (finding,) = flags(build.file(build.ct(), PrivateInformationCreatorUID=creator), ("FIL020", "(0002,0102)"))
    assert "is missing" in finding.message
    source = build.file(build.ct(), PrivateInformationCreatorUID=creator, PrivateInformation=b"")
    (finding,) = flags(source, ("FIL020", "(0002,0102)"))
    assert "is empty" in finding.message
    allows("FIL020", build.file(build.ct(), PrivateInformationCreatorUID=creator, PrivateInformation=b"\1\2"))
