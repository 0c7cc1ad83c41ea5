"""CHR001 to CHR007."""

import pytest

from tests import build
from tests.engine.rules.harness import allows, flags

CHARSET = "(0008,0005)"


def labelled(label: bytes) -> bytes:
    """A file with ASCII texts under this label."""
    return build.file(build.ct(), raw={0x00080005: ("CS", label + b" " * (len(label) % 2))})


@pytest.mark.parametrize("label", [b"windows-1252", b"ISO_IR 999", b"\\ISO 2022 IR 42", b"EBCDIC"])
def test_labels_that_dicom_does_not_know(label: bytes):
    flags(labelled(label), ("CHR001", CHARSET))


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        (b"ISO-IR 192", "ISO_IR 192"),
        (b"UTF-8", "ISO_IR 192"),
        (b"ISO IR 100", "ISO_IR 100"),
        (b"iso_ir 144", "ISO_IR 144"),
        (b"ISO8859-2", "ISO_IR 101"),
        (b"latin1", "ISO_IR 100"),
        (b"ISO_IR 87", "ISO 2022 IR 87"),
        (b"ISO 2022 GBK", "GBK"),
    ],
)
def test_labels_that_are_misspelt(label: bytes, meant: str):
    also = [("CHR005", CHARSET)] if meant == "ISO 2022 IR 87" else []
    findings = flags(labelled(label), ("CHR002", CHARSET), *also)
    assert f"Write {meant}." in findings[0].message


def test_a_misspelt_value_among_several_is_named():
    findings = flags(labelled(b"\\ISO-2022-IR-87"), ("CHR002", CHARSET))
    assert "Write ISO 2022 IR 87." in findings[0].message
    assert findings[0].value == "ISO-2022-IR-87"


@pytest.mark.parametrize(
    "label",
    [
        b"",
        b"ISO_IR 100",
        b"ISO_IR 13 ",
        b"ISO_IR 192",
        b"ISO_IR 203",
        b"ISO_IR 166",
        b"GB18030",
        b"GBK",
        b"ISO 2022 IR 6\\ISO 2022 IR 87",
        b"\\ISO 2022 IR 87\\ISO 2022 IR 159",
        b"ISO 2022 IR 13\\ISO 2022 IR 87",
        b"ISO 2022 IR 100\\ISO 2022 IR 144",
        b"\\ISO 2022 IR 149",
        b"\\ISO 2022 IR 58 ",
    ],
)
def test_labels_of_the_standard(label: bytes):
    source = labelled(label)
    allows("CHR001", source)
    allows("CHR002", source)
    allows("CHR003", source)
    allows("CHR004", source)
    allows("CHR005", source)
    allows("CHR006", source)
    allows("CHR007", source)


@pytest.mark.parametrize("label", [b"ISO 2022 IR 100\\ISO_IR 192", b"ISO_IR 192\\ISO 2022 IR 87", b"\\GB18030"])
def test_sets_that_must_stand_alone(label: bytes):
    flags(labelled(label), ("CHR003", CHARSET))


def test_two_sets_that_must_stand_alone():
    flags(labelled(b"GB18030\\ISO_IR 192"), ("CHR003", CHARSET), ("CHR003", CHARSET))


@pytest.mark.parametrize(
    ("label", "meant"),
    [
        (b"ISO 2022 IR 100", "ISO_IR 100"),
        (b"ISO_IR 100\\ISO 2022 IR 87", "ISO 2022 IR 100"),
        (b"ISO_IR 13\\ISO 2022 IR 87", "ISO 2022 IR 13"),
        (b"ISO 2022 IR 6", "nothing at all"),
    ],
)
def test_terms_in_the_wrong_form(label: bytes, meant: str):
    (finding,) = flags(labelled(label), ("CHR004", CHARSET))
    assert finding.message.endswith(f"Write {meant}.")


@pytest.mark.parametrize("label", [b"ISO 2022 IR 149", b"ISO 2022 IR 87\\ISO 2022 IR 159"])
def test_a_two_byte_set_in_first_place(label: bytes):
    (finding,) = flags(labelled(label), ("CHR005", CHARSET))
    assert "\\ISO 2022 IR" in finding.message


def test_the_default_repertoire_by_name():
    flags(labelled(b"ISO_IR 6"), ("CHR006", CHARSET))


@pytest.mark.parametrize(
    "label", [b"\\ISO 2022 IR 87\\ISO 2022 IR 87", b"ISO 2022 IR 100\\\\ISO 2022 IR 144", b"ISO 2022 IR 100\\"]
)
def test_values_that_announce_nothing(label: bytes):
    flags(labelled(label), ("CHR007", CHARSET))


def test_an_item_has_a_label_of_its_own():
    step = build.item(build.element(0x00080005, "CS", b"UTF-8 "), build.element(0x00321060, "LO", b"Thorax"))
    source = build.file(build.ct(), raw={0x00400275: ("SQ", step)})
    flags(source, ("CHR002", "(0040,0275)[0].(0008,0005)"))
